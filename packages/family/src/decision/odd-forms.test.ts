// The same families written in odd ways: the dimension is known, normal form and A are judged by the oracle's reading of the text.
import type { Expression } from '@expfam/expression';
import { text } from '@expfam/expression';
import { describe, expect, test } from 'vitest';
import { deriveDensity } from '../index.js';
import { digitsOf, Judge } from './judge.fixture.js';
import { oddForms } from './odd-forms.fixture.js';
import { oddTotals } from './odd-totals.fixture.js';
import { readDensities } from '../text.js';

describe.each([...oddForms, ...oddTotals])(
  '$is',
  ({
    density,
    dimension = 1,
    statistics,
    curved = false,
    identified = true,
    options,
    open = false,
    openMean = false,
  }) => {
    const derivation = deriveDensity(readDensities(density)[0], options);
    const judge = new Judge(derivation);

    test('has its dimension, certified', () => {
      const { certificate } = derivation;
      expect([text(derivation.dimension), certificate.lower, certificate.upper]).toEqual([
        String(dimension),
        dimension,
        dimension,
      ]);
      expect({ curved: derivation.curved, identified: derivation.identified }).toEqual({
        curved,
        identified,
      });
    });

    test('is exp(η·T(y) − A)·h(y)', () => {
      for (const sample of judge.samples(8)) {
        const [left, right] = judge.normalForm(sample);
        expect(digitsOf([left], [right])).toBe(50);
      }
    });

    test('has the total exp A(η), whose gradient is the mean of T and gives E[y]', () => {
      if (!open) expect(derivation.logPartitionNatural).not.toBeNull();
      if (derivation.logPartitionNatural === null || dimension === 0) return;
      const sample = judge.sample();
      const eta = judge.eta(sample);
      const scope = { ...sample.constants, ...judge.named(eta) };
      const found = judge.moments(eta, sample.constants);
      expect(digitsOf([judge.value(derivation.logPartitionNatural, scope)], [found.logPartition])).toBe(50);
      if (openMean) expect(derivation.meanStatistics).toBeNull();
      const mean = derivation.meanStatistics ?? (derivation.numeric.meanStatistics as readonly Expression[]);
      expect(digitsOf(judge.list(mean, scope, sample.constants), found.meanStatistics)).toBe(50);
      if (derivation.response === null) return;
      const response = derivation.response.map((each) => judge.value(each, scope));
      expect(digitsOf(response, 'length' in found.mean ? found.mean : [found.mean])).toBe(50);
    });

    if (statistics)
      test('has the statistics of the textbook, up to affine maps', () => {
        expect(judge.affineRank(derivation.statistics.map(text), [])).toBe(dimension);
        expect(judge.affineRank(derivation.statistics.map(text), statistics)).toBe(dimension);
      });
  },
);
