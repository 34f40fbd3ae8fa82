// Charts of a scalar outcome: y as a function of u on the whole line, so that what is near an end of the support, at any
// distance, is as wide as anything else. A weight that falls like a power of y falls exponentially in u.
import type { Domain, Expression } from '@expfam/expression';
import { add, infinity, subtract, symbol, zero } from '@expfam/expression';
import { hullOf } from '../float/domain.js';
import type { KernelBuilder, KernelNode } from '../kernel.js';

/** A place in a chart. */
export interface Place {
  readonly y: KernelNode;
  /** The distance from the end of the support that is near. */
  readonly distance: KernelNode;
  /** Whether that end is the lower one, where there are two. */
  readonly isLow: KernelNode | null;
  /** log |dy/du|. */
  readonly logSlope: KernelNode;
}

/** A chart: its places, and the outcome in the distance from either end; null where there is no such end. */
export interface Chart {
  readonly at: (u: KernelNode, builder: KernelBuilder) => Place;
  readonly fromLow: Expression | null;
  readonly fromHigh: Expression | null;
}

/** The distance from an end, as formulas write it. */
export const distanceSymbol: Expression = symbol('distance', {
  kind: 'interval', lower: zero, upper: infinity, lowerOpen: true, upperOpen: true,
}); // prettier-ignore

const line: Chart = {
  fromLow: null,
  fromHigh: null,
  at: (u, { call, constant, named }) => {
    const rise = named('rise', call('exp', u));
    const fall = named('fall', call('exp', call('negate', u)));
    const y = call('multiply', constant(0.5), call('subtract', rise, fall));
    const slope = call('multiply', constant(0.5), call('add', rise, fall));
    return { y, distance: y, isLow: null, logSlope: call('log', slope) };
  },
};

const beside = (end: number, sign: 1 | -1): Omit<Chart, 'fromLow' | 'fromHigh'> => ({
  at: (u, { call, constant, named }) => {
    const distance = named('distance', call('exp', u));
    const y = call(sign > 0 ? 'add' : 'subtract', constant(end), distance);
    return { y, distance, isLow: null, logSlope: u };
  },
});

const between = (from: number, to: number): Omit<Chart, 'fromLow' | 'fromHigh'> => ({
  at: (u, { call, constant, named }) => {
    const size = named('size', call('negate', call('abs', u)));
    const fall = named('fall', call('exp', size));
    const over = call('add', constant(1), fall);
    const distance = named('distance', call('divide', call('multiply', constant(to - from), fall), over));
    const isLow = call('less', u, constant(0));
    const y = call(
      'select',
      isLow,
      call('add', constant(from), distance),
      call('subtract', constant(to), distance),
    );
    const twice = call('multiply', constant(2), call('log1p', fall));
    const logSlope = call('subtract', call('add', size, constant(Math.log(to - from))), twice);
    return { y, distance, isLow, logSlope };
  },
});

/** The chart of a domain: of an interval, or of whole numbers as if they were one. Null for what is neither. */
export const chartOf = (domain: Domain): Chart | null => {
  if (domain.kind !== 'interval' && domain.kind !== 'range') return null;
  const { lower, upper } = hullOf(domain);
  const [isLow, isHigh] = [Number.isFinite(lower), Number.isFinite(upper)];
  if (!isLow && !isHigh) return line;
  return {
    ...(isLow && isHigh ? between(lower, upper) : isLow ? beside(lower, 1) : beside(upper, -1)),
    fromLow: isLow ? add(domain.lower, distanceSymbol) : null,
    fromHigh: isHigh ? subtract(domain.upper, distanceSymbol) : null,
  };
};
