// Closed forms for one and two degrees of freedom; the others by mpmath 1.3 at 40 digits.
import { expect, test } from 'vitest';
import { normalTwoSided } from './normal.js';
import { gammaRatio, studentTwoSided } from './student.js';

const relative = (actual: number, wanted: number): number => Math.abs(actual / wanted - 1);
const points = [1e-8, 1e-3, 0.5, 1, 2, 5, 40, 1e3, 1e8];

test.each(points)('with one degree of freedom P(|T| ≥ %d) is an arctangent', (t) => {
  expect(relative(studentTwoSided(t, 1), (2 / Math.PI) * Math.atan(1 / t))).toBeLessThan(2e-14);
});

test.each(points)('with two degrees of freedom P(|T| ≥ %d) is algebraic', (t) => {
  const root = Math.sqrt(2 + t * t);
  expect(relative(studentTwoSided(t, 2), 2 / (root * (root + t)))).toBeLessThan(2e-14);
});

test.each([
  [0.1, 3, 0.9266523488008058],
  [1.5, 7.5, 0.17448057058646424],
  [2, 30, 0.0546250449629831],
  [12, 30, 5.580185415199256e-13],
  [5, 1000, 6.767256364648631e-7],
  [3, 1e6, 0.002699862541421797],
  [40, 50, 1.2412423784372706e-39],
  [1e-3, 10, 0.999221783374741],
])('P(|T| ≥ %d) with %d degrees of freedom keeps its digits', (t, degrees, wanted) => {
  expect(relative(studentTwoSided(t, degrees), wanted)).toBeLessThan(1e-13);
  expect(studentTwoSided(-t, degrees)).toBe(studentTwoSided(t, degrees));
});

test('the limits are those of the distribution', () => {
  expect([studentTwoSided(0, 5), studentTwoSided(Infinity, 5)]).toEqual([1, 0]);
  expect(studentTwoSided(2.5, Infinity)).toBe(normalTwoSided(2.5));
  expect([studentTwoSided(NaN, 5), studentTwoSided(1, 0), studentTwoSided(1, NaN)]).toEqual([NaN, NaN, NaN]);
});

test('Γ(a + ½)/Γ(a) is right where gamma functions are known', () => {
  const root = Math.sqrt(Math.PI);
  expect(relative(gammaRatio(0.5), 1 / root)).toBeLessThan(1e-14);
  expect(relative(gammaRatio(1), root / 2)).toBeLessThan(1e-14);
  expect(relative(gammaRatio(2), (3 / 4) * root)).toBeLessThan(1e-14);
});
