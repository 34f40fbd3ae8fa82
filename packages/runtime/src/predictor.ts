// The linear predictor and what hangs on it row by row, computed in blocks so that nothing of size rows × s × s is ever
// held: the Hessians of 60 000 rows with ten classes alone would take 48 MB.
import type { LinearProblem } from './devices/device.js';
import { floats } from './kernel.js';
import type { FloatArray, Outcome } from './kernel.js';

const blockRows = 256;

/** One block of rows with its linear predictor. */
export interface Block {
  readonly from: number;
  readonly rows: number;
  /** rows × s. */
  readonly eta: FloatArray;
}

/** Visits the rows of `problem` in blocks with their linear predictors; `eta` is overwritten by the next block. */
export const forEachBlock = (
  problem: LinearProblem,
  weights: Float64Array,
  visit: (block: Block) => void,
): void => {
  const s = problem.kernels.parameters;
  const buffer = floats(problem.kernels, blockRows * s);
  for (let from = 0; from < problem.rows; from += blockRows) {
    const rows = Math.min(blockRows, problem.rows - from);
    const eta = buffer.subarray(0, rows * s);
    linearPredictor(problem, weights, { from, rows, eta });
    visit({ from, rows, eta });
  }
};

/** Writes η = x·weights + offset for the rows of a block. */
export const linearPredictor = (problem: LinearProblem, weights: Float64Array, block: Block): void => {
  const { x, columns, offset } = problem;
  const s = problem.kernels.parameters;
  const { from, rows, eta } = block;
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < s; k++) {
      let sum = offset?.[(from + row) * s + k] ?? 0;
      for (let j = 0; j < columns; j++)
        sum += (x[(from + row) * columns + j] ?? 0) * (weights[j * s + k] ?? 0);
      eta[row * s + k] = sum;
    }
};

/** The outcomes of a block, without a copy. */
export const outcomesOf = (problem: LinearProblem, block: Block): Outcome => {
  const width = problem.y.length / problem.rows;
  return problem.y.subarray(block.from * width, (block.from + block.rows) * width);
};
