// How sure a model is of its predictions: the covariance of the coefficients carried to the linear predictors of a row, and by
// their slopes to its mean (the delta method).
import type { LinearProblem } from '../devices/device.js';
import { floats, responseColumns } from '../kernel.js';
import type { CovarianceJson } from '../model-schema.js';
import { forEachBlock } from '../predictor.js';

/** Standard errors of predictions. */
export interface PredictionErrors {
  /** Of the linear predictors, rows × s. */
  readonly link: Float64Array;
  /** Of E[y] or of the class probabilities, rows × m. */
  readonly response: Float64Array;
}

/** The standard errors of the linear predictors and means of all rows of `problem` at `weights` (columns × s). */
export const predictionErrors = (
  problem: LinearProblem,
  weights: Float64Array,
  covariance: CovarianceJson,
): PredictionErrors => {
  const { kernels, rows: all } = problem;
  const s = kernels.parameters;
  const m = responseColumns(kernels);
  const link = new Float64Array(all * s);
  const response = new Float64Array(all * m);
  const slopes = floats(kernels, 256 * m * s);
  forEachBlock(problem, weights, ({ from, rows, eta }) => {
    kernels.jacobian(eta, slopes, rows);
    for (let row = 0; row < rows; row++) {
      const spread = linearCovariance(problem, from + row, covariance.positions, covariance.values);
      for (let k = 0; k < s; k++) link[(from + row) * s + k] = root(spread[k * s + k] ?? 0);
      for (let i = 0; i < m; i++) {
        const slope = slopes.subarray((row * m + i) * s, (row * m + i + 1) * s);
        response[(from + row) * m + i] = root(quadratic(spread, slope));
      }
    }
  });
  return { link, response };
};

const quadratic = (matrix: Float64Array, vector: ArrayLike<number>): number => {
  const size = vector.length;
  let sum = 0;
  for (let k = 0; k < size; k++)
    for (let l = 0; l < size; l++) sum += (vector[k] ?? 0) * (matrix[k * size + l] ?? 0) * (vector[l] ?? 0);
  return sum;
};

// Rounding can leave −1e-20 where the error is 0.
const root = (variance: number): number => Math.sqrt(Math.max(0, variance));

/** The covariance of the linear predictors of one row, s × s. */
export const linearCovariance = (
  problem: LinearProblem,
  row: number,
  positions: readonly number[],
  values: readonly number[],
): Float64Array => {
  const { x, columns } = problem;
  const s = problem.kernels.parameters;
  const size = positions.length;
  const result = new Float64Array(s * s);
  for (let p = 0; p < size; p++) {
    const first = positions[p] ?? 0;
    const left = x[row * columns + Math.floor(first / s)] ?? 0;
    if (left === 0) continue;
    for (let q = 0; q < size; q++) {
      const second = positions[q] ?? 0;
      const at = (first % s) * s + (second % s);
      const right = x[row * columns + Math.floor(second / s)] ?? 0;
      result[at] = (result[at] ?? 0) + left * right * (values[p * size + q] ?? 0);
    }
  }
  return result;
};
