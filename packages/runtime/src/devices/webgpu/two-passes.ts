// Training with modules that have no fused pass, those that loop over many classes: residuals are written to memory, and a second
// pass over x sums them. Loss and gradient are read back at every evaluation. Modules whose rows may be outside the space or the
// support weigh and count these themselves.
import type { Evaluator, LinearProblem } from '../device.js';
import { gatherer } from '../gather.js';
import { createChunk } from './chunk.js';
import type { Chunk, ChunkContext, TrainingPipelines } from './chunk.js';
import { awaited, compilePipelines, flags, guarded } from './pipelines.js';
import { deviceColumns, isWithin, offsetWeights, stretches } from './stretches.js';
import { weigh } from './weigh.js';
import type { WgslEntryPoint, WgslModule } from './wgsl-module.js';

/** Opens a problem on a device; `soft` says that y holds shares of classes. */
export const openTwoPasses = async (
  gpu: GPUDevice,
  module: WgslModule,
  { problem, soft }: { readonly problem: LinearProblem; readonly soft: boolean },
): Promise<Evaluator> => {
  const s = problem.kernels.parameters;
  const pipelines = await trainingPipelines(gpu, module, { problem, soft });
  const labels = pipelines.residual.entry.bindings.some(({ name, type }) => name === 'y' && type === 'u32');
  const columns = deviceColumns(problem);
  const weights = gpu.createBuffer({ size: 4 * columns * s, usage: flags.storage | flags.copyTarget });
  const context: ChunkContext = { gpu, manifest: module.manifest, pipelines, weights, labels };
  const chunks: Chunk[] = [];
  const close = (): void => {
    for (const chunk of chunks) chunk.close();
    weights.destroy();
  };
  try {
    const width = Math.max(columns, s, problem.y.length / problem.rows);
    await guarded(gpu, () => {
      for (const part of stretches(gpu, problem, width)) chunks.push(createChunk(context, part.problem));
    });
  } catch (error) {
    close();
    throw error;
  }
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
      batch?.chunk.close();
      close();
    },
  };
};

const trainingPipelines = async (
  gpu: GPUDevice,
  module: WgslModule,
  { problem, soft }: { readonly problem: LinearProblem; readonly soft: boolean },
): Promise<TrainingPipelines> => {
  const residual = soft ? 'linearResidualSoft' : 'linearResidual';
  const found = await compilePipelines(gpu, module, [residual, 'linearReduce', 'sumLosses']);
  const isWeighed = problem.rowWeights === null || readsWeights(found[residual].entry);
  const brought = isWeighed ? null : weigh(problem.kernels.parameters);
  return {
    residual: found[residual],
    weigh: brought === null ? null : (await compilePipelines(gpu, brought, ['weigh'])).weigh,
    reduce: found.linearReduce,
    sum: found.sumLosses,
  };
};

const readsWeights = ({ bindings }: WgslEntryPoint): boolean =>
  bindings.some(({ name }) => name === 'rowWeights');

type Evaluate = (chunks: readonly Chunk[], point: Float64Array, gradient: Float64Array) => Promise<number>;

const evaluator = (gpu: GPUDevice, problem: LinearProblem, weights: GPUBuffer): Evaluate => {
  const identity = offsetWeights(problem);
  return async (chunks, point, gradient) => {
    const given = Float32Array.from([...point, ...identity]);
    gradient.fill(0);
    // infinity and NaN are undefined on the device: what could lead there is caught here
    if (!isWithin(given)) return NaN;
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
      await awaited(gpu, staging.mapAsync(flags.mapRead));
      const found = new Float32Array(staging.getMappedRange());
      return collect(found, gradient, chunks);
    } finally {
      staging.destroy();
    }
  };
};

/** Adds what the chunks left behind: gradients, losses, and rows outside where they are counted, of which one is too many. */
const collect = (all: Float32Array, gradient: Float64Array, chunks: readonly Chunk[]): number => {
  let loss = 0;
  let start = 0;
  for (const { outputs } of chunks) {
    for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] ?? 0) + (all[start + i] ?? NaN);
    const [own = NaN, outside = 0] = all.subarray(start + gradient.length, start + outputs);
    loss += outside === 0 ? own : NaN;
    start += outputs;
  }
  return loss;
};
