// Where kernels of a derivation are measured and against which truth: laid down once for all targets of a precision.
import { transparent, withLink } from '@expfam/codegen';
import type { Budgeted, Judged } from '@expfam/codegen';
import { infiniteMean } from '@expfam/family';
import type { Derivation } from '@expfam/family';
import type { Format } from '@expfam/oracle/measure';
import { acrossFormulas } from './across-formulas.js';
import { finiteTruth } from './finite-truth.js';
import type { Truths } from './module-calls.js';
import { outcomeTruths } from './outcome-truth.js';
import { outcomesNear } from './outcomes.js';
import { isInside, pointsOf } from './points.js';
import { remembered, unscaled } from './remembered.js';
import { efforts } from './search.js';
import type { Effort, Terrain } from './search.js';
import { softmaxPoints, softmaxTruth } from './softmax-truth.js';
import { thinned } from './thinned.js';
import { formulaTruth, hasNoMean } from './truth.js';
import type { Point, Truth } from './truth.js';

/** What a plan is made for. */
export interface PlanOptions {
  readonly judged: Judged;
  /** Points beside the edges; 60 unless told otherwise. */
  readonly count?: number;
  readonly seed?: number;
  /** Of how many points at most, evenly taken from all; no limit unless told otherwise. */
  readonly most?: number;
  /** How far it is climbed from the worst points to worse ones; all the way unless told otherwise. */
  readonly effort?: keyof typeof efforts;
  /** Milliseconds after which the search for the worst of one function is given up; 2000 unless told otherwise. */
  readonly patience?: number;
  /** The link of the kernels; the canonical one unless told otherwise. */
  readonly link?: string;
  /** K of a derivation that leaves it open, whose kernels loop over the classes. */
  readonly classes?: number;
  /** What the functions must return, where it is no formula of the derivation. */
  readonly truth?: Truth;
}

/** A plan. */
export interface Plan extends Pick<Terrain, 'format' | 'allows' | 'outcomesNear' | 'patience'> {
  readonly truths: Truths;
  readonly points: readonly Point[];
  /** Points on both sides of where the kernels change their formula, neighbours next to each other. */
  readonly crossings: readonly Point[];
  readonly effort: Effort;
  /** Functions that have no number anywhere, and why. */
  readonly nowhere: ReadonlyMap<Budgeted, string>;
  /** At how many points a function is measured at most, the search for the worst included; none where it is too large. */
  readonly mostOf: (name: Budgeted) => number;
}

/**
 * The largest natural parameters that are asked for where the outcome has infinitely many values: squares of more overflow, and so
 * do products of the entries of a matrix; a difference of log gammas of more is no number any more, nor a sum over as many terms.
 */
const limits: { readonly [judged in Judged]: { readonly [format in Format]: number } } = {
  exact: { f64: 1e150, f32: 1e18 },
  scaled: { f64: 1e150, f32: 1e18 },
  conditioned: { f64: 1e40, f32: 1e5 },
  special: { f64: 1e9, f32: 1e9 },
  summed: { f64: 64, f32: 64 },
};

/** What all points of one function may cost: a number that is judged costs one, a class twelve for its exponential. */
const [affordable, ofClass] = [2 ** 18, 12];

/** At how many points a function is measured at most: a Hessian of 64 classes has 4096 numbers. */
const mostPoints =
  (parameters: number, columns: number): Plan['mostOf'] =>
  (name) => {
    const widths: { readonly [name in Budgeted]?: number } = {
      hessian: parameters ** 2,
      jacobian: columns * parameters,
      linearGradient: 2 * parameters,
      linearGradientSoft: 2 * parameters,
    };
    const classes = Math.max(columns, parameters);
    return Math.floor(affordable / ((widths[name] ?? classes) + ofClass * classes));
  };

/** The functions that return a mean, or its derivatives. */
const ofMean: readonly Budgeted[] = ['response', 'jacobian', 'linearResponse'];

/** The plan of a derivation for a precision. */
export const planOf = (given: Derivation, options: PlanOptions & { readonly format: Format }): Plan => {
  const { judged, format, classes, count = 60, seed = 1, most = Infinity, patience = 2000 } = options;
  const { effort = classes === undefined ? 'full' : 'short' } = options;
  const { points, truth, allows, mostOf } = subjectOf(given, { ...options, count, seed });
  const plain = options.truth ?? truth;
  const across = effort === 'none' ? [] : acrossFormulas(given, { ...options, points, allows, count: Math.min(count, most) }); // prettier-ignore
  return {
    format,
    truths: remembered({
      ...outcomeTruths(given),
      plain: judged === 'exact' ? unscaled(plain) : plain,
    }),
    points: thinned(points, most),
    crossings: across,
    effort: efforts[effort],
    patience,
    allows,
    nowhere: new Map(hasNoMean(given) ? ofMean.map((name) => [name, infiniteMean]) : []),
    outcomesNear: outcomesNear(given.outcome.domain, format),
    mostOf,
  };
};

type Drawn = PlanOptions & { readonly format: Format; readonly count: number; readonly seed: number };

/** What a plan is about: a derivation in its own parameters, in those of a link, or one that leaves the classes open. */
const subjectOf = (
  given: Derivation,
  options: Drawn,
): Pick<Plan, 'points' | 'allows' | 'mostOf'> & { readonly truth: Truth } => {
  const { link = 'canonical', classes, format, count, seed, judged } = options;
  if (classes !== undefined) {
    const parameters = given.form === 'symmetric' ? classes : classes - 1;
    return {
      truth: softmaxTruth(classes),
      points: softmaxPoints({ classes, parameters }, { count, seed, format }),
      mostOf: mostPoints(parameters, classes),
      allows: ({ eta, y: [label = 0] }) => eta.every(Number.isFinite) && label >= 1 && label <= classes,
    };
  }
  const linked = withLink(given, link);
  const derivation = linked === given ? given : opened(linked);
  const finite = linked === given ? finiteTruth(derivation) : null;
  const limit = limits[judged][format];
  return {
    truth: finite ?? formulaTruth(derivation, { conditioned: linked !== given, format }),
    points: pointsOf(derivation, { format, count, seed, finite: finite !== null, limit }),
    mostOf: mostPoints(derivation.natural.length, columnsOf(derivation)),
    allows: withinReach(derivation, { format, limit: finite === null ? limit : Infinity }),
  };
};

/** The numbers of a response. */
const columnsOf = ({ response, representatives }: Derivation): number =>
  representatives === null ? (response?.length ?? 1) : (representatives.columns.at(-1) ?? 0) + 1;

/** Whether a climb may go to a point: it lies inside the space, and is of a size that points are drawn from. */
const withinReach = (
  derivation: Derivation,
  { format, limit }: { readonly format: Format; readonly limit: number },
): ((point: Point) => boolean) => {
  const allowed = isInside(derivation, format);
  return (point) =>
    point.eta.every((x) => Math.abs(x) <= limit && (x === 0 || Math.abs(x) > 1 / limit)) && allowed(point);
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
