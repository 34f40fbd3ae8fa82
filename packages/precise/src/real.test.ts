// Reals as numbers: exact in, correctly rounded out.
import { describe, expect, test } from 'vitest';
import { uniform } from './points.fixture.js';
import { Real } from './real.js';

const edges = [
  0,
  1,
  -1,
  0.1,
  2 ** -1074,
  2 ** -1022,
  2 ** -1022 - 2 ** -1074,
  Number.MAX_VALUE,
  2 ** 53 + 2,
  1e308,
  -1e-308,
];

function randomDoubles(seed: number, count: number): number[] {
  const next = uniform(seed);
  const view = new DataView(new ArrayBuffer(8));
  return Array.from({ length: count }, () => {
    view.setUint32(0, next() * 2 ** 32);
    view.setUint32(4, next() * 2 ** 32);
    return view.getFloat64(0);
  }).filter(Number.isFinite);
}

describe('doubles and singles', () => {
  test('a double survives the way in and out', () => {
    for (const x of [...edges, ...randomDoubles(1, 5000)]) expect(Real.fromNumber(x).toNumber()).toBe(x);
  });

  test('a single is what Math.fround says, subnormals and overflow included', () => {
    const singles = [
      2 ** -150,
      2 ** -149 * 1.5,
      2 ** -149 * 2.5,
      2 ** -126 * (1 - 2 ** -25),
      3.4028235677973366e38,
      3.40282356e38,
    ];
    for (const x of [...edges, ...singles, ...randomDoubles(2, 5000)]) {
      expect(Real.fromNumber(x).toSingle()).toBe(Math.fround(x) + 0);
    }
  });

  test('ties go to the even neighbour, and the least bit beyond a tie decides', () => {
    const tie = (1n << 54n) + 2n; // half-way between 2^54 and 2^54 + 4
    expect(Real.of(tie, 0).toNumber()).toBe(2 ** 54);
    expect(Real.of((tie << 200n) + 1n, -200).toNumber()).toBe(2 ** 54 + 4);
    expect(Real.of(tie + 4n, 0).toNumber()).toBe(2 ** 54 + 8);
  });

  test('half the least subnormal rounds to zero, anything more to the subnormal', () => {
    expect(Real.of(1n, -1075).toNumber()).toBe(0);
    expect(Real.of((1n << 100n) + 1n, -1175).toNumber()).toBe(2 ** -1074);
    expect(Real.of(-3n, -1076).toNumber()).toBe(-(2 ** -1074));
  });

  test('overflow begins half a unit above the largest double', () => {
    const largest = (1n << 54n) - 2n;
    expect(Real.of((largest << 1n) + 1n, 969).toNumber()).toBe(Number.MAX_VALUE);
    expect(Real.of(largest + 1n, 970).toNumber()).toBe(Number.POSITIVE_INFINITY);
    expect(Real.of(-largest - 1n, 970).toNumber()).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('order', () => {
  test('compares as doubles compare', () => {
    const doubles = [...edges, ...randomDoubles(3, 60), Infinity, -Infinity];
    for (const x of doubles) {
      for (const y of doubles)
        expect(Real.fromNumber(x).compare(Real.fromNumber(y))).toBe(x < y ? -1 : x > y ? 1 : 0);
    }
    expect(Real.NaN.compare(Real.one)).toBeNaN();
    expect(Real.NaN.equals(Real.NaN)).toBe(false);
  });

  test('floor and round agree with Math.floor and ties to even', () => {
    for (const x of [2.5, 3.5, -2.5, -0.1, 0.5, 1e15, -7])
      expect(Number(Real.fromNumber(x).floor())).toBe(Math.floor(x));
    expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4].map((x) => Number(Real.fromNumber(x).round()))).toEqual([
      0, 2, 2, 0, -2, 2,
    ]);
    expect(() => Real.infinity.floor()).toThrow(RangeError);
  });
});

describe('decimal text', () => {
  test.each([
    [0.1, 20, '0.10000000000000000555'],
    [-1234.5, 10, '-1234.5'],
    [1e22, 5, '1e+22'],
    [5e-324, 3, '4.94e-324'],
    [999.96, 4, '1000'],
    [1e-7, 3, '0.0000001'],
    [Number.NaN, 3, 'NaN'],
    [Number.NEGATIVE_INFINITY, 3, '-Infinity'],
    [0, 3, '0'],
  ])('%d with %d digits', (x, digits, text) => {
    expect(Real.fromNumber(x).toString(digits)).toBe(text);
  });
});

test('exponents beyond 2^50 are infinity and zero', () => {
  expect(Real.of(-1n, 2 ** 51)).toBe(Real.negativeInfinity);
  expect(Real.of(1n, -(2 ** 51)).isZero()).toBe(true);
});
