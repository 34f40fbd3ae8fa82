// What no natural parameters can beat, for outcomes that are vectors: against the formulas of textbooks, and against a search.
import { Rational } from '@expfam/expression';
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { fit } from '@expfam/runtime';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { derivedCase, vectorCases } from './vectors.fixture.js';

const xlogx = (x: number): number => (x === 0 ? 0 : x * Math.log(x));
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const negativeMultinomial = deriveDensity(
  readDensities(catalogue.find(({ name }) => name === 'negative_multinomial')!.density)[0],
  { classes: 3, fix: { r: Rational.of(2) }, checked: false },
);

/** Family, outcomes, and their least losses: n log n − Σ y log y of counts, certainty of bits, 1 + log y of waiting times. */
const known = [
  ['multinomial', derivedCase(vectorCases['multinomial']), [[1, 1, 2], [0, 4, 0], [3, 0, 1]], (y: readonly number[]) => xlogx(4) - sum(y.map(xlogx))],
  ['bits', derivedCase(vectorCases['bits']), [[0, 1, 1], [1, 1, 1], [0, 0, 0]], () => 0],
  ['waits', derivedCase(vectorCases['waits']), [[0.5, 2, 8]], (y: readonly number[]) => sum(y.map((each) => 1 + Math.log(each)))],
  ['negative_multinomial', negativeMultinomial, [[3, 1], [0, 2], [0, 0]], (y: readonly number[]) => xlogx(2 + sum(y)) - xlogx(2) - sum(y.map(xlogx))],
] as const; // prettier-ignore

describe.each(known)('the saturated loss of %s', (_, derivation, outcomes, least) => {
  test.each(['ts', 'wasm'] as const)(
    'is that of the textbook on %s, at the ends of the support too',
    async (target) => {
      const kernels = await compile(derivation, { target });
      for (const each of outcomes) {
        const y = each.slice(0, kernels.columns);
        expect(kernels.saturatedLoss!(Float64Array.from(y), 1)).toBeCloseTo(least(y), 12);
        expect(kernels.saturatedLoss!(Float64Array.from(y), 1, Float64Array.of(2.5))).toBeCloseTo(
          2.5 * least(y),
          12,
        );
      }
    },
  );

  test('is beaten by no natural parameters', async () => {
    const kernels = await compile(derivation, { target: 'ts' });
    const y = Float64Array.from(outcomes[0].slice(0, kernels.columns));
    const bound = kernels.saturatedLoss!(y, 1);
    for (let n = 0; n < 200; n++) {
      const eta = Float64Array.from(
        { length: kernels.parameters },
        (__, k) => -3 * (1 + Math.sin(7.1 * n + 2.3 * k)),
      );
      const loss = kernels.loss(eta, y, 1);
      if (!Number.isNaN(loss)) expect(loss).toBeGreaterThanOrEqual(bound - 1e-12);
    }
  });
});

test.each(['dirichlet', 'multivariate_normal', 'von_mises_fisher'])(
  'the family %s has none: one outcome is fitted as closely as one likes',
  async (name) => {
    const kernels = await compile(derivedCase(vectorCases[name]), { target: 'ts' });
    expect(kernels.saturatedLoss).toBeUndefined();
  },
);

test('the deviance of a multinomial fit is 2 Σ y log(y / ŷ)', async () => {
  const kernels = await compile(derivedCase(vectorCases['multinomial']), { target: 'ts' });
  const y = [[4, 0, 0], [2, 1, 1], [1, 2, 1], [0, 1, 3], [1, 0, 3], [0, 3, 1]]; // prettier-ignore
  const x = y.map((__, i) => [i]);
  const model = await fit(kernels, { x, y: Float64Array.from(y.flat()), names: ['dose'] });
  const fitted = model.predictProbabilities({ x });
  const wanted =
    2 * sum(y.flat().map((count, at) => (count === 0 ? 0 : count * Math.log(count / fitted[at]))));
  expect(model.report.deviance).toBeCloseTo(wanted, 9);
  const means = [0, 1, 2].map((k) => sum(y.map((row) => row[k])) / y.length);
  const nullDeviance =
    2 *
    sum(y.flatMap((row) => row.map((count, k) => (count === 0 ? 0 : count * Math.log(count / means[k])))));
  expect(model.report.nullDeviance).toBeCloseTo(nullDeviance, 9);
});

test.each(['ts', 'wasm'] as const)(
  'where certainty is reached at infinity, what stays of the loss is kept on %s',
  async (target) => {
    // one success for sure at the least outcome: all that is left is log h(1) = log r, which cancelled with it
    const truncated = deriveDensity(
      readDensities(catalogue.find(({ name }) => name === 'zero_truncated_negative_binomial')!.density)[0],
      { fix: { r: Rational.of(2) }, checked: false },
    );
    const { saturatedLoss } = await compile(truncated, { target });
    expect(saturatedLoss!(Float64Array.of(1), 1)).toBeCloseTo(Math.log(2), 12);
  },
);
