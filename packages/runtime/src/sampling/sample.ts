// Outcomes drawn from a fitted family with a seed: classes and whole numbers by inversion of their probabilities, everything
// else, vectors and matrices included, by slices of the density over a chart of the outcomes, which needs it up to a factor only.
import { floats, responseColumns } from '../kernel.js';
import type { FloatArray, KernelModule } from '../kernel.js';
import { seeded } from '../numbers/random.js';
import { chartOf } from './charts.js';
import { drawClass, drawWhole } from './inversion.js';
import type { LogDensity } from './log-density.js';
import { logDensity } from './log-density.js';
import { walkOn } from './walk.js';

/** What is drawn from. */
export interface SampleParts {
  /** Linear predictors, rows × s. */
  readonly eta: FloatArray;
  readonly rows: number;
  /** φ of a family that has one, else 1. */
  readonly dispersion: number;
  readonly seed: number;
}

/**
 * Draws one outcome a row from a family at given linear predictors: a class index for a categorical family, a number, or the
 * entries of a vector or of a matrix, row by row. The same seed gives the same bits.
 *
 * @returns rows × m, where m is the number of entries of an outcome
 * @throws Problem cannot-sample
 * @example
 * ```ts
 * const y = sample(kernels, { eta: Float64Array.of(0, 1), rows: 2, dispersion: 1, seed: 42 });
 * ```
 */
export const sample = (kernels: KernelModule, parts: SampleParts): Float64Array => {
  const words = seeded(parts.seed);
  // 53 bits of two words, in [0, 1)
  const random = (): number => ((words() >>> 5) * 2 ** 26 + (words() >>> 6)) / 2 ** 53;
  const width = kernels.classes === null ? responseColumns(kernels) : 1;
  const result = new Float64Array(parts.rows * width);
  const draw = drawer(kernels, parts, random);
  const s = kernels.parameters;
  for (let row = 0; row < parts.rows; row++)
    result.set(draw(parts.eta.subarray(row * s, (row + 1) * s)), row * width);
  return result;
};

/** What draws one outcome after the other. */
const drawer = (
  kernels: KernelModule,
  { dispersion }: SampleParts,
  random: () => number,
): ((eta: FloatArray) => ArrayLike<number>) => {
  const mean = floats(kernels, responseColumns(kernels));
  const meanAt = (eta: FloatArray): FloatArray => {
    kernels.response(eta, mean, 1);
    return mean;
  };
  if (kernels.classes !== null) return (eta) => [drawClass(meanAt(eta), random)];
  const density = (eta: FloatArray): LogDensity => logDensity(kernels, eta, dispersion);
  if (kernels.support?.integer === true && mean.length === 1)
    return (eta) => [
      drawWhole(density(eta), { support: kernels.support, middle: meanAt(eta)[0] ?? 0, random }),
    ];
  const walk = walkOn(chartOf(kernels), { family: kernels.family, random });
  return (eta) => walk(eta, density(eta), meanAt(eta));
};
