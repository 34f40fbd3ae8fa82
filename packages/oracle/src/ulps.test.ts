// Ulps on cases worked by hand, and the matcher that reports them.
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { matchers, type UlpMatcher } from './matchers.js';
import { ulpsBetween } from './ulps.js';

declare module 'vitest' {
  interface Matchers<T> {
    toBeWithinUlps: UlpMatcher<T>;
  }
}

expect.extend(matchers);

const a = arithmetic(60);
const n = Real.fromNumber;
const least = 2 ** -1074;

describe('f64', () => {
  test('adjacent doubles are one unit apart, of the exact one', () => {
    expect(ulpsBetween(1 + 2 ** -52, n(1), 'f64')).toBe(1);
    expect(ulpsBetween(1 - 2 ** -53, n(1), 'f64')).toBe(0.5);
    expect(ulpsBetween(1, n(1 - 2 ** -53), 'f64')).toBe(1);
    expect(ulpsBetween(-3, n(-3), 'f64')).toBe(0);
  });

  test('a correctly rounded result is half a unit off at most', () => {
    const third = a.fromRational(1n, 3n);
    expect(ulpsBetween(1 / 3, third, 'f64')).toBeCloseTo(1 / 3, 10);
    expect(ulpsBetween(third.toNumber() + 2 ** -54, third, 'f64')).toBeCloseTo(2 / 3, 10);
  });

  test('subnormal results are judged in units of the least subnormal', () => {
    expect(ulpsBetween(least, n(2 * least), 'f64')).toBe(1);
    expect(ulpsBetween(0, n(least), 'f64')).toBe(1);
    expect(ulpsBetween(0, a.exp(n(-1e4)), 'f64')).toBe(0);
    expect(ulpsBetween(2 ** -1022, n(2 ** -1022 - least), 'f64')).toBe(1);
  });

  test('overflow rounded correctly counts nothing; an infinity too early counts what it jumps', () => {
    const overflow = n(Number.MAX_VALUE).scale(1);
    expect(ulpsBetween(Infinity, overflow, 'f64')).toBe(0);
    expect(ulpsBetween(-Infinity, overflow, 'f64')).toBeGreaterThan(2 ** 52);
    expect(ulpsBetween(Infinity, n(Number.MAX_VALUE), 'f64')).toBe(1);
    expect(ulpsBetween(Infinity, n(2 ** 1023), 'f64')).toBe(2 ** 52);
    expect(ulpsBetween(Infinity, Real.infinity, 'f64')).toBe(0);
    expect(ulpsBetween(Number.MAX_VALUE, Real.infinity, 'f64')).toBe(Infinity);
  });

  test('NaN is right only for NaN', () => {
    expect(ulpsBetween(Number.NaN, Real.NaN, 'f64')).toBe(0);
    expect(ulpsBetween(Number.NaN, n(1), 'f64')).toBe(Infinity);
    expect(ulpsBetween(1, Real.NaN, 'f64')).toBe(Infinity);
  });

  test('a scale above the result is the measure, one below it is not', () => {
    expect(ulpsBetween(2 ** -52, Real.zero, 'f64', n(1))).toBe(1);
    expect(ulpsBetween(1 + 2 ** -52, n(1), 'f64', n(2 ** -40))).toBe(1);
    expect(ulpsBetween(2 ** -52, Real.zero, 'f64')).toBe(2 ** 1022);
  });
});

test('a scale beyond the largest number is one of exponents, and says nothing of a result that overflows', () => {
  const [exact, scale] = [n(2 ** 127), n(2 ** 127).scale(6)];
  expect(ulpsBetween(2 ** 127 * (1 - 2 ** -18), exact, 'f32', scale)).toBe(0.5);
  expect(ulpsBetween(2 ** 127 * (1 - 2 ** -18), exact, 'f32', scale.scale(400))).toBe(2 ** -2);
  expect(ulpsBetween(Infinity, exact, 'f32', scale)).toBe(2 ** 23);
});

describe('f32', () => {
  test('units are those of float32', () => {
    expect(ulpsBetween(1 + 2 ** -23, n(1), 'f32')).toBe(1);
    expect(ulpsBetween(2 ** -149, Real.zero, 'f32')).toBe(1);
    expect(ulpsBetween(Infinity, n(1e39), 'f32')).toBe(0);
    expect(ulpsBetween(1 + 2 ** -24, n(1), 'f32')).toBe(0.5);
  });
});

describe('toBeWithinUlps', () => {
  test('passes within the budget and fails beyond it', () => {
    expect(1 + 2 ** -52).toBeWithinUlps(n(1), 1);
    expect(1 + 2 ** -51).not.toBeWithinUlps(n(1), 1);
    expect(1 + 2 ** -23).toBeWithinUlps(n(1), { ulps: 1, format: 'f32' });
    expect(1e-20).toBeWithinUlps(Real.zero, { ulps: 1, scale: n(1) });
    expect('1').not.toBeWithinUlps(n(1), 1e300);
  });

  test('says by how much, against what, and where', () => {
    const failing = () => expect(1 + 2 ** -51).toBeWithinUlps(n(1), 1, { eta: [Infinity, 3] });
    expect(failing).toThrow('2.000 ulp (f64) from 1 at {"eta":["Infinity",3]}; the budget is 1');
  });
});
