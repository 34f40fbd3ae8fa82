// What holds between the functions of one kernel, whatever the truth, in units of the last place: what the gradient adds up to
// along a way is what the printed loss gains on it, probabilities sum to one, and no variance is negative.
import type { Budget } from '@expfam/codegen';
import { leastEigenvalue } from './eigenvalues.js';
import { floats, floatsOf, observedAs } from './module-calls.js';
import type { Measurable } from './module-calls.js';
import type { Plan } from './plan.js';
import { thinned } from './thinned.js';
import type { Point } from './truth.js';

/** One law and how far it was missed. */
export interface Law {
  readonly name: 'probabilities-sum-to-one' | 'hessian-is-not-negative' | 'gradient-belongs-to-loss';
  readonly worst: number;
  readonly budget: number;
  readonly at: readonly number[] | null;
  /** At how many points. */
  readonly points: number;
  readonly pass: boolean;
}

/** How laws are tried. */
export interface LawOptions {
  readonly budget: Budget;
  /** Where the gradient may be asked for, and the truth, which says how large the terms are of which a loss is the difference. */
  readonly plan: Pick<Plan, 'allows' | 'truths'>;
  /** What the target may lose, as shaders do that take numbers below the normal ones for 0; nothing unless told. */
  readonly flushed?: number;
}

const epsilon = { f64: 2 ** -52, f32: 2 ** -23 } as const;
const normal = { f64: 2 ** -1022, f32: 2 ** -126 } as const;
const unitOf = ({ precision = 'f64' }: Measurable): number => epsilon[precision];

/** Of all eigenvalues together. */
const mostOperations = 2 ** 22;

interface Trial {
  readonly budget: number;
  /** By how many units the law is missed at a point; null where it says nothing. */
  readonly miss: (point: Point) => number | null;
}

/** The laws of a kernel at these points. */
export const consistency = (
  kernels: Measurable,
  points: readonly Point[],
  options: LawOptions,
): readonly Law[] => {
  const { classes, parameters: s } = kernels;
  const { loss, gradient, hessian } = options.budget;
  const trials: { readonly [name in Law['name']]: Trial | null } = {
    'probabilities-sum-to-one':
      classes === null || kernels.response === undefined
        ? null
        : { budget: classes, miss: (point) => sumMiss(kernels, classes, point) },
    'hessian-is-not-negative':
      kernels.hessian === undefined
        ? null
        : { budget: hessian * s, miss: (point) => negativity(kernels, point, options.plan) },
    'gradient-belongs-to-loss':
      kernels.loss === undefined || kernels.gradient === undefined
        ? null
        : // two losses and a gradient, each within its budget, and eight roundings of the sum between them
          { budget: 2 * loss + gradient + 8, miss: (point) => slopeMiss(kernels, point, options) },
  };
  return (Object.keys(trials) as Law['name'][]).flatMap((name) => {
    const trial = trials[name];
    // eigenvalues of s parameters take s³ operations
    const most = name === 'hessian-is-not-negative' ? Math.floor(mostOperations / s ** 3) : Infinity;
    return trial === null || most === 0 ? [] : [tried(name, trial, thinned(points, most))];
  });
};

const tried = (name: Law['name'], { budget, miss }: Trial, points: readonly Point[]): Law => {
  let [worst, count] = [0, 0];
  let at: readonly number[] | null = null;
  for (const point of points) {
    const found = miss(point);
    if (found === null) continue;
    count += 1;
    if (!(found <= worst)) [worst, at] = [found, point.eta];
  }
  return { name, worst, budget, at, points: count, pass: worst <= budget };
};

const sumMiss = (kernels: Measurable, classes: number, { eta }: Point): number => {
  const mean = floats(kernels, classes);
  kernels.response?.(floatsOf(kernels, eta), mean, 1);
  return Math.abs(Array.from(mean).reduce((a, b) => a + b, 0) - 1) / unitOf(kernels);
};

/** How far below 0 the least eigenvalue lies, of the Hessian in units of its variances or of the terms that they are made of. */
const negativity = (kernels: Measurable, point: Point, { truths }: LawOptions['plan']): number | null => {
  const s = kernels.parameters;
  const hessian = floats(kernels, s * s);
  kernels.hessian?.(floatsOf(kernels, point.eta), hessian, 1);
  if (!hessian.every(Number.isFinite)) return null;
  const terms = truths.plain('hessian', point);
  // where a sum is out of reach nothing is known of its size
  if (terms === null) return null;
  const sizes = Array.from({ length: s }, (_, i) =>
    Math.max(Math.abs(hessian[i * s + i] ?? 0), terms[i * s + i]?.scale.toNumber() ?? 0),
  );
  // what underflows has no digits of its own
  const least = normal[kernels.precision ?? 'f64'] / unitOf(kernels);
  const kept = [...sizes.keys()].filter((i) => (sizes[i] ?? 0) >= least && Number.isFinite(sizes[i]));
  if (kept.length === 0) return null;
  const deviations = kept.map((i) => Math.sqrt(sizes[i] ?? Number.NaN));
  const scaled = kept.flatMap((i, a) =>
    kept.map((j, b) => (hessian[i * s + j] ?? Number.NaN) / (deviations[a] ?? 1) / (deviations[b] ?? 1)),
  );
  return Math.max(0, -leastEigenvalue(scaled, kept.length)) / unitOf(kernels);
};

