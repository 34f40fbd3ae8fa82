// Measures kernels: at points uniform over bit patterns, at the edges, and climbing from the worst points of each function to
// worse ones. Nothing of Node is used, so a browser measures as the command does.
import { budgeted } from '@expfam/codegen';
import type { Budget, Budgeted, Judged } from '@expfam/codegen';
import type { Derivation } from '@expfam/family';
import { ulpsBetween } from '@expfam/oracle/measure';
import type { Format } from '@expfam/oracle/measure';
import type { Real } from '@expfam/precise';
import { functions } from './functions.js';
import type { Measurable, Truths } from './module-calls.js';
import { planOf } from './plan.js';
import type { Plan, PlanOptions } from './plan.js';
import { search } from './search.js';
import type { Found, Judgement } from './search.js';
import { thinned } from './thinned.js';
import { nothing, unasked } from './truth.js';
import type { Exact, Point } from './truth.js';

/** What was found of one function. */
export interface Finding extends Found {
  readonly name: Budgeted;
  readonly budget: number;
  readonly pass: boolean;
  /** Why the function has no number anywhere, and returns NaN as documented; null where it has. */
  readonly nowhere: string | null;
}

/** How kernels are measured. */
export interface MeasureOptions extends PlanOptions {
  readonly budget: Budget;
  /** Where and against what, where that was laid down before: other targets of a kernel share it. */
  readonly plan?: Plan;
  /** Points instead of those that are drawn. */
  readonly at?: readonly Point[];
  /** Whether numbers below the least normal one may be 0, and those that overflow anything. */
  readonly flushes?: boolean;
  /** Called after every function, for a progress line. */
  readonly onProgress?: (done: number, of: number) => void;
}

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
  const format = kernels.precision ?? 'f64';
  const plan = options.plan ?? planOf(given, { ...options, format });
  const present = measuredNames(kernels, plan);
  return present.map((name, done) => {
    const hunt = huntFor(name, plan, options.at);
    const judge = judgeOf(kernels, plan.truths, { ...options, name, format });
    let turn = hunt.next();
    while (turn.done !== true) turn = hunt.next(turn.value.map(judge));
    options.onProgress?.(done + 1, present.length);
    return findingOf(name, turn.value, { budget: options.budget, plan });
  });
};

/** The functions of a module that are measured. */
export const measuredNames = (kernels: Measurable, { mostOf }: Plan): readonly Budgeted[] =>
  budgeted.filter((name) => functions[name].has(kernels) && mostOf(name) > 0);

/** The search for the worst of one function. */
export const huntFor = (name: Budgeted, plan: Plan, at?: readonly Point[]) => {
  const { reads } = functions[name];
  // half of what can be afforded is drawn, half is for the search
  const most = Math.ceil(plan.mostOf(name) / 2);
  const points = at ?? [
    ...thinned(plan.points, Math.max(1, most - plan.crossings.length)),
    ...plan.crossings,
  ];
  return search(thinned(distinct(points, reads), most), { ...plan, reads, most });
};

/** The points without what a function does not read, each once. */
const distinct = (points: readonly Point[], reads: 'eta' | 'outcome' | 'both'): readonly Point[] => {
  const key = ({ eta, y }: Point) =>
    `${reads === 'outcome' ? '' : eta.join()} ${reads === 'eta' ? '' : y.join()}`;
  // of a support that a format does not hold there is no outcome
  const known = points.filter(({ y }) => reads === 'eta' || y.length > 0);
  return [...new Map(known.map((point) => [key(point), point])).values()];
};

/** What a search came to, against the budget. */
export const findingOf = (
  name: Budgeted,
  found: Found,
  { budget: budgets, plan }: { readonly budget: Budget; readonly plan: Pick<Plan, 'nowhere' | 'points'> },
): Finding => {
  const [budget, nowhere] = [budgets[name], plan.nowhere.get(name) ?? null];
  const { reads } = functions[name];
  const isMeasured = found.points > 0 || (found.unsettled === 0 && plan.points.length > 0);
  const at = found.at && {
    eta: reads === 'outcome' ? [] : found.at.eta,
    y: reads === 'eta' ? [] : found.at.y,
  };
  return { name, ...found, at, budget, pass: isMeasured && found.worst <= budget, nowhere };
};

