// All deterministic solvers on functions whose minimum is known: the same laws for each.
import { describe, expect, test } from 'vitest';
import type { Objective } from '../objective.js';
import { near } from '../near.fixture.js';
import { coordinate } from './coordinate.js';
import { lbfgs } from './lbfgs.js';
import { newton } from './newton.js';
import { barrier, crawl, quadratic, slide, valley } from './objectives.fixture.js';
import type { SolverSettings } from './solver.js';

const settings: SolverSettings = {
  tolerance: 1e-10,
  maxIterations: 1000,
  rounding: 1e-14,
  seed: 1,
  epochs: 1,
  batch: 1,
};

const problems: readonly {
  readonly name: string;
  readonly objective: Objective;
  readonly start: readonly number[];
  readonly minimum: readonly number[];
}[] = [
  { name: 'a bowl', objective: quadratic(1, 1), start: [5, -3], minimum: [1, 1] },
  {
    name: 'a bowl 1e8 times as long as wide',
    objective: quadratic(1e-4, 1, 1e4),
    start: [9, 9, 9],
    minimum: [1, 1, 1],
  },
  { name: 'a curved valley', objective: valley, start: [-1.2, 1], minimum: [1, 1] },
  { name: 'a barrier', objective: barrier(2), start: [0.01], minimum: [0.5] },
  { name: 'a barrier far away', objective: barrier(1e-6), start: [1], minimum: [1e6] },
  { name: 'a start at the minimum', objective: quadratic(3), start: [1], minimum: [1] },
];

describe.each([newton, lbfgs, coordinate])('$name', (solver) => {
  test.each(problems)('finds the minimum of $name', async ({ objective, start, minimum }) => {
    const found = await solver.solve(objective, Float64Array.from(start), { ...settings, tolerance: 1e-12 });
    expect(found).toMatchObject({ converged: true, reason: 'gradient' });
    minimum.forEach((value, i) => {
      near(found.point[i], value, { relative: 1e-5 });
    });
  });

  test('says so when the iterations run out', async () => {
    const found = await solver.solve(valley, Float64Array.of(-1.2, 1), { ...settings, maxIterations: 3 });
    expect(found).toMatchObject({ converged: false, reason: 'max-iterations', iterations: 3 });
  });

  test('says so when it starts where nothing is defined', async () => {
    const found = await solver.solve(barrier(1), Float64Array.of(-1), settings);
    expect(found).toMatchObject({ converged: false, reason: 'non-finite' });
  });

  test('never reports a point that is worse than one it has left', async () => {
    const values: number[] = [];
    const onProgress = ({ objective }: { readonly objective: number }) => values.push(objective);
    await solver.solve(valley, Float64Array.of(-1.2, 1), { ...settings, onProgress });
    values.slice(1).forEach((value, i) => {
      expect(value).toBeLessThanOrEqual((values[i] ?? NaN) + 1e-14);
    });
    expect(values.length).toBeGreaterThan(3);
  });

  test('stops at once when aborted, with the reason of the signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(solver.solve(valley, Float64Array.of(-1.2, 1), { ...settings, signal })).rejects.toThrow(
      'enough',
    );
  });

  test('hears an abort while it runs', async () => {
    const controller = new AbortController();
    const slow: Objective = {
      ...slide,
      size: () => 1,
      evaluate: async (point, gradient) => {
        await new Promise((resolve) => setTimeout(resolve));
        return slide.evaluate(point, gradient);
      },
    };
    const onProgress = () => {
      controller.abort(new Error('enough'));
    };
    const run = solver.solve(slow, Float64Array.of(0), {
      ...settings,
      signal: controller.signal,
      onProgress,
    });
    await expect(run).rejects.toThrow('enough');
  });

  test('follows an objective that falls for ever only as far as its gradient can be told from 0', async () => {
    const found = await solver.solve(slide, Float64Array.of(0), settings);
    expect(found.point[0]).toBeGreaterThan(20);
    expect(found.objective).toBeLessThan(1e-9);
  });
});

test('the Hessian itself takes over from an expected one that is far from it', async () => {
  // alone it would take away a fifth of the error a step, and need a hundred of them
  const found = await newton.solve(crawl, Float64Array.of(2), settings);
  expect(found.converged).toBe(true);
  expect(found.iterations).toBeLessThan(10);
  near(found.point[0], 0, { relative: 0, absolute: 1e-14 });
});
