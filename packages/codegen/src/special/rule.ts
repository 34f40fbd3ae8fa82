// The trapezoidal rule on a stretch of a weight, laid from its top. Its step is made a third of itself until two rules in
// a row agree: that cubes the error, so the second has three times the digits to which they agree. Halves would not do: where two
// equal peaks lie an odd number of half steps apart, the largest parts of their errors cancel, and a rule agrees with its half.
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { Integrand } from './exponent.js';
import type { Ground, Hull } from './hull.js';
import { held } from './hull.js';
import type { Named } from './loop.js';
import { loop } from './loop.js';
import { reach } from './marks.js';
import { overStretches } from './stretches.js';
import type { OverStretch, Stretch } from './stretches.js';

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
  /** And the largest terms of each. */
  readonly watched: Named<string>;
}

/** A rule: how sums over its places are taken. */
export interface Rule {
  readonly total: (summing: Summing) => {
    /** Each in units of the top, times the step of its stretch. */
    readonly sums: Named<string>;
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
  readonly ground: Ground;
  readonly hull: Hull;
  readonly integrand: Integrand;
}

/** No ratio of whole numbers: the peaks of a weight lie at such ratios of the grids on which its hull was found. */
const cells = 19 + (Math.sqrt(5) + 1) / 2;
const mostTurns = 6;
/** To what two rules in a row must agree, and what of the top is nothing: a stretch of less need not agree with itself. */
const agreement = {
  f64: { share: 2 ** -19, nothing: 2 ** -64 },
  f32: { share: 2 ** -10, nothing: 2 ** -40 },
} as const;

/** By how much a sum is more than agreed off three times what it was with a third of the places. */
const missedBy = (
  { sum, before, crest }: Named<'sum' | 'before' | 'crest'>,
  { call, constant }: KernelBuilder,
  precision: 'f64' | 'f32',
): KernelNode => {
  const { share, nothing } = agreement[precision];
  const change = call('subtract', sum, call('multiply', constant(3), before));
  const agreed = call('multiply', constant(share), sum);
  return call(
    'subtract',
    call('abs', change),
    call('add', agreed, call('multiply', constant(nothing), crest)),
  );
};

/** Sums over a grid from `begin` on that is made finer until it is fine enough. */
const refined = (
  { begin, step, place, isEmpty }: {
    readonly begin: KernelNode;
    readonly step: KernelNode;
    readonly place: (u: KernelNode) => Weighed;
    readonly isEmpty: KernelNode;
  }, // prettier-ignore
  { add, none, watched }: Summing,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): ReturnType<OverStretch> => {
  const { call, constant, named } = builder;
  const [zero, one, third] = [constant(0), constant(1), constant(1 / 3)];
  const first = { turn: zero, fresh: constant(Math.ceil(cells) + 2), grid: step };
  const start = { ...first, last: step, missed: call('select', isEmpty, zero, one), ...none };
  const end = loop<string>(builder, start, (now) => {
    const { turn, fresh, grid, missed } = now as Named<'turn' | 'fresh' | 'grid' | 'missed'>;
    const isFirst = call('less', turn, one);
    // the first rule has every place, the others two of three: 1, 2, 4, 5, 7, …
    const at = (k: KernelNode): Weighed => {
      const pairs = call('floor', call('multiply', constant(0.5), k));
      const skipped = call('select', isFirst, k, call('add', call('add', k, pairs), one));
      return place(named('u', call('add', begin, call('multiply', skipped, grid))));
    };
    const sums = add({ count: fresh, at }, now);
    const off = Object.entries(watched).map(([key, crest]) =>
      missedBy({ sum: sums[key], before: now[key], crest }, builder, precision),
    );
    return {
      while: call('and', call('less', turn, constant(mostTurns)), call('less', zero, missed)),
      next: {
        turn: call('add', turn, one),
        fresh: call('multiply', call('select', isFirst, constant(2), constant(3)), fresh),
        grid: call('multiply', third, grid),
        last: grid,
        missed: off.reduce((a, b) => call('maximum', a, b)),
        ...sums,
      },
    };
  });
  const scaled = Object.keys(none).map((key) => [key, call('multiply', end['last'], end[key])] as const);
  return { sums: Object.fromEntries(scaled), settled: call('lessEqual', end['missed'], zero) };
};

/** The rule for an integral. */
export const trapezoid = (
  { ground, hull, integrand }: Found,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): Rule => {
  const { call, constant, named } = builder;
  const { chart } = ground;
  const within = ({ from, to }: Stretch, u: KernelNode): Weighed => {
    const at = chart.at(u, builder);
    const height = held(call('add', integrand.exponent(at), at.logSlope), builder, precision);
    // a step beyond a stretch the next one may begin
    const isInside = call('and', call('lessEqual', from, u), call('lessEqual', u, to));
    const weight = call('select', isInside, height, constant(reach[precision].least));
    return { weight: call('subtract', weight, hull.top), values: integrand.averaged(at) };
  };
  const total: Rule['total'] = (summing) => {
    const over = (stretch: Stretch): ReturnType<OverStretch> => {
      const { from, to, isEmpty } = stretch;
      const place = (u: KernelNode): Weighed => within(stretch, u);
      const step = named('firstStep', call('multiply', constant(1 / cells), call('subtract', to, from)));
      // the top is one of the places, so that a peak between two others is seen
      const behind = call('divide', call('subtract', hull.peak, from), step);
      const before = call('floor', call('add', behind, constant(1)));
      const begin = named('begin', call('subtract', hull.peak, call('multiply', before, step)));
      return refined({ begin, step, place, isEmpty }, summing, builder, precision);
    };
    return overStretches({ ground, hull, none: summing.none }, over, builder, precision);
  };
  return { total, hasUnit: false, top: hull.top, centre: integrand.averaged(chart.at(hull.peak, builder)) };
};
