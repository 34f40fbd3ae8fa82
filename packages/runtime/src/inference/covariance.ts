// The covariance of the coefficients: the inverse of the expected information, or the sandwich around it, carried from the
// working columns to those that the user knows.
import { toOriginal } from '../design.js';
import { cholesky, inverse } from '../linear-algebra/cholesky.js';
import type { Ending } from './ending.js';
import { sandwich, squaredScores } from './robust.js';

/** Covariances of the free coefficients of the original columns, length × length. */
export interface Covariances {
  /** By the model, at unit dispersion. */
  readonly unit: Float64Array | null;
  /** What the standard errors are made of: dispersion included, or the sandwich, which knows none. */
  readonly used: Float64Array | null;
}

/** The covariances at the end of a fit; nulls where the information is singular. */
export const covariance = (ending: Ending, dispersion: number): Covariances => {
  const { objective, solution, data, plan, problem, settings } = ending;
  const { free } = plan;
  const size = free.length;
  const found = inverse(cholesky(objective.curvature(solution.point), size));
  if (found === null) return { unit: null, used: null };
  const working = found.map((value) => value / data.totalWeight);
  const unit = carried(working, ending);
  if (settings.errors === 'model') return { unit, used: unit.map((value) => value * dispersion) };
  const meat = squaredScores(problem, data, { working: ending.working, free });
  return { unit, used: carried(sandwich(working, meat, size), ending) };
};

// T·C·Tᵀ, where T only rescales and moves the intercepts.
const carried = (matrix: Float64Array, ending: Ending): Float64Array =>
  carry(transposed(carry(matrix, ending), ending.plan.free.length), ending);

// T times a matrix, a column at a time.
const carry = (matrix: Float64Array, { design, plan, problem }: Ending): Float64Array => {
  const { free } = plan;
  const s = problem.kernels.parameters;
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
