// Where the weight of a family lies: the stretch of a chart outside of which nothing counts, found by looking at ever finer
// grids, and its top, found by steps from the best place of each. It is where exp(F) or one of the second moments is not below
// exp(−margin) of its largest, each moment by itself: that of a statistic which is 0 at the top and beside it lies farther out.
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { Chart } from './chart.js';
import { closerCrests } from './crests.js';
import type { Fineness } from './half-waves.js';
import type { Named } from './loop.js';
import { loop } from './loop.js';
import type { Heights, Tops } from './marks.js';
import { cellsBetween, marksOf, reach } from './marks.js';

const mostTurns = 24;
const mostSteps = 60;

/** What counts of a chart. */
export interface Hull extends Tops {
  readonly from: KernelNode;
  readonly to: KernelNode;
  /** Where the weight is largest. */
  readonly peak: KernelNode;
  /** Whether the weight has fallen before the chart ends, on either side. */
  readonly settled: KernelNode;
}

/** A weight that is no number, or too small for one, counts for nothing. */
export const held = (
  value: KernelNode,
  { call, constant }: KernelBuilder,
  precision: 'f64' | 'f32',
): KernelNode => {
  const least = constant(reach[precision].least);
  return call('select', call('less', least, value), value, least);
};

/** The heights at u, the moments about what the statistics are at the peak. */
export type HeightsAt = (u: KernelNode, peak: KernelNode) => Heights;

/** What is looked at, and on which chart with which cells. */
export interface Ground {
  readonly heightsAt: HeightsAt;
  readonly moments: number;
  readonly chart: Chart;
  readonly fineness: Fineness | null;
  /** Whether the outcome is a whole number, and the weight between two that of the nearer. */
  readonly isStepped: boolean;
}

interface Grid extends Tops {
  readonly left: KernelNode;
  readonly cells: KernelNode;
  readonly step: KernelNode;
  readonly right: KernelNode;
  readonly peak: KernelNode;
}

/** What the crests of the moments are called in loops. */
const crestNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => (count === 1 ? 'crest' : `crest${i + 1}`));

const byName = (names: readonly string[], nodes: readonly KernelNode[]): Named<string> =>
  Object.fromEntries(names.map((name, i) => [name, nodes[i]]));

/** Looks at the points of a grid: the first and the last that count by what is known of the tops, and better tops. */
const scanned = (heightsAt: HeightsAt, grid: Grid, builder: KernelBuilder, precision: 'f64' | 'f32') => {
  const { call, constant, named } = builder;
  const { left, right, cells, step, peak, top, crests } = grid;
  const names = crestNames(crests.length).map((name) => `most_${name}`);
  const start = {
    cell: constant(0),
    first: right,
    last: left,
    at: peak,
    most: top,
    before: top,
    middle: top,
  };
  // those of another peak say nothing of this one
  const lowest = names.map(() => constant(reach[precision].least));
  const all = { ...start, ...byName(names, lowest) };
  const found = loop<string>(builder, all, (now) => {
    const { cell, first, last, at, most, before, middle } = now as Named<keyof typeof start>;
    const u = named('u', call('add', left, call('multiply', cell, step)));
    const { weight, moments } = heightsAt(u, peak);
    const seen = { weight, moments, top, crests, cell, u, step, middle, before };
    const marks = marksOf({ ...seen, none: [right, left] }, builder, precision);
    return {
      while: call('lessEqual', cell, cells),
      next: {
        cell: call('add', cell, constant(1)),
        first: call('minimum', first, marks.low),
        last: call('maximum', last, marks.high),
        at: call('select', call('less', most, weight), u, at),
        most: call('maximum', most, weight),
        before: middle,
        middle: weight,
        ...byName(
          names,
          moments.map((moment, i) => call('maximum', now[names[i]], moment)),
        ),
      },
    };
  });
  return { ...(found as Named<keyof typeof start>), crests: names.map((name) => found[name]) };
};

/** From a place upwards, by steps that shrink where neither side is higher, until either side is as good as the top. */
const climbed = (
  heightAt: (u: KernelNode) => KernelNode,
  from: { readonly at: KernelNode; readonly top: KernelNode; readonly step: KernelNode },
  builder: KernelBuilder,
): { readonly at: KernelNode; readonly top: KernelNode } => {
  const { call, constant, named } = builder;
  const start = {
    climb: constant(0),
    summit: from.at,
    height: from.top,
    stride: from.step,
    gap: constant(2),
  };
  const { summit, height } = loop(builder, start, ({ climb, summit: at, height: top, stride, gap }) => {
    const left = named('leftOf', call('subtract', at, stride));
    const right = named('rightOf', call('add', at, stride));
    const heights = [named('leftHeight', heightAt(left)), named('rightHeight', heightAt(right))];
    const isLeft = call('less', heights[1], heights[0]);
    const best = named('best', call('maximum', heights[0], heights[1]));
    const rises = call('less', top, best);
    const lower = call('subtract', top, call('minimum', heights[0], heights[1]));
    return {
      while: call('and', call('less', climb, constant(mostSteps)), call('less', constant(1), gap)),
      next: {
        climb: call('add', climb, constant(1)),
        summit: call('select', rises, call('select', isLeft, left, right), at),
        height: call('maximum', top, best),
        stride: call('select', rises, stride, call('multiply', constant(0.25), stride)),
        gap: call('select', rises, constant(2), lower),
      },
    };
  });
  return { at: summit, top: height };
};

