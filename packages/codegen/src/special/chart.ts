// Charts of a scalar outcome: y as a function of u, so that what is near an end of the support, at any distance, is as wide as
// anything else. In u a weight that is a power of the distance from an end of an interval falls as exp(−exp|u|) does, so that a
// hundred places of the trapezoidal rule are enough (Takahasi and Mori 1974).
import type { Domain, Expression } from '@expfam/expression';
import { add, real, subtract, symbol } from '@expfam/expression';
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
  /** Between which u there are numbers of the precision. */
  readonly span: { readonly f64: readonly [number, number]; readonly f32: readonly [number, number] };
  /** Whether nothing is left beyond the first and the last u; else the weight has to end before them. */
  readonly ends: readonly [boolean, boolean];
  /** How wide in u the narrowest half wave of a formula is that has only one over the support; n times narrower with n. */
  readonly halfWave: number;
  /** Whether it shows a support of finite length. */
  readonly isBounded: boolean;
  readonly fromLow: Expression | null;
  readonly fromHigh: Expression | null;
}

/** The distance from an end, as formulas write it. */
export const distanceSymbol: Expression = symbol('distance', real.positive);

type Form = Omit<Chart, 'fromLow' | 'fromHigh'>;

/** Where y is an exponential of u a power of it takes some units of u to turn. */
const ofExponential = 4;

const line: Form = {
  span: { f64: [-700, 700], f32: [-80, 80] },
  ends: [false, false],
  halfWave: ofExponential,
  isBounded: false,
  at: (u, { call, constant, named }) => {
    const rise = named('rise', call('exp', u));
    const fall = named('fall', call('exp', call('negate', u)));
    const y = call('multiply', constant(0.5), call('subtract', rise, fall));
    const slope = call('multiply', constant(0.5), call('add', rise, fall));
    return { y, distance: y, isLow: null, logSlope: call('log', slope) };
  },
};

const away = (
  end: number,
  sign: 1 | -1,
  distance: KernelNode,
  { call, constant }: KernelBuilder,
): KernelNode => call(sign > 0 ? 'add' : 'subtract', constant(end), distance);

/** The distance is exp(u): for weights that fall faster than any power at the end, too. */
const beside = (end: number, sign: 1 | -1): Form => ({
  span: { f64: [-700, 700], f32: [-80, 80] },
  ends: [false, false],
  halfWave: ofExponential,
  isBounded: false,
  at: (u, builder) => {
    const distance = builder.named('distance', builder.call('exp', u));
    return { y: away(end, sign, distance, builder), distance, isLow: null, logSlope: u };
  },
});

/** The distance is exp(u − exp(−u)): for weights that are powers of it at the end. */
const besidePower = (end: number, sign: 1 | -1): Form => ({
  span: { f64: [-6.5, 700], f32: [-4.3, 80] },
  ends: [false, false],
  halfWave: ofExponential,
  isBounded: false,
  at: (u, builder) => {
    const { call, named } = builder;
    const fall = named('fall', call('exp', call('negate', u)));
    const logarithm = named('logDistance', call('subtract', u, fall));
    const distance = named('distance', call('exp', logarithm));
    const logSlope = call('add', logarithm, call('log1p', fall));
    return { y: away(end, sign, distance, builder), distance, isLow: null, logSlope };
  },
});

/** The distance from the nearer end is a share 1/(1 + exp(π·sinh |u|)) of the whole. */
const between = (from: number, to: number): Form => ({
  span: { f64: [-6, 6], f32: [-3.9, 3.9] },
  ends: [false, false],
  // in the middle y moves by π/4 of the whole for each unit of u
  halfWave: 4 / Math.PI,
  isBounded: true,
  at: (u, { call, constant, named }) => {
    const rise = named('rise', call('exp', call('abs', u)));
    const back = named('back', call('divide', constant(1), rise));
    const size = named('size', call('multiply', constant(-Math.PI / 2), call('subtract', rise, back)));
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
    const stretch = call('log', call('add', rise, back));
    const whole = call('add', size, constant(Math.log(((to - from) * Math.PI) / 2)));
    return { y, distance, isLow, logSlope: call('subtract', call('add', whole, stretch), twice) };
  },
});

/** Whole numbers that begin at one: its distance and 1 are exp(u). */
const counted = (end: number, sign: 1 | -1): Form => ({
  span: { f64: [0, 50], f32: [0, 20] },
  ends: [true, false],
  halfWave: ofExponential,
  isBounded: false,
  at: (u, builder) => {
    const distance = builder.named('distance', builder.call('expm1', u));
    return { y: away(end, sign, distance, builder), distance, isLow: null, logSlope: u };
  },
});

/** Whole numbers between two, as they are. */
const whole = (from: number, to: number): Form => ({
  span: { f64: [from, to], f32: [from, to] },
  ends: [true, true],
  halfWave: to - from,
  isBounded: true,
  at: (u, { call, constant }) => ({
    y: u,
    distance: call('subtract', u, constant(from)),
    isLow: null,
    logSlope: constant(0),
  }),
});

/**
 * The chart of a domain: of an interval, or of whole numbers as if they were one. `isSteep` tells whether the weight falls faster
 * than any power at the end of a half line. Null for what is neither.
 */
export const chartOf = (domain: Domain, isSteep = false): Chart | null => {
  if (domain.kind !== 'interval' && domain.kind !== 'range') return null;
  const { lower, upper } = hullOf(domain);
  const [isLow, isHigh] = [Number.isFinite(lower), Number.isFinite(upper)];
  const fromLow = isLow ? add(domain.lower, distanceSymbol) : null;
  const fromHigh = isHigh ? subtract(domain.upper, distanceSymbol) : null;
  if (!isLow && !isHigh) return { ...line, fromLow, fromHigh };
  if (domain.kind === 'range' && isLow && isHigh) return { ...whole(lower, upper), fromLow, fromHigh: null };
  if (isLow && isHigh) return { ...between(lower, upper), fromLow, fromHigh };
  const oneSided = domain.kind === 'range' ? counted : isSteep ? beside : besidePower;
  return { ...(isLow ? oneSided(lower, 1) : oneSided(upper, -1)), fromLow, fromHigh };
};
