// The expected information Σ wᵢ·(xᵢxᵢᵀ ⊗ Hᵢ) of a linear model, H the Hessian of a row's loss in η that the kernels give.
import type { LinearProblem } from '../devices/device.js';
import { floats } from '../kernel.js';
import { forEachBlock } from '../predictor.js';

/**
 * The information of the coefficients listed in `free` (flat positions in columns × s), row-major. Held coefficients cost
 * nothing: pairs of parameters without a free coefficient are left out.
 */
export const information = (
  problem: LinearProblem,
  weights: Float64Array,
  free: Int32Array,
): Float64Array => {
  const s = problem.kernels.parameters;
  const used = [...new Set(Array.from(free, (at) => at % s))].sort((left, right) => left - right);
  const grams = new Map(
    used.flatMap((a, i) => used.slice(0, i + 1).map((b) => [a * s + b, gram(problem.columns)] as const)),
  );
  const hessian = floats(problem.kernels, 256 * s * s);
  forEachBlock(problem, weights, ({ from, rows, eta }) => {
    problem.kernels.hessian(eta, hessian.subarray(0, rows * s * s), rows);
    for (const [pair, sums] of grams)
      for (let row = 0; row < rows; row++) {
        const factor = (hessian[row * s * s + pair] ?? 0) * (problem.rowWeights?.[from + row] ?? 1);
        if (factor !== 0) addOuter(sums, problem, { row: from + row, factor });
      }
  });
  return collect(grams, { free, s, columns: problem.columns });
};

const gram = (columns: number): Float64Array => new Float64Array(columns * columns);

// The lower triangle of factor·x·xᵀ; the products of two parameters are symmetric in the columns too.
const addOuter = (
  sums: Float64Array,
  problem: LinearProblem,
  place: { readonly row: number; readonly factor: number },
): void => {
  const { x, columns } = problem;
  const start = place.row * columns;
  for (let i = 0; i < columns; i++) {
    const left = place.factor * (x[start + i] ?? 0);
    if (left === 0) continue;
    for (let j = 0; j <= i; j++) {
      const at = i * columns + j;
      sums[at] = (sums[at] ?? 0) + left * (x[start + j] ?? 0);
    }
  }
};

const collect = (
  grams: ReadonlyMap<number, Float64Array>,
  layout: { readonly free: Int32Array; readonly s: number; readonly columns: number },
): Float64Array => {
  const { free, s, columns } = layout;
  const size = free.length;
  const result = new Float64Array(size * size);
  for (let p = 0; p < size; p++)
    for (let q = 0; q <= p; q++) {
      const [first, second] = [free[p] ?? 0, free[q] ?? 0];
      const [a, b] = [first % s, second % s];
      const [i, j] = [Math.floor(first / s), Math.floor(second / s)];
      const value =
        grams.get(Math.max(a, b) * s + Math.min(a, b))?.[Math.max(i, j) * columns + Math.min(i, j)] ?? 0;
      result[p * size + q] = value;
      result[q * size + p] = value;
    }
  return result;
};
