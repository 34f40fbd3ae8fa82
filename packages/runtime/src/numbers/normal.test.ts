// Expected values: mpmath 1.3 at 40 digits, at the exact value of the doubles.
import { expect, test } from 'vitest';
import { erfc, normalCdf, normalQuantile, normalTwoSided } from './normal.js';

const relative = (actual: number, wanted: number): number => Math.abs(actual / wanted - 1);

test.each([
  [0.25, 0.7236736098317631],
  [0.5, 0.4795001221869535],
  [1, 0.15729920705028513],
  [1.5, 0.033894853524689274],
  [2, 0.004677734981047266],
  [3, 2.209049699858544e-5],
  [5, 1.537459794428035e-12],
  [10, 2.088487583762545e-45],
  [20, 5.395865611607901e-176],
  [26, 5.663192408856143e-296],
])('erfc(%d) keeps its digits', (x, wanted) => {
  expect(relative(erfc(x), wanted)).toBeLessThan(2e-15);
  expect(erfc(-x) + erfc(x)).toBeCloseTo(2, 14);
});

test('erfc has its limits', () => {
  expect([erfc(0), erfc(Infinity), erfc(-Infinity), erfc(40)]).toEqual([1, 0, 2, 0]);
  expect(erfc(NaN)).toBeNaN();
});

test.each([
  [0.975, 1.9599639845400538],
  [0.995, 2.5758293035489004],
  [0.3, -0.5244005127080408],
  [1e-10, -6.361340902404057],
  [1e-300, -37.0470962993612],
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
