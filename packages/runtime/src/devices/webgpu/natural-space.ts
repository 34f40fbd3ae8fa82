// WGSL leaves infinities and NaN undefined, so a device cannot say that a linear predictor has left the natural parameter
// space. Where that space is not everything, the processor looks first, at the price of a pass of its own.
import { floats } from '../../kernel.js';
import { totalLoss } from '../cpu.js';
import type { Evaluator, LinearProblem } from '../device.js';
import { gatherer } from '../gather.js';

/** The evaluator itself, or one that gives NaN wherever a row has no finite loss. */
export const withinSpace = (problem: LinearProblem, evaluator: Evaluator): Evaluator => {
  if (isUnbounded(problem)) return evaluator;
  const pick = gatherer(problem);
  const inside = (part: LinearProblem, weights: Float64Array): boolean =>
    Number.isFinite(totalLoss(part, weights));
  return {
    total: (weights, gradient) => (inside(problem, weights) ? evaluator.total(weights, gradient) : NaN),
    batch: (rows, weights, gradient) =>
      inside(pick(rows), weights) ? evaluator.batch(rows, weights, gradient) : NaN,
    close: () => {
      evaluator.close();
    },
  };
};

const isUnbounded = ({ kernels, y, rows }: LinearProblem): boolean =>
  [-1, 0, 1].every((value) => {
    const eta = floats(kernels, kernels.parameters).fill(value);
    return Number.isFinite(kernels.loss(eta, y.subarray(0, y.length / rows), 1));
  });
