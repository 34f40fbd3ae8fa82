// The result of a fit as data, in the schema expfam/fit@1.
import type { NestedTest } from './inference/compare.js';

/** One coefficient with its inference; nulls where there is nothing honest to say. */
export interface CoefficientReport {
  /** The natural parameter whose linear predictor it belongs to: `eta1`, `eta2`, …. */
  readonly parameter: string;
  /** The level of a categorical outcome, or null. */
  readonly class: string | null;
  /** `(Intercept)` or the name of the column. */
  readonly term: string;
  /** Null where the data cannot determine it. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly statistic: number | null;
  readonly pValue: number | null;
  /** Wald's interval, or that of the profile likelihood; null where that does not end. */
  readonly interval: readonly [number, number] | null;
}

/** What a fit has to say against itself. */
export interface FitWarning {
  readonly code:
    | 'rank-deficient'
    | 'rank-not-checked'
    | 'near-collinear'
    | 'separation'
    | 'boundary'
    | 'singular-information'
    | 'not-converged'
    | 'interval-unbounded'
    | 'perfect-fit'
    | 'inference-skipped';
  readonly message: string;
  readonly columns: readonly string[];
}

/** Rows whose probability lay between `from` and `to`: of the second of two classes, of the likeliest of more. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  /** The mean of their probabilities. */
  readonly predicted: number;
  /** The share for which it came true. */
  readonly observed: number;
}

/** How well a classifier does. */
export interface ClassifierReport {
  readonly accuracy: number;
  readonly logLoss: number;
  readonly confusion: readonly (readonly number[])[];
  readonly calibration: readonly CalibrationBin[];
}

/** A model judged by rows that it has not seen. */
export interface Holdout {
  readonly rows: number;
  /** The mean loss, log h left out; for classes the log loss. */
  readonly meanLoss: number;
  readonly accuracy: number | null;
  readonly confusion: readonly (readonly number[])[] | null;
}

/** Every row predicted by a model that has not seen it. */
export interface CrossValidation {
  readonly folds: number;
  readonly meanLoss: number;
  /** Of the mean over the folds. */
  readonly standardError: number;
  readonly accuracy: number | null;
  /** Mean loss of each fold. */
  readonly byFold: readonly number[];
  /** Mean loss at each penalty of a path, and which of them was chosen: the least. */
  readonly path: readonly { readonly l1: number; readonly l2: number; readonly meanLoss: number }[] | null;
}

/** One fit of a path of penalties. */
export interface PathPoint {
  readonly l1: number;
  readonly l2: number;
  readonly objective: number;
  /** How many coefficients other than intercepts are not zero. */
  readonly nonzero: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** In the order of the report's coefficients. */
  readonly estimates: readonly number[];
}

/** A fit in the schema expfam/fit@1. */
export interface FitReport {
  readonly schema: 'expfam/fit@1';
  readonly family: string;
  readonly link: string;
  readonly formula: string | null;
  readonly rows: number;
  readonly rowsDropped: number;
  readonly coefficients: readonly CoefficientReport[];
  /** Of the intervals. */
  readonly level: number;
  readonly intervals: 'wald' | 'profile';
  /** What the standard errors are of: the model, or the sandwich HC0. */
  readonly errors: 'model' | 'HC0';
  readonly statistic: 'z' | 't';
  readonly dispersion: number | null;
  readonly deviance: number | null;
  readonly nullDeviance: number | null;
  readonly dfResidual: number;
  readonly dfNull: number;
  readonly logLikelihood: number | null;
  readonly aic: number | null;
  readonly bic: number | null;
  /** λ₁ and λ₂. */
  readonly l1: number;
  readonly l2: number;
  /** Whether the estimates are Firth's. */
  readonly biasReduction: boolean;
  /** The fits of a path of penalties, the strongest first and the fit itself last; null without a path. */
  readonly path: readonly PathPoint[] | null;
  readonly objective: number;
  readonly solver: string;
  readonly device: string;
  readonly iterations: number;
  readonly gradientNorm: number;
  /** Of the features, centred and scaled to one length; null where it was not computed. */
  readonly conditionNumber: number | null;
  readonly converged: boolean;
  readonly reason: string;
  /** The share of the weight that is classified correctly, or null where there are no classes. */
  readonly accuracy: number | null;
  /** The mean of −log P(observed), or null. */
  readonly logLoss: number | null;
  /** Weights by class observed (rows) and predicted (columns), or null. */
  readonly confusion: readonly (readonly number[])[] | null;
  /** What was predicted and what came, by tenths of probability; null where there are no classes. */
  readonly calibration: readonly CalibrationBin[] | null;
  readonly crossValidation: CrossValidation | null;
  readonly holdout: Holdout | null;
  /** The test against a fit nested in this one, where one was asked for. */
  readonly against: NestedTest | null;
  readonly warnings: readonly FitWarning[];
}