/** A point in words: what of it a function reads, the first few of many numbers. */
export const placeOf = ({ eta, y }: Point): string => [...named('eta', eta), ...named('y', y)].join('; ');

const named = (name: string, values: readonly number[]): string[] => {
  if (values.length === 0) return [];
  if (values.length <= 8) return [`${name} = ${values.join(', ')}`];
  return [`${name} = ${values.slice(0, 6).join(', ')}, … (${String(values.length)} numbers)`];
};

/** At how many of the points laws are tried, beside those that were found to be the worst. */
const lawful = 40;

/** Points for the laws of a kernel: some of all, next to where it changes its formula, and where its functions are at their worst. */
export const lawPoints = (plan: Plan, findings: readonly Finding[]): readonly Point[] => {
  const [first] = plan.points;
  const worst = findings.flatMap(({ at }) =>
    at === null || at.eta.length === 0 ? [] : [{ eta: at.eta, y: at.y.length > 0 ? at.y : (first?.y ?? []) }],
  );
  return [...thinned(plan.points, lawful), ...plan.crossings, ...worst];
};

/** What is asked of a module, and how its errors are counted. */
export interface Asked {
  readonly name: Budgeted;
  readonly judged: Judged;
  readonly format: Format;
  readonly flushes?: boolean;
}

/** The largest error of a function at a point. */
export const judgeOf =
  (kernels: Measurable, truths: Truths, asked: Asked) =>
  (point: Point): Judgement => {
    const { exact, call } = functions[asked.name];
    const wanted = exact(truths, point, kernels);
    if (wanted === null) return null;
    if (wanted.length === 0) return undefined;
    return errorOf(Array.from(call(kernels, point, wanted.length)), wanted, asked);
  };

/** The largest error of results, several rows of them where there are more than were wanted. */
export const errorOf = (
  actual: readonly number[],
  wanted: readonly Exact[],
  { judged, format, flushes = false }: Omit<Asked, 'name'>,
): Judgement => {
  // a sum or an integral says NaN where it is out of reach
  if (judged === 'summed' && actual.some(Number.isNaN)) return null;
  return actual.reduce((worst, result, i) => {
    const found = wanted[i % wanted.length];
    if (found === undefined || found === unasked) return worst;
    if (found === nothing) return Number.isNaN(result) || flushes ? worst : Infinity;
    const { value, scale } = found;
    if (isTiny(result, value, { format, judged })) return worst;
    if (flushes && isOutside(result, value)) return worst;
    const error = isBeyond(result, value, format)
      ? ulpsBetween(result, value, 'f64', scale) / 2 ** 29
      : ulpsBetween(result, value, format, scale);
    return Math.max(worst, Number.isNaN(error) ? Infinity : error);
  }, 0);
};

/**
 * Results below the least normal number are judged by absolute error, here of 64 units of the least subnormal. What is not judged by
 * its result alone may be a product of such a number with a large one: 2^24 units, of results that are nearly as small.
 */
const isTiny = (
  actual: number,
  exact: Real,
  { format, judged }: Pick<Asked, 'format' | 'judged'>,
): boolean => {
  const [normal, least] = format === 'f64' ? [-1018, 2 ** -1074] : [-122, 2 ** -149];
  const [below, units] = judged === 'exact' ? [normal, 64] : [normal + 18, 2 ** 24];
  const error = Math.abs(actual - exact.toNumber());
  return (
    (exact.magnitude() <= normal && error <= 64 * least) ||
    (exact.magnitude() <= below && error <= units * least)
  );
};

/** A total of single precision is a double: what overflows the format need not overflow it, and has digits all the same. */
const isBeyond = (actual: number, exact: Real, format: Format): boolean =>
  format === 'f32' && Number.isFinite(actual) && exact.magnitude() > 128;

/** What WGSL may lose: numbers below the least normal one, and what is made of such a number times up to a thousand. */
export const flushed = 2 ** -115;

/** Where WGSL promises nothing: beyond the largest number, and among the least ones but that it stays there. */
const isOutside = (actual: number, exact: Real): boolean =>
  exact.magnitude() > 127 || Math.abs(actual - exact.toNumber()) < flushed;
