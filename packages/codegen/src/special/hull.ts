// Where the weight of a family lies: the stretch of a chart outside of which nothing counts, found by looking at ever finer
// grids. It is where exp(F) or one of the second moments is not below exp(−margin) of its largest.
import type { KernelBuilder, KernelNode } from '../kernel.js';
import { loop } from './loop.js';

/**
 * How far down a precision looks for weight, so that second moments of a statistic that is a fourth power still have all
 * digits; how far below the whole the error of a rule is to be; how far out the numbers of the precision go.
 */
export const reach = {
  f64: { margin: 60, digits: 46, outermost: 700, least: -1e300 },
  f32: { margin: 40, digits: 27, outermost: 80, least: -1e38 },
} as const;

const cells = 32;
const mostTurns = 24;

/** The logarithms of a weight and of the weight of its second moments at a place. */
export interface Heights {
  readonly weight: KernelNode;
  readonly moments: KernelNode;
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
  readonly crest: KernelNode;
}

/** Looks at the points of a grid: the first and the last that count by what is known of the tops, and better tops. */
const scanned = (heightsAt: HeightsAt, grid: Grid, builder: KernelBuilder, margin: number) => {
  const { call, constant, named } = builder;
  const { left, right, step, peak, top, crest } = grid;
  const start = { cell: constant(0), first: right, last: left, at: peak, most: top, mostCrest: crest };
  return loop(builder, start, ({ cell, first, last, at, most, mostCrest }) => {
    const u = named('u', call('add', left, call('multiply', cell, step)));
    const { weight, moments } = heightsAt(u, peak);
    const below = call('maximum', call('subtract', weight, top), call('subtract', moments, crest));
    const counts = call('less', constant(-margin), below);
    return {
      while: call('lessEqual', cell, constant(cells)),
      next: {
        cell: call('add', cell, constant(1)),
        first: call('select', counts, call('minimum', first, u), first),
        last: call('select', counts, call('maximum', last, u), last),
        at: call('select', call('less', most, weight), u, at),
        most: call('maximum', most, weight),
        mostCrest: call('maximum', mostCrest, moments),
      },
    };
  });
};

/** Finds the hull. Between two points of a grid the weight is taken for as large as at the larger of them. */
export const hullOfWeight = (
  heightsAt: HeightsAt,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): Hull => {
  const { call, constant, named } = builder;
  const { margin, outermost, least } = reach[precision];
  const start = {
    left: constant(-outermost),
    right: constant(outermost),
    peak: constant(0),
    top: constant(least),
    crest: constant(least),
    turn: constant(0),
    narrows: constant(1),
  };
  const zoom = loop(builder, start, ({ left, right, peak, top, crest, turn, narrows }) => {
    const step = named('step', call('multiply', constant(1 / cells), call('subtract', right, left)));
    const scan = scanned(heightsAt, { left, right, step, peak, top, crest }, builder, margin);
    const low = call('subtract', call('minimum', scan.first, scan.at), step);
    const high = call('add', call('maximum', scan.last, scan.at), step);
    const nextLeft = named('low', call('maximum', left, low));
    const nextRight = named('high', call('minimum', right, high));
    const half = call('multiply', constant(0.5), call('subtract', right, left));
    const isNarrower = call('less', call('subtract', nextRight, nextLeft), half);
    // a top that is still rising tells nothing of what counts
    const rises = call('less', call('add', top, constant(0.5)), scan.most);
    const isNew = call('select', isNarrower, constant(1), constant(0));
    return {
      while: call('and', call('less', turn, constant(mostTurns)), call('less', constant(0), narrows)),
      next: {
        left: nextLeft,
        right: nextRight,
        peak: scan.at,
        top: scan.most,
        crest: scan.mostCrest,
        turn: call('add', turn, constant(1)),
        narrows: call('select', rises, constant(1), isNew),
      },
    };
  });
  const settled = call(
    'and',
    call('and', call('less', constant(-outermost), zoom.left), call('less', zoom.right, constant(outermost))),
    call('and', call('less', constant(least), zoom.top), call('less', zoom.top, constant(-least))),
  );
  return { from: zoom.left, to: zoom.right, peak: zoom.peak, top: zoom.top, settled };
};
