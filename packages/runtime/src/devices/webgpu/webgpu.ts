// Training on a GPU through WebGPU: Dawn in Node, navigator.gpu in browsers, or a device that the user already has.
import type { Outcome } from '../../kernel.js';
import { Problem } from '../../problems.js';
import type { Device, Evaluator, LinearProblem } from '../device.js';
import { gatherer } from '../gather.js';
import { acquire } from './acquire.js';
import { createChunk, deviceColumns } from './chunk.js';
import type { Chunk, ChunkContext, TrainingPipelines } from './chunk.js';
import { compilePipelines, flags, guarded } from './pipelines.js';
import { withinSpace } from './natural-space.js';
import { weigh } from './weigh.js';
import type { WgslModule } from './wgsl-module.js';

/** Options of the device `webgpu`. */
export interface WebGpuOptions {
  /** A device to use; it is never destroyed here. Without it each fit opens one of its own and closes it at the end. */
  readonly device?: GPUDevice;
}

/**
 * A device that runs a printed WGSL module, in f32.
 *
 * @throws Problem device-unavailable, device-refused (when a fit opens it)
 * @example
 * ```ts
 * const model = await fit(kernels, { x, y }, { device: webgpu(module), solver: 'lbfgs' });
 * ```
 */
export const webgpu = (module: WgslModule, options: WebGpuOptions = {}): Device => ({
  name: 'webgpu',
  precision: 'f32',
  open: async (problem) => {
    checkRange(problem);
    const { gpu, release } = await acquire(options.device);
    try {
      return withinSpace(problem, await openOn(gpu, module, { problem, release }));
    } catch (error) {
      release();
      throw error;
    }
  },
});

const openOn = async (
  gpu: GPUDevice,
  module: WgslModule,
  what: { readonly problem: LinearProblem; readonly release: () => void },
): Promise<Evaluator> => {
  const { problem, release } = what;
  const s = problem.kernels.parameters;
  if (module.manifest.parameters !== s)
    throw new Problem(
      'kernel-mismatch',
      `WGSL for ${String(module.manifest.parameters)} parameters, kernels for ${String(s)}`,
    );
  const pipelines = await trainingPipelines(gpu, module, problem);
  const labels = pipelines.residual.entry.bindings.some(({ name, type }) => name === 'y' && type === 'u32');
  const columns = deviceColumns(problem);
  const weights = gpu.createBuffer({ size: 4 * columns * s, usage: flags.storage | flags.copyTarget });
  const context: ChunkContext = { gpu, manifest: module.manifest, pipelines, weights, labels };
  const chunks = await guarded(gpu, () => stretches(gpu, problem).map((part) => createChunk(context, part)));
  const pick = gatherer(problem);
  let batch: { readonly rows: number; readonly chunk: Chunk } | null = null;
  const evaluate = evaluator(gpu, problem, weights);
  return {
    total: (point, gradient) => evaluate(chunks, point, gradient),
    batch: (rows, point, gradient) => {
      const part = pick(rows);
      if (batch?.rows === rows.length) batch.chunk.load(part);
      else {
        batch?.chunk.close();
        batch = { rows: rows.length, chunk: createChunk(context, part) };
      }
      return evaluate([batch.chunk], point, gradient);
    },
    close: () => {
      for (const chunk of [...chunks, ...(batch === null ? [] : [batch.chunk])]) chunk.close();
      weights.destroy();
      release();
    },
  };
};

const trainingPipelines = async (
  gpu: GPUDevice,
  module: WgslModule,
  problem: LinearProblem,
): Promise<TrainingPipelines> => {
  // class labels and shares of classes are read by entry points of their own
  const soft = problem.kernels.classes !== null && isFloat(problem.y);
  const residual = soft ? 'linearResidualSoft' : 'linearResidual';
  const found = await compilePipelines(gpu, module, [residual, 'linearReduce', 'sumLosses']);
  const brought = problem.rowWeights === null ? null : weigh(problem.kernels.parameters);
  return {
    residual: found[residual],
    weigh: brought === null ? null : (await compilePipelines(gpu, brought, ['weigh'])).weigh,
    reduce: found.linearReduce,
    sum: found.sumLosses,
  };
};

