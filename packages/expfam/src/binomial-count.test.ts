// Binomial coefficients against whole numbers, an asymptotic series, and Pascal's rule.
import { expect, test } from 'vitest';
import { logChoose } from './binomial-count.js';

test.each([
  [5, 2, Math.log(10)],
  [10, 0, 0],
  [10, 10, 0],
  [52, 5, Math.log(2598960)],
  [60, 30, Math.log(118264581564861424)],
  // C(2n, n) = 4^n / sqrt(pi n) (1 - 1/(8n) + 1/(128 n^2) + 5/(1024 n^3) …)
  [
    1000,
    500,
    500 * Math.log(4) -
      Math.log(Math.PI * 500) / 2 +
      Math.log1p(-1 / 4000 + 1 / (128 * 500 ** 2) + 5 / (1024 * 500 ** 3)),
  ],
])('log C(%i, %i)', (n, k, expected) => {
  expect(Math.abs(logChoose(n, k) - expected)).toBeLessThanOrEqual(2e-12 * Math.max(1, Math.abs(expected)));
});

test('the rows of Pascal’s triangle add up across the change of method', () => {
  // C(171, 80) = C(170, 79) + C(170, 80)
  const sum = logChoose(170, 80) + Math.log1p(Math.exp(logChoose(170, 79) - logChoose(170, 80)));
  expect(Math.abs(logChoose(171, 80) - sum)).toBeLessThan(1e-11);
});