/** What is known of a weight after a turn. */
type Known = Named<'left' | 'right' | 'peak'> & Tops;

/** Looks once more, at a finer grid. */
const looked = (
  { heightsAt, fineness, chart: { span, ends } }: Ground,
  { left, right, peak, top, crests }: Known,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
) => {
  const { call, constant, named } = builder;
  const [first, last] = span[precision].map((end) => constant(end));
  const width = call('subtract', right, left);
  const cells = cellsBetween(width, fineness, builder);
  const step = named('step', call('divide', width, cells));
  const grid = { left, right, cells, step, peak, top, crests };
  const scan = scanned(heightsAt, grid, builder, precision);
  // beyond the chart there is nothing
  const inside = (u: KernelNode): KernelNode => call('minimum', call('maximum', u, first), last);
  const heightAt = (u: KernelNode): KernelNode => heightsAt(inside(u), peak).weight;
  const summit = climbed(heightAt, { at: scan.at, top: scan.most, step }, builder);
  const best = named('summitAt', inside(summit.at));
  const low = call('subtract', call('minimum', scan.first, best), step);
  const high = call('add', call('maximum', scan.last, best), step);
  const half = call('multiply', constant(0.5), step);
  const isInside = [
    ...(ends[0] ? [] : [call('less', first, call('subtract', scan.first, half))]),
    ...(ends[1] ? [] : [call('less', call('add', scan.last, half), last)]),
  ];
  return {
    left: named('low', call('maximum', left, low)),
    right: named('high', call('minimum', right, high)),
    peak: best,
    top: summit.top,
    crests: scan.crests,
    isInside: isInside.length === 0 ? null : isInside.reduce((a, b) => call('and', a, b)),
  };
};

/**
 * Finds the hull of a weight with so many moments. Between two points of a grid the weight is taken for as large as at the larger
 * of them.
 */
export const hullOfWeight = (ground: Ground, builder: KernelBuilder, precision: 'f64' | 'f32'): Hull => {
  const { call, constant } = builder;
  const { moments, chart } = ground;
  const { least } = reach[precision];
  const [first, last] = chart.span[precision];
  const isClosed = chart.ends.every(Boolean);
  const names = crestNames(moments);
  const start = {
    left: constant(first),
    right: constant(last),
    peak: constant((first + last) / 2),
    top: constant(least),
    ...byName(
      names,
      names.map(() => constant(least)),
    ),
    turn: constant(0),
    narrows: constant(1),
    ...(isClosed ? {} : { fits: constant(0) }),
  };
  const zoom = loop<string>(builder, start, (now) => {
    const known = { ...(now as Omit<Known, 'crests'>), crests: names.map((name) => now[name]) };
    const { isInside, crests, ...next } = looked(ground, known, builder, precision);
    const width = call('subtract', now['right'], now['left']);
    const isNarrower = call(
      'less',
      call('subtract', next.right, next.left),
      call('multiply', constant(0.5), width),
    );
    // a top that is still rising tells nothing of what counts
    const rises = call('less', call('add', now['top'], constant(0.5)), next.top);
    const isNew = call('select', isNarrower, constant(1), constant(0));
    return {
      while: call(
        'and',
        call('less', now['turn'], constant(mostTurns)),
        call('less', constant(0), now['narrows']),
      ),
      next: {
        ...next,
        ...byName(names, crests),
        turn: call('add', now['turn'], constant(1)),
        narrows: call('select', rises, constant(1), isNew),
        ...(isInside === null ? {} : { fits: call('select', isInside, constant(1), constant(0)) }),
      },
    };
  });
  const { left: from, right: to, peak, top } = zoom as Omit<Known, 'crests'>;
  const within = (u: KernelNode): KernelNode => call('minimum', call('maximum', u, from), to);
  const crests = closerCrests(
    (u) => ground.heightsAt(within(u), peak),
    { peak, width: call('subtract', to, from), top, crests: names.map((name) => zoom[name]) },
    builder,
  );
  const isHigh = call('and', call('less', constant(least), top), call('less', top, constant(-least)));
  const settled = isClosed ? isHigh : call('and', isHigh, call('less', constant(0), zoom['fits']));
  return { from, to, peak, top, crests, settled };
};
