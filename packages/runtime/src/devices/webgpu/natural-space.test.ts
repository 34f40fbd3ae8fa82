// The guard asks the processor only where the natural parameter space has a wall.
import { expect, test } from 'vitest';
import { exponential, poisson } from '../../kernels.fixture.js';
import type { Evaluator, LinearProblem } from '../device.js';
import { withinSpace } from './natural-space.js';

const careless: Evaluator = { total: () => 42, batch: () => 43, close: () => undefined };
const problem: LinearProblem = {
  kernels: exponential,
  rows: 2,
  columns: 1,
  x: Float64Array.of(1, -1),
  y: Float64Array.of(1, 2),
  rowWeights: null,
  offset: null,
};
const gradient = new Float64Array(1);

test('what leaves the space has no loss, what stays inside has that of the device', () => {
  const guarded = withinSpace(problem, careless);
  expect(guarded.total(Float64Array.of(-1), gradient)).toBeNaN();
  expect(guarded.batch(Uint32Array.of(1), Float64Array.of(-1), gradient)).toBeNaN();
  expect(guarded.batch(Uint32Array.of(0), Float64Array.of(-1), gradient)).toBe(43);
  const shifted = withinSpace({ ...problem, offset: Float64Array.of(-5, -5) }, careless);
  expect(shifted.total(Float64Array.of(-1), gradient)).toBe(42);
});

test('a space without walls is left to the device', () => {
  expect(withinSpace({ ...problem, kernels: poisson }, careless)).toBe(careless);
});
