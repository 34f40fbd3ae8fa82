// Measures kernels: at points uniform over bit patterns, at the edges, and climbing from the worst point of each function to a
// worse one. Nothing of Node is used, so a browser measures as the command does.
import { transparent, withLink } from '@expfam/codegen';
import type { Budget, Judged } from '@expfam/codegen';
import type { Derivation } from '@expfam/family';
import { ulpsBetween } from '@expfam/oracle/measure';
import { Real } from '@expfam/precise';
import type { KernelModule } from '@expfam/runtime';
import { finiteTruth } from './finite-truth.js';
import { isInside, pointsOf } from './points.js';
import type { Format } from './points.js';
import { measuredOf, softmaxPoints, softmaxTruth } from './softmax-truth.js';
import { formulaTruth } from './truth.js';
import type { Measured, Point, Truth } from './truth.js';

/** What was found of one function. */
export interface Finding {
  readonly name: Measured;
  /** In units of the last place of the result, or of the largest term of the sum that it is. */
  readonly worst: number;
  readonly mean: number;
  /** Where the worst is. */
  readonly at: Point | null;
  /** At how many points it was measured, and at how many others the truth did not settle or was out of reach. */
  readonly points: number;
  readonly unsettled: number;
  readonly budget: number;
  readonly pass: boolean;
}

/** What is measured of a module. */
export type Measurable = Pick<KernelModule, 'precision' | 'classes' | 'parameters' | Measured>;

/** How kernels are measured. */
export interface MeasureOptions {
  readonly judged: Judged;
  readonly budget: Budget;
  /** Points beside the edges; 60 unless told otherwise. */
  readonly count?: number;
  readonly seed?: number;
  /** Of how many points at most, evenly taken from all; no limit unless told otherwise. */
  readonly most?: number;
  /** Whether to climb from the worst point to a worse one, as is done unless told otherwise. */
  readonly climb?: boolean;
  /** The link of the kernels; the canonical one unless told otherwise. */
  readonly link?: string;
  /** K of a derivation that leaves it open, whose kernels loop over the classes. */
  readonly classes?: number;
  /** What the functions must return, where it is no formula of the derivation. */
  readonly truth?: Truth;
  /** Points instead of those that are drawn. */
  readonly at?: readonly Point[];
  /** Whether numbers below the least normal one may be 0, and those that overflow anything. */
  readonly flushes?: boolean;
  /** Called after every function, for a progress line. */
  readonly onProgress?: (done: number, of: number) => void;
}

const measured = ['response', 'loss', 'gradient', 'hessian', 'jacobian'] as const satisfies Measured[];

/**
 * The worst and the mean error of every function of a kernel module against its derivation at high precision.
 *
 * @param given the derivation of the kernels, in the same form and with the same constants.
 * @example
 * ```ts
 * const findings = measure(kernels, derivation, { judged: 'scaled', budget: budgets.ts.f64.scaled });
 * findings.every(({ pass }) => pass); // true
 * ```
 */
export const measure = (
  kernels: Measurable,
  given: Derivation,
  options: MeasureOptions,
): readonly Finding[] => {
  const { most = Infinity } = options;
  const format = kernels.precision ?? 'f64';
  const { truth: own, points: all, names, allows } = planOf(kernels, given, options);
  const { truth = own, flushes = false, judged } = options;
  const points = options.at ?? thinned(all, most);
  const present = names.filter((name) => typeof kernels[name] === 'function');
  return present.map((name, done) => {
    const errorAt = errorOf(kernels, truth, { name, judged, format, flushes });
    const found = search(points, errorAt, allows, format);
    options.onProgress?.(done + 1, present.length);
    const budget = options.budget[name];
    const isMeasured = found.points > 0 || found.unsettled === 0;
    return { name, ...found, budget, pass: isMeasured && found.worst <= budget };
  });
};

