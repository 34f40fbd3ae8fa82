// log ∫ exp(ν·t − p·exp(t) − q·exp(−t)) dt over the line, which is log(2·(q/p)^(ν/2)·K_ν(2√(pq))), and log K_ν(x) itself, each with
// the means and covariances that its derivatives are, those by the order included. Measured from its top the exponent is
// −a·(eˢ − 1 − s) − b·(e⁻ˢ − 1 + s) with a − b = ν and a·b = pq: nothing in it cancels, whatever the order.
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { loop } from './loop.js';
import { places } from './moments.js';
import { horner } from './tools.js';

/** How far down the weight is followed, the logarithm of the error of the rule (fourth moments grow by another exp(8)), the terms of exp about 0, the least a and b, and what exp can fall to. */
const reach = {
  f64: { margin: 50, digits: 50, terms: 19, least: 1e-300, most: 740 },
  f32: { margin: 34, digits: 31, terms: 11, least: 1e-37, most: 100 },
} as const;
const mostPlaces = 8192;
/** The rule is judged on a line no further out than this: at π/2 the integrand no longer falls. */
const widest = 1.35;

type Precision = 'f64' | 'f32';

/** √(x² + y²) for x, y ≥ 0, without an overflow on the way. */
const hypotenuse = (x: KernelNode, y: KernelNode, { call, constant, named }: KernelBuilder): KernelNode => {
  const most = named('most', call('maximum', x, y));
  const ratio = named('ratio', call('divide', call('minimum', x, y), most));
  return call('multiply', most, call('sqrt', call('add', constant(1), call('multiply', ratio, ratio))));
};

/** a, b and the top of the weight: exp of where it is, and its logarithm. */
const shapeOf = ([order, p, q]: readonly KernelNode[], builder: KernelBuilder) => {
  const { call, constant, named } = builder;
  const half = named('halfX', call('multiply', call('sqrt', p), call('sqrt', q)));
  const width = named('width', hypotenuse(call('multiply', constant(2), half), call('abs', order), builder));
  const big = named('big', call('multiply', constant(0.5), call('add', width, call('abs', order))));
  const small = named('small', call('multiply', call('divide', half, big), half));
  const isRising = call('lessEqual', constant(0), order);
  const a = named('a', call('select', isRising, big, small));
  const b = named('b', call('select', isRising, small, big));
  const scale = named('scale', call('select', isRising, call('divide', a, p), call('divide', q, b)));
  return { a, b, width, scale, at: named('at', call('log', scale)) };
};

/**
 * How far the weight counts on the side where a·eˢ ends it and b·s leads to it, second moments of eˢ included: an upper bound
 * for the root of a·(eˢ − 1 − s) = margin, or of b·s²/(2 + s) = margin + 2s where b alone ends it before.
 */
const reachOf = (a: KernelNode, b: KernelNode, builder: KernelBuilder, precision: Precision): KernelNode => {
  const { call, constant } = builder;
  const { margin, least } = reach[precision];
  const c = call('divide', constant(margin), call('maximum', a, constant(least)));
  const byEnd = call('log1p', call('add', c, call('sqrt', call('multiply', constant(2), c))));
  const over = call('subtract', b, constant(2));
  const held = call('maximum', over, constant(0.25));
  const middle = 4 + margin;
  const root = call(
    'sqrt',
    call('add', constant(middle * middle), call('multiply', constant(8 * margin), held)),
  );
  const bySlope = call('divide', call('add', constant(middle), root), call('multiply', constant(2), held));
  return call('select', call('less', constant(0.25), over), call('minimum', byEnd, bySlope), byEnd);
};

/**
 * The step. On the line Im s = d the integral has grown by at most (1/cos d)^(w + 3), second moments included, with w² = x² + ν²;
 * 1/cos d is below exp(d²/2·(1 + 0.37·d²)).
 */
const stepOf = (width: KernelNode, builder: KernelBuilder, precision: Precision): KernelNode => {
  const { call, constant, named } = builder;
  const { digits } = reach[precision];
  const w = named('growth', call('add', width, constant(3)));
  const d = named(
    'd',
    call('minimum', call('sqrt', call('divide', constant(2 * digits), w)), constant(widest)),
  );
  const square = named('dd', call('multiply', d, d));
  const secant = call(
    'multiply',
    call('multiply', constant(0.5), square),
    call('add', constant(1), call('multiply', constant(0.37), square)),
  );
  const needed = call('add', constant(digits), call('multiply', w, secant));
  return named('h', call('divide', call('multiply', constant(2 * Math.PI), d), needed));
};

