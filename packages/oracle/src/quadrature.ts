// Integrals over an interval by the trapezoidal rule after double-exponential substitutions (Takahasi and Mori 1974),
// centred and scaled at the mode of the integrand so that narrow and far peaks cost no more than others.
import { Real, type Arithmetic } from '@expfam/precise';
import { apart } from './apart.js';
import { complain } from './complaint.js';
import { accumulate, combine, type Accumulator, type Moments, type Weighted } from './moments.js';
import { valleys } from './peaks.js';

/** A way from the whole line to the interval: y(u) and log dy/du. */
interface Chart {
  readonly y: (u: Real) => Real;
  readonly logSlope: (u: Real) => Real;
}

/** The finest step tried is 2^-11; smooth integrands are done at 2^-5 or so. */
const finest = 11;

/** ∫ over the interval, the bounds possibly infinite, cut between peaks. @throws OracleError `no-convergence`. */
export function integrate(interval: { from: Real; to: Real }, weighted: Weighted, a: Arithmetic): Moments {
  const chart = chartOf(interval, a);
  const height = (u: Real): Real => a.add(weighted.logWeight(chart.y(u)), chart.logSlope(u));
  const onLine = !interval.from.isFinite() && !interval.to.isFinite();
  const between = valleys(onLine ? lineGrid : chartGrid, height, a).map(chart.y);
  const ends = [interval.from, ...between.sort((x, y) => x.compare(y)), interval.to];
  const pieces = ends.slice(1).map((to, k) => overPiece({ from: ends[k] ?? to, to }, weighted, a));
  return combine(pieces, a);
}

/** Places of the line, four to an octave; places of the other charts, where an octave is 0.7. */
const octave = Array.from({ length: 4 * 64 }, (_, k) => Real.fromNumber(2 ** ((k - 64) / 4)));
const lineGrid: readonly Real[] = [...octave.map((u) => u.negate()).reverse(), Real.zero, ...octave];
const chartGrid: readonly Real[] = Array.from({ length: 321 }, (_, k) => Real.fromNumber((k - 160) / 4));

/** ∫ over a piece with one peak. */
function overPiece(interval: { from: Real; to: Real }, weighted: Weighted, a: Arithmetic): Moments {
  const chart = chartOf(interval, a);
  const height = (u: Real): Real => a.add(weighted.logWeight(chart.y(u)), chart.logSlope(u));
  const { centre, scale } = findPeak(height, a);
  const onLine = !interval.from.isFinite() && !interval.to.isFinite();
  // u = centre + scale · g(t): one sinh where the chart has made the tails exponential, two on the whole line
  const place = (t: Real): { y: Real; logSlope: Real } => {
    const inner = onLine ? a.sinh(t) : t;
    const u = a.add(centre, a.multiply(scale, a.sinh(inner)));
    const slope = a.multiply(scale, onLine ? a.multiply(a.cosh(inner), a.cosh(t)) : a.cosh(t));
    return { y: chart.y(u), logSlope: a.add(chart.logSlope(u), a.log(slope)) };
  };
  return trapezoid(place, weighted, a);
}

/** u itself on the line, a + exp u on a half-line, a + (b − a)·sigmoid(u) between two ends. */
function chartOf({ from, to }: { from: Real; to: Real }, a: Arithmetic): Chart {
  if (!from.isFinite() && !to.isFinite()) return { y: (u) => u, logSlope: () => Real.zero };
  if (!to.isFinite()) return { y: (u) => apart(from, a.exp(u), a), logSlope: (u) => u };
  if (!from.isFinite()) return { y: (u) => apart(to, a.exp(u).negate(), a), logSlope: (u) => u };
  const width = a.subtract(to, from);
  const logWidth = a.log(width);
  const part = (u: Real): Real => a.divide(width, a.add(Real.one, a.exp(u.abs())));
  const softplus = (u: Real): Real => a.log1p(a.exp(u.abs().negate()));
  return {
    y: (u) => (u.sign() > 0 ? apart(to, part(u).negate(), a) : apart(from, part(u), a)),
    logSlope: (u) => a.subtract(a.subtract(logWidth, u.abs()), softplus(u).scale(1)),
  };
}

