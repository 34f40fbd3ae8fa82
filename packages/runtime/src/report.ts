// The result of a fit as data, in the schema expfam/fit@1.

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
  /** Wald's interval. */
  readonly interval: readonly [number, number] | null;
}

/** What a fit has to say against itself. */
export interface FitWarning {
  readonly code:
    | 'rank-deficient'
    | 'rank-not-checked'
    | 'separation'
    | 'singular-information'
    | 'not-converged'
    | 'inference-skipped';
  readonly message: string;
  readonly columns: readonly string[];
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
  /** The fits of a path of penalties, the strongest first and the fit itself last; null without a path. */
  readonly path: readonly PathPoint[] | null;
  readonly objective: number;
  readonly solver: string;
  readonly device: string;
  readonly iterations: number;
  readonly gradientNorm: number;
  readonly converged: boolean;
  readonly reason: string;
  /** The share of the weight that is classified correctly, or null where there are no classes. */
  readonly accuracy: number | null;
  /** Weights by class observed (rows) and predicted (columns), or null. */
  readonly confusion: readonly (readonly number[])[] | null;
  readonly warnings: readonly FitWarning[];
}