/** eˢ − 1 − s, without cancellation at small s. */
const excessOf = (
  s: KernelNode,
  less: KernelNode,
  builder: KernelBuilder,
  { name, precision }: { readonly name: string; readonly precision: Precision },
): KernelNode => {
  const { call, constant, named } = builder;
  const near = named(`near${name}`, call('maximum', call('minimum', s, constant(1)), constant(-1)));
  const coefficients = [0.5];
  for (let n = 3; n < reach[precision].terms; n++) coefficients.push(coefficients[n - 3] / n);
  const series = call('multiply', call('multiply', near, near), horner(coefficients, near, builder, name));
  const isNear = call('less', call('abs', s), constant(1));
  return call('select', isNear, series, call('subtract', less, s));
};

const pairsOf = (count: number): readonly (readonly [number, number])[] =>
  Array.from({ length: count }, (_, i) => i).flatMap((i) =>
    Array.from({ length: i + 1 }, (_, j) => [i, j] as const),
  );

/** A place of the rule: its distance s from the top, eˢ − 1 and e⁻ˢ − 1, and those without their first terms. */
interface Place {
  readonly s: KernelNode;
  readonly rise: KernelNode;
  readonly fall: KernelNode;
  readonly up: KernelNode;
  readonly down: KernelNode;
}

/** What is averaged: how far it is from its value at the top, in units of its own. */
type Apart = (place: Place) => readonly KernelNode[];

/** Σ w, Σ w·d and Σ w·d·d′ over the places of the rule. */
const totalsOf = (
  { a, b, width }: ReturnType<typeof shapeOf>,
  { apart, count: averaged }: { readonly apart: Apart; readonly count: number },
  builder: KernelBuilder,
  precision: Precision,
) => {
  const { call, constant, named } = builder;
  const pairs = pairsOf(averaged);
  const step = stepOf(width, builder, precision);
  const before = named('before', call('floor', call('divide', reachOf(b, a, builder, precision), step)));
  const after = call('floor', call('divide', reachOf(a, b, builder, precision), step));
  const count = named('count', call('add', call('add', before, after), constant(1)));
  const sums = Array.from({ length: 1 + averaged + pairs.length }, (_, i) => `s${i}`);
  const start: Readonly<Record<string, KernelNode>> = {
    k: constant(0),
    ...Object.fromEntries(sums.map((sum) => [sum, constant(0)])),
  };
  const last = loop(builder, start, (now) => {
    const s = named('s', call('multiply', call('subtract', now['k'], before), step));
    const rise = named('rise', call('expm1', s));
    const fall = named('fall', call('expm1', call('negate', s)));
    const up = named('up', excessOf(s, rise, builder, { name: 'Up', precision }));
    const down = named('down', excessOf(call('negate', s), fall, builder, { name: 'Down', precision }));
    const drop = call('add', call('multiply', a, up), call('multiply', b, down));
    const held = call('minimum', drop, constant(reach[precision].most));
    const weight = named('weight', call('exp', call('negate', held)));
    const distances = apart({ s, rise, fall, up, down }).map((d, i) => named(`d${i + 1}`, d));
    const weighed = distances.map((d, i) => named(`wd${i + 1}`, call('multiply', weight, d)));
    const terms = [weight, ...weighed, ...pairs.map(([i, j]) => call('multiply', weighed[i], distances[j]))];
    const next = sums.map((sum, i) => [sum, call('add', now[sum], terms[i])] as const);
    return {
      while: call('less', now['k'], call('minimum', count, constant(mostPlaces))),
      next: { k: call('add', now['k'], constant(1)), ...Object.fromEntries(next) },
    };
  });
  return { step, count, sums: sums.map((sum) => last[sum]) };
};

/** A statistic of t: what it is at the top, and the unit of its distances from there. */
interface Statistic {
  readonly at: KernelNode;
  readonly unit: KernelNode;
}

