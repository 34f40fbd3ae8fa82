// Training on a GPU through WebGPU: Dawn in Node, navigator.gpu in browsers, or a device that the user already has.
import { Problem } from '../../problems.js';
import type { Device, Evaluator, LinearProblem } from '../device.js';
import { acquire } from './acquire.js';
import { Fused } from './fused.js';
import { compilePipelines, guarded } from './pipelines.js';
import { stepKernel } from './step-kernel.js';
import { checkRange, isFloat } from './stretches.js';
import { openTwoPasses } from './two-passes.js';
import type { WgslModule } from './wgsl-module.js';

/** Options of the device `webgpu`. */
export interface WebGpuOptions {
  /** A device to use; it is never destroyed here. Without it each fit opens one of its own and closes it at the end. */
  readonly device?: GPUDevice;
}

/**
 * A device that runs a printed WGSL module, in f32. The solvers `sgd`, `momentum` and `adam` take their steps on it, many a
 * submission; the others read loss and gradient back at every evaluation.
 *
 * @throws Problem device-unavailable, device-refused (when a fit opens it), device-lost (while it runs)
 * @example
 * ```ts
 * const model = await fit(kernels, { x, y }, { device: webgpu(module), solver: 'adam' });
 * ```
 */
export const webgpu = (module: WgslModule, options: WebGpuOptions = {}): Device => ({
  name: 'webgpu',
  precision: 'f32',
  open: async (problem) => {
    checkRange(problem);
    const { parameters } = problem.kernels;
    if (module.manifest.parameters !== parameters)
      throw new Problem(
        'kernel-mismatch',
        `WGSL for ${String(module.manifest.parameters)} parameters, kernels for ${String(parameters)}`,
      );
    const { gpu, release } = await acquire(options.device);
    try {
      const evaluator = await openOn(gpu, module, problem);
      const close = (): void => {
        evaluator.close();
        release();
      };
      return {
        total: (weights, gradient) => evaluator.total(weights, gradient),
        batch: (rows, weights, gradient) => evaluator.batch(rows, weights, gradient),
        ...(evaluator.descend === undefined ? {} : { descend: evaluator.descend.bind(evaluator) }),
        close,
      };
    } catch (error) {
      release();
      throw error;
    }
  },
});

const openOn = async (gpu: GPUDevice, module: WgslModule, problem: LinearProblem): Promise<Evaluator> => {
  const soft = problem.kernels.classes !== null && isFloat(problem.y);
  // class labels and shares of classes are read by entry points of their own
  const pass = soft ? 'linearGradientSoft' : 'linearGradient';
  if (module.manifest.entryPoints[pass] === undefined) return openTwoPasses(gpu, module, { problem, soft });
  const found = await compilePipelines(gpu, module, [pass, 'sumParts'], true);
  const { takeStep } = await compilePipelines(gpu, stepKernel, ['takeStep'], true);
  const made: GPUBuffer[] = [];
  try {
    const { parameters } = module.manifest;
    const labels = found[pass].entry.bindings.some(({ name, type }) => name === 'y' && type === 'u32');
    const pipelines = { gradient: found[pass], sum: found.sumParts, step: takeStep };
    return await guarded(gpu, () => new Fused(gpu, { pipelines, problem, labels, parameters }, made));
  } catch (error) {
    for (const buffer of made) buffer.destroy();
    throw error;
  }
};
