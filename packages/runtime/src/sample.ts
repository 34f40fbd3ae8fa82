// Outcomes drawn from a fitted family with a seed: classes and whole numbers by inversion of their probabilities, other numbers
// by slice sampling of the density (Neal 2003), which needs it up to a factor only.
import { floats } from './kernel.js';
import type { FloatArray, KernelModule } from './kernel.js';
import { seeded } from './numbers/random.js';
import { Problem } from './problems.js';

/** What is drawn from. */
export interface SampleParts {
  /** Linear predictors, rows × s. */
  readonly eta: FloatArray;
  readonly rows: number;
  /** φ of a family that has one, else 1. */
  readonly dispersion: number;
  readonly seed: number;
}

// Whole numbers beyond this are as good as never drawn.
const LARGEST = 10_000_000;
const SLICES = 40;

/**
 * Draws one outcome a row from a family at given linear predictors; class indices for a categorical family. The same seed gives
 * the same bits.
 *
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
  const s = kernels.parameters;
  const result = new Float64Array(parts.rows);
  for (let row = 0; row < parts.rows; row++) {
    const eta = parts.eta.subarray(row * s, (row + 1) * s);
    result[row] = draw(kernels, eta, { dispersion: parts.dispersion, random });
  }
  return result;
};

interface How {
  readonly dispersion: number;
  readonly random: () => number;
}

const draw = (kernels: KernelModule, eta: FloatArray, how: How): number => {
  if (kernels.classes !== null) return drawClass(kernels, eta, how.random);
  return kernels.support?.integer === true ? drawWhole(kernels, eta, how) : drawReal(kernels, eta, how);
};

const drawClass = (kernels: KernelModule, eta: FloatArray, random: () => number): number => {
  const mean = floats(kernels, kernels.classes ?? 1);
  kernels.response(eta, mean, 1);
  let left = random();
  for (let k = 0; k < mean.length - 1; k++) {
    left -= mean[k] ?? 0;
    if (left < 0) return k;
  }
  return mean.length - 1;
};

const logDensity = (kernels: KernelModule, eta: FloatArray, { dispersion }: How) => {
  const y = floats(kernels, 1);
  const weights = floats(kernels, 1).fill(1);
  if (kernels.logBaseMeasure === undefined)
    throw new Problem('cannot-sample', `the kernels of ${kernels.family} know no base measure`);
  return (value: number): number => {
    y[0] = value;
    const base = kernels.logBaseMeasure?.(y, 1, weights, dispersion) ?? NaN;
    return base - kernels.loss(eta, y, 1) / dispersion;
  };
};

const drawWhole = (kernels: KernelModule, eta: FloatArray, how: How): number => {
  const density = logDensity(kernels, eta, how);
  const { lower = 0, upper = Infinity } = kernels.support ?? {};
  if (!Number.isFinite(lower))
    throw new Problem('cannot-sample', `the outcomes of ${kernels.family} begin nowhere`);
  let left = how.random();
  for (let value = lower; value < Math.min(upper, LARGEST); value++) {
    left -= Math.exp(density(value));
    if (left < 0) return value;
  }
  return Math.min(upper, LARGEST);
};

const drawReal = (kernels: KernelModule, eta: FloatArray, how: How): number => {
  const density = logDensity(kernels, eta, how);
  const { lower = -Infinity, upper = Infinity } = kernels.support ?? {};
  const inside = (value: number): number => (value > lower && value < upper ? density(value) : -Infinity);
  const mean = floats(kernels, 1);
  kernels.response(eta, mean, 1);
  let at = mean[0] ?? NaN;
  const width = Math.max(Math.abs(at), 1e-3);
  for (let slice = 0; slice < SLICES; slice++) {
    const level = inside(at) + Math.log(1 - how.random());
    if (!Number.isFinite(level))
      throw new Problem('cannot-sample', `the density of ${kernels.family} is no number at its mean`);
    let low = at - width * how.random();
    let high = low + width;
    while (inside(low) > level) low -= width;
    while (inside(high) > level) high += width;
    for (;;) {
      const next = low + (high - low) * how.random();
      const found = inside(next) >= level;
      if (found || high - low < 1e-15 * width) {
        at = found ? next : at;
        break;
      }
      if (next < at) low = next;
      else high = next;
    }
  }
  return at;
};
