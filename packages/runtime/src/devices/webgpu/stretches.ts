// A problem in stretches of rows, each within what one binding may hold (128 MiB unless the adapter offers more), and checked:
// what is finite in double precision may be infinite in single.
import type { Outcome } from '../../kernel.js';
import { Problem } from '../../problems.js';
import type { LinearProblem } from '../device.js';

/** Consecutive rows of a problem. */
export interface Stretch {
  /** The first row. */
  readonly from: number;
  readonly problem: LinearProblem;
}

/** Columns on the device: those of the design, and one for each parameter that has an offset. */
export const deviceColumns = (problem: LinearProblem): number =>
  problem.columns + (problem.offset === null ? 0 : problem.kernels.parameters);

/** The weights of the columns that offsets are: 1 for the parameter of each, else 0. */
export const offsetWeights = (problem: LinearProblem): readonly number[] => {
  const s = problem.kernels.parameters;
  return problem.offset === null
    ? []
    : Array.from({ length: s * s }, (_, at) => (at % (s + 1) === 0 ? 1 : 0));
};

/** Cuts where a binding is full; `width` is the number of floats that the widest array has a row. @throws Problem device-refused */
export const stretches = (gpu: GPUDevice, problem: LinearProblem, width: number): readonly Stretch[] => {
  const { rows, x, y, rowWeights, offset, columns } = problem;
  const s = problem.kernels.parameters;
  const bytes = Math.min(gpu.limits.maxStorageBufferBindingSize, gpu.limits.maxBufferSize);
  const limit = Math.floor(bytes / (4 * width));
  if (limit < 1)
    throw new Problem(
      'device-refused',
      `a row of ${String(columns)} columns exceeds the ${String(bytes)} bytes that a binding of the adapter holds`,
    );
  const count = Math.ceil(rows / limit);
  const size = Math.ceil(rows / count);
  const part = <A extends Outcome>(values: A, each: number, from: number) =>
    values.subarray(from * each, Math.min(rows, from + size) * each) as A;
  return Array.from({ length: count }, (_, index) => index * size)
    .filter((from) => from < rows)
    .map((from) => ({
      from,
      problem: {
        ...problem,
        rows: Math.min(rows, from + size) - from,
        x: part(x, columns, from),
        y: part(y, y.length / rows, from),
        rowWeights: rowWeights === null ? null : part(rowWeights, 1, from),
        offset: offset === null ? null : part(offset, s, from),
      },
    }));
};

/** Whether y is given as floats: outcomes that are numbers, or shares of classes. */
export const isFloat = (y: Outcome): boolean => y instanceof Float64Array || y instanceof Float32Array;

/** Class labels as they are, numbers class-major. */
export const outcomes = (
  problem: LinearProblem,
  labels: boolean,
): Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> => {
  const { y, rows } = problem;
  if (labels) return Uint32Array.from(y);
  const width = y.length / rows;
  const result = new Float32Array(y.length);
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < width; k++) result[k * rows + row] = y[row * width + k] ?? 0;
  return result;
};

/** @throws Problem non-finite-value */
export const checkRange = (problem: LinearProblem): void => {
  const columns = { x: problem.x, outcome: problem.y, weights: problem.rowWeights, offset: problem.offset };
  for (const [column, values] of Object.entries(columns)) {
    if (values === null) continue;
    const bad = Array.prototype.findIndex.call(
      values,
      (value: number) => !Number.isFinite(Math.fround(value)),
    );
    if (bad < 0) continue;
    const row = Math.floor((bad * problem.rows) / values.length) + 1;
    throw new Problem('non-finite-value', `${column} in row ${String(row)} exceeds single precision`, {
      column,
      row,
      value: values[bad],
    });
  }
};

// Standardised columns are below √rows < 2^20 in size, and printed modules want |η| < 2^120.
const largest = 2 ** 90;

/** Whether the device can be asked about these weights: infinity and NaN are undefined there. */
export const isWithin = (weights: ArrayLike<number>): boolean =>
  Array.prototype.every.call(weights, (value: number) => Math.abs(value) < largest);
