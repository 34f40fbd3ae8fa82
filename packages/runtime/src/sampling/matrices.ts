// Positive definite matrices as points of ℝᵈ: the lower triangle of their Cholesky factor, row by row, with the logarithms of
// its diagonal.

const at = (i: number, j: number): number => (i * (i + 1)) / 2 + j;

/** L·Lᵀ, row-major. */
export const symmetric = (point: Float64Array, size: number): Float64Array => {
  const entry = (i: number, j: number): number => {
    const value = point[at(i, j)] ?? 0;
    return i === j ? Math.exp(value) : value;
  };
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k <= j; k++) sum += entry(i, k) * entry(j, k);
      result[i * size + j] = sum;
      result[j * size + i] = sum;
    }
  return result;
};

/** The way back; not finite where the matrix is not positive definite. */
export const lowerFactor = (matrix: ArrayLike<number>, size: number): Float64Array => {
  const factor = new Float64Array(size * size);
  const point = new Float64Array(at(size, 0));
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let left = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k++) left -= (factor[i * size + k] ?? 0) * (factor[j * size + k] ?? 0);
      const value = i === j ? Math.sqrt(left) : left / (factor[j * size + j] ?? 1);
      factor[i * size + j] = value;
      point[at(i, j)] = i === j ? Math.log(value) : value;
    }
  return point;
};
