// Sums of powers of exp(x), x < 0, that take from one another: restated they mean the same, and their families have kernels
// without a sum over the outcomes.
import { rationalOf, number, text } from '@expfam/expression';
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { evaluate } from '@expfam/oracle';
import { arithmetic } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { lower } from '../lower.js';
import { transparent } from '../special/opaque.js';
import { restate } from './restate.js';

const m = arithmetic(60);
const [density] = readDensities(
  catalogue.find(({ name }) => name === 'zero_inflated_negative_binomial')!.density,
);
const points = [
  [-0.001, 0.5],
  [-0.5, -3],
  [-2, 4],
  [-30, 1],
].map(([eta1, eta2]) => ({ eta1, eta2 }));

describe.each([
  [1, 1],
  [2, 1],
  [10, 1],
  [1, 2],
  [5, 2],
  [237, 100],
])('zeros beside a negative binomial of size %i/%i', (over, under) => {
  const derivation = deriveDensity(density, { fix: { r: rationalOf(number(over, under)) }, checked: false });
  const restated = restate(derivation);

  test('keep their log-partition function when it is restated', () => {
    const [before, after] = [derivation, restated].map(({ logPartitionNatural: a }) => text(transparent(a!)));
    for (const at of points) {
      const gap = m.subtract(evaluate(before, at), evaluate(after, at));
      expect(Math.abs(gap.toNumber())).toBeLessThan(1e-40);
    }
  });
  test('take a logarithm of positive terms alone', () => {
    expect(restated).not.toBe(derivation);
    expect(lower(derivation).judged).toBe('special');
  });
});
