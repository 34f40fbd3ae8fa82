// The covariance of the coefficients: the inverse of the expected information, carried from the working columns to those
// that the user knows.
import { toOriginal } from '../design.js';
import type { Design } from '../design.js';
import { cholesky, inverse } from '../linear-algebra/cholesky.js';
import type { Objective } from '../objective.js';

/** Where the coefficients lie. */
export interface Layout {
  readonly design: Design;
  /** Flat positions of the free coefficients. */
  readonly free: Int32Array;
  readonly s: number;
  readonly totalWeight: number;
}

/**
 * The covariance of the free coefficients of the original columns at unit dispersion, length × length, or null where the
 * information is singular.
 */
export const covariance = (
  objective: Objective,
  point: Float64Array,
  layout: Layout,
): Float64Array | null => {
  const { free, totalWeight } = layout;
  const size = free.length;
  const working = inverse(cholesky(objective.curvature(point), size));
  if (working === null) return null;
  // T·C·Tᵀ, where T only rescales and moves the intercepts
  const half = transposed(carry(working, layout), size);
  return carry(half, layout).map((value) => value / totalWeight);
};

// T times a matrix, a column at a time.
const carry = (matrix: Float64Array, layout: Layout): Float64Array => {
  const { design, free, s } = layout;
  const size = free.length;
  const result = new Float64Array(matrix.length);
  const full = new Float64Array(design.columns * s);
  for (let column = 0; column < size; column++) {
    free.forEach((at, i) => (full[at] = matrix[i * size + column] ?? 0));
    const moved = toOriginal(design, full, s);
    free.forEach((at, i) => (result[i * size + column] = moved[at] ?? 0));
  }
  return result;
};

const transposed = (matrix: Float64Array, size: number): Float64Array =>
  matrix.map((_, at) => matrix[(at % size) * size + Math.floor(at / size)] ?? 0);
