// What the solvers minimise: (1/Σw) Σ wᵢ·lossᵢ + ½ Σ penalty·b², as a function of the coefficients that are free.
import type { Descent, Evaluator, LinearProblem, Look } from './devices/device.js';
import { information } from './inference/information.js';
import { forEachBlock } from './predictor.js';

/** What a device tells of a point on its way down. */
export interface ObjectiveLook {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** A smooth function of `length` numbers, with its gradient and, where asked for, its expected second derivatives. */
export interface Objective {
  readonly length: number;
  /** How many rows stand behind it, for solvers that work in batches. */
  readonly rows: number;
  /** The size of the terms that the value is a difference of: where it nears 0 their rounding remains. */
  readonly magnitude: number;
  /** Writes the gradient and returns the value. */
  evaluate(point: Float64Array, gradient: Float64Array): number | Promise<number>;
  /** An unbiased estimate of both from the rows listed. */
  estimate(rows: Uint32Array, point: Float64Array, gradient: Float64Array): number | Promise<number>;
  /** Where a device takes steps by itself: a descent from `start`. Nothing else may be evaluated as long as it goes on. */
  descend?(start: Float64Array): Descent<ObjectiveLook>;
  /** The expected Hessian, length × length, or its rows and columns listed in `among`. */
  curvature(point: Float64Array, among?: Int32Array): Float64Array;
  /** λ₁ of each coordinate: Σ lasso·|b| belongs to the objective, but not to `evaluate`, which stays smooth. Absent: none. */
  readonly lasso?: Float64Array;
  /** The largest |component| of a gradient in units of its natural size, so that stopping does not depend on units. */
  size(gradient: Float64Array): number;
  /** The largest change of a linear predictor that a step makes, relative to 1 + |η|. */
  reach(point: Float64Array, step: Float64Array): number;
}

/** What `modelObjective` is made of. */
export interface ObjectiveParts {
  readonly problem: LinearProblem;
  readonly evaluator: Evaluator;
  readonly totalWeight: number;
  /** Flat positions of the free coefficients in columns × s; the others are 0. */
  readonly free: Int32Array;
  /** λ₂ of each coefficient, columns × s, in the units of the working columns. */
  readonly penalty: Float64Array;
  /** λ₁ of each coefficient, likewise; null where there is none. */
  readonly lasso: Float64Array | null;
  /** The natural size of ∂loss/∂η for each parameter. */
  readonly residualSizes: Float64Array;
  /** The size of the mean loss. */
  readonly magnitude: number;
}

/** The objective of a penalised linear model. */
export const modelObjective = (parts: ObjectiveParts): Objective => {
  const { problem, evaluator, totalWeight, free, penalty } = parts;
  const s = problem.kernels.parameters;
  const weights = new Float64Array(problem.columns * s);
  const full = new Float64Array(weights.length);
  const scatter = (point: Float64Array): Float64Array => {
    free.forEach((at, i) => (weights[at] = point[i] ?? 0));
    return weights;
  };
  const finish = (loss: number, factor: number, gradient: Float64Array): number => {
    let value = loss * factor;
    free.forEach((at, i) => {
      const pull = (penalty[at] ?? 0) * (weights[at] ?? 0);
      gradient[i] = (full[at] ?? 0) * factor + pull;
      value += (pull * (weights[at] ?? 0)) / 2;
    });
    return value;
  };
  const told = (look: Look): ObjectiveLook => {
    weights.set(look.point);
    full.set(look.gradient);
    const gradient = new Float64Array(free.length);
    const value = finish(look.loss, 1 / totalWeight, gradient);
    return { point: Float64Array.from(free, (at) => look.point[at] ?? 0), value, gradient };
  };
  const { lasso } = parts;
  return {
    length: free.length,
    rows: problem.rows,
    magnitude: parts.magnitude,
    ...(lasso === null ? {} : { lasso: Float64Array.from(free, (at) => lasso[at] ?? 0) }),
    evaluate: (point, gradient) => {
      const loss = evaluator.total(scatter(point), full);
      const factor = 1 / totalWeight;
      return typeof loss === 'number'
        ? finish(loss, factor, gradient)
        : loss.then((sum) => finish(sum, factor, gradient));
    },
    estimate: (rows, point, gradient) => {
      const loss = evaluator.batch(rows, scatter(point), full);
      const factor = problem.rows / rows.length / totalWeight;
      return typeof loss === 'number'
        ? finish(loss, factor, gradient)
        : loss.then((sum) => finish(sum, factor, gradient));
    },
    ...descending(parts, scatter, told),
    curvature: (point, among) => {
      const chosen = among === undefined ? free : among.map((i) => free[i] ?? 0);
      const matrix = information(problem, scatter(point), chosen);
      const { length } = chosen;
      for (let i = 0; i < matrix.length; i++) matrix[i] = (matrix[i] ?? 0) / totalWeight;
      chosen.forEach(
        (at, i) => (matrix[i * length + i] = (matrix[i * length + i] ?? 0) + (penalty[at] ?? 0)),
      );
      return matrix;
    },
    size: (gradient) => sizeOf(gradient, parts),
    reach: (point, step) => reach(problem, { at: scatter(point).slice(), step: scatter(step).slice() }),
  };
};

// The descent of a device, in the coefficients that are free.
const descending = (
  { evaluator, totalWeight, penalty, free }: ObjectiveParts,
  scatter: (point: Float64Array) => Float64Array,
  told: (look: Look) => ObjectiveLook,
): Pick<Objective, 'descend'> => {
  if (evaluator.descend === undefined) return {};
  const descend = evaluator.descend.bind(evaluator);
  return {
    descend: (start) => {
      const { looks, run } = descend(scatter(start), { factor: 1 / totalWeight, penalty, free });
      return { looks, run: async (moves) => (await run(moves)).map(told) };
    },
  };
};

const sizeOf = (gradient: Float64Array, { free, residualSizes, problem }: ObjectiveParts): number => {
  let largest = 0;
  free.forEach((at, i) => {
    const relative = Math.abs(gradient[i] ?? 0) / (residualSizes[at % problem.kernels.parameters] ?? 1);
    if (!(relative <= largest)) largest = relative; // NaN comes through
  });
  return largest;
};

const reach = (
  problem: LinearProblem,
  move: { readonly at: Float64Array; readonly step: Float64Array },
): number => {
  const s = problem.kernels.parameters;
  const before = new Float64Array(problem.rows * s);
  forEachBlock(problem, move.at, ({ from, eta }) => {
    before.set(eta, from * s);
  });
  let largest = 0;
  forEachBlock({ ...problem, offset: null }, move.step, ({ from, eta }) => {
    eta.forEach((change, i) => {
      if (problem.rowWeights?.[from + Math.floor(i / s)] === 0) return;
      const relative = Math.abs(change) / (1 + Math.abs(before[from * s + i] ?? 0));
      if (!(relative <= largest)) largest = relative;
    });
  });
  return largest;
};