/** Climbs from 0 in doubling steps, then halves until the peak is a parabola; its curvature is the scale. */
function findPeak(height: (u: Real) => Real, a: Arithmetic): { centre: Real; scale: Real } {
  let centre = Real.zero;
  let top = height(centre);
  let step = Real.one;
  for (let tries = 0; tries < 4000; tries += 1) {
    const sides = [a.add(centre, step), a.subtract(centre, step)];
    const heights = sides.map(height);
    const better = heights.findIndex((value) => top.lessThan(value) || (top.isNaN() && !value.isNaN()));
    const [up, down] = heights;
    if (better >= 0) {
      [centre, top, step] = [sides[better] ?? centre, heights[better] ?? top, step.scale(1)];
      continue;
    }
    if (up === undefined || down === undefined) break;
    const drop = a.subtract(top.scale(1), a.add(up, down));
    if (drop.lessThan(Real.of(1n, -6)) && drop.sign() > 0) {
      const shift = a.divide(a.multiply(step, a.subtract(up, down)), drop.scale(1));
      return { centre: a.add(centre, shift), scale: a.divide(step, a.sqrt(drop)) };
    }
    if (!(drop.sign() > 0)) return { centre, scale: Real.one };
    step = step.scale(-1);
  }
  return { centre, scale: Real.one };
}

/** Halves the step until nothing changes; all points of coarser steps are kept, as only ratios to the step matter. */
function trapezoid(
  place: (t: Real) => { y: Real; logSlope: Real },
  weighted: Weighted,
  a: Arithmetic,
): Moments {
  const middle = place(Real.zero);
  const nodes: Weighted = weighted;
  const sum = accumulate(middle.y, nodes, a);
  const add = (t: Real): number => {
    const { y, logSlope } = place(t);
    return sum.add(y, a.subtract(logSlope, middle.logSlope));
  };
  sweep(add, { first: 1, stride: 1, halvings: 1 }, a);
  let before = measured(sum, 1, middle.logSlope, a);
  for (let halvings = 2; halvings <= finest; halvings += 1) {
    sweep(add, { first: 1, stride: 2, halvings }, a);
    const after = measured(sum, halvings, middle.logSlope, a);
    if (settled(before, after, a)) return after;
    before = after;
  }
  return complain({
    code: 'no-convergence',
    what: 'the integral does not settle',
    needed: 'an integrand that is smooth inside its interval and integrable at its ends',
    help: 'split the interval where the density has a kink',
  });
}

/** Adds the points ±n·2^-halvings, n = first, first + stride, …, each way until three in a row do not count. */
function sweep(
  add: (t: Real) => number,
  steps: { first: number; stride: number; halvings: number },
  a: Arithmetic,
): void {
  for (const sign of [1, -1]) {
    let quiet = 0;
    for (let n = steps.first; quiet < 3; n += steps.stride) {
      const size = add(Real.of(BigInt(sign * n), -steps.halvings));
      quiet = size < -a.bits - 8 ? quiet + 1 : 0;
      if (Number.isNaN(size) || n > 10 * 2 ** steps.halvings) break;
    }
  }
}

function measured(sum: Accumulator, halvings: number, logSlope: Real, a: Arithmetic): Moments {
  const moments = sum.moments();
  const logStep = a.multiply(Real.fromInteger(-halvings), a.log(Real.fromInteger(2)));
  return { ...moments, logTotal: a.add(moments.logTotal, a.add(logSlope, logStep)) };
}

/** Halving squares the error, so a change of two thirds of the digits leaves none behind. */
function settled(before: Moments, after: Moments, a: Arithmetic): boolean {
  const bits = (-2 / 3) * a.bits;
  const close = (x: Real, y: Real, scale: Real): boolean => {
    const change = a.subtract(x, y);
    return change.isZero() || change.magnitude() - Math.max(x.magnitude(), scale.magnitude()) < bits;
  };
  const spread = (i: number): Real =>
    after.covariance[i]?.[i] === undefined ? Real.one : a.sqrt(after.covariance[i][i].abs());
  return (
    close(before.logTotal, after.logTotal, Real.one) &&
    before.means.every((value, i) => close(value, after.means[i] ?? value, spread(i))) &&
    before.covariance.every((row, i) =>
      row.every((value, j) =>
        close(value, after.covariance[i]?.[j] ?? value, a.multiply(spread(i), spread(j))),
      ),
    )
  );
}
