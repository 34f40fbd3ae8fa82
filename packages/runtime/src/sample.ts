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
  if ((kernels.columns ?? 1) > 1)
    throw new Problem('cannot-sample', `the outcomes of ${kernels.family} are vectors`);
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
  const { lower = -Infinity, upper = Infinity } = kernels.support ?? {};
  let left = how.random();
  let last = NaN;
  for (const value of Number.isFinite(lower)
    ? upwards(lower, upper)
    : outwards(Math.round(meanOf(kernels, eta)))) {
    last = value;
    left -= Math.exp(density(value));
    if (left < 0) break;
  }
  return last;
};

function* upwards(lower: number, upper: number): Generator<number> {
  for (let value = lower; value <= Math.min(upper, LARGEST); value++) yield value;
}

// Outcomes that begin nowhere, from their mean to either side: any order of them will do.
function* outwards(middle: number): Generator<number> {
  yield middle;
  for (let away = 1; away <= LARGEST; away++) {
    yield middle + away;
    yield middle - away;
  }
}

const meanOf = (kernels: KernelModule, eta: FloatArray): number => {
  const mean = floats(kernels, 1);
  kernels.response(eta, mean, 1);
  return mean[0] ?? NaN;
};

const drawReal = (kernels: KernelModule, eta: FloatArray, how: How): number => {
  const density = logDensity(kernels, eta, how);
  const { lower = -Infinity, upper = Infinity } = kernels.support ?? {};
  const inside = (value: number): number => (value > lower && value < upper ? density(value) : -Infinity);
  // where there is no mean any outcome that can occur is as good a beginning
  const beginnings = [meanOf(kernels, eta), (lower + upper) / 2, lower + 1, upper - 1, 0];
  let at = beginnings.find((value) => Number.isFinite(inside(value))) ?? NaN;
  const width = Math.max(Math.abs(at), 1e-3);
  for (let slice = 0; slice < SLICES; slice++) {
    const level = inside(at) + Math.log(1 - how.random());
    if (!Number.isFinite(level))
      throw new Problem(
        'cannot-sample',
        `the density of ${kernels.family} is no number where its outcomes should be`,
      );
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
