// Charts: outcomes as the images of points of ℝᵈ, with what the map does to volumes. So numbers on an interval, whole vectors,
// shares, directions and positive definite matrices are all drawn by one walk through ℝᵈ that knows no borders.
import type { KernelModule, Support } from '../kernel.js';
import { responseColumns } from '../kernel.js';
import { lowerFactor, symmetric } from './matrices.js';

type Entries = ArrayLike<number>;

/** A map from ℝᵈ onto the outcomes. */
export interface Chart {
  readonly dimension: number;
  /** The outcome at a point. */
  readonly outcome: (point: Float64Array) => Float64Array;
  /** The logarithm of what the density is to be multiplied by, so that points have one. */
  readonly logVolume: (point: Float64Array, outcome: Float64Array) => number;
  /** A point whose outcome is near the given one, as far as there is such a thing. */
  readonly near: (outcome: Entries) => Float64Array;
}

/** The chart of the outcomes of a family. */
export const chartOf = (kernels: KernelModule): Chart => {
  const entries = responseColumns(kernels);
  const support: Support = kernels.support ?? { lower: -Infinity, upper: Infinity };
  if (support.direction === true) return sphere(entries);
  if (support.positiveDefinite === true) return positiveDefinite(Math.sqrt(entries));
  if (support.integer === true) return whole(entries, support.total);
  return support.total === undefined ? box(entries, support) : simplex(entries, support.total);
};

const none = (): number => 0;

/** How one number between two ends comes from any number: the map, its logarithmic slope, and the way back. */
interface Line {
  readonly to: (point: number) => number;
  readonly logSlope: (point: number) => number;
  readonly from: (value: number) => number;
}

const lineOf = ({ lower, upper }: Support): Line => {
  const [begins, ends] = [Number.isFinite(lower), Number.isFinite(upper)];
  if (!begins && !ends) return { to: (z) => z, logSlope: none, from: (y) => y };
  if (!ends) return { to: (z) => lower + Math.exp(z), logSlope: (z) => z, from: (y) => Math.log(y - lower) };
  if (!begins)
    return { to: (z) => upper - Math.exp(z), logSlope: (z) => z, from: (y) => Math.log(upper - y) };
  const middle = lower / 2 + upper / 2;
  return {
    // from the nearer end, so that nothing of a small distance is lost
    to: (z) => (z < 0 ? lower + (upper - lower) * sigmoid(z) : upper - (upper - lower) * sigmoid(-z)),
    logSlope: (z) => -Math.abs(z) - 2 * Math.log1p(Math.exp(-Math.abs(z))),
    from: (y) => (y === middle ? 0 : Math.log((y - lower) / (upper - y))),
  };
};

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

const box = (dimension: number, support: Support): Chart => {
  const { to, logSlope, from } = lineOf(support);
  return {
    dimension,
    outcome: (point) => point.map((z) => to(z)),
    logVolume: (point) => point.reduce((sum, z) => sum + logSlope(z), 0),
    near: (outcome) => Float64Array.from(outcome, from),
  };
};

/** Every point of the unit cube above a whole vector stands for it; a total leaves the last entry no choice. */
const whole = (entries: number, total: number | undefined): Chart => ({
  dimension: total === undefined ? entries : entries - 1,
  outcome: (point) => {
    const y = new Float64Array(entries);
    let left = total ?? 0;
    point.forEach((z, i) => {
      y[i] = Math.floor(z);
      left -= y[i] ?? 0;
    });
    if (total !== undefined) y[entries - 1] = left;
    return y;
  },
  logVolume: none,
  near: (outcome) =>
    Float64Array.from(outcome, (y) => Math.floor(y) + 0.5).subarray(
      0,
      total === undefined ? entries : entries - 1,
    ),
});

/** Shares by the logarithms of their ratios to the last; the slopes of the map multiply to the product of the shares. */
const simplex = (entries: number, total: number): Chart => ({
  dimension: entries - 1,
  outcome: (point) => {
    const top = Math.max(0, ...point);
    const parts = Float64Array.from({ length: entries }, (_, k) => Math.exp((point[k] ?? 0) - top));
    const sum = parts.reduce((a, b) => a + b, 0);
    return parts.map((part) => (total * part) / sum);
  },
  logVolume: (_, shares) => shares.reduce((sum, share) => sum + Math.log(share), 0),
  near: (outcome) => {
    const last = Math.log(outcome[entries - 1] ?? 1);
    return Float64Array.from({ length: entries - 1 }, (_, k) => Math.log(outcome[k] ?? 1) - last);
  },
});

/** Directions of points that are gaussian where all directions are alike: the length of a point says nothing of its direction. */
const sphere = (dimension: number): Chart => ({
  dimension,
  outcome: (point) => {
    const length = Math.hypot(...point);
    return point.map((z) => z / length);
  },
  logVolume: (point) => -point.reduce((sum, z) => sum + z * z, 0) / 2,
  near: (outcome) => Float64Array.from(outcome),
});

/** L·Lᵀ with the logarithms of the diagonal of L for coordinates; dX = 2ᵖ ∏ Lᵢᵢ^(p − i + 1) dL, and dLᵢᵢ = Lᵢᵢ dzᵢᵢ. */
const positiveDefinite = (size: number): Chart => ({
  dimension: (size * (size + 1)) / 2,
  outcome: (point) => symmetric(point, size),
  logVolume: (point) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += (size - i + 1) * (point[(i * (i + 1)) / 2 + i] ?? 0);
    return sum;
  },
  near: (outcome) => lowerFactor(outcome, size),
});
