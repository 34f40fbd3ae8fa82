// Expected values: mpmath 1.3 at 40 digits, at the exact value of the doubles.
import { expect, test } from 'vitest';
import { erfc, normalCdf, normalQuantile, normalTwoSided } from './normal.js';

const relative = (actual: number, wanted: number): number => Math.abs(actual / wanted - 1);

test.each([
  [0.25, 0.72367360983176306701],
  [0.5, 0.47950012218695346232],
  [1, 0.15729920705028513066],
  [1.5, 0.033894853524689272933],
  [2, 0.0046777349810472658379],
  [3, 0.000022090496998585441373],
  [5, 1.5374597944280348502e-12],
  [10, 2.088487583762544757e-45],
  [20, 5.3958656116079009289e-176],
  [26, 5.6631924088561428465e-296],
])('erfc(%d) keeps its digits', (x, wanted) => {
  expect(relative(erfc(x), wanted)).toBeLessThan(2e-15);
  expect(erfc(-x) + erfc(x)).toBeCloseTo(2, 14);
});

test('erfc has its limits', () => {
  expect([erfc(0), erfc(Infinity), erfc(-Infinity), erfc(40)]).toEqual([1, 0, 2, 0]);
  expect(erfc(NaN)).toBeNaN();
});

test.each([
  [0.975, 1.9599639845400538556],
  [0.995, 2.5758293035489004539],
  [0.3, -0.52440051270804081597],
  [1e-10, -6.3613409024040561991],
  [1e-300, -37.047096299361199237],
])('the quantile of %d is the inverse of the distribution', (p, wanted) => {
  expect(relative(normalQuantile(p), wanted)).toBeLessThan(1e-14);
});

test('quantiles have their limits', () => {
  expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
  expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(NaN)]).toEqual([NaN, NaN, NaN]);
});

test('both tails together are twice the lower one', () => {
  for (const z of [0, 0.3, 1.96, 8, 30]) expect(normalTwoSided(z)).toBe(2 * normalCdf(-z));
});
