// The model without features: every solver starts from it, the null deviance is its deviance, and what it leaves over is the
// natural size of the residuals, in which gradients are measured.
import { cpu, totalLoss } from './devices/cpu.js';
import type { LinearProblem } from './devices/device.js';
import { gatherer } from './devices/gather.js';
import { floats } from './kernel.js';
import { modelObjective } from './objective.js';
import { forEachBlock, outcomesOf } from './predictor.js';
import { Problem } from './problems.js';
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
  const origin = feasible(problem);
  const nothing = totalLoss(problem, new Float64Array(s));
  const zeroIsInside = Number.isFinite(nothing);
  const before = residuals(problem, zeroIsInside ? new Float64Array(s) : origin, plan.totalWeight);
  const beginning = { sizesBefore: before.sizes, zeroIsInside };
  const magnitude = Math.abs(before.loss) / plan.totalWeight;
  if (!plan.intercept) {
    const loss = zeroIsInside ? nothing : null;
    return {
      ...beginning,
      constants: zeroIsInside ? new Float64Array(s) : origin,
      loss,
      residualSizes: before.sizes,
      magnitude,
    };
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
    residualSizes: before.sizes,
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
  // rounding leaves residuals of 1e-16 of what was there at first: never measure in units of that
  const residualSizes = after.sizes.map((size, k) => Math.max(size, 1e-5 * (before.sizes[k] ?? 0)));
  return { ...beginning, constants, loss: after.loss, residualSizes, magnitude };
};

// Of one parameter constants of every size are tried on some of the rows and the best that all rows can live with is taken:
// with other links than the canonical one a start far off may lead to no maximum or to another. Of several, 0 is inside most
// natural parameter spaces, and −1 or 1 inside the others.
const feasible = (problem: LinearProblem): Float64Array => {
  const s = problem.kernels.parameters;
  const found = s === 1 ? ofOne(problem) : ofSeveral(s, problem);
  if (found !== undefined) return found;
  throw new Problem(
    'no-feasible-start',
    `no constant gives every row a finite loss in the family ${problem.kernels.family}`,
  );
};

const SAMPLE = 500;
const sizes = Array.from({ length: 13 }, (_, k) => k - 6).flatMap((power) =>
  [1, 2, 5].map((digit) => digit * 10 ** power),
);
const candidates = [0, ...sizes.flatMap((size) => [size, -size])];

const ofOne = (problem: LinearProblem): Float64Array | undefined => {
  const step = Math.max(1, Math.floor(problem.rows / SAMPLE));
  const few = Uint32Array.from({ length: Math.ceil(problem.rows / step) }, (_, i) => i * step);
  const sample = step === 1 ? problem : gatherer(problem)(few);
  return candidates
    .map((value) => ({ constants: Float64Array.of(value), loss: totalLoss(sample, Float64Array.of(value)) }))
    .filter(({ loss }) => Number.isFinite(loss))
    .sort((a, b) => a.loss - b.loss)
    .map(({ constants }) => constants)
    .find((constants) => Number.isFinite(totalLoss(problem, constants)));
};

const ofSeveral = (s: number, problem: LinearProblem): Float64Array | undefined => {
  const few = s <= 3 ? s : 0;
  const values = [0, -1, 1];
  for (let choice = 0; choice < 3 ** few; choice++) {
    const constants = Float64Array.from(
      { length: s },
      (_, k) => values[Math.floor(choice / 3 ** k) % 3] ?? 0,
    );
    if (Number.isFinite(totalLoss(problem, constants))) return constants;
  }
  return undefined;
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
