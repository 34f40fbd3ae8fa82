// Bias reduction (Firth 1993): the objective less half the logarithm of the determinant of the Fisher information, which is
// Jeffreys' prior. It pulls estimates towards where the information is largest, so that they are finite even where the data
// are separated. The slope of the determinant is the trace of I⁻¹·∂I, and ∂I comes from the slopes of the rows' Hessians.
import type { LinearProblem } from './devices/device.js';
import { hessianSlopes } from './hessian-slopes.js';
import { cholesky, inverse } from './linear-algebra/cholesky.js';
import type { Cholesky } from './linear-algebra/cholesky.js';
import { information } from './inference/information.js';
import type { Objective } from './objective.js';
import { forEachBlock } from './predictor.js';

/** What the penalty is made from. */
export interface BiasParts {
  readonly problem: LinearProblem;
  /** Flat positions of the free coefficients. */
  readonly free: Int32Array;
  readonly totalWeight: number;
  /** φ: the log-likelihood is the loss over it, the information too. */
  readonly dispersion: number;
}

/** The objective with Jeffreys' penalty; its curvature stays that of the likelihood, so that Newton's steps are Fisher's. */
export const withJeffreys = (objective: Objective, parts: BiasParts): Objective => {
  const { problem, free, totalWeight, dispersion } = parts;
  const share = dispersion / totalWeight;
  return {
    ...objective,
    evaluate: async (point, gradient) => {
      const value = await objective.evaluate(point, gradient);
      const weights = new Float64Array(problem.columns * problem.kernels.parameters);
      free.forEach((at, i) => (weights[at] = point[i] ?? 0));
      const factor = cholesky(information(problem, weights, free), free.length, 1e-14);
      const turned = inverse(factor);
      if (turned === null) return NaN;
      const slopes = traces(problem, weights, { free, inverse: turned });
      for (let i = 0; i < free.length; i++) gradient[i] = (gradient[i] ?? 0) - (share / 2) * (slopes[i] ?? 0);
      return value - (share / 2) * logDeterminant(factor);
    },
  };
};

const logDeterminant = ({ size, factor, scale }: Cholesky): number => {
  let sum = 0;
  for (let i = 0; i < size; i++)
    sum += 2 * (Math.log(factor[i * size + i] ?? NaN) + Math.log(scale[i] ?? NaN));
  return sum;
};

// For each free coefficient the trace of I⁻¹·∂I: Σ w·x_j·tr(∂H/∂η_k · X·I⁻¹·Xᵀ) over the rows.
const traces = (
  problem: LinearProblem,
  weights: Float64Array,
  at: { readonly free: Int32Array; readonly inverse: Float64Array },
): Float64Array => {
  const { kernels, x, columns, rowWeights } = problem;
  const s = kernels.parameters;
  const { free } = at;
  const result = new Float64Array(free.length);
  const spread = new Float64Array(s * s);
  forEachBlock(problem, weights, ({ from, rows, eta }) => {
    const all = hessianSlopes(kernels, eta, rows);
    for (let row = 0; row < rows; row++) {
      const weight = rowWeights?.[from + row] ?? 1;
      if (weight === 0) continue;
      const start = (from + row) * columns;
      spread.fill(0);
      free.forEach((first, p) => {
        const left = x[start + Math.floor(first / s)] ?? 0;
        if (left === 0) return;
        free.forEach((second, q) => {
          const cell = (first % s) * s + (second % s);
          const right = x[start + Math.floor(second / s)] ?? 0;
          spread[cell] = (spread[cell] ?? 0) + left * right * (at.inverse[p * free.length + q] ?? 0);
        });
      });
      const slopes = all.subarray(row * s ** 3, (row + 1) * s ** 3);
      const trace = Array.from({ length: s }, (_, k) => {
        let sum = 0;
        for (let cell = 0; cell < s * s; cell++) sum += (slopes[k * s * s + cell] ?? 0) * (spread[cell] ?? 0);
        return weight * sum;
      });
      free.forEach((flat, i) => {
        result[i] = (result[i] ?? 0) + (x[start + Math.floor(flat / s)] ?? 0) * (trace[flat % s] ?? 0);
      });
    }
  });
  return result;
};
