// Expected values: published quantiles to 20 digits; beyond them, the distribution function undoes its inverse.
import { expect, test } from 'vitest';
import { arithmetic } from './arithmetic.js';
import { Real } from './real.js';

const a = arithmetic(50);
const gap = (x: Real, y: Real): number => a.subtract(x, y).abs().toNumber();

test.each([
  ['0.975', '1.95996398454005423552'],
  ['0.995', '2.57582930354890076098'],
  ['0.25', '-0.67448975019608174320'],
  ['0.001', '-3.09023230616781354154'],
])('the quantile of %s is %s', (p, z) => {
  expect(gap(a.normalQuantile(a.fromString(p)), a.fromString(z))).toBeLessThan(2e-19);
});

test.each(['1e-300', '1e-30', '0.0013', '0.3', '0.4999999999999999999999999', '0.7', '0.9999999999'])(
  'the distribution function undoes the quantile of %s to 49 digits',
  (text) => {
    const p = a.fromString(text);
    const back = a.normalCdf(a.normalQuantile(p));
    expect(a.divide(a.subtract(back, p), p).abs().toNumber()).toBeLessThan(1e-48);
  },
);

test('quantiles are odd about one half', () => {
  const [low, high] = [a.fromRational(1n, 8n), a.fromRational(7n, 8n)];
  expect(a.normalQuantile(high).equals(a.normalQuantile(low).negate())).toBe(true);
  expect(a.normalQuantile(Real.of(1n, -1)).isZero()).toBe(true);
});

test('quantiles near one half keep their relative accuracy: Φ⁻¹(½ + d) ≈ d√(2π)', () => {
  const d = a.fromString('1e-40');
  const z = a.normalQuantile(a.add(Real.of(1n, -1), d));
  const ratio = a.divide(z, a.multiply(d, a.sqrt(a.multiply(Real.fromInteger(2), a.pi()))));
  expect(gap(ratio, Real.one)).toBeLessThan(1e-9); // ½ + 1e-40 itself is rounded after 55 digits
});

test('the ends and what lies beyond them', () => {
  expect(a.normalQuantile(Real.zero).toNumber()).toBe(-Infinity);
  expect(a.normalQuantile(Real.one).toNumber()).toBe(Infinity);
  for (const p of [Real.NaN, Real.fromInteger(2), Real.fromInteger(-1), Real.infinity])
    expect(a.normalQuantile(p).isNaN()).toBe(true);
  expect(a.normalCdf(Real.infinity).toNumber()).toBe(1);
  expect(a.normalCdf(Real.negativeInfinity).isZero()).toBe(true);
  expect(a.normalCdf(Real.NaN).isNaN()).toBe(true);
});
