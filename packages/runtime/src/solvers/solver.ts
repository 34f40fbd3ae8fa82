// One interface for all solvers: an objective and a start go in, the best point comes out with an honest word on how it was
// reached.
import type { Objective } from '../objective.js';

/** Why a solver stopped. Only the first means that the optimum was reached. */
export type StopReason =
  | 'gradient' // the gradient is within the tolerance
  | 'max-iterations' // or the last epoch
  | 'no-progress' // rounding hides every further decrease
  | 'non-finite'; // loss or gradient ceased to be a number

/** What `onProgress` is told. */
export interface Progress {
  readonly solver: string;
  /** Iterations of a deterministic solver, epochs of a stochastic one. */
  readonly iteration: number;
  readonly objective: number;
  /** The largest component of the gradient in its natural units; of a stochastic solver, of the whole data. */
  readonly gradientNorm: number;
  /** Where the solver stands: its own array, to be copied by who wants to keep it. */
  readonly point: Float64Array;
}

/** What all solvers obey. */
export interface SolverSettings {
  /** Of the gradient, relative to the mean size of ∂loss/∂η. */
  readonly tolerance: number;
  readonly maxIterations: number;
  /** What rounding can make of an objective that does not change, relative to it. */
  readonly rounding: number;
  readonly onProgress?: (progress: Progress) => void;
  /** Told now and then within an epoch, and when it is aborted, where a stochastic solver stands: its own array. */
  readonly onPoint?: (point: Float64Array) => void;
  readonly signal?: AbortSignal;
  /** For the shuffling of stochastic solvers. */
  readonly seed: number;
  readonly epochs: number;
  readonly batch: number;
  /** The first step size of stochastic solvers; their own default where it is absent. */
  readonly learningRate?: number;
}

/** Where a solver ended. */
export interface Solution {
  readonly point: Float64Array;
  readonly objective: number;
  /** At `point`. */
  readonly gradient: Float64Array;
  readonly gradientNorm: number;
  readonly iterations: number;
  readonly converged: boolean;
  readonly reason: StopReason;
}

/** A method of minimising. Rejects with the signal's reason when aborted. */
export interface Solver {
  readonly name: string;
  solve(objective: Objective, start: Float64Array, settings: SolverSettings): Promise<Solution>;
}

/** The solution of a solver that stopped for `reason`. */
export const solution = (reason: StopReason, state: Omit<Solution, 'reason' | 'converged'>): Solution => ({
  ...state,
  reason,
  converged: reason === 'gradient',
});
