// A stretch of rows on the device. Data larger than one binding may be (128 MiB unless the adapter offers more) lie in
// several; each leaves its own gradient and loss, and the host adds them in double precision.
import type { LinearProblem } from '../device.js';
import { bind, flags } from './pipelines.js';
import type { Pipeline } from './pipelines.js';

/** The entry points of a training pass. */
export const TRAINING = ['linearResidual', 'linearReduce', 'sumLosses'] as const;

/** Their pipelines, and the one that weighs rows where there are weights. */
export type TrainingPipelines = Readonly<Record<(typeof TRAINING)[number], Pipeline>> & {
  readonly weigh: Pipeline | null;
};

/** Rows that lie on the device. */
export interface Chunk {
  /** Floats that it leaves behind: the gradient, columns × s, then the loss. */
  readonly outputs: number;
  encode(encoder: GPUCommandEncoder, staging: { readonly buffer: GPUBuffer; readonly offset: number }): void;
  /** Brings in other rows, at most as many as there were. */
  load(rows: LinearProblem): void;
  close(): void;
}

/** What all chunks of a problem share. */
export interface ChunkContext {
  readonly gpu: GPUDevice;
  readonly pipelines: TrainingPipelines;
  /** (columns + offset columns) × s. */
  readonly weights: GPUBuffer;
  /** Whether y is read as unsigned class labels. */
  readonly labels: boolean;
}

/** Columns on the device: those of the design, and one for each parameter that has an offset. */
export const deviceColumns = (problem: LinearProblem): number =>
  problem.columns + (problem.offset === null ? 0 : problem.kernels.parameters);

/** Puts the rows of `problem` on the device. */
export const createChunk = (context: ChunkContext, problem: LinearProblem): Chunk => {
  const { gpu, pipelines, weights } = context;
  const s = problem.kernels.parameters;
  const columns = deviceColumns(problem);
  const { rows } = problem;
  const made: GPUBuffer[] = [];
  const create = (elements: number, usage: number): GPUBuffer => {
    const buffer = gpu.createBuffer({
      size: 4 * Math.max(1, elements),
      usage: usage | flags.copyTarget | flags.copySource,
    });
    made.push(buffer);
    return buffer;
  };
  const buffers = {
    shape: create(4, flags.uniform),
    x: create(rows * columns, flags.storage),
    y: create(problem.y.length, flags.storage),
    rowWeights: create(problem.rowWeights === null ? 1 : rows, flags.storage),
    residual: create(rows * s, flags.storage),
    losses: create(rows, flags.storage),
    weights,
  };
  const gradient = create(columns * s, flags.storage);
  const loss = create(1, flags.storage);
  const shape = { rows, features: columns };
  const calls = [
    bind(gpu, pipelines.linearResidual, { shape, buffers: { ...buffers, result: gradient } }),
    ...(pipelines.weigh === null ? [] : [bind(gpu, pipelines.weigh, { shape, buffers })]),
    bind(gpu, pipelines.linearReduce, { shape, buffers: { ...buffers, result: gradient } }),
    bind(gpu, pipelines.sumLosses, { shape, buffers: { ...buffers, result: loss } }),
  ];
  const load = (given: LinearProblem): void => {
    gpu.queue.writeBuffer(buffers.shape, 0, new Uint32Array([given.rows, columns, 0, 0]));
    gpu.queue.writeBuffer(buffers.x, 0, featureMajor(given, columns));
    gpu.queue.writeBuffer(buffers.y, 0, outcomes(given, context.labels));
    if (given.rowWeights !== null)
      gpu.queue.writeBuffer(buffers.rowWeights, 0, Float32Array.from(given.rowWeights));
  };
  load(problem);
  const outputs = problem.columns * s + 1;
  return {
    outputs,
    load,
    encode: (encoder, { buffer, offset }) => {
      const pass = encoder.beginComputePass();
      for (const call of calls) call(pass);
      pass.end();
      encoder.copyBufferToBuffer(gradient, 0, buffer, 4 * offset, 4 * (outputs - 1));
      encoder.copyBufferToBuffer(loss, 0, buffer, 4 * (offset + outputs - 1), 4);
    },
    close: () => {
      for (const buffer of made) buffer.destroy();
    },
  };
};

// An offset is a column like any other, with the weight 1 for its own parameter.
const featureMajor = (problem: LinearProblem, columns: number): Float32Array<ArrayBuffer> => {
  const { x, rows, offset } = problem;
  const s = problem.kernels.parameters;
  const result = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < problem.columns; j++) result[j * rows + row] = x[row * problem.columns + j] ?? 0;
    if (offset !== null)
      for (let k = 0; k < s; k++) result[(problem.columns + k) * rows + row] = offset[row * s + k] ?? 0;
  }
  return result;
};

const outcomes = (
  problem: LinearProblem,
  labels: boolean,
): Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> => {
  if (labels) return Uint32Array.from(problem.y);
  const { y, rows } = problem;
  const width = y.length / rows;
  const result = new Float32Array(y.length);
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < width; k++) result[k * rows + row] = y[row * width + k] ?? 0;
  return result;
};
