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
  const used = distinct(free, (at) => at % s);
  const columns = Int32Array.from(distinct(free, (at) => Math.floor(at / s)));
  const grams = new Map(
    used.flatMap((a, i) => used.slice(0, i + 1).map((b) => [a * s + b, gram(columns.length)] as const)),
  );
  const hessian = floats(problem.kernels, 256 * s * s);
  forEachBlock(problem, weights, ({ from, rows, eta }) => {
    problem.kernels.hessian(eta, hessian.subarray(0, rows * s * s), rows);
    for (const [pair, sums] of grams)
      for (let row = 0; row < rows; row++) {
        const factor = (hessian[row * s * s + pair] ?? 0) * (problem.rowWeights?.[from + row] ?? 1);
        if (factor !== 0) addOuter(sums, problem, { row: from + row, factor, columns });
      }
  });
  return collect(grams, { free, s, columns });
};

const distinct = (positions: Int32Array, part: (at: number) => number): readonly number[] =>
  [...new Set(Array.from(positions, part))].sort((left, right) => left - right);

const gram = (columns: number): Float64Array => new Float64Array(columns * columns);

// The lower triangle of factor·x·xᵀ; the products of two parameters are symmetric in the columns too.
const addOuter = (
  sums: Float64Array,
  problem: LinearProblem,
  place: { readonly row: number; readonly factor: number; readonly columns: Int32Array },
): void => {
  const { x } = problem;
  const { columns } = place;
  const start = place.row * problem.columns;
  for (let i = 0; i < columns.length; i++) {
    const left = place.factor * (x[start + (columns[i] ?? 0)] ?? 0);
    if (left === 0) continue;
    for (let j = 0; j <= i; j++) {
      const at = i * columns.length + j;
      sums[at] = (sums[at] ?? 0) + left * (x[start + (columns[j] ?? 0)] ?? 0);
    }
  }
};

const collect = (
  grams: ReadonlyMap<number, Float64Array>,
  layout: { readonly free: Int32Array; readonly s: number; readonly columns: Int32Array },
): Float64Array => {
  const { free, s, columns } = layout;
  const size = free.length;
  const place = new Map(Array.from(columns, (column, at) => [column, at]));
  const result = new Float64Array(size * size);
  for (let p = 0; p < size; p++)
    for (let q = 0; q <= p; q++) {
      const [first, second] = [free[p] ?? 0, free[q] ?? 0];
      const [a, b] = [first % s, second % s];
      const i = place.get(Math.floor(first / s)) ?? 0;
      const j = place.get(Math.floor(second / s)) ?? 0;
      const value =
        grams.get(Math.max(a, b) * s + Math.min(a, b))?.[Math.max(i, j) * columns.length + Math.min(i, j)] ??
        0;
      result[p * size + q] = value;
      result[q * size + p] = value;
    }
  return result;
};
