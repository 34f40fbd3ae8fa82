// Non-negative least squares by active sets (Lawson and Hanson 1974), for few dimensions and many vectors: it answers whether
// the origin lies among positive combinations of vectors, and if not, in which direction all of them point.
import { dot } from './dot.js';
import { TriangularFactor } from './triangular-factor.js';

/** Vectors of one length, one after the other. */
export interface Bundle {
  readonly size: number;
  readonly count: number;
  /** count × size. */
  readonly values: Float64Array;
}

/**
 * The shortest vector start + Σ u·v with all u ≥ 0: zero where start can be cancelled, else a vector r with v·r ≥ 0 for every v
 * of the bundle. Null where it is not found in `limit` steps.
 */
export const shortest = (start: Float64Array, bundle: Bundle, limit: number): Float64Array | null => {
  const { size, count, values } = bundle;
  const scale = Math.max(1, Math.sqrt(dot(start, start)));
  let active: readonly number[] = [];
  let shares = new Map<number, number>();
  let rest: Float64Array = start.slice();
  for (let step = 0; step < limit; step++) {
    if (Math.sqrt(dot(rest, rest)) <= 1e-12 * scale) return rest;
    let [worst, least] = [-1, -1e-12 * Math.sqrt(dot(rest, rest))];
    for (let i = 0; i < count; i++) {
      if (shares.has(i)) continue;
      let product = 0;
      for (let j = 0; j < size; j++) product += (values[i * size + j] ?? 0) * (rest[j] ?? 0);
      if (product < least) [worst, least] = [i, product];
    }
    if (worst < 0) return rest;
    active = [...active, worst];
    shares.set(worst, 0);
    const solved = settle(start, bundle, { active, shares });
    ({ active, shares } = solved);
    const before = dot(rest, rest);
    rest = combination(start, bundle, shares);
    // no further by rounding: what is left is as short as it gets
    if (!(dot(rest, rest) < before)) return rest;
  }
  return null;
};

interface Working {
  readonly active: readonly number[];
  readonly shares: Map<number, number>;
}

// The least squares solution over the active vectors; those whose share would be negative are let go on the way to it.
const settle = (start: Float64Array, bundle: Bundle, given: Working): Working => {
  let { active, shares } = given;
  for (;;) {
    const wanted = leastSquares(start, bundle, active);
    const short = active.filter((_, p) => !((wanted[p] ?? 0) > 0));
    if (short.length === 0) return { active, shares: new Map(active.map((i, p) => [i, wanted[p] ?? 0])) };
    let length = 1;
    active.forEach((i, p) => {
      const [from, to] = [shares.get(i) ?? 0, wanted[p] ?? 0];
      if (!(to > 0) && from > to) length = Math.min(length, from / (from - to));
    });
    const moved = new Map(
      active.map((i, p) => {
        const from = shares.get(i) ?? 0;
        return [i, from + length * ((wanted[p] ?? 0) - from)] as const;
      }),
    );
    const kept = active.filter((i) => (moved.get(i) ?? 0) > 1e-14);
    // at least one goes each time, so that this ends
    const smallest = active.reduce((a, b) => ((moved.get(a) ?? 0) <= (moved.get(b) ?? 0) ? a : b));
    active = kept.length < active.length ? kept : active.filter((i) => i !== smallest);
    shares = new Map(active.map((i) => [i, moved.get(i) ?? 0]));
    if (active.length === 0) return { active, shares };
  }
};

// By reflections: vectors that differ by a hair keep the digits that their products would lose.
const leastSquares = (start: Float64Array, bundle: Bundle, active: readonly number[]): Float64Array => {
  const { size, values } = bundle;
  const width = active.length + 1;
  const factor = new TriangularFactor(width);
  const row = new Float64Array(width);
  for (let j = 0; j < size; j++) {
    active.forEach((i, p) => (row[p] = values[i * size + j] ?? 0));
    row[width - 1] = -(start[j] ?? 0);
    factor.append(row, 0);
  }
  const triangle = factor.triangle();
  const found = new Float64Array(active.length);
  for (let p = active.length - 1; p >= 0; p--) {
    let sum = triangle[p * width + width - 1] ?? 0;
    for (let q = p + 1; q < active.length; q++) sum -= (triangle[p * width + q] ?? 0) * (found[q] ?? 0);
    const pivot = triangle[p * width + p] ?? 0;
    found[p] = Math.abs(pivot) > 1e-14 ? sum / pivot : 0;
  }
  return found;
};

const combination = (
  start: Float64Array,
  { size, values }: Bundle,
  shares: ReadonlyMap<number, number>,
): Float64Array => {
  const sum = start.slice();
  for (const [i, share] of shares)
    for (let j = 0; j < size; j++) sum[j] = (sum[j] ?? 0) + share * (values[i * size + j] ?? 0);
  return sum;
};
