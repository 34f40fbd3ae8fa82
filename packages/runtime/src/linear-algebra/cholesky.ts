// Cholesky factorisation of symmetric positive semidefinite matrices with diagonal pivoting. The matrix is first scaled to a
// unit diagonal, so that the rank does not depend on the units of the columns.

/** P·(D⁻¹ A D⁻¹)·Pᵀ = L·Lᵀ up to the rank found; matrices are row-major, n × n. */
export interface Cholesky {
  readonly size: number;
  readonly rank: number;
  /** The original index of each pivot, in the order in which they were taken. */
  readonly order: Int32Array;
  /** Lower triangular in pivot order; its first `rank` columns count. */
  readonly factor: Float64Array;
  /** D: the square roots of the diagonal of A. */
  readonly scale: Float64Array;
}

/**
 * Factors A, taking the largest remaining pivot first and stopping where what remains is below `tolerance` of the unit
 * diagonal (n times the rounding unit by default). Not finite or negative diagonals end it too: the rank says how far it got.
 */
export const cholesky = (matrix: Float64Array, size: number, tolerance = size * 2 ** -52): Cholesky => {
  const scale = Float64Array.from({ length: size }, (_, i) => Math.sqrt(matrix[i * size + i] ?? 0));
  const order = Int32Array.from({ length: size }, (_, i) => i);
  const factor = scaled(matrix, scale);
  let rank = 0;
  while (rank < size) {
    const pivot = largestPivot(factor, size, rank);
    const value = factor[pivot * size + pivot] ?? 0;
    if (!(value > tolerance)) break;
    exchange(factor, order, { size, first: rank, second: pivot });
    eliminate(factor, size, rank);
    rank++;
  }
  return { size, rank, order, factor, scale };
};

const scaled = (matrix: Float64Array, scale: Float64Array): Float64Array => {
  const size = scale.length;
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const divisor = (scale[i] ?? 0) * (scale[j] ?? 0);
      result[i * size + j] = divisor > 0 ? (matrix[i * size + j] ?? 0) / divisor : 0;
    }
  return result;
};

const largestPivot = (factor: Float64Array, size: number, from: number): number => {
  let best = from;
  for (let i = from + 1; i < size; i++)
    if ((factor[i * size + i] ?? 0) > (factor[best * size + best] ?? 0)) best = i;
  return best;
};

const exchange = (
  factor: Float64Array,
  order: Int32Array,
  places: { readonly size: number; readonly first: number; readonly second: number },
): void => {
  const { size, first, second } = places;
  if (first === second) return;
  for (let j = 0; j < size; j++) swap(factor, first * size + j, second * size + j);
  for (let i = 0; i < size; i++) swap(factor, i * size + first, i * size + second);
  swap(order, first, second);
};

const swap = (values: Float64Array | Int32Array, first: number, second: number): void => {
  const kept = values[first] ?? 0;
  values[first] = values[second] ?? 0;
  values[second] = kept;
};

const eliminate = (factor: Float64Array, size: number, step: number): void => {
  const diagonal = Math.sqrt(factor[step * size + step] ?? 0);
  factor[step * size + step] = diagonal;
  for (let i = step + 1; i < size; i++) factor[i * size + step] = (factor[i * size + step] ?? 0) / diagonal;
  for (let i = step + 1; i < size; i++) {
    const left = factor[i * size + step] ?? 0;
    if (left === 0) continue;
    for (let j = step + 1; j <= i; j++) {
      const value = (factor[i * size + j] ?? 0) - left * (factor[j * size + step] ?? 0);
      factor[i * size + j] = value;
      factor[j * size + i] = value;
    }
  }
};

/** Solves A·x = b within the columns that the pivots span; the other entries of x are 0. */
export const solve = (decomposition: Cholesky, right: Float64Array): Float64Array => {
  const { size, rank, order, factor, scale } = decomposition;
  const work = new Float64Array(rank);
  for (let i = 0; i < rank; i++) {
    const at = order[i] ?? 0;
    let sum = (right[at] ?? 0) / (scale[at] ?? 1);
    for (let j = 0; j < i; j++) sum -= (factor[i * size + j] ?? 0) * (work[j] ?? 0);
    work[i] = sum / (factor[i * size + i] ?? 1);
  }
  for (let i = rank - 1; i >= 0; i--) {
    let sum = work[i] ?? 0;
    for (let j = i + 1; j < rank; j++) sum -= (factor[j * size + i] ?? 0) * (work[j] ?? 0);
    work[i] = sum / (factor[i * size + i] ?? 1);
  }
  const result = new Float64Array(size);
  for (let i = 0; i < rank; i++) {
    const at = order[i] ?? 0;
    result[at] = (work[i] ?? 0) / (scale[at] ?? 1);
  }
  return result;
};

/** A⁻¹, row-major, or null where A has not the full rank. */
export const inverse = (decomposition: Cholesky): Float64Array | null => {
  const { size, rank } = decomposition;
  if (rank < size) return null;
  const result = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    unit[column] = 1;
    const solution = solve(decomposition, unit);
    unit[column] = 0;
    for (let row = 0; row < size; row++) result[row * size + column] = solution[row] ?? 0;
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      const mean = ((result[i * size + j] ?? 0) + (result[j * size + i] ?? 0)) / 2;
      result[i * size + j] = mean;
      result[j * size + i] = mean;
    }
  return result;
};
