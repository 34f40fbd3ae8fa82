// Families in odd parametrisations keep their dimension and shape, and the normal form is the density that was written.
import { text } from '@expfam/expression';
import { describe, expect, test } from 'vitest';
import { deriveDensity } from '../index.js';
import { digitsOf, Judge } from './judge.fixture.js';
import { oddAlgebra } from './odd-algebra.fixture.js';
import { oddParametrisations } from './odd-parametrisations.fixture.js';
import { readDensities } from '../text.js';

describe.each([...oddParametrisations, ...oddAlgebra])(
  '$is',
  ({ density, where, dimension = 1, curved = false, identified = true }) => {
    const lines = where.split('; ').map((line) => `\n  ${line}`);
    const derivation = deriveDensity(readDensities(density + lines.join(''))[0], { checked: false });

    test('has its dimension, certified, and its shape', () => {
      const { certificate } = derivation;
      expect([text(derivation.dimension), certificate.lower, certificate.upper]).toEqual([
        String(dimension),
        dimension,
        dimension,
      ]);
      expect([derivation.curved, derivation.identified]).toEqual([curved, identified]);
    });

    test('is exp(η·T(y) − A)·h(y)', () => {
      const judge = new Judge(derivation);
      for (const sample of judge.samples(3)) {
        const [left, right] = judge.normalForm(sample);
        expect(digitsOf([left], [right])).toBe(50);
      }
    });
  },
);
