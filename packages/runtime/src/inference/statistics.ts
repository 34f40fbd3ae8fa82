// What a fit says about itself beside its coefficients: deviance, dispersion, log-likelihood.
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
  /** Whether nothing is left over for a dispersion but rounding. */
  readonly perfect: boolean;
}

/** What `goodness` looks at. */
export interface FittedModel {
  readonly data: Dataset;
  readonly problem: LinearProblem;
  /** Working coefficients, columns × s. */
  readonly weights: Float64Array;
  readonly nullLoss: number | null;
  /** Free coefficients. */
  readonly length: number;
  /** A natural parameter inside its space. */
  readonly start: number;
}

/** Deviance, dispersion and log-likelihood as R's `glm` defines them. */
export const goodness = (fitted: FittedModel): Goodness => {
  const { data, problem, weights, nullLoss, length } = fitted;
  const { kernels } = problem;
  const count = countOf(data);
  const equations = kernels.classes === null ? kernels.parameters : kernels.classes - 1;
  const dfResidual = count * equations - length;
  const dfNull = (count - (data.intercept ? 1 : 0)) * equations;
  const loss = totalLoss(problem, weights);
  const saturated = saturatedLoss(kernels, data, fitted.start);
  const twice = (total: number | null): number | null =>
    saturated === null || total === null ? null : 2 * Math.max(0, total - saturated);
  const estimated = kernels.dispersion === 'estimated';
  const deviance = twice(loss);
  const squares = estimated ? pearson(problem, weights) : null;
  return {
    deviance,
    nullDeviance: twice(nullLoss),
    dispersion: estimated ? (squares !== null && dfResidual > 0 ? squares.left / dfResidual : null) : 1,
    logLikelihood: logLikelihood(kernels, data, {
      loss,
      dispersion: estimated ? (deviance ?? NaN) / (asRows(kernels) ? data.totalWeight : count) : 1,
    }),
    dfResidual,
    dfNull,
    count,
    perfect: squares !== null && dfResidual > 0 && squares.left <= rounding * squares.whole,
  };
};

// Residuals of some thirty rounding units of the outcomes, squared.
const rounding = 1e-28;

/** Rows of positive weight, each as often as its frequency says. */
export const countOf = ({ rows, weights, frequencies }: Dataset): number => {
  let count = 0;
  for (let row = 0; row < rows; row++) if ((weights?.[row] ?? 1) > 0) count += frequencies?.[row] ?? 1;
  return count;
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

/** Whether the outcomes of a categorical family are soft labels. */
export const isSoft = (y: Outcome): y is Float64Array | Float32Array =>
  y instanceof Float64Array || y instanceof Float32Array;

const logLikelihood = (
  kernels: KernelModule,
  data: Dataset,
  at: { readonly loss: number; readonly dispersion: number },
): number | null => {
  const { loss, dispersion } = at;
  if (kernels.classes !== null) return -loss;
  const base =
    data.frequencies === null && !asRows(kernels)
      ? kernels.logBaseMeasure?.(data.y, data.rows, data.weights ?? undefined, dispersion)
      : baseOfEqualRows(kernels, data, dispersion);
  const result = base === undefined ? NaN : base - loss / dispersion;
  return Number.isFinite(result) ? result : null;
};

const asRows = ({ likelihoodWeights }: KernelModule): boolean => likelihoodWeights === 'frequencies';

// A row that stands for f equal ones has f times the base measure of one of them.
const baseOfEqualRows = (kernels: KernelModule, data: Dataset, dispersion: number): number | undefined => {
  if (kernels.logBaseMeasure === undefined) return undefined;
  const width = data.y.length / data.rows;
  const prior = floats(kernels, 1);
  let sum = 0;
  for (let row = 0; row < data.rows; row++) {
    const weight = data.weights?.[row] ?? 1;
    if (!(weight > 0)) continue;
    const times = asRows(kernels) ? weight : (data.frequencies?.[row] ?? 1);
    prior[0] = weight / times;
    const y = data.y.subarray(row * width, (row + 1) * width);
    sum += times * kernels.logBaseMeasure(y, 1, prior, dispersion);
  }
  return sum;
};

/** Pearson's estimate of the dispersion for a model of `length` coefficients. */
export const pearsonDispersion = (
  problem: LinearProblem,
  data: Dataset,
  model: { readonly weights: Float64Array; readonly length: number },
): number => pearson(problem, model.weights).left / Math.max(1, countOf(data) - model.length);

// Pearson's X²: squared residuals over the variance function V = J²/H, where J = ∂μ/∂η and H the expected curvature. Beside it
// what is there without a model, the outcomes' own squares.
const pearson = (
  problem: LinearProblem,
  weights: Float64Array,
): { readonly left: number; readonly whole: number } => {
  const { kernels, y, rowWeights } = problem;
  const [mean, jacobian, hessian] = [floats(kernels, 256), floats(kernels, 256), floats(kernels, 256)];
  let [left, whole] = [0, 0];
  forEachBlock(problem, weights, ({ from, rows, eta }) => {
    kernels.response(eta, mean, rows);
    kernels.jacobian(eta, jacobian, rows);
    kernels.hessian(eta, hessian, rows);
    for (let row = 0; row < rows; row++) {
      const weight = rowWeights?.[from + row] ?? 1;
      if (weight === 0) continue;
      const outcome = y[from + row] ?? NaN;
      // √(H)/J before anything is squared: outcomes of 1e150 have squares too
      const unit = Math.sqrt(hessian[row] ?? 0) / (jacobian[row] ?? 1);
      left += weight * ((outcome - (mean[row] ?? 0)) * unit) ** 2;
      whole += weight * (outcome * unit) ** 2;
    }
  });
  return { left, whole };
};
