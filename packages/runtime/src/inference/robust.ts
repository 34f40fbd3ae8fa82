// The sandwich (Huber 1967, White 1980; HC0): A⁻¹·B·A⁻¹ with B the sum of the squared scores of the rows. It holds where the
// outcomes vary otherwise than the family says.
import type { Dataset } from '../dataset.js';
import type { LinearProblem } from '../devices/device.js';
import { floats } from '../kernel.js';
import { forEachBlock, outcomesOf } from '../predictor.js';

/** The sum over rows of score·scoreᵀ for the free coefficients of the working columns, at unit dispersion. */
export const squaredScores = (
  problem: LinearProblem,
  data: Dataset,
  at: { readonly working: Float64Array; readonly free: Int32Array },
): Float64Array => {
  const { kernels, columns, x } = problem;
  const s = kernels.parameters;
  const { free, working } = at;
  const size = free.length;
  const sums = new Float64Array(size * size);
  const gradient = floats(kernels, 256 * s);
  const score = new Float64Array(size);
  forEachBlock(problem, working, (block) => {
    kernels.gradient(block.eta, outcomesOf(problem, block), gradient.subarray(0, block.rows * s), block.rows);
    for (let row = 0; row < block.rows; row++) {
      const weight = data.weights?.[block.from + row] ?? 1;
      if (weight === 0) continue;
      // f equal rows of weight w/f have f scores, each with its own weight
      const times = data.frequencies?.[block.from + row] ?? 1;
      const factor = weight / Math.sqrt(times);
      free.forEach((flat, i) => {
        const column = Math.floor(flat / s);
        score[i] =
          factor * (gradient[row * s + (flat % s)] ?? 0) * (x[(block.from + row) * columns + column] ?? 0);
      });
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++)
          sums[i * size + j] = (sums[i * size + j] ?? 0) + (score[i] ?? 0) * (score[j] ?? 0);
    }
  });
  return sums;
};

/** bread·meat·bread of symmetric matrices. */
export const sandwich = (bread: Float64Array, meat: Float64Array, size: number): Float64Array =>
  product(product(bread, meat, size), bread, size);

const product = (left: Float64Array, right: Float64Array, size: number): Float64Array => {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      const factor = left[i * size + k] ?? 0;
      for (let j = 0; j < size; j++)
        result[i * size + j] = (result[i * size + j] ?? 0) + factor * (right[k * size + j] ?? 0);
    }
  return result;
};
