// Separation against the definition: whether the supremum of the likelihood is reached, and which columns run away.
import { describe, expect, test } from 'vitest';
import { fit } from '../fit.js';
import type { DatasetInput } from '../dataset-input.js';
import type { KernelModule } from '../kernel.js';
import { bernoulli, poisson, softmax } from '../kernels.fixture.js';
import { iris } from '../reference.fixture.js';

const dummies = (levels: readonly number[], count: number): number[][] =>
  levels.map((level) => Array.from({ length: count - 1 }, (_, k) => (level === k + 1 ? 1 : 0)));

const found = async (kernels: KernelModule, data: DatasetInput) => {
  const { report } = await fit(kernels, data);
  const columns = report.warnings.find(({ code }) => code === 'separation')?.columns;
  return { converged: report.converged, columns: columns ?? null };
};

// Rosenblatt's perceptron ends where some vector has a positive product with every point.
const perceptron = (points: readonly (readonly number[])[]): boolean => {
  const w = [0, 0, 0];
  for (let sweep = 0; sweep < 40_000; sweep++) {
    const wrong = points.filter((point) => point.reduce((sum, v, j) => sum + v * (w[j] ?? 0), 0) <= 0);
    if (wrong.length === 0) return true;
    wrong[sweep % wrong.length]?.forEach((v, j) => (w[j] = (w[j] ?? 0) + v));
  }
  return false;
};

describe('there is no maximum', () => {
  const cases: readonly (readonly [string, KernelModule, DatasetInput, readonly string[]])[] = [
    [
      'where a group has counts of zero only',
      poisson,
      { x: dummies([0, 0, 1, 1, 2, 2], 3), y: [2, 3, 0, 0, 5, 1], names: ['b', 'c'] },
      ['b'],
    ],
    [
      'where two groups have',
      poisson,
      { x: dummies([0, 0, 1, 1, 2, 2, 3, 3], 4), y: [2, 3, 0, 0, 5, 1, 0, 0], names: ['b', 'c', 'd'] },
      ['b', 'd'],
    ],
    [
      'where grouped trials of one group all succeed',
      bernoulli,
      { x: dummies([0, 0, 1, 1], 2), y: [0.5, 0.2, 1, 1], weights: [10, 5, 8, 3], names: ['b'] },
      ['b'],
    ],
    [
      'where only an interaction separates',
      bernoulli,
      {
        x: [
          [0, 0, 0],
          [0, 1, 0],
          [1, 0, 0],
          [1, 1, 1],
          [0, 0, 0],
          [0, 1, 0],
          [1, 0, 0],
          [1, 1, 1],
        ],
        y: [0, 0, 0, 1, 1, 1, 1, 1],
        names: ['a', 'b', 'ab'],
      },
      ['ab'],
    ],
    [
      'where one class of three stands apart',
      softmax(3),
      { x: [[1], [2], [1], [2], [7], [8]], y: Int32Array.of(0, 0, 1, 1, 2, 2), names: ['x'] },
      ['x'],
    ],
    [
      'where soft labels leave a class out on one side',
      softmax(2),
      {
        x: [[0], [1], [2], [3]],
        y: Float64Array.of(1, 0, 1, 0, 0.5, 0.5, 0, 1),
        names: ['x'],
      },
      ['x'],
    ],
  ];
  test.each(cases)('%s', async (_, kernels, data, columns) => {
    expect(await found(kernels, data)).toEqual({ converged: false, columns });
  });
  test('and of the columns that could tell as few as do', async () => {
    expect((await found(softmax(3), iris())).columns?.length).toBe(1);
  });
});

describe('there is a maximum', () => {
  const cases: readonly (readonly [string, KernelModule, DatasetInput])[] = [
    [
      'where two rows cross by a hair',
      bernoulli,
      { x: [[1], [2], [3], [3 + 1e-6], [4], [5]], y: [0, 0, 1, 0, 1, 1] },
    ],
    ['where every group has a count above zero', poisson, { x: dummies([0, 0, 1, 1], 2), y: [0, 3, 0, 1] }],
    [
      'where shares are all between 0 and 1',
      bernoulli,
      { x: [[0], [1], [2]], y: [0.1, 0.5, 0.9], weights: [10, 10, 10] },
    ],
    [
      'where soft labels overlap',
      softmax(2),
      { x: [[0], [1], [2]], y: Float64Array.of(0.9, 0.1, 0.5, 0.5, 0.2, 0.8) },
    ],
  ];
  test.each(cases)('%s', async (_, kernels, data) => {
    expect(await found(kernels, data)).toEqual({ converged: true, columns: null });
  });
  test('in random data as often as the perceptron never ends', async () => {
    // 12 rows of two features: the data are separable where some line through them has all successes on one side
    let seed = 5;
    const next = () => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    for (let round = 0; round < 25; round++) {
      const x = Array.from({ length: 12 }, () => [next(), next()]);
      const y = x.map(([a = 0, b = 0]) => (a + b + 0.25 * next() > 1.1 ? 1 : 0));
      const points = x.map(([a = 0, b = 0], i) => [1, a, b].map((v) => (y[i] === 1 ? v : -v)));
      expect((await found(bernoulli, { x, y })).converged, String(round)).toBe(!perceptron(points));
    }
  });
});

test('columns that nearly cancel are named with their condition number', async () => {
  const a = Array.from({ length: 40 }, (_, i) => Math.sin(i));
  const x = a.map((value, i) => [value, value + 1e-5 * Math.cos(3 * i), Math.cos(i)]);
  const { report } = await fit(poisson, { x, y: a.map((_, i) => i % 4), names: ['a', 'b', 'c'] });
  expect(report.warnings).toMatchObject([{ code: 'near-collinear', columns: ['a', 'b'] }]);
  expect(report.conditionNumber).toBeGreaterThan(1e4);
  expect(report.converged).toBe(true);
});
