// Where the weight of a family lies: the stretch of a chart outside of which nothing counts, found by looking at ever finer
// grids, and its top, found by steps from the best place of each. It is where exp(F) or one of the second moments is not below
// exp(−margin) of its largest, each moment by itself: that of a statistic which is 0 at the top and beside it lies farther out.
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { Chart } from './chart.js';
import type { Named } from './loop.js';
import { loop } from './loop.js';

/**
 * How far down a precision looks for weight, so that second moments of a statistic that is a fourth power still have all
 * digits; how far out its exponentials go, and its numbers.
 */
export const reach = {
  f64: { margin: 60, outermost: 700, least: -1e300 },
  f32: { margin: 40, outermost: 86, least: -1e38 },
} as const;

const cells = 24;
const mostTurns = 24;
const mostSteps = 60;

/** The logarithms of a weight and of the weight of each of its second moments at a place. */
export interface Heights {
  readonly weight: KernelNode;
  readonly moments: readonly KernelNode[];
}

/** A stretch of a chart. */
export interface Hull {
  readonly from: KernelNode;
  readonly to: KernelNode;
  /** Where the weight is largest, and its logarithm there. */
  readonly peak: KernelNode;
  readonly top: KernelNode;
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
type HeightsAt = (u: KernelNode, peak: KernelNode) => Heights;

interface Grid {
  readonly left: KernelNode;
  readonly step: KernelNode;
  readonly right: KernelNode;
  readonly peak: KernelNode;
  readonly top: KernelNode;
  readonly crests: readonly KernelNode[];
}

/** What the crests of the moments are called in loops. */
const crestNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => (count === 1 ? 'crest' : `crest${i + 1}`));

const byName = (names: readonly string[], nodes: readonly KernelNode[]): Named<string> =>
  Object.fromEntries(names.map((name, i) => [name, nodes[i]]));

/**
 * Looks at the points of a grid: the first and the last that count by what is known of the tops, and better tops. What rises
 * above its neighbours on the grid may be a peak that is higher between them, by as much as it stands above both.
 */
const scanned = (heightsAt: HeightsAt, grid: Grid, builder: KernelBuilder, margin: number) => {
  const { call, constant, named } = builder;
  const { left, right, step, peak, top, crests } = grid;
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
  const all = { ...start, ...byName(names, crests) };
  const found = loop<string>(builder, all, (now) => {
    const { cell, first, last, at, most, before, middle } = now as Named<keyof typeof start>;
    const u = named('u', call('add', left, call('multiply', cell, step)));
    const { weight, moments } = heightsAt(u, peak);
    const below = moments
      .map((moment, i) => call('subtract', moment, crests[i]))
      .reduce((a, b) => call('maximum', a, b), call('subtract', weight, top));
    const counts = call('less', constant(-margin), below);
    const earlier = named('earlier', call('subtract', u, step));
    const sides = named('sides', call('maximum', before, weight));
    const bend = call('subtract', middle, call('minimum', before, weight));
    const hidden = call('subtract', call('add', middle, bend), top);
    const mayCount = call('and', call('less', sides, middle), call('less', constant(-margin), hidden));
    const begins = call('select', counts, u, right);
    const ends = call('select', counts, u, left);
    return {
      while: call('lessEqual', cell, constant(cells)),
      next: {
        cell: call('add', cell, constant(1)),
        first: call('minimum', first, call('select', mayCount, earlier, begins)),
        last: call('maximum', last, call('select', mayCount, call('maximum', earlier, ends), ends)),
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
interface Known extends Named<'left' | 'right' | 'peak' | 'top'> {
  readonly crests: readonly KernelNode[];
}

/** Looks once more, at a finer grid. */
const looked = (
  heightsAt: HeightsAt,
  { left, right, peak, top, crests, chart: { span, ends } }: Known & { readonly chart: Chart },
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
) => {
  const { call, constant, named } = builder;
  const [first, last] = span[precision].map((end) => constant(end));
  const step = named('step', call('multiply', constant(1 / cells), call('subtract', right, left)));
  const grid = { left, right, step, peak, top, crests };
  const scan = scanned(heightsAt, grid, builder, reach[precision].margin);
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
export const hullOfWeight = (
  {
    heightsAt,
    moments,
    chart,
  }: { readonly heightsAt: HeightsAt; readonly moments: number; readonly chart: Chart },
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): Hull => {
  const { call, constant } = builder;
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
    const { isInside, crests, ...next } = looked(heightsAt, { ...known, chart }, builder, precision);
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
  const isHigh = call('and', call('less', constant(least), top), call('less', top, constant(-least)));
  const settled = isClosed ? isHigh : call('and', isHigh, call('less', constant(0), zoom['fits']));
  return { from, to, peak, top, settled };
};
