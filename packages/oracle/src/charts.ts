// How the supports of vectors and matrices are reached from vectors of reals, and what that does to the volume; and the
// sphere, whose circles are summed at equal angles.
import { Real, type Arithmetic } from '@expfam/precise';
import { complain } from './complaint.js';
import type { Support } from './domain.js';
import type { Exact } from './exact.js';
import type { Chart } from './lattice.js';
import { accumulate, type Moments, type Weighted } from './moments.js';

/** Vectors whose components are reals between two ends: u on the line, exp u on a half line, a sigmoid between two ends. */
export function boxChart(component: Support & { kind: 'interval' }, size: number, a: Arithmetic): Chart {
  const one = scalarChart(component, a);
  return {
    dimensions: size,
    tails: component.from.isFinite() && component.to.isFinite() ? 'exponential' : 'gaussian',
    place: (u) => {
      const parts = u.map(one);
      return {
        y: parts.map(({ y }) => y),
        logSlope: parts.reduce((sum, { logSlope }) => a.add(sum, logSlope), Real.zero),
      };
    },
  };
}

function scalarChart(
  { from, to }: { from: Real; to: Real },
  a: Arithmetic,
): (u: Real) => { y: Real; logSlope: Real } {
  if (!from.isFinite() && !to.isFinite()) return (u) => ({ y: u, logSlope: Real.zero });
  if (!to.isFinite()) return (u) => ofLog(u, (distance) => a.add(from, distance), a);
  if (!from.isFinite()) return (u) => ofLog(u, (distance) => a.subtract(to, distance), a);
  const width = a.subtract(to, from);
  return (u) => {
    const share = a.divide(Real.one, a.add(Real.one, a.exp(u.negate())));
    const slope = a.multiply(width, a.multiply(share, a.subtract(Real.one, share)));
    return { y: a.add(from, a.multiply(width, share)), logSlope: a.log(slope) };
  };
}

/** exp(u − exp(−u)): either tail of y^a·exp(−y) fades like exp(−exp |u|) in u. */
function ofLog(u: Real, at: (distance: Real) => Real, a: Arithmetic): { y: Real; logSlope: Real; log: Real } {
  const log = a.subtract(u, a.exp(u.negate()));
  return { y: at(a.exp(log)), log, logSlope: a.add(log, a.log1p(a.exp(u.negate()))) };
}

/** yᵢ = exp uᵢ/(1 + Σ exp uⱼ), the last one 1/(1 + Σ exp uⱼ); dy₁…dy_{K−1} is their product times du. */
export function simplexChart(size: number, a: Arithmetic): Chart {
  return {
    dimensions: size - 1,
    tails: 'exponential',
    place: (u) => {
      const parts = [...u.map((each) => a.exp(each)), Real.one];
      const total = parts.reduce(a.add);
      const y = parts.map((part) => a.divide(part, total));
      return { y, logSlope: y.reduce((sum, each) => a.add(sum, a.log(each)), Real.zero) };
    },
  };
}

/** X = L·Lᵀ with a lower triangle L: dX over the entries i ≤ j is 2^p·Π Lᵢᵢ^(p + 1 − i)·dL. */
export function matrixChart(size: number, a: Arithmetic): Chart {
  const dimensions = (size * (size + 1)) / 2;
  return {
    dimensions,
    tails: 'gaussian',
    place: (u) => {
      let next = 0;
      const take = (): Real => u[next++] ?? Real.zero;
      let logSlope = a.multiply(Real.fromInteger(size), a.log(Real.fromInteger(2)));
      const lower = Array.from({ length: size }, (_, i) =>
        Array.from({ length: size }, (__, j) => {
          if (j > i) return Real.zero;
          const entry = take();
          if (j < i) return entry;
          const diagonal = ofLog(entry, (each) => each, a);
          // dXᵢᵢ = 2·Lᵢᵢ·dLᵢᵢ, and Lᵢᵢ once more for every entry below it
          const power = a.multiply(Real.fromInteger(size - i), diagonal.log);
          logSlope = a.add(logSlope, a.add(power, diagonal.logSlope));
          return diagonal.y;
        }),
      );
      const dot = (x: readonly Real[], y: readonly Real[]): Real =>
        x.reduce((sum, each, k) => a.add(sum, a.multiply(each, y[k] ?? Real.zero)), Real.zero);
      return { y: lower.map((row) => lower.map((other) => dot(row, other))), logSlope };
    },
  };
}

