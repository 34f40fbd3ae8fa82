// The processor: the kernels themselves, called on the arrays as they lie, or on a copy in the memory of the kernels.
import { floats } from '../kernel.js';
import type { FloatArray, KernelModule, LinearOptions } from '../kernel.js';
import type { Device, LinearProblem } from './device.js';
import { gatherer } from './gather.js';
import { inOwnMemory } from './own-memory.js';

/**
 * Runs the kernels in the calling thread, in their own precision.
 *
 * @example
 * ```ts
 * const model = await fit(kernels, { x, y }, { device: cpu });
 * ```
 */
export const cpu: Device = {
  name: 'cpu',
  precision: null,
  open: (problem) => {
    const current = inOwnMemory(problem);
    const passOwn = passer(current().kernels, problem.columns);
    const pass = passer(problem.kernels, problem.columns);
    const pick = gatherer(problem);
    return {
      total: (weights, gradient) => passOwn(current(), weights, gradient),
      batch: (rows, weights, gradient) => pass(pick(rows), weights, gradient),
      close: () => undefined,
    };
  },
};

/** Σ wᵢ·lossᵢ at `weights` (columns × s), without a device. */
export const totalLoss = (problem: LinearProblem, weights: Float64Array): number =>
  passer(problem.kernels, problem.columns)(problem, weights, new Float64Array(weights.length));

const passer = (kernels: KernelModule, columns: number) => {
  const length = columns * kernels.parameters;
  const inner = { weights: floats(kernels, length), gradient: floats(kernels, length) };
  return (problem: LinearProblem, weights: Float64Array, gradient: Float64Array): number => {
    inner.weights.set(weights);
    inner.gradient.fill(0);
    const { x, y, rows } = problem;
    const loss = kernels.linearGradient(
      x,
      inner.weights,
      y,
      inner.gradient,
      rows,
      columns,
      linearOptions(problem),
    );
    gradient.set(inner.gradient);
    return loss;
  };
};

/** The options of the linear kernels for a problem; none where there is nothing to say. */
export const linearOptions = (problem: {
  readonly rowWeights: FloatArray | null;
  readonly offset: FloatArray | null;
}): LinearOptions => ({
  ...(problem.rowWeights === null ? {} : { rowWeights: problem.rowWeights }),
  ...(problem.offset === null ? {} : { offset: problem.offset }),
});
