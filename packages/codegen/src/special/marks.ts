// What of a grid counts: places whose weight, or that of a second moment, is within a margin of the largest, and places that rise
// above both neighbours so far that a peak between them may count.
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { Fineness } from './half-waves.js';

/**
 * How far down a precision looks for weight, so that second moments of a statistic that is a fourth power still have all
 * digits; how far out its exponentials go, and its numbers.
 */
export const reach = {
  f64: { margin: 60, outermost: 700, least: -1e300 },
  f32: { margin: 40, outermost: 86, least: -1e38 },
} as const;

const fewest = 24;

/** So many cells between two places of a chart. */
export const cellsBetween = (
  width: KernelNode,
  fineness: Fineness | null,
  { call, constant, named }: KernelBuilder,
): KernelNode => {
  if (fineness === null) return constant(fewest);
  const { widest, most } = fineness;
  const enough = named('enough', call('floor', call('multiply', constant(1 / widest), width)));
  const isTooMany = call('less', constant(most), enough);
  const cells = call('select', isTooMany, constant(fewest), call('maximum', enough, constant(fewest)));
  return named('cells', cells);
};

/** The logarithms of a weight and of the weight of each of its second moments at a place. */
export interface Heights {
  readonly weight: KernelNode;
  readonly moments: readonly KernelNode[];
}

/** The largest of them that are known. */
export interface Tops {
  readonly top: KernelNode;
  readonly crests: readonly KernelNode[];
}

/** A place of a grid, the weights one and two places before it, and what stands for no place on either side. */
export interface Looked extends Heights, Tops {
  readonly cell: KernelNode;
  readonly u: KernelNode;
  readonly step: KernelNode;
  readonly middle: KernelNode;
  readonly before: KernelNode;
  readonly none: readonly [beyond: KernelNode, below: KernelNode];
}

/**
 * The first and the last place that counts among a place and the one before it. What rises above its neighbours on the grid may be
 * a peak that is higher between them, by as much as it stands above the lower of them.
 */
export const marksOf = (
  { weight, moments, top, crests, cell, u, step, middle, before, none: [beyond, below] }: Looked,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): { readonly low: KernelNode; readonly high: KernelNode } => {
  const { call, constant, named } = builder;
  const margin = constant(-reach[precision].margin);
  const height = moments
    .map((moment, i) => call('subtract', moment, crests[i]))
    .reduce((a, b) => call('maximum', a, b), call('subtract', weight, top));
  const counts = call('less', margin, height);
  const earlier = named('earlier', call('subtract', u, step));
  const bend = call('subtract', middle, call('minimum', before, weight));
  const hidden = call('subtract', call('add', middle, bend), top);
  const isTop = call('lessEqual', call('maximum', before, weight), middle);
  // the first two places have no two neighbours before them
  const isInner = call('and', call('less', constant(1), cell), isTop);
  const mayCount = call('and', isInner, call('less', margin, hidden));
  return {
    low: call('select', mayCount, earlier, call('select', counts, u, beyond)),
    high: call('select', counts, u, call('select', mayCount, earlier, below)),
  };
};
