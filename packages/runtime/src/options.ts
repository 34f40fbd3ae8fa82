// The options of `fit`, checked and completed.
import type { Device } from './devices/device.js';
import { cpu } from './devices/cpu.js';
import { Problem } from './problems.js';
import type { Progress } from './solvers/solver.js';

/** The solvers by name; `auto` chooses by the size of the problem and the report says which it was. */
export type SolverName = 'auto' | 'newton' | 'lbfgs' | 'sgd' | 'momentum' | 'adam';

/** What `fit` can be told. */
export interface FitOptions {
  /** λ₂ of the penalty λ₂/2·‖β‖², intercepts left out; 0 by default. */
  readonly l2?: number;
  /** Lets the penalty fall on the coefficients of the columns divided by their standard deviations. */
  readonly standardise?: boolean;
  readonly solver?: SolverName;
  /** Of the gradient, relative to the mean size of ∂loss/∂η: 1e-10, in f32 1e-5, of stochastic solvers 1e-3. */
  readonly tolerance?: number;
  /** 100 for Newton's method, 1000 for L-BFGS. */
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

/** Options with every default filled in but those that depend on the solver. */
export type Settings = FitOptions &
  Required<Pick<FitOptions, 'l2' | 'standardise' | 'solver' | 'batch' | 'seed' | 'device' | 'level'>>;

const SOLVERS: readonly SolverName[] = ['auto', 'newton', 'lbfgs', 'sgd', 'momentum', 'adam'];

/** @throws Problem unknown-option, option-out-of-range */
export const readOptions = (options: FitOptions): Settings => {
  const settings = {
    ...options,
    l2: options.l2 ?? 0,
    standardise: options.standardise ?? false,
    solver: options.solver ?? 'auto',
    batch: options.batch ?? 32,
    seed: options.seed ?? 1,
    device: options.device ?? cpu,
    level: options.level ?? 0.95,
  };
  if (!SOLVERS.includes(settings.solver))
    throw new Problem(
      'unknown-option',
      `there is no solver ${String(settings.solver)}; there are ${SOLVERS.join(', ')}`,
    );
  within('l2', settings.l2, { least: 0, most: Number.MAX_VALUE });
  within('level', settings.level, { least: Number.MIN_VALUE, most: 1 - 2 ** -53 });
  within('tolerance', options.tolerance ?? 1, { least: Number.MIN_VALUE, most: Number.MAX_VALUE });
  within('learningRate', options.learningRate ?? 1, { least: Number.MIN_VALUE, most: Number.MAX_VALUE });
  for (const name of ['epochs', 'batch', 'maxIterations'] as const) {
    const value = settings[name] ?? 1;
    within(name, value, { least: 1, most: Number.MAX_SAFE_INTEGER });
    if (!Number.isInteger(value))
      throw new Problem('option-out-of-range', `${name} is ${String(value)}, not a whole number`);
  }
  if (!Number.isInteger(settings.seed))
    throw new Problem('option-out-of-range', `seed is ${String(settings.seed)}, not a whole number`);
  return settings;
};

const within = (
  name: string,
  value: number,
  range: { readonly least: number; readonly most: number },
): void => {
  if (value >= range.least && value <= range.most) return;
  throw new Problem('option-out-of-range', `${name} is ${String(value)}`, { value });
};
