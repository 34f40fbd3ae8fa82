// How well a classifier does: what it confuses, its log loss, and whether its probabilities mean what they say.
import type { LinearProblem } from '../devices/device.js';
import type { Dataset } from '../dataset.js';
import { floats } from '../kernel.js';
import type { Outcome } from '../kernel.js';
import { forEachBlock } from '../predictor.js';
import type { CalibrationBin, ClassifierReport } from '../report.js';
import { isSoft } from './statistics.js';

/** A model over data. */
export interface Classified {
  readonly data: Dataset;
  readonly problem: LinearProblem;
  /** Working coefficients, columns × s. */
  readonly weights: Float64Array;
}

const binCount = 10;

/** Accuracy, log loss, confusion and calibration of a classifier over the rows of positive weight; null for other models. */
export const classify = ({ data, problem, weights }: Classified): ClassifierReport | null => {
  const { kernels } = problem;
  const classes = kernels.classes ?? (data.classes?.length === 2 ? 2 : null);
  if (classes === null) return null;
  const width = kernels.classes ?? 1;
  const mean = floats(kernels, 256 * width);
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const bins = Array.from({ length: binCount }, () => ({ weight: 0, predicted: 0, observed: 0 }));
  let [right, loss, total] = [0, 0, 0];
  forEachBlock(problem, weights, ({ from, rows, eta }) => {
    kernels.response(eta, mean, rows);
    for (let row = 0; row < rows; row++) {
      const weight = data.weights?.[from + row] ?? 1;
      if (weight === 0) continue;
      const shares = mean.subarray(row * width, (row + 1) * width);
      const predicted = likeliest(shares);
      // two classes are judged by the probability of the second, more of them by that of the likeliest
      const claimed = shares[width === 1 ? 0 : predicted] ?? NaN;
      const bin = bins[Math.min(binCount - 1, Math.floor(claimed * binCount))];
      total += weight;
      for (const [observed, share] of observation(data.y, from + row, kernels.classes)) {
        if (share === 0) continue;
        const line = confusion[observed] ?? [];
        line[predicted] = (line[predicted] ?? 0) + weight * share;
        if (observed === predicted) right += weight * share;
        loss -= weight * share * Math.log(probabilityOf(shares, observed));
        if (bin === undefined) continue;
        bin.weight += weight * share;
        bin.predicted += weight * share * claimed;
        if (observed === (width === 1 ? 1 : predicted)) bin.observed += weight * share;
      }
    }
  });
  return {
    accuracy: right / total,
    logLoss: loss / total,
    confusion,
    calibration: bins.flatMap((bin, at): CalibrationBin[] =>
      bin.weight === 0
        ? []
        : [
            {
              from: at / binCount,
              to: (at + 1) / binCount,
              weight: bin.weight,
              predicted: bin.predicted / bin.weight,
              observed: bin.observed / bin.weight,
            },
          ],
    ),
  };
};

const probabilityOf = (shares: Float64Array | Float32Array, observed: number): number => {
  if (shares.length > 1) return shares[observed] ?? NaN;
  return observed === 1 ? (shares[0] ?? NaN) : 1 - (shares[0] ?? NaN);
};

// Of two classes without kernels for several, y is the share of successes: whole for single trials.
const observation = (
  y: Outcome,
  row: number,
  classes: number | null,
): readonly (readonly [number, number])[] => {
  if (classes === null) {
    const share = y[row] ?? 0;
    return [
      [0, 1 - share],
      [1, share],
    ];
  }
  if (!isSoft(y)) return [[y[row] ?? 0, 1]];
  return Array.from(y.subarray(row * classes, (row + 1) * classes), (share, k) => [k, share] as const);
};

/** The class of the largest probability, the first among equals; of a single number, whether it exceeds a half. */
export const likeliest = (probabilities: Float64Array | Float32Array): number => {
  if (probabilities.length === 1) return (probabilities[0] ?? 0) > 0.5 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < probabilities.length; k++)
    if ((probabilities[k] ?? 0) > (probabilities[best] ?? 0)) best = k;
  return best;
};