const coarsest = 16;
const finest = 256;

/**
 * ∫ over the unit sphere with its surface measure, in the plane and in space: equal angles around, and from pole to pole
 * Gauss's own way of having none of the ends, z = tanh u.
 */
export function integrateSphere(size: number, weighted: Weighted, a: Arithmetic): Moments {
  let before: Moments | undefined;
  for (let points = coarsest; points <= finest; points *= 2) {
    const after = sumSphere(size, points, weighted, a);
    const change = before && a.subtract(before.logTotal, after.logTotal);
    // doubling the points squares the error
    if (change && (change.isZero() || change.magnitude() < (-10 / 3) * 10)) return after;
    before = after;
  }
  return complain({
    code: 'no-convergence',
    what: `the integral over a sphere of ${size} coordinates does not settle`,
    needed: 'a smooth density on sphere(2) or sphere(3)',
    help: 'ask at a smaller concentration',
  });
}

function sumSphere(size: number, points: number, weighted: Weighted, a: Arithmetic): Moments {
  const circle = circleOf(size === 2 ? points : points / 2, a);
  if (size === 2)
    return total(
      circle.map((y) => ({ y, weight: a.log(angle(circle.length, a)) })),
      weighted,
      a,
    );
  if (size !== 3)
    return complain({
      code: 'no-rule',
      what: `a sphere of ${size} coordinates`,
      needed: 'sphere(2) or sphere(3)',
      help: 'the log density can be asked for; integrals over this support cannot',
    });
  // with u = π/2·sinh t the weight dz = (1 − z²)·du fades doubly exponentially
  const step = a.divide(Real.fromInteger(7), Real.fromInteger(points));
  const nodes = Array.from({ length: points + 1 }, (_, k) => {
    const t = a.multiply(step, a.subtract(Real.fromInteger(k), Real.of(BigInt(points), -1)));
    const quarter = a.pi().scale(-1);
    const z = a.tanh(a.multiply(quarter, a.sinh(t)));
    const radius = a.divide(Real.one, a.cosh(a.multiply(quarter, a.sinh(t))));
    const slope = a.multiply(a.multiply(quarter, a.cosh(t)), a.multiply(radius, radius));
    const weight = a.log(a.multiply(a.multiply(slope, step), angle(circle.length, a)));
    return circle.map(([x = Real.zero, y = Real.zero]) => ({
      y: [a.multiply(radius, x), a.multiply(radius, y), z],
      weight,
    }));
  });
  return total(nodes.flat(), weighted, a);
}

const angle = (points: number, a: Arithmetic): Real => a.divide(a.pi().scale(1), Real.fromInteger(points));

/** Directions at equal angles. */
function circleOf(points: number, a: Arithmetic): Real[][] {
  return Array.from({ length: points }, (_, k) => {
    const at = a.multiply(angle(points, a), Real.fromInteger(k));
    return [a.cos(at), a.sin(at)];
  });
}

function total(
  nodes: readonly { readonly y: Exact; readonly weight: Real }[],
  weighted: Weighted,
  a: Arithmetic,
): Moments {
  const middle = Math.floor(nodes.length / 2);
  const first = nodes[middle] ?? { y: Real.zero, weight: Real.zero };
  const sum = accumulate(first.y, weighted, a);
  nodes.forEach(({ y, weight }, i) => {
    if (i !== middle) sum.add(y, a.subtract(weight, first.weight));
  });
  const moments = sum.moments();
  return { ...moments, logTotal: a.add(moments.logTotal, first.weight) };
}
