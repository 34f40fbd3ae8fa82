// Mini-batch methods: the laws that hold for all of them.
import { describe, expect, test } from 'vitest';
import { near } from '../near.fixture.js';
import { adam } from './adam.js';
import { barrier, quadratic } from './objectives.fixture.js';
import { momentum, sgd } from './sgd.js';
import type { SolverSettings } from './solver.js';

const settings: SolverSettings = {
  tolerance: 1e-6,
  maxIterations: 1,
  rounding: 1e-14,
  seed: 1,
  epochs: 200,
  batch: 10,
};

describe.each([sgd, momentum, adam])('$name', (solver) => {
  test('finds the minimum of a bowl without being told a step size', async () => {
    for (const curvature of [1e-3, 1, 1e5]) {
      const found = await solver.solve(
        quadratic(curvature, curvature / 10),
        Float64Array.of(3, -2),
        settings,
      );
      expect(found.converged).toBe(true);
      near(found.point[0], 1, { relative: 1e-4 });
      near(found.point[1], 1, { relative: 1e-4 });
    }
  });

  test('gives the same bits for the same seed', async () => {
    const run = (seed: number) => solver.solve(noisy, Float64Array.of(3), { ...settings, seed, epochs: 3 });
    expect((await run(1)).point).toEqual((await run(1)).point);
    expect((await run(1)).point).not.toEqual((await run(2)).point);
  });

  test('retreats from steps that lead nowhere, and never returns a point that is not finite', async () => {
    const found = await solver.solve(barrier(1), Float64Array.of(0.01), {
      ...settings,
      learningRate: 1e3,
      epochs: 100,
    });
    expect(found.point.every((value) => Number.isFinite(value) && value > 0)).toBe(true);
    expect(Number.isFinite(found.objective)).toBe(true);
  });

  test('says so when the epochs run out', async () => {
    const found = await solver.solve(quadratic(1, 1e-6), Float64Array.of(9, 9), {
      ...settings,
      tolerance: 1e-12,
      epochs: 2,
    });
    expect(found).toMatchObject({ converged: false, reason: 'max-iterations', iterations: 2 });
  });

  test('tells its progress once an epoch', async () => {
    const seen: number[] = [];
    const onProgress = ({ iteration }: { readonly iteration: number }) => seen.push(iteration);
    await solver.solve(noisy, Float64Array.of(3), { ...settings, tolerance: 1e-300, epochs: 3, onProgress });
    expect(seen).toEqual([1, 2, 3]);
  });

  test('says so when it starts where nothing is defined', async () => {
    const found = await solver.solve(barrier(1), Float64Array.of(-1), settings);
    expect(found).toMatchObject({ converged: false, reason: 'non-finite' });
  });

  test('stops when aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(solver.solve(noisy, Float64Array.of(3), { ...settings, signal })).rejects.toThrow('enough');
  });
});

test('an epoch that is aborted tells where it stood', async () => {
  const stop = new AbortController();
  let batches = 0;
  const interrupted = {
    ...noisy,
    estimate: (rows: Uint32Array, point: Float64Array, gradient: Float64Array) => {
      if (++batches === 3) stop.abort(new Error('enough'));
      return noisy.estimate(rows, point, gradient);
    },
  };
  const kept: Float64Array[] = [];
  const epochs: number[] = [];
  const start = Float64Array.of(3);
  const fitting = sgd.solve(interrupted, start, {
    ...settings,
    signal: stop.signal,
    onPoint: (point) => kept.push(point.slice()),
    onProgress: ({ iteration }) => epochs.push(iteration),
  });
  await expect(fitting).rejects.toThrow('enough');
  expect([batches, epochs]).toEqual([3, []]);
  expect(kept).toHaveLength(1);
  expect(kept[0]).not.toEqual(start);
});

/** A bowl whose estimates depend on the rows drawn. */
const noisy = {
  ...quadratic(1),
  estimate: (rows: Uint32Array, point: Float64Array, gradient: Float64Array) => {
    const value = quadratic(1).evaluate(point, gradient);
    gradient[0] = (gradient[0] ?? 0) + (rows[0] ?? 0) / 100;
    return value;
  },
};