/** So many of the points at most, evenly taken. */
const thinned = (all: readonly Point[], most: number): readonly Point[] => {
  const stride = Math.max(1, Math.ceil(all.length / most));
  return all.filter((_, i) => i % stride === 0);
};

/** The points at which kernels of so many parameters would be measured. */
export const measuredPoints = (
  kernels: Pick<KernelModule, 'precision' | 'parameters'>,
  given: Derivation,
  options: MeasureOptions,
): readonly Point[] => thinned(planOf(kernels, given, options).points, options.most ?? Infinity);

/** The largest natural parameters that are asked for where not all are: a sum over more would be no sum any more. */
const limits: { readonly [judged in Judged]?: number } = { special: 1e9, summed: 64 };

/** What is measured where, and against which truth. */
interface Plan {
  readonly truth: Truth;
  readonly points: readonly Point[];
  readonly names: readonly Measured[];
  /** Where a climb may go. */
  readonly allows: (point: Point) => boolean;
}

const planOf = (
  kernels: Pick<KernelModule, 'precision' | 'parameters'>,
  given: Derivation,
  options: MeasureOptions,
): Plan => {
  const { link = 'canonical', climb = true, classes, count = 60, seed = 1 } = options;
  const format = kernels.precision ?? 'f64';
  if (classes !== undefined)
    return {
      truth: softmaxTruth(classes),
      points: softmaxPoints({ classes, parameters: kernels.parameters }, { count, seed, format }),
      names: measuredOf(classes),
      // a climb in so many dimensions would take hours
      allows: () => false,
    };
  const linked = withLink(given, link);
  const derivation = linked === given ? given : opened(linked);
  const finite = linked === given ? finiteTruth(derivation) : null;
  const isAllowed = isInside(derivation, format);
  return {
    truth: finite ?? formulaTruth(derivation, { conditioned: linked !== given, format }),
    points: pointsOf(derivation, {
      format,
      count,
      seed,
      finite: finite !== null,
      // a difference of log gammas of more is no number any more
      limit: limits[options.judged] ?? (format === 'f64' ? 1e150 : 1e18),
    }),
    names: measured,
    allows: (point) => climb && isAllowed(point),
  };
};

/** A derivation in functions that can be evaluated to any precision. */
const opened = (derivation: Derivation): Derivation => ({
  ...derivation,
  response: derivation.response?.map(transparent) ?? null,
  loss: derivation.loss && transparent(derivation.loss),
  gradient: derivation.gradient?.map(transparent) ?? null,
  hessian: derivation.hessian?.map((row) => row.map(transparent)) ?? null,
  jacobian: derivation.jacobian?.map((row) => row.map(transparent)) ?? null,
});

interface Search {
  readonly worst: number;
  readonly mean: number;
  readonly at: Point | null;
  readonly points: number;
  readonly unsettled: number;
}

/** The worst of the points, and then of their neighbours at ever smaller distances. */
const search = (
  points: readonly Point[],
  errorAt: (point: Point) => number | null | undefined,
  isInside: (point: Point) => boolean,
  format: Format,
): Search => {
  const judged = points.map((at) => ({ at, worst: errorAt(at) }));
  const found = judged.flatMap(({ at, worst }) => (typeof worst === 'number' ? [{ at, worst }] : []));
  const unsettled = judged.filter(({ worst }) => worst === null).length;
  const [first] = found;
  if (first === undefined) return { worst: 0, mean: 0, at: null, points: 0, unsettled };
  let top = found.reduce((a, b) => (b.worst > a.worst ? b : a), first);
  for (const step of stepsOf(format)) {
    if (!Number.isFinite(top.worst)) break;
    const near = top.at.eta.flatMap((_, i) => [
      moved(top.at, i, step, format),
      moved(top.at, i, -step, format),
    ]);
    for (const at of near.filter(isInside)) {
      const worst = errorAt(at) ?? -1;
      if (worst > top.worst) top = { at, worst };
    }
  }
  const mean = found.reduce((sum, { worst }) => sum + worst / found.length, 0);
  return { ...top, mean, points: found.length, unsettled };
};

