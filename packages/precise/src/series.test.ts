// Infinite sums against their closed forms: those that fall quickly, like a power, alternate, or rise before they fall.
import { describe, expect, test } from 'vitest';
import type { Arithmetic } from './arithmetic.js';
import { arithmetic } from './arithmetic.js';
import { Real } from './real.js';
import { sumSeries } from './series.js';

const whole = (n: number): Real => Real.fromInteger(n);
const real = (x: number): Real => Real.fromNumber(x);
type Case = readonly [string, (n: number, m: Arithmetic) => Real, (a: Arithmetic) => Real];

const cases: readonly Case[] = [
  ['Σ 1/n! = e', (n, m) => m.divide(Real.one, m.gamma(whole(n + 1))), (a) => a.e()],
  ['Σ 20ⁿ/n! = exp(20), which rises first', (n, m) => m.divide(m.powerInteger(whole(20), BigInt(n)), m.gamma(whole(n + 1))), (a) => a.exp(whole(20))],
  ['Σ 0.75ⁿ = 4', (n, m) => m.powerInteger(real(0.75), BigInt(n)), () => whole(4)],
  ['Σ (127/128)ⁿ = 128', (n, m) => m.powerInteger(m.fromRational(127n, 128n), BigInt(n)), () => whole(128)],
  ['Σ (−127/128)ⁿ = 128/255', (n, m) => m.powerInteger(m.fromRational(-127n, 128n), BigInt(n)), (a) => a.fromRational(128n, 255n)],
  ['Σ 1/n² = π²/6', (n, m) => m.divide(Real.one, whole((n + 1) ** 2)), (a) => a.divide(a.multiply(a.pi(), a.pi()), whole(6))],
  ['Σ n^(−1.125) = ζ(1.125)', (n, m) => m.power(whole(n + 1), real(-1.125)), (a) => a.zeta(real(1.125))],
  ['Σ (−1)ⁿ/(n + 1) = log 2', (n, m) => m.divide(whole(n % 2 === 0 ? 1 : -1), whole(n + 1)), (a) => a.log(whole(2))],
  ['Σ (−1)ⁿ/√(n + 1) = (1 − √2)·ζ(½)', (n, m) => m.divide(whole(n % 2 === 0 ? 1 : -1), m.sqrt(whole(n + 1))), (a) => a.multiply(a.subtract(Real.one, a.sqrt(whole(2))), a.zeta(real(0.5)))],
  ['a sum that ends, 1 + 2 + 3', (n) => whole(n < 3 ? n + 1 : 0), () => whole(6)],
]; // prettier-ignore

describe.each([20, 64])('to %i digits', (digits) => {
  const a = arithmetic(digits);
  test.each(cases)('%s', (_, term, value) => {
    const [actual, expected] = [sumSeries(term, a), value(a)];
    const error = a.divide(a.subtract(actual, expected), expected).abs();
    expect(error.magnitude(), actual.toString(digits)).toBeLessThan(-(digits - 2) * Math.log2(10));
  });
});

test('a divergent sum is NaN, even one to which a transform would give a value', () => {
  const a = arithmetic(30);
  const powers = [0, -0.5, -1].map((exponent) =>
    sumSeries((n, m) => m.power(whole(n + 1), real(exponent)), a),
  );
  expect(powers.every((sum) => sum.isNaN())).toBe(true);
  expect(sumSeries((n) => whole(2 ** Math.min(n, 50)), a).isNaN()).toBe(true);
  expect(sumSeries(() => Real.NaN, a).isNaN()).toBe(true);
});
