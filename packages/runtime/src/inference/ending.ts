// Everything that a fit has come to when its solver stops; what is said about the fit is read from this.
import type { Dataset } from '../dataset.js';
import type { Design } from '../design.js';
import type { LinearProblem } from '../devices/device.js';
import type { NullModel } from '../null-model.js';
import type { Objective } from '../objective.js';
import type { Settings } from '../options.js';
import type { Plan } from '../plan.js';
import type { Stage } from '../minimise.js';
import type { Separation } from './separation.js';
import type { Solution } from '../solvers/solver.js';

/** The end of a fit. */
export interface Ending {
  /** What was fitted: the weights of classes multiplied in, rows held out at weight 0. */
  readonly data: Dataset;
  /** The same without the weights of classes: what a classifier is judged by. */
  readonly cases: Dataset;
  readonly design: Design;
  readonly problem: LinearProblem;
  /** Whether the likelihood has a maximum in what no penalty pulls on; null where that was not decided. */
  readonly separated: Separation;
  readonly plan: Plan;
  readonly nullModel: NullModel;
  readonly settings: Settings;
  readonly objective: Objective;
  readonly solver: string;
  readonly solution: Solution;
  /** The share of the given penalties at which the solution stands: 1 without a path. */
  readonly share: number;
  /** The solutions of a path of penalties, or null. */
  readonly path: readonly Stage[] | null;
  /** Coefficients of the working columns, columns × s. */
  readonly working: Float64Array;
  /** Coefficients of the original columns, columns × s. */
  readonly weights: Float64Array;
}
