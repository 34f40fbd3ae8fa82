// The working design: standardised columns, and coefficients that go there and back.
import { describe, expect, test } from 'vitest';
import { dataset } from './dataset.js';
import { buildDesign, toOriginal, toWorking } from './design.js';
import { gaussian } from './kernels.fixture.js';
import { near } from './near.fixture.js';

const designOf = (
  x: readonly (readonly number[])[],
  parts: { intercept?: boolean; weights?: number[] } = {},
) => buildDesign(gaussian, dataset(gaussian, { x, y: x.map(() => 0), ...parts }));

const columns = (design: ReturnType<typeof designOf>) =>
  Array.from({ length: design.columns }, (_, j) =>
    Array.from({ length: design.rows }, (__, row) => design.x[row * design.columns + j] ?? NaN),
  );

describe('with an intercept', () => {
  test('a column of ones comes first, and every feature has mean 0 and variance 1', () => {
    const [ones, first] = columns(designOf([[1], [2], [6]]));
    expect(ones).toEqual([1, 1, 1]);
    const variance = (first ?? []).reduce((sum, value) => sum + value * value, 0) / 3;
    near(variance, 1, { relative: 1e-14 });
    near(
      (first ?? []).reduce((sum, value) => sum + value, 0),
      0,
      { relative: 0, absolute: 1e-15 },
    );
  });
  test('weights move the mean, and a row of weight 0 has no say', () => {
    const weighted = designOf([[1], [2], [1e9]], { weights: [1, 3, 0] });
    expect(weighted.centre[0]).toBe(1.75);
    near(weighted.deviation[0], Math.sqrt(3) / 4, { relative: 1e-14 });
  });
  test('a constant column becomes zeros, also where its mean is off by an ulp', () => {
    const design = designOf(Array.from({ length: 7 }, () => [0.1]));
    expect(columns(design)[1]).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(design.deviation[0]).toBe(0);
  });
  test.each([1e-200, 1e200])('columns of size %d neither vanish nor overflow', (size) => {
    const [, first] = columns(designOf([[size], [2 * size], [3 * size]]));
    near(first?.[2], Math.sqrt(1.5), { relative: 1e-14 });
  });
});

test('without an intercept columns are scaled by their root mean squares and keep their origin', () => {
  const [first] = columns(designOf([[3], [4]], { intercept: false }));
  near(first?.[0], 3 / Math.sqrt(12.5), { relative: 1e-14 });
});

test.each([true, false])('coefficients go to the working columns and back (intercept %s)', (intercept) => {
  const design = designOf(
    [
      [1, 20],
      [2, 10],
      [6, 15],
      [3, 3],
    ],
    { intercept },
  );
  const original = Float64Array.from({ length: design.columns * 2 }, (_, i) => i + 1);
  toOriginal(design, toWorking(design, original, 2), 2).forEach((value, i) => {
    near(value, original[i] ?? NaN, { relative: 1e-13 });
  });
});

test('both kinds of coefficients predict the same', () => {
  const x = [
    [1, 20],
    [2, 10],
    [6, 15],
    [3, 3],
  ];
  const design = designOf(x);
  const working = Float64Array.of(1, 2, 3);
  const [b0 = 0, b1 = 0, b2 = 0] = toOriginal(design, working, 1);
  x.forEach(([u = 0, v = 0], row) => {
    const there = [0, 1, 2].reduce((sum, j) => sum + (design.x[row * 3 + j] ?? 0) * (working[j] ?? 0), 0);
    near(b0 + b1 * u + b2 * v, there, { relative: 1e-12 });
  });
});
