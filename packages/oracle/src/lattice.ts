// Integrals in a few variables and sums over vectors of integers: the trapezoidal rule on a lattice that is centred and
// stretched by the curvature at the mode, filled outwards from there until nothing counts. Smooth integrands that fade give
// digits geometrically with the step; 12 of them are asked for in two variables, 6 in three.
import { Real, type Arithmetic } from '@expfam/precise';
import { complain } from './complaint.js';
import type { Exact } from './exact.js';
import { accumulate, type Moments, type Weighted } from './moments.js';

/** A way from vectors of reals to points of a support: y(u) and log |dy/du|. */
export interface Chart {
  readonly dimensions: number;
  /** How densities usually fade far out in u. */
  readonly tails: 'gaussian' | 'exponential';
  readonly place: (u: readonly Real[]) => { readonly y: Exact; readonly logSlope: Real };
}

const firstStep = { gaussian: 0.55, exponential: 0.3 };
const halvings = 4;
const mostPoints = 120_000;

/** Digits that are asked for in so many variables: in one, those of a double, in which the steps are. */
export const digitsIn = (dimensions: number): number => (dimensions <= 1 ? 15 : dimensions === 2 ? 12 : 6);

/** sinh t where tails fade like an exponential, so that they take fewer points; a gaussian's are best left alone. */
const widened = (t: number, tails: Chart['tails']): { readonly value: number; readonly slope: number } =>
  tails === 'gaussian' ? { value: t, slope: 1 } : { value: Math.sinh(t), slope: Math.cosh(t) };

/** ∫ over the chart. @throws OracleError `no-convergence`. */
export function integrateLattice(chart: Chart, weighted: Weighted, a: Arithmetic): Moments {
  const digits = Math.min(digitsIn(chart.dimensions), a.digits);
  const height = (u: readonly number[]): number => {
    const { y, logSlope } = chart.place(u.map((x) => Real.fromNumber(x)));
    const value = a.add(weighted.logWeight(y), logSlope).toNumber();
    return Number.isNaN(value) ? -Infinity : value;
  };
  const { centre, stretch } = peakOf(height, chart.dimensions);
  for (let refined = 0; refined < halvings; refined += 1) {
    const step = firstStep[chart.tails] / 1.5 ** refined;
    const node = (n: readonly number[]): { y: Exact; logSlope: Real } => {
      const v = n.map((k) => widened(k * step, chart.tails));
      const u = centre.map(
        (c, i) => c + (stretch[i] ?? []).reduce((sum, s, j) => sum + s * (v[j]?.value ?? 0), 0),
      );
      const { y, logSlope } = chart.place(u.map((x) => Real.fromNumber(x)));
      const slope = v.reduce((product, each) => product * each.slope, 1);
      return { y, logSlope: a.add(logSlope, a.log(Real.fromNumber(slope))) };
    };
    const volume = stretch.reduce((product, row, i) => product * (row[i] ?? 1) * step, 1);
    const { fine, coarse } = fill(node, { dimensions: chart.dimensions, digits }, weighted, a);
    const logVolume = a.log(Real.fromNumber(volume));
    const logCoarse = a.add(logVolume, Real.fromNumber(chart.dimensions * Math.LN2));
    if (agree(fine, shifted(coarse, a.subtract(logCoarse, logVolume), a), { digits, a }))
      return shifted(fine, logVolume, a);
  }
  return complain({
    code: 'no-convergence',
    what: 'the integral in several variables does not settle',
    needed: 'a smooth density that fades in every direction',
    help: 'ask at parameters further inside their domain',
  });
}

