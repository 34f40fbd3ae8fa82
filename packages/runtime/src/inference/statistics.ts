// What a fit says about itself beside its coefficients: deviance, dispersion, log-likelihood, accuracy.
import type { Dataset } from '../dataset.js';
import { totalLoss } from '../devices/cpu.js';
import type { LinearProblem } from '../devices/device.js';
import { floats } from '../kernel.js';
import type { KernelModule, Outcome } from '../kernel.js';
import { forEachBlock } from '../predictor.js';
import { leastLoss } from './saturated.js';

/** Statistics that need nothing but the data and the coefficients. */
export interface Goodness {
  readonly deviance: number | null;
  readonly nullDeviance: number | null;
  readonly dispersion: number | null;
  readonly logLikelihood: number | null;
  readonly dfResidual: number;
  readonly dfNull: number;
  /** Rows of positive weight. */
  readonly count: number;
}

/** What `goodness` looks at. */
export interface FittedModel {
  readonly data: Dataset;
  readonly problem: LinearProblem;
  /** Working coefficients, columns × s. */
  readonly weights: Float64Array;
  readonly nullLoss: number;
  /** Free coefficients. */
  readonly length: number;
  /** A natural parameter inside its space. */
  readonly start: number;
}

/** Deviance, dispersion and log-likelihood as R's `glm` defines them. */
export const goodness = (fitted: FittedModel): Goodness => {
  const { data, problem, weights, nullLoss, length } = fitted;
  const { kernels } = problem;
  const count =
    data.weights === null ? data.rows : Array.from(data.weights).filter((weight) => weight > 0).length;
  const equations = kernels.classes === null ? kernels.parameters : kernels.classes - 1;
  const dfResidual = count * equations - length;
  const dfNull = (count - (data.intercept ? 1 : 0)) * equations;
  const loss = totalLoss(problem, weights);
  const saturated = saturatedLoss(kernels, data, fitted.start);
  const twice = (total: number): number | null =>
    saturated === null ? null : 2 * Math.max(0, total - saturated);
  const estimated = kernels.dispersion === 'estimated';
  const deviance = twice(loss);
  return {
    deviance,
    nullDeviance: twice(nullLoss),
    dispersion: estimated ? (dfResidual > 0 ? pearson(problem, weights) / dfResidual : null) : 1,
    logLikelihood: logLikelihood(kernels, data, {
      loss,
      dispersion: estimated ? (deviance ?? NaN) / count : 1,
    }),
    dfResidual,
    dfNull,
    count,
  };
};

const saturatedLoss = (kernels: KernelModule, data: Dataset, start: number): number | null => {
  const { y, rows, weights } = data;
  if (kernels.classes !== null) return labelEntropy(data, kernels.classes);
  const known = kernels.saturatedLoss?.(y, rows, weights ?? undefined);
  if (known !== undefined && Number.isFinite(known)) return known;
  return leastLoss(kernels, { y, rows, weights, start });
};

// The best that probabilities can do is to equal the soft labels; whole labels leave no loss at all.
const labelEntropy = (data: Dataset, classes: number): number => {
  if (!isSoft(data.y)) return 0;
  let sum = 0;
  data.y.forEach((share: number, at: number) => {
    if (share > 0) sum -= (data.weights?.[Math.floor(at / classes)] ?? 1) * share * Math.log(share);
  });
  return sum;
};

const isSoft = (y: Outcome): y is Float64Array | Float32Array =>
  y instanceof Float64Array || y instanceof Float32Array;

const logLikelihood = (
  kernels: KernelModule,
  data: Dataset,
  at: { readonly loss: number; readonly dispersion: number },
): number | null => {
  const { loss, dispersion } = at;
  if (kernels.classes !== null) return -loss;
  const base = kernels.logBaseMeasure?.(data.y, data.rows, data.weights ?? undefined, dispersion);
  const result = base === undefined ? NaN : base - loss / dispersion;
  return Number.isFinite(result) ? result : null;
};

// Pearson's X²: squared residuals over the variance function V = J²/H, where J = ∂μ/∂η and H the expected curvature.
const pearson = (problem: LinearProblem, weights: Float64Array): number => {
  const { kernels, y, rowWeights } = problem;
  const [mean, jacobian, hessian] = [floats(kernels, 256), floats(kernels, 256), floats(kernels, 256)];
  let sum = 0;
  forEachBlock(problem, weights, ({ from, rows, eta }) => {
    kernels.response(eta, mean, rows);
    kernels.jacobian(eta, jacobian, rows);
    kernels.hessian(eta, hessian, rows);
    for (let row = 0; row < rows; row++) {
      const weight = rowWeights?.[from + row] ?? 1;
      if (weight === 0) continue;
      const residual = (y[from + row] ?? 0) - (mean[row] ?? 0);
      sum += (weight * residual ** 2 * (hessian[row] ?? 0)) / (jacobian[row] ?? 1) ** 2;
    }
  });
  return sum;
};

/** Weights by class observed and predicted, and the share on the diagonal. */
export const confusion = (
  fitted: Pick<FittedModel, 'data' | 'problem' | 'weights'>,
): { readonly table: number[][]; readonly accuracy: number } | null => {
  const { data, problem, weights } = fitted;
  const { kernels } = problem;
  const classes = kernels.classes ?? (data.classes?.length === 2 ? 2 : null);
  if (classes === null) return null;
  const width = kernels.classes ?? 1;
  const mean = floats(kernels, 256 * width);
  const table = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  let right = 0;
  forEachBlock(problem, weights, ({ from, rows, eta }) => {
    kernels.response(eta, mean, rows);
    for (let row = 0; row < rows; row++) {
      const predicted = likeliest(mean.subarray(row * width, (row + 1) * width));
      const weight = data.weights?.[from + row] ?? 1;
      for (const [observed, share] of observation(data.y, from + row, kernels.classes)) {
        const line = table[observed] ?? [];
        line[predicted] = (line[predicted] ?? 0) + weight * share;
        if (observed === predicted) right += weight * share;
      }
    }
  });
  return { table, accuracy: right / data.totalWeight };
};

const observation = (
  y: Outcome,
  row: number,
  classes: number | null,
): readonly (readonly [number, number])[] => {
  if (classes === null || !isSoft(y)) return [[Math.round(y[row] ?? 0), 1]];
  return Array.from(y.subarray(row * classes, (row + 1) * classes), (share, k) => [k, share] as const);
};

/** The class of the largest probability, the first among equals; of a single number, whether it exceeds a half. */
export const likeliest = (probabilities: Float64Array | Float32Array): number => {
  if (probabilities.length === 1) return (probabilities[0] ?? 0) > 0.5 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < probabilities.length; k++)
    if ((probabilities[k] ?? 0) > (probabilities[best] ?? 0)) best = k;
  return best;
};
