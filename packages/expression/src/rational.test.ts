// The arithmetic of fractions against identities of whole numbers, and the reading of decimals at their word.
import { describe, expect, test } from 'vitest';
import { Rational } from './rational.js';
import { randomFrom } from './sample.js';

const random = randomFrom(11);
const whole = (): bigint =>
  BigInt(Math.floor((random() - 0.5) * 2000)) * BigInt(Math.floor(1 + random() * 1e9));
const fraction = (): Rational => Rational.of(whole(), whole() || 1n);
const triples = Array.from({ length: 60 }, () => [fraction(), fraction(), fraction()] as const);

describe('fractions', () => {
  test.each(triples)('%s, %s and %s obey the laws of a field', (a, b, c) => {
    expect(a.add(b).equals(b.add(a))).toBe(true);
    expect(
      a
        .add(b)
        .add(c)
        .equals(a.add(b.add(c))),
    ).toBe(true);
    expect(a.multiply(b.add(c)).equals(a.multiply(b).add(a.multiply(c)))).toBe(true);
    expect(a.subtract(b).add(b).equals(a)).toBe(true);
    if (b.sign !== 0) expect(a.divide(b).multiply(b).equals(a)).toBe(true);
  });

  test.each(triples)('%s + %s is what whole numbers say: a/b + c/d = (ad + cb)/bd', (a, b) => {
    const sum = a.add(b);
    const crossed = a.numerator * b.denominator + b.numerator * a.denominator;
    expect(sum.numerator * a.denominator * b.denominator).toBe(crossed * sum.denominator);
  });

  test.each(triples)('%s is in lowest terms with a positive denominator', (a) => {
    let [x, y] = [a.abs().numerator, a.denominator];
    while (y !== 0n) [x, y] = [y, x % y];
    expect([x, a.denominator > 0n]).toEqual([1n, true]);
  });

  test('powers multiply, negative ones invert, nothing to the 0 is 1', () => {
    const a = Rational.of(-2, 3);
    expect(a.power(3n).toString()).toBe('-8/27');
    expect(a.power(-3n).toString()).toBe('-27/8');
    expect(Rational.zero.power(0n).toString()).toBe('1');
    expect(() => Rational.zero.power(-1n)).toThrow(RangeError);
    expect(() => Rational.one.divide(Rational.zero)).toThrow(RangeError);
    expect(() => Rational.of(1, 0)).toThrow(RangeError);
  });

  test('order is that of the line', () => {
    const sorted = ['-3/2', '-1', '-1/3', '0', '1/4', '1/3', '7'].map((text) => {
      const [n, d = '1'] = text.split('/');
      return Rational.of(BigInt(n), BigInt(d));
    });
    for (const [i, a] of sorted.entries())
      for (const [j, b] of sorted.entries()) expect(a.compare(b)).toBe(Math.sign(i - j));
  });
});

describe('reading', () => {
  test.each([
    ['12', '12'], ['-3.25', '-13/4'], ['0.1', '1/10'], ['.5', '1/2'], ['5.', '5'], ['1e-7', '1/10000000'], ['1E3', '1000'],
    ['2.5e+1', '25'], ['+4', '4'], ['-.5e1', '-5'], ['-0', '0'], ['000.250', '1/4'],
    ['3.14159265358979323846', '157079632679489661923/50000000000000000000'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
  ])('%s is %s', (text, expected) => {
    expect(Rational.parse(text).toString()).toBe(expected);
  }); // prettier-ignore

  test.each([
    '',
    '.',
    '-',
    'e5',
    '1e',
    '1e5.5',
    '0x10',
    '1/2',
    'Infinity',
    'NaN',
    '1 2',
    '--1',
    '1e999999999',
    '1_000',
  ])('%j is no number', (text) => {
    expect(() => Rational.parse(text)).toThrow(RangeError);
  });

  test('a double is taken at its exact value', () => {
    expect(Rational.fromNumber(0.1).toString()).toBe('3602879701896397/36028797018963968');
    expect(Rational.fromNumber(-0.75).toString()).toBe('-3/4');
    expect(Rational.fromNumber(5e-324).toNumber()).toBe(5e-324);
    expect(Rational.fromNumber(1.7976931348623157e308).toNumber()).toBe(1.7976931348623157e308);
    for (const value of [NaN, Infinity, -Infinity])
      expect(() => Rational.fromNumber(value)).toThrow(RangeError);
  });
});

describe('the nearest double', () => {
  test('of fractions whose parts overflow', () => {
    const huge = 10n ** 400n;
    expect(Rational.of(huge * 3n, huge * 4n + 4n).toNumber()).toBe(0.75);
    expect(Rational.of(-huge, huge * 3n + 1n).toNumber()).toBe(-1 / 3);
    expect(Rational.of(huge, 7n).toNumber()).toBe(Infinity);
    expect(Rational.of(-huge, 7n).toNumber()).toBe(-Infinity);
    expect(Rational.of(7n, huge).toNumber()).toBe(0);
    expect(Rational.of(10n ** 330n, 10n ** 30n + 1n).toNumber()).toBeCloseTo(1e300, -286);
    expect(Rational.of(7n ** 400n, 7n ** 400n * 10n ** 20n + 1n).toNumber()).toBe(1e-20);
  });

  test.each([0.1, 1 / 3, 2 / 3, 1e-300, 123456.789, 5e-324, 2 ** 53 + 2])(
    'of the exact value of %d is itself',
    (value) => {
      expect(Rational.fromNumber(value).toNumber()).toBe(value);
    },
  );

  test('of parts beyond 2^53 is rounded once', () => {
    // 9007199254740993 = 2^53 + 1 lies halfway and goes to even; a third of 3·that + 1 lies above it
    expect(Rational.of(9007199254740993n).toNumber()).toBe(9007199254740992);
    expect(Rational.of(9007199254740993n * 3n + 1n, 3n).toNumber()).toBe(9007199254740994);
  });
});