type Evaluate = (chunks: readonly Chunk[], point: Float64Array, gradient: Float64Array) => Promise<number>;

// Standardised columns are below √rows < 2^20 in size, and printed modules want |η| < 2^120.
const LARGEST = 2 ** 90;

const evaluator = (gpu: GPUDevice, problem: LinearProblem, weights: GPUBuffer): Evaluate => {
  const identity = offsetWeights(problem);
  return async (chunks, point, gradient) => {
    const given = Float32Array.from([...point, ...identity]);
    gradient.fill(0);
    // infinity and NaN are undefined on the device: what could lead there is caught here
    if (!given.every((value) => Math.abs(value) < LARGEST)) return NaN;
    gpu.queue.writeBuffer(weights, 0, given);
    const outputs = chunks.reduce((sum, chunk) => sum + chunk.outputs, 0);
    const staging = gpu.createBuffer({ size: 4 * outputs, usage: flags.mapRead | flags.copyTarget });
    try {
      const encoder = gpu.createCommandEncoder();
      let offset = 0;
      for (const chunk of chunks) {
        chunk.encode(encoder, { buffer: staging, offset });
        offset += chunk.outputs;
      }
      gpu.queue.submit([encoder.finish()]);
      await staging.mapAsync(flags.mapRead);
      return collect(new Float32Array(staging.getMappedRange()), gradient);
    } finally {
      staging.destroy();
    }
  };
};

const collect = (outputs: Float32Array, gradient: Float64Array): number => {
  const width = gradient.length + 1;
  let loss = 0;
  for (let start = 0; start < outputs.length; start += width) {
    for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] ?? 0) + (outputs[start + i] ?? NaN);
    loss += outputs[start + width - 1] ?? NaN;
  }
  return loss;
};

const offsetWeights = (problem: LinearProblem): readonly number[] => {
  const s = problem.kernels.parameters;
  return problem.offset === null
    ? []
    : Array.from({ length: s * s }, (_, at) => (at % (s + 1) === 0 ? 1 : 0));
};

/** The problem in stretches of rows, each within the limits of one binding. */
const stretches = (gpu: GPUDevice, problem: LinearProblem): readonly LinearProblem[] => {
  const { rows, x, y, rowWeights, offset, columns } = problem;
  const s = problem.kernels.parameters;
  const bytes = 4 * Math.max(deviceColumns(problem), s, y.length / rows);
  const limit = Math.floor(
    Math.min(gpu.limits.maxStorageBufferBindingSize, gpu.limits.maxBufferSize) / bytes,
  );
  if (limit < 1)
    throw new Problem(
      'device-refused',
      `one row of ${String(columns)} columns exceeds the limits of the adapter`,
    );
  const count = Math.ceil(rows / limit);
  const size = Math.ceil(rows / count);
  const part = <A extends Outcome>(values: A, width: number, from: number) =>
    values.subarray(from * width, Math.min(rows, from + size) * width) as A;
  return Array.from({ length: count }, (_, index) => index * size)
    .filter((from) => from < rows)
    .map((from) => ({
      ...problem,
      rows: Math.min(rows, from + size) - from,
      x: part(x, columns, from),
      y: part(y, y.length / rows, from),
      rowWeights: rowWeights === null ? null : part(rowWeights, 1, from),
      offset: offset === null ? null : part(offset, s, from),
    }));
};

const isFloat = (y: Outcome): boolean => y instanceof Float64Array || y instanceof Float32Array;

// What is finite in double precision may be infinite in single: found before the device makes anything of it.
const checkRange = (problem: LinearProblem): void => {
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
