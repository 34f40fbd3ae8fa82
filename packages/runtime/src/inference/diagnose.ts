// What each row says about a fit: residuals, leverage and influence, as R's residuals, hatvalues and cooks.distance.
import type { Dataset } from '../dataset.js';
import { floats } from '../kernel.js';
import type { KernelModule, Outcome } from '../kernel.js';
import type { LinearProblem } from '../devices/device.js';
import type { ModelJson } from '../model-schema.js';
import { forEachBlock, outcomesOf } from '../predictor.js';
import { linearCovariance } from './prediction-errors.js';
import { leastLoss } from './saturated.js';
import { isSoft } from './statistics.js';

/** One entry a row; NaN for rows of weight 0, and null where the family or the fit has no such thing. */
export interface Diagnostics {
  /** E[y], or the probability of the class observed. */
  readonly fitted: Float64Array;
  /** y − E[y]; for classes 1 − P(observed). */
  readonly response: Float64Array;
  /** The response residual in units of its standard deviation at unit dispersion. */
  readonly pearson: Float64Array;
  /** The signed square root of the row's part of the deviance. */
  readonly deviance: Float64Array | null;
  /** The row's share in its own fit; all of them sum to the number of coefficients. */
  readonly leverage: Float64Array | null;
  /** How far the row moves the coefficients. */
  readonly cooks: Float64Array | null;
}

/** The diagnostics of a model over the data that it was fitted to. */
export const diagnose = (problem: LinearProblem, data: Dataset, model: ModelJson): Diagnostics => {
  const { kernels } = problem;
  const weights = Float64Array.from(model.weights);
  const rows = rowDiagnostics(problem, data, weights);
  if (model.covariance === null) return { ...rows, leverage: null, cooks: null };
  const { positions, unit } = model.covariance;
  const leverage = leverages(problem, weights, { positions, unit });
  const rank = positions.length;
  const dispersion = model.fit.dispersion ?? NaN;
  // R defines Cook's distance for one linear predictor
  const cooks =
    kernels.parameters === 1
      ? leverage.map((h, row) => ((rows.pearson[row] ?? NaN) / (1 - h)) ** 2 * (h / (dispersion * rank)))
      : null;
  return { ...rows, leverage, cooks };
};

const rowDiagnostics = (problem: LinearProblem, data: Dataset, weights: Float64Array) => {
  const { kernels } = problem;
  const m = kernels.classes ?? 1;
  const s = kernels.parameters;
  const [fitted, response, pearson, deviance] = [0, 0, 0, 0].map(() =>
    new Float64Array(problem.rows).fill(NaN),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const [mean, slope, bend] = [floats(kernels, m), floats(kernels, m * s), floats(kernels, s * s)];
  // of a vector no single number is the residual
  if ((kernels.columns ?? 1) > 1) return { fitted, response, pearson, deviance: null };
  forEachBlock(problem, weights, (block) => {
    const y = outcomesOf(problem, block);
    const width = y.length / block.rows;
    for (let row = 0; row < block.rows; row++) {
      const at = block.from + row;
      const weight = data.weights?.[at] ?? 1;
      if (weight === 0) continue;
      const eta = block.eta.subarray(row * s, (row + 1) * s);
      const seen = y.subarray(row * width, (row + 1) * width);
      kernels.response(eta, mean, 1);
      const expected = kernels.classes === null ? (mean[0] ?? NaN) : shareOf(mean, seen);
      const residual = kernels.classes === null ? (seen[0] ?? NaN) - expected : 1 - expected;
      fitted[at] = expected;
      response[at] = residual;
      kernels.jacobian(eta, slope, 1);
      kernels.hessian(eta, bend, 1);
      const variance =
        kernels.classes === null ? varianceOf(kernels, slope, bend) : expected * (1 - expected);
      pearson[at] = residual * Math.sqrt(weight / variance);
      const excess = kernels.loss(eta, seen, 1) - leastOf(kernels, seen, eta[0] ?? 0);
      deviance[at] = Math.sign(residual) * Math.sqrt(2 * weight * Math.max(0, excess));
    }
  });
  return { fitted, response, pearson, deviance: deviance.every(Number.isNaN) ? null : deviance };
};

// Of one natural parameter Var[y] = J²/H, J the slope of the mean and H the information; of several Jᵀ·H⁻¹·J, here for two
// at most, beyond which nothing has a single number for an outcome.
const varianceOf = (
  { parameters }: KernelModule,
  slope: ArrayLike<number>,
  bend: ArrayLike<number>,
): number => {
  const [j = NaN, k = 0] = [slope[0], slope[1]];
  if (parameters === 1) return (j * j) / (bend[0] ?? NaN);
  if (parameters > 2) return NaN;
  const [a = NaN, b = NaN, , d = NaN] = Array.from(bend);
  return (j * j * d - 2 * j * k * b + k * k * a) / (a * d - b * b);
};

const shareOf = (mean: ArrayLike<number>, seen: Outcome): number => {
  if (!isSoft(seen)) return mean[seen[0] ?? 0] ?? NaN;
  return Array.from(seen).reduce((sum: number, share: number, k: number) => sum + share * (mean[k] ?? 0), 0);
};

const leastOf = (kernels: KernelModule, seen: Outcome, start: number): number => {
  if (kernels.classes !== null)
    return isSoft(seen)
      ? -Array.from(seen).reduce(
          (sum: number, share: number) => (share > 0 ? sum + share * Math.log(share) : sum),
          0,
        )
      : 0;
  const known = kernels.saturatedLoss?.(seen, 1);
  if (known !== undefined && Number.isFinite(known)) return known;
  return leastLoss(kernels, { y: seen, rows: 1, weights: null, start }) ?? NaN;
};

// The trace of w·H·X·C·Xᵀ, row by row.
const leverages = (
  problem: LinearProblem,
  weights: Float64Array,
  covariance: { readonly positions: readonly number[]; readonly unit: readonly number[] },
): Float64Array => {
  const { kernels } = problem;
  const s = kernels.parameters;
  const result = new Float64Array(problem.rows);
  const bend = floats(kernels, 256 * s * s);
  forEachBlock(problem, weights, ({ from, rows, eta }) => {
    kernels.hessian(eta, bend, rows);
    for (let row = 0; row < rows; row++) {
      const weight = problem.rowWeights?.[from + row] ?? 1;
      const spread = linearCovariance(problem, from + row, covariance.positions, covariance.unit);
      let sum = 0;
      for (let at = 0; at < s * s; at++) sum += (bend[row * s * s + at] ?? 0) * (spread[at] ?? 0);
      result[from + row] = weight === 0 ? NaN : weight * sum;
    }
  });
  return result;
};
