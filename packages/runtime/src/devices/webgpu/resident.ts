// The rows of a problem as they lie on the device, uploaded once: x row by row, filled up with zeros to whole quads of columns,
// outcomes class-major, a weight for every row.
import { Problem } from '../../problems.js';
import type { LinearProblem } from '../device.js';
import { flags } from './pipelines.js';
import { deviceColumns, outcomes, stretches } from './stretches.js';
import type { Stretch } from './stretches.js';

/** A stretch of rows on the device. */
export interface Resident {
  readonly from: number;
  readonly rows: number;
  readonly x: GPUBuffer;
  readonly y: GPUBuffer;
  readonly rowWeights: GPUBuffer;
}

/** Columns with those that fill up the last quad. */
export const quadColumns = (problem: LinearProblem): number => 4 * Math.ceil(deviceColumns(problem) / 4);

/** Puts a problem on the device; `made` learns of every buffer as soon as there is one. @throws Problem device-refused */
export const upload = (
  gpu: GPUDevice,
  problem: LinearProblem,
  { labels, made }: { readonly labels: boolean; readonly made: GPUBuffer[] },
): readonly Resident[] => {
  const columns = quadColumns(problem);
  const create = (floats: number): GPUBuffer => {
    const buffer = gpu.createBuffer({ size: 4 * floats, usage: flags.storage | flags.copyTarget });
    made.push(buffer);
    return buffer;
  };
  const widest = Math.max(columns, problem.y.length / problem.rows);
  return stretches(gpu, problem, widest).map((stretch) => {
    const { rows, y, rowWeights } = stretch.problem;
    const buffers = { x: create(rows * columns), y: create(y.length), rowWeights: create(rows) };
    writeRows(gpu, buffers.x, stretch, columns);
    gpu.queue.writeBuffer(buffers.y, 0, outcomes(stretch.problem, labels));
    gpu.queue.writeBuffer(
      buffers.rowWeights,
      0,
      rowWeights === null ? new Float32Array(rows).fill(1) : Float32Array.from(rowWeights),
    );
    return { from: stretch.from, rows, ...buffers };
  });
};

// Rows are made single and sent in pieces of this many floats: the data are never there twice.
const pieceFloats = 2 ** 22;

// An offset is a column like any other, with the weight 1 for its own parameter.
const writeRows = (gpu: GPUDevice, buffer: GPUBuffer, { problem }: Stretch, columns: number): void => {
  const { x, rows, offset, columns: own } = problem;
  const s = problem.kernels.parameters;
  const most = Math.max(1, Math.floor(pieceFloats / columns));
  const piece = new Float32Array(Math.min(rows, most) * columns);
  for (let from = 0; from < rows; from += most) {
    const count = Math.min(most, rows - from);
    for (let i = 0; i < count; i++) {
      const row = from + i;
      for (let j = 0; j < own; j++) piece[i * columns + j] = x[row * own + j] ?? 0;
      if (offset === null) continue;
      for (let k = 0; k < s; k++) piece[i * columns + own + k] = offset[row * s + k] ?? 0;
    }
    gpu.queue.writeBuffer(buffer, 4 * from * columns, piece, 0, count * columns);
  }
};

/** Rows of a problem as the stretches hold them: for each, the listed rows counted from its first. @throws Problem shape-mismatch */
export const sorted = (residents: readonly Resident[], rows: Uint32Array): readonly Uint32Array[] => {
  if (residents.length === 1) return [rows];
  const dealt = residents.map((): number[] => []);
  for (const row of rows) {
    const at = residents.findIndex(({ from, rows: count }) => row >= from && row < from + count);
    const list = dealt[at];
    if (list === undefined) throw new Problem('shape-mismatch', `there is no row ${String(row + 1)}`);
    list.push(row - (residents[at]?.from ?? 0));
  }
  return dealt.map((list) => Uint32Array.from(list));
};