/** Σ over vectors of integers, each coordinate between the same bounds. */
export function sumLattice(
  { from, to, dimensions }: { readonly from: number; readonly to: number; readonly dimensions: number },
  weighted: Weighted,
  a: Arithmetic,
): Moments {
  const inside = (n: readonly number[]): boolean => n.every((k) => k >= from && k <= to);
  const vector = (n: readonly number[]): Real[] => n.map((k) => Real.fromInteger(k));
  const height = (n: readonly number[]): Real => weighted.logWeight(vector(n));
  let mode = Array.from({ length: dimensions }, () =>
    Number.isFinite(from) ? from : Number.isFinite(to) ? to : 0,
  );
  for (let step = 1; step >= 1;) {
    const top = height(mode);
    const next = neighbours(mode, step)
      .filter(inside)
      .find((n) => top.lessThan(height(n)));
    if (next === undefined) step /= 2;
    else [mode, step] = [next, step * 2];
  }
  const start = mode;
  const node = (n: readonly number[]): { y: Exact; logSlope: Real } | null => {
    const place = n.map((k, i) => k + (start[i] ?? 0));
    return inside(place) ? { y: vector(place), logSlope: Real.zero } : null;
  };
  return fill(node, { dimensions, digits: a.digits }, weighted, a).fine;
}

const neighbours = (n: readonly number[], step: number): number[][] =>
  n.flatMap((_, i) => [1, -1].map((sign) => n.map((k, j) => (j === i ? k + sign * step : k))));

/** Adds the lattice points that count, each once, outwards from 0; `coarse` has those with even coordinates only. */
function fill(
  node: (n: readonly number[]) => { y: Exact; logSlope: Real } | null,
  { dimensions, digits }: { readonly dimensions: number; readonly digits: number },
  weighted: Weighted,
  a: Arithmetic,
): { readonly fine: Moments; readonly coarse: Moments } {
  const remembered = rememberLast(weighted);
  const origin = Array.from({ length: dimensions }, () => 0);
  const first = node(origin) ?? { y: origin.map(() => Real.zero), logSlope: Real.zero };
  const [fine, coarse] = [accumulate(first.y, remembered, a), accumulate(first.y, remembered, a)];
  const seen = new Set([origin.join(' ')]);
  const least = -(digits + 3) * Math.log2(10);
  const waiting = neighbours(origin, 1);
  waiting.forEach((n) => seen.add(n.join(' ')));
  for (let n = waiting.pop(); n !== undefined; n = waiting.pop()) {
    const place = node(n);
    if (place === null) continue;
    const coefficient = a.subtract(place.logSlope, first.logSlope);
    const size = fine.add(place.y, coefficient);
    if (n.every((k) => k % 2 === 0)) coarse.add(place.y, coefficient);
    if (!(size > least)) continue;
    for (const next of neighbours(n, 1)) {
      const key = next.join(' ');
      if (seen.has(key)) continue;
      if (seen.size > mostPoints) tooMany();
      seen.add(key);
      waiting.push(next);
    }
  }
  const [total, half] = [fine, coarse].map((sum) => shifted(sum.moments(), first.logSlope, a)) as [
    Moments,
    Moments,
  ];
  return { fine: total, coarse: half };
}

function tooMany(): never {
  return complain({
    code: 'no-convergence',
    what: `more than ${mostPoints} points of the lattice count`,
    needed: 'a density that fades quickly, in two or three variables',
    help: 'ask at parameters further inside their domain',
  });
}

/** Both accumulators ask about the same point, one after the other. */
function rememberLast(weighted: Weighted): Weighted {
  let last: { y: Exact; logWeight: Real; statistics: readonly Real[] } | undefined;
  const at = (y: Exact): { logWeight: Real; statistics: readonly Real[] } => {
    if (last?.y !== y) last = { y, logWeight: weighted.logWeight(y), statistics: weighted.statistics(y) };
    return last;
  };
  return { ...weighted, logWeight: (y) => at(y).logWeight, statistics: (y) => at(y).statistics };
}

const shifted = (moments: Moments, by: Real, a: Arithmetic): Moments => ({
  ...moments,
  logTotal: a.add(moments.logTotal, by),
});