/** Gauss and Legendre's nodes and weights on [−1, 1], those above 0: exact for polynomials of degree 15, and of degree 11. */
const eight = [
  [0.1834346424956498, 0.3626837833783620],
  [0.5255324099163290, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
] as const; // prettier-ignore
const six = [
  [0.2386191860831969, 0.4679139345726910],
  [0.6612093864662645, 0.3607615730481386],
  [0.9324695142031521, 0.1713244923791704],
] as const; // prettier-ignore

/** Ways are at most so long to either side, and halved so often until the integral is sure of its digits. */
const longest = 0.5;
const halvings = 8;

/** Where a target that loses the least numbers begins to lose the largest. */
const overflowing = 2 ** 126;

/** Of many parameters the first few are moved, each by itself; next to a change of formula the one that leads across. */
const mostMoved = 4;

const slopeMiss = (kernels: Measurable, point: Point, options: LawOptions): number | null => {
  const moved = point.along === undefined ? [...point.eta.keys()].slice(0, mostMoved) : [point.along];
  const misses = moved.flatMap((i) => {
    const found = wayMiss(kernels, { point, i }, options);
    return found === null ? [] : [found];
  });
  return misses.length === 0 ? null : Math.max(...misses);
};

interface Way {
  readonly point: Point;
  /** The parameter that is moved. */
  readonly i: number;
}

/** What the loss gains on a way through the point, against the integral of the printed gradient. */
const wayMiss = (
  kernels: Measurable,
  { point, i }: Way,
  { plan: { allows, truths }, flushed = 0 }: LawOptions,
): number | null => {
  const { eta, y } = point;
  const outcome = observedAs(kernels, y);
  const sizeOf = (name: 'loss' | 'gradient', entry: number): number =>
    truths.plain(name, point)?.[entry]?.scale.toNumber() ?? 0;
  const placed = (x: number) => floatsOf(kernels, eta.map((each, j) => (j === i ? x : each))); // prettier-ignore
  const slopeAt = (x: number): number => {
    const gradient = floats(kernels, eta.length);
    kernels.gradient?.(placed(x), outcome, gradient, 1);
    return gradient[i] ?? Number.NaN;
  };
  const middle = eta[i] ?? 0;
  let miss: number | null = null;
  for (let halving = 0; halving <= halvings; halving += 1) {
    const width = Math.min(longest, Math.abs(middle) / 8 || longest) / 2 ** halving;
    const [from = 0, to = 0] = floatsOf(kernels, [middle - width, middle + width]);
    const ends = [from, to].map((x) => ({ eta: Array.from(placed(x)), y }));
    if (to <= from || !ends.every((end) => allows(end))) continue;
    const losses = ends.map((end) => kernels.loss?.(floatsOf(kernels, end.eta), outcome, 1) ?? Number.NaN);
    const [before = 0, after = 0] = losses;
    const [fine, rough] = [integral(slopeAt, [from, to], eight), integral(slopeAt, [from, to], six)];
    if (![before, after, fine, rough].every(Number.isFinite)) return miss;
    // a node is rounded too, by which the gradient there changes as much as it does over the way
    const bend = Math.abs(middle * (slopeAt(to) - slopeAt(from)));
    const terms = [sizeOf('loss', 0), sizeOf('gradient', i) * (to - from)];
    const size = Math.max(Math.abs(before), Math.abs(after), Math.abs(fine), bend, ...terms);
    // nor does it say what becomes of what overflows
    if (flushed > 0 && size > overflowing) return miss;
    const unit = Math.max(size * unitOf(kernels), normal[kernels.precision ?? 'f64'] * unitOf(kernels) * 64);
    const missed = Math.abs(after - before - fine);
    miss = missed <= flushed ? 0 : missed / unit;
    if (Math.abs(fine - rough) <= unit) return miss;
  }
  return miss;
};

const integral = (
  slopeAt: (x: number) => number,
  [from, to]: readonly [number, number],
  rule: readonly (readonly [number, number])[],
): number => {
  const [middle, half] = [from / 2 + to / 2, to / 2 - from / 2];
  return rule.reduce(
    (sum, [node, weight]) =>
      sum + weight * half * (slopeAt(middle - half * node) + slopeAt(middle + half * node)),
    0,
  );
};
