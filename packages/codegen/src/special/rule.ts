// The trapezoidal rule on the hull of a weight, laid from its top. Its step is halved until two rules in a row agree: halving it
// squares the error, so the second has twice the digits to which they agree.
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { Chart } from './chart.js';
import type { Integrand } from './exponent.js';
import type { Hull } from './hull.js';
import { held } from './hull.js';
import type { Named } from './loop.js';
import { loop } from './loop.js';

/** A place of a rule: the logarithm of its weight relative to the top, and what is averaged. */
export interface Weighed {
  readonly weight: KernelNode;
  readonly values: readonly KernelNode[];
}

/** So many places, the k-th of them. */
export interface Places {
  readonly count: KernelNode;
  readonly at: (k: KernelNode) => Weighed;
}

/** Sums over places, added to sums that are known. */
export type Adding = (places: Places, known: Named<string>) => Named<string>;

/** What is summed, and which of the sums tell whether a rule is fine enough. */
export interface Summing {
  readonly add: Adding;
  readonly none: Named<string>;
  readonly watched: readonly string[];
}

/** A rule: how sums over its places are taken. */
export interface Rule {
  readonly total: (summing: Summing) => {
    readonly sums: Named<string>;
    readonly step: KernelNode;
    /** Whether the places were enough. */
    readonly settled: KernelNode;
  };
  /** Whether a place of weight 1 at the peak is left out. */
  readonly hasUnit: boolean;
  /** The logarithm of the unit of the weights. */
  readonly top: KernelNode;
  /** What is averaged, at the peak. */
  readonly centre: readonly KernelNode[];
}

/** What rules are made of. */
export interface Found {
  readonly hull: Hull;
  readonly integrand: Integrand;
  readonly chart: Chart;
}

const cells = 32;
const mostTurns = 9;
/** To what two rules in a row must agree. */
const agreement = { f64: 2 ** -29, f32: 2 ** -14 } as const;

/** By how much a sum is more than agreed off twice what it was with half of the places. */
const missedBy = (
  [sum, before]: readonly [KernelNode, KernelNode],
  { call, constant }: KernelBuilder,
  precision: 'f64' | 'f32',
): KernelNode => {
  const change = call('subtract', sum, call('multiply', constant(2), before));
  return call('subtract', call('abs', change), call('multiply', constant(agreement[precision]), sum));
};

/** Sums over a grid from `begin` on that is halved until it is fine enough. */
const refined = (
  { begin, step, place }: {
    readonly begin: KernelNode;
    readonly step: KernelNode;
    readonly place: (u: KernelNode) => Weighed;
  }, // prettier-ignore
  { add, none, watched }: Summing,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): ReturnType<Rule['total']> => {
  const { call, constant, named } = builder;
  const [zero, half] = [constant(0), constant(0.5)];
  const start = { turn: zero, places: constant(cells + 2), grid: step, shift: zero, missed: constant(1) };
  const last = loop<string>(builder, { ...start, ...none }, (now) => {
    const { turn, places, grid, shift, missed } = now as Named<keyof typeof start>;
    const first = named('firstPlace', call('add', begin, call('multiply', shift, grid)));
    const at = (k: KernelNode): Weighed => place(named('u', call('add', first, call('multiply', k, grid))));
    const sums = add({ count: places, at }, now);
    const off = watched.map((key) => missedBy([sums[key], now[key]], builder, precision));
    // the first rule has whole cells, the others what lies half a cell on
    const isFirst = call('less', turn, constant(1));
    return {
      while: call('and', call('less', turn, constant(mostTurns)), call('less', zero, missed)),
      next: {
        turn: call('add', turn, constant(1)),
        places: call('select', isFirst, places, call('multiply', constant(2), places)),
        grid: call('select', isFirst, grid, call('multiply', half, grid)),
        shift: half,
        missed: off.reduce((a, b) => call('maximum', a, b)),
        ...sums,
      },
    };
  });
  return { sums: last, step: last['grid'], settled: call('lessEqual', last['missed'], zero) };
};

/** The rule for an integral. */
export const trapezoid = (
  { hull, integrand, chart }: Found,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): Rule => {
  const { call, constant, named } = builder;
  const { from, to, peak, top } = hull;
  const place = (u: KernelNode): Weighed => {
    const at = chart.at(u, builder);
    const height = held(call('add', integrand.exponent(at), at.logSlope), builder, precision);
    return { weight: call('subtract', height, top), values: integrand.averaged(at) };
  };
  const total: Rule['total'] = (summing) => {
    const step = named('firstStep', call('multiply', constant(1 / cells), call('subtract', to, from)));
    // the top is one of the places, so that a peak between two others is seen
    const behind = call('divide', call('subtract', peak, from), step);
    const before = call('floor', call('add', behind, constant(1)));
    const begin = named('begin', call('subtract', peak, call('multiply', before, step)));
    return refined({ begin, step, place }, summing, builder, precision);
  };
  return { total, hasUnit: false, top, centre: integrand.averaged(chart.at(peak, builder)) };
};