/** Distances in places, from half of all numbers down to one. */
const stepsOf = (format: Format): number[] =>
  Array.from({ length: format === 'f64' ? 26 : 12 }, (_, i) => 4 ** ((format === 'f64' ? 25 : 11) - i));

const moved = ({ eta, y }: Point, i: number, places: number, format: Format): Point => ({
  eta: eta.map((x, j) => (i === j ? neighbour(x, places, format) : x)),
  y,
});

const view = new DataView(new ArrayBuffer(8));

/** The number of the format so many places on. */
const neighbour = (x: number, places: number, format: Format): number => {
  if (format === 'f32') {
    view.setFloat32(0, x);
    view.setInt32(0, view.getInt32(0) + places);
    return view.getFloat32(0);
  }
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(places));
  return view.getFloat64(0);
};

interface Asked {
  readonly name: Measured;
  readonly judged: Judged;
  readonly format: Format;
  readonly flushes: boolean;
}

/** The largest error of a function at a point; null where the truth is not settled, undefined where nothing is asked for. */
const errorOf =
  (kernels: Measurable, truth: Truth, { name, judged, format, flushes }: Asked) =>
  (point: Point): number | null | undefined => {
    const exact = truth(name, point);
    if (exact === null) return null;
    if (exact.length === 0) return undefined;
    const actual = resultOf(kernels, name, point, exact.length);
    // a sum or an integral says NaN where it is out of reach
    if (judged === 'summed' && Array.from(actual).some(Number.isNaN)) return null;
    return exact.reduce((worst, { value, scale }, i) => {
      if (isTiny(actual[i] ?? Number.NaN, value, format)) return worst;
      if (flushes && isOutside(actual[i] ?? Number.NaN, value)) return worst;
      const error = ulpsBetween(
        actual[i] ?? Number.NaN,
        value,
        format,
        judged === 'exact' ? Real.zero : scale,
      );
      return Math.max(worst, Number.isNaN(error) ? Infinity : error);
    }, 0);
  };

/** Results below the least normal number are judged by absolute error, here of 64 units of the least subnormal. */
const isTiny = (actual: number, exact: Real, format: Format): boolean => {
  const [normal, least] = format === 'f64' ? [-1018, 2 ** -1074] : [-122, 2 ** -149];
  return exact.magnitude() <= normal && Math.abs(actual - exact.toNumber()) <= 64 * least;
};

/** Where WGSL promises nothing: beyond the largest number, and below the least normal one but that it stays there. */
const isOutside = (actual: number, exact: Real): boolean =>
  exact.magnitude() > 127 || Math.abs(actual - exact.toNumber()) < 2 ** -125;

/** An outcome as kernels take it: entries as floats, a label counted from 0. */
export const observedAs = (
  { classes }: Pick<KernelModule, 'classes'>,
  y: Point['y'],
): Float64Array | Int32Array =>
  classes === null ? Float64Array.from(y) : Int32Array.from(y, (label) => label - 1);

/** A float array of the kernel's precision. */
const floats = ({ precision }: Measurable, length: number): Float64Array | Float32Array =>
  precision === 'f32' ? new Float32Array(length) : new Float64Array(length);

const resultOf = (
  kernels: Measurable,
  name: Measured,
  { eta, y }: Point,
  length: number,
): ArrayLike<number> => {
  const at = floats(kernels, eta.length);
  at.set(eta);
  const out = floats(kernels, length);
  const outcome = observedAs(kernels, y);
  switch (name) {
    case 'loss':
      return [kernels.loss(at, outcome, 1)];
    case 'gradient':
      kernels.gradient(at, outcome, out, 1);
      return out;
    default:
      kernels[name](at, out, 1);
      return out;
  }
};
