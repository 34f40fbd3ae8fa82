// The tails of a Poisson count against high precision: sums of their own terms where what is taken away would cancel, the whole
// less its first terms elsewhere.
import { samples, ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { poissonTail, tailResults } from './poisson-tail.js';
import { compiled } from './special.fixture.js';

const m = arithmetic(90);

/** Σ λ^k/k! over k ≥ n, over its first term. */
const tailAt = (lambda: Real, n: number): Real => {
  let [term, sum] = [Real.one, Real.one];
  for (let k = n + 1; term.magnitude() > sum.magnitude() - 280; k += 1) {
    term = m.divide(m.multiply(term, lambda), Real.fromInteger(k));
    sum = m.add(sum, term);
  }
  return sum;
};

/** What the function must give, in its order, from the tails that begin one and two places earlier. */
const truthAt = (x: number, n: number): readonly [Real, Real, Real] => {
  const lambda = m.exp(Real.fromNumber(x));
  const [t, once, twice] = [n, n - 1, n - 2].map((k) => tailAt(lambda, k)) as [Real, Real, Real];
  const mean = m.divide(m.multiply(Real.fromInteger(n), once), t);
  const falling = m.divide(m.multiply(Real.fromInteger(n * (n - 1)), twice), t);
  const variance = m.subtract(m.add(falling, mean), m.multiply(mean, mean));
  return [m.log(t), mean, variance];
};

const step = (x: number, by: number): number => x + by * Math.abs(x) * 2 ** -52;

describe.each([2, 3, 24])('the tail from %i on', (n) => {
  const end = Math.log(1.5 * n + 4);
  const points = [
    ...samples({ seed: 5, count: 60, from: -30, to: 6 }),
    ...[-2, -1, 0, 1, 2].map((by) => step(end, by)),
    ...Array.from({ length: 40 }, (_, i) => end + (i - 20) / 16),
  ];
  const truths = points.map((x) => truthAt(x, n));
  test.each(Object.entries(tailResults))('has its %s within 10 ulp', async (_, result) => {
    const f = await compiled(poissonTail(n), result);
    points.forEach((x, i) => {
      const scale = Real.fromNumber(
        result === tailResults.excess ? Math.max(Math.abs(n * x), Math.exp(x)) : 0,
      );
      expect(ulpsBetween(f(x), truths[i][result], 'f64', scale), `at ${String(x)}`).toBeLessThanOrEqual(10);
    });
  });
  test('is exact beyond all numbers', async () => {
    const at = await Promise.all(
      Object.values(tailResults).map((result) => compiled(poissonTail(n), result)),
    );
    expect(at.map((f) => f(800))).toEqual([Infinity, Infinity, Infinity]);
    expect(at.map((f) => f(-800))).toEqual([0, n, 0]);
    expect(at.map((f) => f(Number.NaN))).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});