/** Halving the step at least squares the error: half of the digits must not have changed. */
function agree(x: Moments, y: Moments, { digits, a }: { digits: number; a: Arithmetic }): boolean {
  const allowed = -0.55 * digits * Math.log2(10);
  const close = (u: Real, v: Real | undefined, scale: number): boolean => {
    const change = a.subtract(u, v ?? Real.NaN);
    return change.isZero() || change.magnitude() - Math.max(u.magnitude(), scale) < allowed;
  };
  const spread = (i: number): number => (x.covariance[i]?.[i] ?? Real.one).magnitude() / 2;
  return (
    close(x.logTotal, y.logTotal, 1) &&
    x.means.every((mean, i) => close(mean, y.means[i], spread(i))) &&
    x.covariance.every((row, i) =>
      row.every((each, j) => close(each, y.covariance[i]?.[j], spread(i) + spread(j))),
    )
  );
}

/** The mode by Newton's method with differences, and a triangle L with L·Lᵀ the inverse of the curvature there. */
function peakOf(
  height: (u: readonly number[]) => number,
  dimensions: number,
): { readonly centre: readonly number[]; readonly stretch: readonly (readonly number[])[] } {
  let centre = Array.from({ length: dimensions }, () => 0);
  for (let tries = 0; tries < 60; tries += 1) {
    const { slope, covariance } = curvatureAt(height, centre);
    const move = covariance.map((row) => row.reduce((sum, each, j) => sum + each * (slope[j] ?? 0), 0));
    const top = height(centre);
    let scale = 1;
    const moved = (): number[] => centre.map((c, i) => c + scale * (move[i] ?? 0));
    while (scale > 1e-6 && !(height(moved()) > top)) scale /= 2;
    if (scale <= 1e-6) break;
    const next = moved();
    const far = move.some((each, i) => Math.abs(scale * each) > 1e-4 * Math.sqrt(covariance[i]?.[i] ?? 1));
    centre = next;
    if (!far) break;
  }
  return { centre, stretch: cholesky(curvatureAt(height, centre).covariance) };
}

const difference = 1e-3;

/** The gradient by differences, and the inverse of minus the second derivatives; the identity where that is no covariance. */
function curvatureAt(
  height: (u: readonly number[]) => number,
  centre: readonly number[],
): { readonly slope: readonly number[]; readonly covariance: readonly (readonly number[])[] } {
  const at = (moves: readonly (readonly [number, number])[]): number =>
    height(centre.map((c, i) => c + moves.reduce((sum, [j, by]) => sum + (j === i ? by : 0), 0)));
  const h = difference;
  const slope = centre.map((_, i) => (at([[i, h]]) - at([[i, -h]])) / (2 * h));
  const bend = (i: number, j: number): number =>
    (at([[i, h], [j, h]]) - at([[i, h], [j, -h]]) - at([[i, -h], [j, h]]) + at([[i, -h], [j, -h]])) / (4 * h * h); // prettier-ignore
  const precision = centre.map((_, i) => centre.map((__, j) => -bend(i, j)));
  const covariance = inverseOf(precision);
  const proper = cholesky(covariance).every((row, i) => (row[i] ?? NaN) > 0);
  return {
    slope,
    covariance: proper ? covariance : centre.map((_, i) => centre.map((__, j) => (i === j ? 1 : 0))),
  };
}

function inverseOf(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...matrix.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < size; k += 1) {
    const pivot = rows[k]?.[k] ?? NaN;
    const lead = (rows[k] ?? []).map((entry) => entry / pivot);
    rows.forEach((row, i) => {
      const factor = row[k] ?? 0;
      rows[i] = i === k ? lead : row.map((entry, j) => entry - factor * (lead[j] ?? 0));
    });
  }
  return rows.map((row) => row.slice(size));
}

function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const lower = matrix.map((row) => row.map(() => 0));
  const dot = (i: number, j: number): number => (lower[i] ?? []).slice(0, j).reduce((sum, each, k) => sum + each * (lower[j]?.[k] ?? 0), 0); // prettier-ignore
  matrix.forEach((row, i) => {
    for (let j = 0; j <= i; j += 1) {
      const rest = (row[j] ?? NaN) - dot(i, j);
      (lower[i] ?? [])[j] = i === j ? Math.sqrt(rest) : rest / (lower[j]?.[j] ?? NaN);
    }
  });
  return lower;
}
