// The model without features: every solver starts from it, the null deviance is its deviance, and what it leaves over is the
// natural size of the residuals, in which gradients are measured.
import { cpu, totalLoss } from './devices/cpu.js';
import type { LinearProblem } from './devices/device.js';
import { feasibleStart, sampleOf } from './feasible-start.js';
import { floats } from './kernel.js';
import { modelObjective } from './objective.js';
import { forEachBlock, outcomesOf } from './predictor.js';
import { newton } from './solvers/newton.js';

/** The best constant linear predictors, or zero without an intercept. */
export interface NullModel {
  /** One constant a parameter, at which every row has a finite loss: the best ones with an intercept. */
  readonly constants: Float64Array;
  /** Total loss; null where a model without intercept leaves the natural space when nothing else is in it. */
  readonly loss: number | null;
  /** The mean of |∂loss/∂η| for each parameter, kept off zero. */
  readonly residualSizes: Float64Array;
  /** The same before anything is fitted: at 0, or where that is outside the natural space at some constant. */
  readonly sizesBefore: Float64Array;
  /** Whether every row has a finite loss where all linear predictors are 0. */
  readonly zeroIsInside: boolean;
  /** The size of the mean loss before anything is fitted. */
  readonly magnitude: number;
}

/** What the null model is to be: with an intercept or not, and which parameters are free. */
export interface NullModelPlan {
  readonly intercept: boolean;
  readonly totalWeight: number;
  /** The parameters that may vary. */
  readonly free: Int32Array;
  readonly signal: AbortSignal | undefined;
}

/** @throws Problem no-feasible-start */
export const fitNull = async (full: LinearProblem, plan: NullModelPlan): Promise<NullModel> => {
  const s = full.kernels.parameters;
  const ones = floats(full.kernels, full.rows).fill(1);
  const problem: LinearProblem = { ...full, columns: 1, x: ones };
  const origin = feasibleStart(problem);
  const nothing = totalLoss(problem, new Float64Array(s));
  const zeroIsInside = Number.isFinite(nothing);
  const zero = new Float64Array(s);
  const before = residuals(problem, zeroIsInside ? zero : origin, plan.totalWeight);
  const near = sizesNear(problem, origin);
  const magnitude =
    Math.abs(totalLoss(problem, origin)) / plan.totalWeight +
    near.reduce((sum, size, k) => sum + size * Math.abs(origin[k] ?? 0), 0);
  const beginning = { sizesBefore: before.sizes, zeroIsInside, magnitude };
  if (!plan.intercept) {
    const constants = zeroIsInside ? zero : origin;
    const { sizes } = residuals(problem, origin, plan.totalWeight);
    return { ...beginning, constants, loss: zeroIsInside ? nothing : null, residualSizes: kept(sizes, near) };
  }
  const evaluator = await cpu.open(problem);
  const { free, totalWeight } = plan;
  const penalty = new Float64Array(s);
  const objective = modelObjective({
    problem,
    evaluator,
    totalWeight,
    free,
    penalty,
    lasso: null,
    residualSizes: near,
    magnitude,
  });
  const start = Float64Array.from(free, (k) => origin[k] ?? 0);
  const tolerance = full.kernels.precision === 'f32' ? 1e-6 : 1e-11;
  const settings = { tolerance, rounding: tolerance / 100, maxIterations: 200, seed: 0, epochs: 1, batch: 1 };
  const found = await newton.solve(objective, start, {
    ...settings,
    ...(plan.signal === undefined ? {} : { signal: plan.signal }),
  });
  const constants = new Float64Array(s);
  free.forEach((k, i) => (constants[k] = found.point[i] ?? 0));
  const after = residuals(problem, constants, totalWeight);
  return { ...beginning, constants, loss: after.loss, residualSizes: kept(after.sizes, near) };
};

// Rounding leaves residuals of 1e-16 of what a poorer constant does: never measure in units of that.
const kept = (sizes: Float64Array, near: Float64Array): Float64Array =>
  sizes.map((size, k) => Math.max(size, 1e-5 * (near[k] ?? 0)));

// The size of the residuals a tenth off the best constants, to the better side: what is there far off, at 0 say, may be 1e150.
const sizesNear = (problem: LinearProblem, origin: Float64Array): Float64Array => {
  const sample = sampleOf(problem);
  let weight = 0;
  for (let row = 0; row < sample.rows; row++) weight += sample.rowWeights?.[row] ?? 1;
  const sides = [0.1, -0.1].map((off) => {
    const moved = origin.some((value) => value !== 0)
      ? origin.map((value) => value * (1 + off))
      : origin.map(() => off);
    return residuals(sample, moved, weight).sizes;
  });
  return origin.map((_, k) => Math.min(...sides.map((sizes) => sizes[k] ?? 1)));
};

const residuals = (problem: LinearProblem, constants: Float64Array, totalWeight: number) => {
  const { kernels, rowWeights } = problem;
  const s = kernels.parameters;
  const sizes = new Float64Array(s);
  const gradient = floats(kernels, 256 * s);
  forEachBlock(problem, constants, (block) => {
    kernels.gradient(block.eta, outcomesOf(problem, block), gradient.subarray(0, block.rows * s), block.rows);
    for (let at = 0; at < block.rows * s; at++) {
      const weight = rowWeights?.[block.from + Math.floor(at / s)] ?? 1;
      sizes[at % s] = (sizes[at % s] ?? 0) + (weight / totalWeight) * Math.abs(gradient[at] ?? 0);
    }
  });
  const loss = totalLoss(problem, constants);
  return { loss, sizes: sizes.map((size) => (size > 0 && Number.isFinite(size) ? size : 1)) };
};
