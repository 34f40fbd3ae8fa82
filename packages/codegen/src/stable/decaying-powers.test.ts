// Sums of powers of exp(x), x < 0, that take from one another: restated they mean the same, and their families have kernels
// without a sum over the outcomes.
import { number, one, rationalOf, text } from '@expfam/expression';
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { evaluate, ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import { compile } from '../compile.js';
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

// with one failure to wait for, the odds of anything but a zero are exp(η₁)/(1 − exp(η₁)), and of a zero exp(η₂)
const apart = '1 / (1 + exp(eta2 - eta1) * (1 - exp(eta1)))';
const truths = [`${apart} / (1 - exp(eta1))`, `1 - ${apart}`];
const worst = [
  [-32.2, 6.88, 0],
  [-32.1875, -30, 0],
  [-32.25, -32.25, 2],
  [-21.5, -184, 845],
  [-21.5, -21.25, 0],
  [-700, -690, 0],
] as const;

describe.each(['ts', 'wasm'] as const)('a share whose exponent is a sum, in %s', (target) => {
  test.each(worst)('keeps the digits of its parts at %d, %d; y = %d', async (eta1, eta2, y) => {
    const kernels = await compile(deriveDensity(density, { fix: { r: rationalOf(one) }, checked: false }), {
      target,
    });
    const [eta, mean, gradient] = [Float64Array.of(eta1, eta2), new Float64Array(1), new Float64Array(2)];
    const { response, gradient: allowed } = budgets[target].f64.special;
    const [expected, zero] = truths.map((formula) => evaluate(formula, { eta1, eta2 }, 700));
    kernels.response(eta, mean, 1);
    expect(ulpsBetween(mean[0], expected, 'f64')).toBeLessThanOrEqual(response);
    kernels.gradient(eta, Float64Array.of(y), gradient, 1);
    const wanted = [
      [expected, y],
      [zero, y === 0 ? 1 : 0],
    ] as const;
    wanted.forEach(([of, less], i) => {
      const exact = m.subtract(of, Real.fromNumber(less));
      const terms = Real.fromNumber(Math.max(Math.abs(of.toNumber()), less));
      expect(ulpsBetween(gradient[i], exact, 'f64', terms)).toBeLessThanOrEqual(allowed);
    });
  });
});
