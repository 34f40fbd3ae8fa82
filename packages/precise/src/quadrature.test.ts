// Quadrature against integrals that are known in closed form, at several numbers of digits.
import { describe, expect, test } from 'vitest';
import type { Arithmetic } from './arithmetic.js';
import { arithmetic } from './arithmetic.js';
import { integrate } from './quadrature.js';
import { Real } from './real.js';

const [minus, plus] = [Real.negativeInfinity, Real.infinity];
type Case = readonly [
  name: string,
  f: (x: Real, a: Arithmetic) => Real,
  from: Real,
  to: Real,
  value: (a: Arithmetic) => Real,
];
const n = (x: number): Real => Real.fromNumber(x);
const gaussian = (x: Real, a: Arithmetic): Real => a.exp(a.multiply(x, x).negate());

const cases: readonly Case[] = [
  ['∫ exp(−x²) = √π', gaussian, minus, plus, (a) => a.sqrt(a.pi())],
  ['∫ exp(−200·(x − 20)²) = √(π/200): far and narrow', (x, a) => gaussian(a.multiply(a.sqrt(n(200)), a.subtract(x, n(20))), a), minus, plus, (a) => a.sqrt(a.divide(a.pi(), n(200)))],
  ['∫ x·exp(−x²) = 0', (x, a) => a.multiply(x, gaussian(x, a)), minus, plus, () => Real.zero],
  ['∫ 1/(1 + x²) = π', (x, a) => a.divide(Real.one, a.add(Real.one, a.multiply(x, x))), minus, plus, (a) => a.pi()],
  ['∫₀ x^1.25·exp(−x) = Γ(2.25)', (x, a) => a.multiply(a.power(x, n(1.25)), a.exp(x.negate())), Real.zero, plus, (a) => a.gamma(n(2.25))],
  ['∫₀ x^(−0.875)·exp(−x) = Γ(0.125)', (x, a) => a.multiply(a.power(x, n(-0.875)), a.exp(x.negate())), Real.zero, plus, (a) => a.gamma(n(0.125))],
  ['∫ exp(x) up to 1 = e', (x, a) => a.exp(x), minus, Real.one, (a) => a.e()],
  ['∫₂ 1/x² = 1/2', (x, a) => a.divide(Real.one, a.multiply(x, x)), n(2), plus, () => n(0.5)],
  ['∫₀¹ x^(−½)·(1 − x)^(−¾) = B(½, ¼)', (x, a) => a.multiply(a.power(x, n(-0.5)), a.power(a.subtract(Real.one, x), n(-0.75))), Real.zero, Real.one, (a) => a.divide(a.multiply(a.gamma(n(0.5)), a.gamma(n(0.25))), a.gamma(n(0.75)))],
  ['∫ exp(5·cos x) over half the circle = π·I₀(5)', (x, a) => a.exp(a.multiply(n(5), a.cos(x))), Real.zero, arithmetic(120).pi(), (a) => a.multiply(a.pi(), a.besselI(Real.zero, n(5)))],
  ['∫₀¹ log x = −1', (x, a) => a.log(x), Real.zero, Real.one, () => n(-1)],
]; // prettier-ignore

describe.each([20, 64])('to %i digits', (digits) => {
  const a = arithmetic(digits);
  test.each(cases)('%s', (...[, f, from, to, value]) => {
    const actual = integrate((x) => f(x, a), { from, to }, a);
    const error = a.subtract(actual, value(a)).abs();
    expect(error.magnitude(), actual.toString(digits)).toBeLessThan(-(digits - 2) * Math.log2(10));
  });
});

test('the other way round the integral has the other sign, and from a point to itself it is 0', () => {
  const a = arithmetic(30);
  const [there, back] = [[0, 1], [1, 0]].map(([from, to]) => integrate((x) => a.exp(x), { from: n(from), to: n(to) }, a)); // prettier-ignore
  expect(there.equals(back.negate())).toBe(true);
  expect(integrate((x) => x, { from: n(2), to: n(2) }, a).isZero()).toBe(true);
});

test('what does not exist or does not settle is NaN', () => {
  const a = arithmetic(30);
  const over = (f: (x: Real) => Real, from: Real, to: Real): Real => integrate(f, { from, to }, a);
  expect(over((x) => a.divide(Real.one, x), Real.zero, Real.one).isNaN()).toBe(true);
  expect(over((x) => a.subtract(x, n(0.3)).abs(), Real.zero, Real.one).isNaN()).toBe(true);
  expect(over((x) => a.log(a.subtract(x, n(0.5))), Real.zero, Real.one).isNaN()).toBe(true);
  expect(over((x) => x, Real.NaN, Real.one).isNaN()).toBe(true);
});
