// What a device does for a solver: the loss and its gradient over all rows or over some, wherever the arrays live.
import type { FloatArray, KernelModule, Outcome } from '../kernel.js';

/** A linear model to be evaluated: η = x·weights + offset, weighted by row. */
export interface LinearProblem {
  readonly kernels: KernelModule;
  readonly rows: number;
  readonly columns: number;
  /** rows × columns. */
  readonly x: FloatArray;
  readonly y: Outcome;
  readonly rowWeights: FloatArray | null;
  /** rows × s. */
  readonly offset: FloatArray | null;
}

/**
 * One step of a descent, as numbers: with the gradient g, m ← keep·m + take·g and v ← keepSquare·v + takeSquare·g²; the point
 * moves by −(slope·g + mean·m), divided by √(scale·v) where scale is not 0. Where that root is 0 it stays.
 */
export interface Step {
  readonly keep: number;
  readonly take: number;
  readonly keepSquare: number;
  readonly takeSquare: number;
  readonly slope: number;
  readonly mean: number;
  readonly scale: number;
}

/** What comes next in a descent: the gradient over some rows, which may be told, and then a step. */
export interface Move {
  /** A batch; null for all rows. */
  readonly rows: Uint32Array | null;
  readonly step: Step | null;
  /** Whether loss and gradient are told, and the point at which they were taken, before the step. */
  readonly look: boolean;
}

/** What a device tells of a point (columns × s): summed loss and gradient over the rows of the move. */
export interface Look {
  readonly point: Float64Array;
  readonly gradient: Float64Array;
  readonly loss: number;
}

/** What a descent minimises: factor·Σ loss + ½ Σ penalty·w², where a batch stands for all rows. */
export interface DescentTerms {
  readonly factor: number;
  /** columns × s. */
  readonly penalty: Float64Array;
  /** Flat positions of the coefficients that move. */
  readonly free: Int32Array;
}

/** A descent that runs on a device by itself. */
export interface Descent<L = Look> {
  /** How many looks one run may take. */
  readonly looks: number;
  /** Queues moves behind all that were queued before; what they look at comes once the device has got there. */
  run(moves: readonly Move[]): Promise<readonly L[]>;
}

/** A problem that a device holds ready. Calls must not overlap. */
export interface Evaluator {
  /** Writes the gradient (columns × s) of the summed loss at `weights` (columns × s) and returns that loss. */
  total(weights: Float64Array, gradient: Float64Array): number | Promise<number>;
  /** The same over the rows listed. */
  batch(rows: Uint32Array, weights: Float64Array, gradient: Float64Array): number | Promise<number>;
  /** Where the device takes steps by itself: a descent from `start` (columns × s). It ends with the next call of anything else. */
  descend?(start: Float64Array, terms: DescentTerms): Descent;
  /** Frees what the evaluator holds; the device stays usable. */
  close(): void;
}

/**
 * Something that evaluates kernels.
 *
 * @example
 * ```ts
 * const model = await fit(kernels, { x, y }, { device: cpu });
 * ```
 */
export interface Device {
  /** As it stands in a model's report. */
  readonly name: string;
  /** Of its arithmetic; null where the kernels decide. */
  readonly precision: 'f64' | 'f32' | null;
  open(problem: LinearProblem): Evaluator | Promise<Evaluator>;
}