/** The logarithm of the integral, the means of the statistics and their covariances. */
const momentsUnder = (
  { shape, statistics, apart, top }: {
    readonly shape: ReturnType<typeof shapeOf>;
    readonly statistics: readonly Statistic[];
    readonly apart: Apart;
    /** The logarithm of the weight at its top. */
    readonly top: KernelNode;
  }, // prettier-ignore
  builder: KernelBuilder,
  precision: Precision,
): readonly KernelNode[] => {
  const { call, constant, named } = builder;
  const averaged = statistics.length;
  const { step, count, sums } = totalsOf(shape, { apart, count: averaged }, builder, precision);
  const [sum, ...totals] = sums;
  const isInside = call('less', constant(0), call('minimum', shape.a, shape.b));
  const isGood = call('and', call('less', count, constant(mostPlaces)), isInside);
  // 0, or NaN where the rule cannot reach
  const spoilt = named('spoilt', call('log', call('select', isGood, constant(1), constant(-1))));
  const distances = statistics.map((_, i) => named(`e${i + 1}`, call('divide', totals[i], sum)));
  const means = statistics.map(({ at, unit }, i) => call('add', at, call('multiply', unit, distances[i])));
  const covariances = pairsOf(averaged).map(([i, j], k) => {
    const square = call('multiply', distances[i], distances[j]);
    const own = call('subtract', call('divide', totals[averaged + k], sum), square);
    return call('multiply', call('multiply', own, statistics[i].unit), statistics[j].unit);
  });
  const logarithm = call('add', top, call('log', call('multiply', step, sum)));
  return [logarithm, ...means, ...covariances].map((value) => call('add', value, spoilt));
};

/** Where its numbers are: the logarithm, the means of t, eᵗ and e⁻ᵗ, and their covariances. */
export const integralPlaces = places(3, 3);

/** The function of ν, p and q. */
export const besselIntegral: SpecialFunction = {
  name: 'besselIntegral',
  arity: 3,
  results: integralPlaces.count,
  about:
    'the logarithm of the integral of exp(x1 * t - x2 * exp(t) - x3 * exp(-t)) over all t, the means of t, exp(t) and exp(-t) under this weight and their covariances, within 24 ulp of the largest term, by the trapezoidal rule from the top of the weight',
  define: (builder, args, precision) => {
    const { call, constant, named } = builder;
    const shape = shapeOf(args, builder);
    const { width, scale, at } = shape;
    const inverse = named('inverse', call('divide', constant(1), scale));
    const statistics = [
      { at, unit: constant(1) },
      { at: scale, unit: scale },
      { at: inverse, unit: inverse },
    ];
    const top = call('subtract', call('multiply', args[0], at), width);
    const apart: Apart = ({ s, rise, fall }) => [s, rise, fall];
    return momentsUnder({ shape, statistics, apart, top }, builder, precision);
  },
};

/** Where its numbers are: log K, the means of t and cosh t, and their covariances. */
export const orderPlaces = places(2, 2);

/** log K_ν(x) and its derivatives: as functions of ν those of t, as functions of x those of −cosh t. */
export const besselKOrder: SpecialFunction = {
  name: 'besselKOrder',
  arity: 2,
  results: orderPlaces.count,
  about:
    'log(besselK(x1, x2)), the means of t and cosh(t) under the weight exp(x1 * t - x2 * cosh(t)) and their covariances, within 24 ulp of the largest term, by the trapezoidal rule from the top of the weight',
  define: (builder, [order, x], precision) => {
    const { call, constant, named } = builder;
    const half = named('halfOfX', call('multiply', constant(0.5), x));
    const shape = shapeOf([order, half, half], builder);
    const { width, at } = shape;
    // cosh t − cosh t₀ = cosh t₀·(cosh s − 1) + sinh t₀·sinh s
    const cosh = named('coshOfTop', call('divide', width, x));
    const sinh = named('sinhOfTop', call('divide', order, x));
    const apart: Apart = ({ s, rise, fall, up, down }) => [
      s,
      call(
        'multiply',
        constant(0.5),
        call(
          'add',
          call('multiply', cosh, call('add', up, down)),
          call('multiply', sinh, call('subtract', rise, fall)),
        ),
      ),
    ];
    const statistics = [
      { at, unit: constant(1) },
      { at: cosh, unit: constant(1) },
    ];
    const top = call('subtract', call('subtract', call('multiply', order, at), width), constant(Math.LN2));
    return momentsUnder({ shape, statistics, apart, top }, builder, precision);
  },
};
