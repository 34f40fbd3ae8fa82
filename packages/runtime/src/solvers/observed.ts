// The Hessian of an objective by central differences of its gradient: what Newton's method needs where the expected one, which
// Fisher scoring takes in its place, is too far from it.
import type { Objective } from '../objective.js';

/** Where the Hessian is wanted, and what is known there. */
export interface Place {
  readonly point: Float64Array;
  /** The expected Hessian: its diagonal says how far apart the differences may be. */
  readonly expected: Float64Array;
  /** Of the objective, relative. */
  readonly rounding: number;
}

/** The Hessian, and whether it is the expected one as far as differences can tell. */
export interface Observed {
  readonly matrix: Float64Array;
  readonly same: boolean;
}

const alike = 1e-6;

/** The Hessian at a place; null where the objective is no number beside it. */
export const observed = async (objective: Objective, place: Place): Promise<Observed | null> => {
  const { point, expected } = place;
  const size = point.length;
  const matrix = new Float64Array(size * size);
  const [up, down] = [new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < size; i++) {
    // a step of 1 / √H raises the mean loss by a half: that is the natural unit of a coordinate
    const bend = expected[i * size + i] ?? 0;
    const step = Math.cbrt(place.rounding) / Math.sqrt(bend);
    if (!Number.isFinite(step)) return null;
    const moved = point.slice();
    moved[i] = (point[i] ?? 0) + step;
    await objective.evaluate(moved, up);
    const ahead = moved[i] ?? 0;
    moved[i] = (point[i] ?? 0) - step;
    await objective.evaluate(moved, down);
    const width = ahead - (moved[i] ?? 0);
    for (let j = 0; j < size; j++) matrix[i * size + j] = ((up[j] ?? 0) - (down[j] ?? 0)) / width;
  }
  if (!matrix.every(Number.isFinite)) return null;
  return { matrix: symmetric(matrix, size), same: distance(matrix, expected, size) <= alike };
};

const symmetric = (matrix: Float64Array, size: number): Float64Array =>
  matrix.map((value, at) => (value + (matrix[(at % size) * size + Math.floor(at / size)] ?? 0)) / 2);

// The largest difference in units of the diagonal.
const distance = (left: Float64Array, right: Float64Array, size: number): number => {
  const unit = (i: number): number => Math.sqrt(right[i * size + i] ?? 0);
  return left.reduce((most, value, at) => {
    const scale = unit(at % size) * unit(Math.floor(at / size));
    return Math.max(most, Math.abs(value - (right[at] ?? 0)) / scale);
  }, 0);
};
