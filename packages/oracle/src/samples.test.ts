// Samples: the same for a seed, in their interval, of their format, and covering what kernels stumble over.
import { describe, expect, test } from 'vitest';
import { logitSamples, midway, neighbour, samples } from './samples.js';

describe('samples', () => {
  test('a seed gives the same numbers, another seed others', () => {
    expect(samples({ seed: 7, count: 50 })).toEqual(samples({ seed: 7, count: 50 }));
    expect(samples({ seed: 7, count: 50 })).not.toEqual(samples({ seed: 8, count: 50 }));
  });

  test('all lie in the interval, whose ends are among them', () => {
    for (const [from, to] of [
      [-1e4, 0],
      [2 ** -1074, 2 ** -1022],
      [1, 1 + 2 ** -52],
      [3, 3],
    ] as const) {
      const drawn = samples({ seed: 1, count: 200, from, to });
      expect(drawn.every((x) => x >= from && x <= to)).toBe(true);
      expect(drawn).toContain(from);
      expect(drawn).toContain(to);
    }
  });

  test('an end that is no number of the format bounds what lies inside', () => {
    for (const [from, to] of [
      [0.01, 1e18],
      [-0.1, 0.1],
      [0.7, 0.7000001],
    ] as const) {
      const drawn = samples({ seed: 1, count: 50, format: 'f32', from, to });
      expect(drawn.length).toBeGreaterThanOrEqual(50);
      expect(drawn.every((x) => x >= from && x <= to && x === Math.fround(x))).toBe(true);
    }
    expect(() => samples({ seed: 1, count: 1, format: 'f32', from: 0.7, to: 0.7 })).toThrow(RangeError);
  });

  test('patterns are uniform: each quarter of the exponents holds a fair share', () => {
    const sizes = samples({ seed: 3, count: 4000 })
      .slice(0, 4000)
      .map((x) => Math.log2(Math.abs(x)));
    for (const [low, high] of [
      [-1074, -511],
      [-511, 0],
      [0, 512],
      [512, 1024],
    ] as const) {
      const share = sizes.filter((size) => size > low && size <= high).length / 4000;
      expect(share).toBeGreaterThan(0.22);
      expect(share).toBeLessThan(0.28);
    }
  });

  test('the edges are there: both zeros, subnormals, the largest, 1e4 and 1e308', () => {
    const drawn = samples({ seed: 1, count: 0 });
    for (const edge of [
      0,
      -0,
      2 ** -1074,
      -(2 ** -1074),
      2 ** -1022,
      Number.MAX_VALUE,
      -Number.MAX_VALUE,
      1e4,
      -1e4,
      1e308,
      -1e308,
    ]) {
      expect(
        drawn.some((x) => Object.is(x, edge)),
        String(edge),
      ).toBe(true);
    }
  });

  test('float32 samples are float32 numbers, their edges those of float32', () => {
    const drawn = samples({ seed: 1, count: 500, format: 'f32' });
    expect(drawn.every((x) => Math.fround(x) === x)).toBe(true);
    for (const edge of [2 ** -149, 2 ** 128 - 2 ** 104, 2 ** -126]) expect(drawn).toContain(edge);
  });

  test('an interval without numbers is refused', () => {
    expect(() => samples({ seed: 1, count: 1, from: 1, to: 0 })).toThrow(RangeError);
    expect(() => samples({ seed: 1, count: 1, from: Number.NaN })).toThrow(RangeError);
  });
});

describe('vectors of logits', () => {
  test.each([1, 2, 3, 10, 64])('%d classes: ties, equal ones, masks, leads and huge entries', (classes) => {
    const vectors = logitSamples({ seed: 5, count: 20, classes });
    const all = vectors.flat();
    expect(vectors.every((vector) => vector.length === classes && vector.every(Number.isFinite))).toBe(true);
    expect(vectors).toEqual(logitSamples({ seed: 5, count: 20, classes }));
    for (const entry of [-1e30, 1e4, -1e4, 1e308, -1e308]) expect(all).toContain(entry);
    expect(vectors.some((vector) => new Set(vector).size === 1)).toBe(true);
    if (classes > 2) expect(vectors.some((vector) => new Set(vector).size === classes - 1)).toBe(true);
  });

  test('float32 vectors hold float32 numbers', () => {
    expect(
      logitSamples({ seed: 5, count: 20, classes: 4, format: 'f32' })
        .flat()
        .every((x) => Math.fround(x) === x),
    ).toBe(true);
  });
});

describe.each(['f64', 'f32'] as const)('half way between two numbers of %s', (format) => {
  test('lies as many places from the one as from the other', () => {
    for (const [a, places] of [
      [1, 64],
      [-3, 2 ** 20],
      [0, 2],
      [-4, -10],
    ] as const)
      // prettier-ignore
      expect(midway(a, neighbour(a, places, format), format)).toBe(neighbour(a, places / 2, format));
  });

  test('is the lower one of neighbours, zero among them', () => {
    expect(midway(1, neighbour(1, 1, format), format)).toBe(1);
    expect(midway(neighbour(0, -1, format), 0, format)).toBe(neighbour(0, -1, format));
    expect(midway(0, neighbour(0, 1, format), format)).toBe(0);
  });
});
