// The stretches of a hull that count, from left to right: what lies between two peaks far apart is left out, and every peak is
// summed with steps of its own width.
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { Ground, Hull } from './hull.js';
import type { Named } from './loop.js';
import { loop } from './loop.js';
import { cellsBetween, marksOf, reach } from './marks.js';

/** More stretches than these are not summed. */
const mostStretches = 64;
const mostTurns = 24;
/** What is marked reaches a step to either side, and marks so many steps apart are of one stretch. */
const [aside, together] = [1, 2.5];

/** Between fewer whole numbers no peaks are told apart. */
const fewWhole = 4;

/** A part of a chart. */
export interface Stretch {
  readonly from: KernelNode;
  readonly to: KernelNode;
  /** Whether nothing counts there. */
  readonly isEmpty: KernelNode;
}

/** The marks of a grid that lie together with the first of them: as far as others would, beyond all numbers where there is none. */
const firstMarks = (
  { heightsAt, fineness }: Ground,
  { from, to, hull }: { readonly from: KernelNode; readonly to: KernelNode; readonly hull: Hull },
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
) => {
  const { call, constant, named } = builder;
  const { least } = reach[precision];
  const width = call('subtract', to, from);
  const cells = cellsBetween(width, fineness, builder);
  const step = named('step', call('divide', width, cells));
  const [low, high] = [constant(least), constant(-least)];
  const start = {
    cell: constant(0),
    first: high,
    until: high,
    before: low,
    middle: low,
  };
  const found = loop(builder, start, ({ cell, first, until, before, middle }) => {
    const u = named('u', call('add', from, call('multiply', cell, step)));
    const { weight, moments } = heightsAt(u, hull.peak);
    const seen = { weight, moments, top: hull.top, crests: hull.crests, cell, u, step, middle, before };
    const marks = marksOf({ ...seen, none: [high, low] }, builder, precision);
    const mark = named('mark', marks.low);
    const belongs = call('less', mark, until);
    const further = call('add', marks.high, call('multiply', constant(together), step));
    return {
      while: call('lessEqual', cell, cells),
      next: {
        cell: call('add', cell, constant(1)),
        first: call('minimum', first, call('select', belongs, mark, high)),
        until: call('select', belongs, further, until),
        before: middle,
        middle: weight,
      },
    };
  });
  return { ...found, step };
};

/** The first stretch from a place on, which may be empty: nothing counts there, or too little is left. */
const nextStretch = (
  ground: Ground,
  { from, hull }: { readonly from: KernelNode; readonly hull: Hull },
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): Stretch => {
  const { call, constant, named } = builder;
  const { least } = reach[precision];
  const { chart, isStepped } = ground;
  const start = {
    low: from,
    high: hull.to,
    turn: constant(0),
    narrows: constant(1),
    found: constant(1),
  };
  const isWide = (low: KernelNode, high: KernelNode): KernelNode =>
    call('less', constant(fewWhole), call('subtract', chart.at(high, builder).y, chart.at(low, builder).y));
  const zoom = loop(builder, start, ({ low, high, turn, narrows }) => {
    const { first, until, step } = firstMarks(ground, { from: low, to: high, hull }, builder, precision);
    const isEmpty = call('lessEqual', constant(-least), until);
    const begins = call('maximum', low, call('subtract', first, call('multiply', constant(aside), step)));
    const ends = call('subtract', until, call('multiply', constant(together - aside), step));
    const nextLow = named('begins', call('select', isEmpty, low, begins));
    const nextHigh = named('ends', call('select', isEmpty, high, call('minimum', high, ends)));
    const half = call('multiply', constant(0.5), call('subtract', high, low));
    const isNarrower = call('less', call('subtract', nextHigh, nextLow), half);
    const goesOn = isStepped ? call('and', isNarrower, isWide(nextLow, nextHigh)) : isNarrower;
    return {
      while: call('and', call('less', turn, constant(mostTurns)), call('less', constant(0), narrows)),
      next: {
        low: nextLow,
        high: nextHigh,
        turn: call('add', turn, constant(1)),
        narrows: call('select', goesOn, constant(1), constant(0)),
        found: call('select', isEmpty, constant(0), constant(1)),
      },
    };
  });
  return { from: zoom.low, to: zoom.high, isEmpty: call('less', zoom.found, constant(1)) };
};

/** What is added up of one stretch, nothing of an empty one, and whether that is settled. */
export type OverStretch = (stretch: Stretch) => {
  readonly sums: Named<string>;
  readonly settled: KernelNode;
};

/** Sums over all stretches of a hull. */
export const overStretches = (
  { ground, hull, none }: { readonly ground: Ground; readonly hull: Hull; readonly none: Named<string> },
  over: OverStretch,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): ReturnType<OverStretch> => {
  const { call, constant } = builder;
  const start = { cursor: hull.from, count: constant(0), fine: constant(1) };
  const last = loop<string>(builder, { ...start, ...none }, (now) => {
    const { cursor, count, fine } = now as Named<keyof typeof start>;
    const stretch = nextStretch(ground, { from: cursor, hull }, builder, precision);
    const { sums, settled } = over(stretch);
    const totals = Object.keys(none).map((key) => [key, call('add', now[key], sums[key])] as const);
    return {
      while: call('and', call('less', count, constant(mostStretches)), call('less', cursor, hull.to)),
      next: {
        cursor: stretch.to,
        count: call('add', count, constant(1)),
        fine: call('select', settled, fine, constant(0)),
        ...Object.fromEntries(totals),
      },
    };
  });
  const isThrough = call('lessEqual', hull.to, last['cursor']);
  return { sums: last, settled: call('and', isThrough, call('less', constant(0), last['fine'])) };
};
