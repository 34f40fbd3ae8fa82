// Where A is finite, as convergence tests of textbooks have it: d'Alembert's for series, the minors of Sylvester for matrices.
import { expect, test } from 'vitest';
import { deriveDensity } from './derive.js';
import { naturalSpaceText } from '../formats/json.js';
import { readDensities } from '../text.js';

const spaceOf = (density: string, classes?: number): string => {
  const { natural, naturalSpace } = deriveDensity(readDensities(density)[0], {
    checked: false,
    ...(classes ? { classes } : {}),
  });
  return naturalSpaceText(natural, naturalSpace);
};

const series = (body: string): string => `f(y) = maxent(y)\n  h = ${body}\n  y in 0..inf`;

test.each([
  ['C(2y, y)·θ^y, of radius 1/4', series('combinations(2 * y, y)'), 'eta1 < -2 * log(2)'],
  ['θ^y·y^y/y!, whose terms at the radius 1/e fall as y^(-1/2)', 'f(y) = maxent(y)\n  h = y^y / factorial(y)\n  y in 1..inf', 'eta1 < -1'],
  ['θ^y·y^(y − 1)/y!, whose terms there fall as y^(-3/2)', 'f(y) = maxent(y)\n  h = y^(y - 1) / factorial(y)\n  y in 1..inf', 'eta1 <= -1'],
  ['θ^y·(3y)!/(y!·(2y)!), of radius 4/27', series('factorial(3 * y) / (factorial(y) * factorial(2 * y))'), 'eta1 < 2 * log(2) - 3 * log(3)'],
  ['θ^y/y!, which converges everywhere', series('1 / factorial(y)'), 'real'],
])('of %s', (_, density, space) => {
  expect(spaceOf(density)).toBe(space);
}); // prettier-ignore

test('of negative multinomial counts: shares that sum to less than one', () => {
  const density =
    'f(y | p; r) = gamma(r + sum(y[k], k, 1, K - 1)) / gamma(r) * p[K]^r * prod(p[k]^y[k] / factorial(y[k]), k, 1, K - 1)\n  y in (0..inf)^(K - 1)\n  p in simplex(K)\n  r in (0, inf)';
  expect(spaceOf(density)).toBe('1 - sum(exp(eta[k]), k, 1, K - 1) > 0');
  expect(spaceOf(density, 3)).toBe('1 - exp(eta1) - exp(eta2) > 0');
});

test('of precisions: one bound for each sign, none said twice', () => {
  const normal = (exponent: string): string => `f(y) = maxent(${exponent})\n  y in real^2`;
  expect(spaceOf(normal('y[1]^2, y[2]^2'))).toBe('eta1 < 0, eta2 < 0');
  expect(spaceOf(normal('y[1], y[2], y[1]^2 + y[2]^2'))).toBe('eta3 < 0');
  expect(spaceOf(normal('y[1]^2, y[1] * y[2], y[2]^2'))).toBe('eta1 < 0, eta1 * eta3 - eta2^2 / 4 > 0');
});

test('of the inverse Wishart: a positive-definite scale and a shape above (p − 1)/2', () => {
  const density =
    'f(X | S, n) = det(S)^(n / 2) * det(X)^(-(n + 3) / 2) * exp(-trace(S * inv(X)) / 2) / (2^n * sqrt(pi) * gamma(n / 2) * gamma((n - 1) / 2))\n  X in positive_definite(2)\n  S in positive_definite(2)\n  n in (1, inf)';
  expect(spaceOf(density)).toBe('eta2 < 0, 4 * eta2 * eta3 - eta4^2 > 0, eta1 < -1 / 2');
});
