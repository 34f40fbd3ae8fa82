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

/** A problem that a device holds ready. Calls must not overlap. */
export interface Evaluator {
  /** Writes the gradient (columns × s) of the summed loss at `weights` (columns × s) and returns that loss. */
  total(weights: Float64Array, gradient: Float64Array): number | Promise<number>;
  /** The same over the rows listed. */
  batch(rows: Uint32Array, weights: Float64Array, gradient: Float64Array): number | Promise<number>;
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
