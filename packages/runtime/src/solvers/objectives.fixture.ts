// Functions whose minimum is known, for the solvers to find.
import type { Objective } from '../objective.js';

const objective = (parts: {
  readonly length: number;
  readonly value: (point: Float64Array) => number;
  readonly gradient: (point: Float64Array) => readonly number[];
  readonly curvature: (point: Float64Array) => readonly number[];
  /** The natural size of a gradient; 1 where it is not said. */
  readonly unit?: number;
}): Objective => {
  const evaluate = (point: Float64Array, gradient: Float64Array): number => {
    gradient.set(parts.gradient(point));
    return parts.value(point);
  };
  return {
    length: parts.length,
    rows: 100,
    magnitude: 0,
    evaluate,
    estimate: (_, point, gradient) => evaluate(point, gradient),
    curvature: (point) => Float64Array.from(parts.curvature(point)),
    size: (gradient) =>
      gradient.reduce((most, value) => (Math.abs(value) <= most ? most : Math.abs(value)), 0) /
      (parts.unit ?? 1),
    reach: (_, step) => step.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  };
};

/** ½ Σ c (x − 1)², with the minimum at (1, 1, …). */
export const quadratic = (...curvatures: readonly number[]): Objective =>
  objective({
    length: curvatures.length,
    unit: Math.max(...curvatures),
    value: (x) => curvatures.reduce((sum, c, i) => sum + (c * ((x[i] ?? 0) - 1) ** 2) / 2, 0),
    gradient: (x) => curvatures.map((c, i) => c * ((x[i] ?? 0) - 1)),
    curvature: () => curvatures.flatMap((c, i) => curvatures.map((_, j) => (i === j ? c : 0))),
  });

/** Rosenbrock's valley (1960), with the minimum at (1, 1); the curvature is that of Gauss and Newton. */
export const valley: Objective = objective({
  length: 2,
  value: ([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2,
  gradient: ([x = 0, y = 0]) => [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)],
  curvature: ([x = 0]) => [800 * x * x + 2, -400 * x, -400 * x, 200],
});

/** x·a − log x with the minimum at 1/a, and NaN where x ≤ 0. */
export const barrier = (a: number): Objective =>
  objective({
    length: 1,
    value: ([x = 0]) => (x > 0 ? a * x - Math.log(x) : NaN),
    gradient: ([x = 0]) => [a - 1 / x],
    curvature: ([x = 0]) => [1 / (x * x)],
  });

/** log(1 + exp(−x)): falls for ever, has no minimum. */
export const slide: Objective = objective({
  length: 1,
  value: ([x = 0]) => Math.max(-x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  gradient: ([x = 0]) => [-1 / (1 + Math.exp(x))],
  curvature: ([x = 0]) => [1 / ((1 + Math.exp(x)) * (1 + Math.exp(-x)))],
});

/** cosh(x) with the minimum at 0, and a curvature that is five times too large, as an expected one may be. */
export const crawl: Objective = objective({
  length: 1,
  value: ([x = 0]) => Math.cosh(x),
  gradient: ([x = 0]) => [Math.sinh(x)],
  curvature: ([x = 0]) => [5 * Math.cosh(x)],
});
