// A stretch of rows on the device. Data larger than one binding may be (128 MiB unless the adapter offers more) lie in
// several; each leaves its own gradient and loss, and the host adds them in double precision.
import { Problem } from '../../problems.js';
import type { LinearProblem } from '../device.js';
import { bind, flags } from './pipelines.js';
import type { Pipeline } from './pipelines.js';
import { deviceColumns, outcomes } from './stretches.js';
import { elements } from './wgsl-module.js';
import type { WgslBinding, WgslManifest } from './wgsl-module.js';

/** The steps of a training pass, in order: residuals and losses, their weights where there are any, and the two sums. */
export interface TrainingPipelines {
  readonly residual: Pipeline;
  readonly weigh: Pipeline | null;
  readonly reduce: Pipeline;
  readonly sum: Pipeline;
}

/** Rows that lie on the device. */
export interface Chunk {
  /** Floats that it leaves behind: the gradient, columns × s, then the loss, then the rows outside where they are counted. */
  readonly outputs: number;
  encode(encoder: GPUCommandEncoder, staging: { readonly buffer: GPUBuffer; readonly offset: number }): void;
  /** Brings in other rows, at most as many as there were. */
  load(rows: LinearProblem): void;
  close(): void;
}

/** What all chunks of a problem share. */
export interface ChunkContext {
  readonly gpu: GPUDevice;
  readonly manifest: WgslManifest;
  readonly pipelines: TrainingPipelines;
  /** (columns + offset columns) × s. */
  readonly weights: GPUBuffer;
  /** Whether y is read as unsigned class labels. */
  readonly labels: boolean;
}

/** Puts the rows of `problem` on the device. */
export const createChunk = (context: ChunkContext, problem: LinearProblem): Chunk => {
  const { gpu } = context;
  const { calls, buffers, buffer, weighs, sums } = wire(context, problem);
  const load = (given: LinearProblem): void => {
    const columns = deviceColumns(given);
    gpu.queue.writeBuffer(buffer('shape'), 0, new Uint32Array([given.rows, columns, 0, 0]));
    gpu.queue.writeBuffer(buffer('x'), 0, featureMajor(given, columns));
    gpu.queue.writeBuffer(buffer('y'), 0, outcomes(given, context.labels));
    if (!weighs) return;
    const rowWeights = given.rowWeights ?? new Float32Array(given.rows).fill(1);
    gpu.queue.writeBuffer(buffer('rowWeights'), 0, Float32Array.from(rowWeights));
  };
  load(problem);
  const width = problem.columns * problem.kernels.parameters;
  return {
    outputs: width + sums,
    load,
    encode: (encoder, { buffer: target, offset }) => {
      const pass = encoder.beginComputePass();
      for (const call of calls) call(pass);
      pass.end();
      encoder.copyBufferToBuffer(buffer('gradient'), 0, target, 4 * offset, 4 * width);
      encoder.copyBufferToBuffer(buffer('loss'), 0, target, 4 * (offset + width), 4 * sums);
    },
    close: () => {
      for (const used of buffers) used.destroy();
    },
  };
};

/** Creates the buffers that the manifest asks for, as long as it says, and the calls that use them. */
const wire = (context: ChunkContext, problem: LinearProblem) => {
  const { gpu, pipelines, weights, manifest } = context;
  const shape = { rows: problem.rows, features: deviceColumns(problem) };
  const made = new Map<string, GPUBuffer>();
  const create = (name: string, { access, length }: WgslBinding): GPUBuffer => {
    const kind = access === 'uniform' ? flags.uniform : flags.storage;
    const size = 4 * Math.max(1, elements(length, manifest, shape));
    const buffer = gpu.createBuffer({ size, usage: kind | flags.copyTarget | flags.copySource });
    made.set(name, buffer);
    return buffer;
  };
  // steps that name the same buffer share it, but each sum has a result of its own
  const call = (pipeline: Pipeline, result: string) => {
    const bufferOf = (binding: WgslBinding): GPUBuffer => {
      const name = binding.name === 'result' ? result : binding.name;
      return name === 'weights' ? weights : (made.get(name) ?? create(name, binding));
    };
    return bind(gpu, pipeline, { manifest, shape, bufferOf });
  };
  const calls = [
    call(pipelines.residual, 'residual'),
    ...(pipelines.weigh === null ? [] : [call(pipelines.weigh, 'weigh')]),
    call(pipelines.reduce, 'gradient'),
    call(pipelines.sum, 'loss'),
  ];
  const buffer = (name: string): GPUBuffer => {
    const found = made.get(name);
    if (found === undefined) throw new Problem('device-refused', `no entry point has a binding ${name}`);
    return found;
  };
  const sums = pipelines.sum.entry.bindings.find(({ name }) => name === 'result');
  return {
    calls,
    buffers: [...made.values()],
    buffer,
    weighs: made.has('rowWeights'),
    sums: sums === undefined ? 1 : elements(sums.length, manifest, shape),
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
