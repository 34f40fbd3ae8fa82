// The options of `fit`, checked and completed.
import type { Device } from './devices/device.js';
import { cpu } from './devices/cpu.js';
import { Problem } from './problems.js';
import { refuseStrangers } from './strangers.js';
import type { Progress } from './solvers/solver.js';

/** The solvers by name; `auto` chooses by the size of the problem and the report says which it was. */
export type SolverName = 'auto' | 'newton' | 'lbfgs' | 'coordinate' | 'sgd' | 'momentum' | 'adam';

/** What `fit` can be told. */
export interface FitOptions {
  /** λ₂ of the penalty λ₂/2·‖β‖², intercepts left out; 0 by default. */
  readonly l2?: number;
  /** λ₁ of the penalty λ₁·‖β‖₁, intercepts left out; 0 by default. */
  readonly l1?: number;
  /** Fits that many penalties with warm starts, from one that leaves no coefficient to `l1` and `l2` themselves. */
  readonly path?: number;
  /** Lets the penalty fall on the coefficients of the columns divided by their standard deviations. */
  readonly standardise?: boolean;
  /** Firth's bias reduction: finite estimates even of separated data. Not together with `l1` or `l2`. */
  readonly biasReduction?: boolean;
  /** Factors on the rows of each class, or `balanced`: inversely to how often they occur. */
  readonly classWeights?: 'balanced' | Readonly<Record<string, number>>;
  readonly solver?: SolverName;
  /** Of the gradient, relative to the mean size of ∂loss/∂η: 1e-10, in f32 1e-5, of stochastic solvers 1e-3. */
  readonly tolerance?: number;
  /** 100 for Newton's method, 1000 for L-BFGS, 500 for coordinate descent. */
  readonly maxIterations?: number;
  /** Passes over the data of a stochastic solver: by default enough for 10 000 steps, from 10 to 2000. */
  readonly epochs?: number;
  /** Rows of a mini-batch; 32 by default. */
  readonly batch?: number;
  /** First step size of a stochastic solver. */
  readonly learningRate?: number;
  /** Of the shuffling; 1 by default. The same seed gives the same bits. */
  readonly seed?: number;
  /** `cpu` by default. */
  readonly device?: Device;
  /** Of the intervals; 0.95 by default. */
  readonly level?: number;
  /** Wald's intervals, or those of the profile likelihood; `wald` by default. */
  readonly intervals?: 'wald' | 'profile';
  /** Standard errors of the model, or of the sandwich (HC0), which holds where the variance is not the model's. */
  readonly errors?: 'model' | 'robust';
  /** Into how many parts the rows are dealt, each left out once; with a path its best penalty is chosen. */
  readonly crossValidate?: number;
  /** The share of the rows that is left out, to judge the model by. */
  readonly holdout?: number;
  /** Coefficients to start from, as in `Model.toJSON().weights` or in a checkpoint: columns × s. */
  readonly start?: readonly number[];
  /**
   * Called with the coefficients of the original columns, to be kept for `start`: at every iteration or epoch, once a second
   * within a long epoch, and when a stochastic solver is aborted.
   */
  readonly onCheckpoint?: (weights: readonly number[]) => void;
  /** Called at every iteration or epoch. */
  readonly onProgress?: (progress: Progress) => void;
  /** Aborts the fit, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Whatever the caller wants to keep with the model: JSON, carried unread. */
  readonly design?: unknown;
  /** For the report. */
  readonly formula?: string;
  /** For the report; `canonical` by default. */
  readonly link?: string;
  /** For the report: rows that were left out before. */
  readonly rowsDropped?: number;
}

const defaults = {
  l1: 0,
  l2: 0,
  standardise: false,
  biasReduction: false,
  solver: 'auto',
  batch: 32,
  seed: 1,
  device: cpu,
  level: 0.95,
  intervals: 'wald',
  errors: 'model',
} as const satisfies FitOptions;

/** Options with every default filled in but those that depend on the solver. */
export type Settings = FitOptions &
  Required<Pick<FitOptions, keyof typeof defaults>> & {
    /** A path without a penalty at its end: a lasso whose λ₁ the data decide. */
    readonly endless: boolean;
  };

const known: { readonly [Name in keyof Required<FitOptions>]: true } = {
  l2: true, l1: true, path: true, standardise: true, biasReduction: true, classWeights: true, solver: true,
  tolerance: true, maxIterations: true, epochs: true, batch: true, learningRate: true, seed: true, device: true,
  level: true, intervals: true, errors: true, crossValidate: true, holdout: true, start: true, onCheckpoint: true,
  onProgress: true, signal: true, design: true, formula: true, link: true, rowsDropped: true,
}; // prettier-ignore

const choices: { readonly [Name in 'solver' | 'intervals' | 'errors']: readonly string[] } = {
  solver: ['auto', 'newton', 'lbfgs', 'coordinate', 'sgd', 'momentum', 'adam'],
  intervals: ['wald', 'profile'],
  errors: ['model', 'robust'],
};

interface Range {
  readonly least: number;
  readonly most: number;
  readonly whole?: true;
}

const positive: Range = { least: Number.MIN_VALUE, most: Number.MAX_VALUE };
const count: Range = { least: 1, most: Number.MAX_SAFE_INTEGER, whole: true };

const ranges = {
  l1: { least: 0, most: Number.MAX_VALUE },
  l2: { least: 0, most: Number.MAX_VALUE },
  level: { least: Number.MIN_VALUE, most: 1 - 2 ** -53 },
  tolerance: positive,
  learningRate: positive,
  epochs: count,
  batch: count,
  maxIterations: count,
  path: count,
  crossValidate: { ...count, least: 2 },
  holdout: { least: Number.MIN_VALUE, most: 1 - 2 ** -53 },
  seed: { least: Number.MIN_SAFE_INTEGER, most: Number.MAX_SAFE_INTEGER, whole: true },
} as const satisfies { readonly [Name in keyof FitOptions]?: Range };

/** @throws Problem unknown-option, option-out-of-range */
export const readOptions = (options: FitOptions): Settings => {
  refuseStrangers(options, Object.keys(known), 'option');
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings: FitOptions & Required<Pick<FitOptions, keyof typeof defaults>> = { ...defaults, ...given };
  for (const name of ['solver', 'intervals', 'errors'] as const)
    if (!choices[name].includes(settings[name]))
      throw new Problem(
        'unknown-option',
        `there is no ${name} ${String(settings[name])}; there are ${choices[name].join(', ')}`,
      );
  for (const [name, range] of Object.entries<Range>(ranges)) {
    const value: unknown = given[name];
    if (value !== undefined) within(name, value, range);
  }
  if (settings.biasReduction && (settings.l1 > 0 || settings.l2 > 0 || settings.path !== undefined))
    throw new Problem('options-conflict', 'bias reduction is a penalty of its own, beside l1, l2 or path');
  const endless = settings.path !== undefined && settings.l1 === 0 && settings.l2 === 0;
  return { ...settings, l1: endless ? 1 : settings.l1, endless };
};

const within = (name: string, value: unknown, { least, most, whole }: Range): void => {
  if (typeof value !== 'number' || !(value >= least && value <= most))
    throw new Problem('option-out-of-range', `${name} is ${String(value)}`, { value });
  if (whole === true && !Number.isInteger(value))
    throw new Problem('option-out-of-range', `${name} is ${String(value)}, not a whole number`);
};
