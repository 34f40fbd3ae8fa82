// log of Γ(ν + 1)·(2/x)^ν·I_ν(x) as a function of s = x² and its derivatives, for whole and half orders ν: what the normaliser
// of a distribution on a sphere is made of. It is 0 at s = 0, where nothing is singular: near it series of positive terms hold,
// far from it those in 1/x, and for large orders an integral.
import { number, rationalOf } from '@expfam/expression';
import type { Rational } from '@expfam/expression';
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { sphereIntegral } from './sphere-integral.js';
import { horner } from './tools.js';

const rational = (over: number, under = 1): Rational => rationalOf(number(over, under));
const zero = rational(0);
const one = rational(1);

/** Beyond this exp(−2x) is nothing, and so is what the series in 1/x leave out. */
const least = { f64: 20, f32: 10 } as const;
const mostTerms = 96;

type Precision = 'f64' | 'f32';

/** Numbers of which each follows from the one before by a quotient. */
const byQuotients = (first: Rational, quotient: (k: number) => Rational): Rational[] => {
  const all = [first];
  for (let k = 0; k < mostTerms; k++) all.push(all[k].multiply(quotient(k)));
  return all;
};

/**
 * In what z is counted up to the end of the near side: in single precision by a power of two, for else the coefficients of orders
 * from 5/2 on are too small to be numbers there.
 */
const unitOf = (end: number, precision: Precision): number =>
  precision === 'f64' ? 1 : 2 ** Math.floor(Math.log2(end ** 2 / 4));

/** z = s/4 in its unit, up to the end of the near side. */
const nearArgument = (
  s: KernelNode,
  end: number,
  { precision, builder }: { readonly precision: Precision; readonly builder: KernelBuilder },
): KernelNode => {
  const { call, constant, named } = builder;
  const near = call('minimum', s, constant(end ** 2));
  return named('z', call('multiply', constant(0.25 / unitOf(end, precision)), near));
};

/** The coefficients of a series of positive terms in z that count up to the end of the near side. */
const counting = (all: readonly Rational[], end: number, precision: Precision): number[] => {
  const limit = precision === 'f64' ? 2 ** -57 : 2 ** -28;
  const unit = unitOf(end, precision);
  const numbers = all.map((c) => c.toNumber());
  const terms = numbers.map((c, k) => c * (end ** 2 / 4) ** k);
  const sum = terms.reduce((a, b) => a + b);
  const last = terms.findLastIndex((term) => term > sum * limit);
  return numbers.slice(0, last + 1).map((c, k) => c * unit ** k);
};

/** Γ(ν + 1)·(2/x)^ν·I_ν(x) in s/4: Σ z^k/(k!·(ν + 1)…(ν + k)); `twice` is 2ν. */
const hypergeometric = (twice: number): Rational[] =>
  byQuotients(one, (k) => rational(2, (k + 1) * (twice + 2 + 2 * k)));

/** I(ν+1)² − I(ν)·I(ν+2) over Γ(ν + 1)^−2·z^(ν+1): its terms are all positive. */
const turan = (twice: number): Rational[] => {
  const first = rational(8, (twice + 2) ** 2 * (twice + 4));
  return byQuotients(first, (k) =>
    rational(
      4 * (twice + 3 + 2 * k) * (twice + 4 + 2 * k),
      (twice + 3 + k) * (k + 1) * (twice + 4 + 2 * k) * (twice + 6 + 2 * k),
    ),
  );
};

/** The coefficients g₁, g₂, … of log(√(2πx)·exp(−x)·I_ν(x)) in 1/x, after g₀ = 0. */
const asymptotic = (twice: number, terms: number): Rational[] => {
  const c = [one];
  for (let k = 1; k <= terms; k++) c.push(c[k - 1].multiply(rational((2 * k - 1) ** 2 - twice ** 2, 8 * k)));
  const slopes = [zero];
  for (let k = 1; k <= terms; k++) {
    const known = slopes.reduce((sum, slope, j) => sum.add(slope.multiply(c[k - j])), zero);
    slopes.push(c[k].multiply(rational(k)).subtract(known));
  }
  return slopes.map((slope, k) => (k === 0 ? zero : slope.divide(rational(k))));
};

/** The series in 1/x, cut where nothing more counts, and where the far side begins. */
const farSeries = (
  twice: number,
  precision: Precision,
): { readonly g: readonly number[]; readonly end: number } => {
  const limit = precision === 'f64' ? 2 ** -56 : 2 ** -27;
  const g = asymptotic(twice, 2 * least[precision]).map((each) => each.toNumber());
  for (let end = Math.max(least[precision], 4 * (1 + twice)); end <= 80; end += 4) {
    const cut = g.findIndex((_, k) => [k, k + 1].every((i) => i > 0 && isNothing(g[i] ?? 0, i, end, limit)));
    if (cut > 0 && cut < g.length - 1) return { g: g.slice(0, cut), end };
  }
  throw new RangeError(`no series of order ${twice / 2} in 1/x ends`);
};

const isNothing = (g: number, k: number, end: number, limit: number): boolean =>
  Math.abs(g) * k * (k + 2) * end ** -k < limit;

const halfLogPi = Math.log(Math.PI) / 2;

/** log Γ(ν + 1). */
const logGammaOf = (twice: number): number => {
  let sum = twice % 2 === 0 ? 0 : halfLogPi;
  for (let k = twice; k > 0; k -= 2) sum += Math.log(k / 2);
  return sum;
};

interface Pieces {
  readonly isNear: KernelNode;
  /** s/4 in its unit where it is small. */
  readonly z: KernelNode;
  /** √s where it is large, and its inverse. */
  readonly x: KernelNode;
  readonly t: KernelNode;
}

const pieces = (
  s: KernelNode,
  end: number,
  how: { readonly precision: Precision; readonly builder: KernelBuilder },
): Pieces => {
  const { call, constant, named } = how.builder;
  const x = named('y', call('sqrt', call('maximum', s, constant(end ** 2))));
  return {
    isNear: call('less', s, constant(end ** 2)),
    z: nearArgument(s, end, how),
    x,
    t: named('t', call('divide', constant(1), x)),
  };
};

/** The logarithm and its first and its second derivative by s. */
export interface BesselOrder {
  readonly logarithm: SpecialFunction;
  readonly slope: SpecialFunction;
  readonly bend: SpecialFunction;
}

const made = new Map<number, BesselOrder>();

/** Orders above it, in halves, have no series in 1/x that is short. */
const mostHalves = 8;

/** The functions of the order ν = twice/2. */
export const besselOrder = (twice: number): BesselOrder => {
  const found = made.get(twice) ?? (twice > mostHalves ? integralsOf : functionsOf)(twice);
  made.set(twice, found);
  return found;
};

/** The logarithm of the series in z, as a function of z. */
const logarithmNear = (base: readonly number[], z: KernelNode, builder: KernelBuilder): KernelNode =>
  builder.call('log1p', builder.call('multiply', z, horner(base.slice(1), z, builder)));

/** Where the integral takes over: up to there the series in z = s/4 have some thirty terms. */
const endOf = (twice: number): number => 4 * Math.sqrt(twice / 2 + 1);

/** A function that is a series near 0 and made of the numbers of the integral beyond. */
const joined = (
  twice: number,
  name: string,
  about: string,
  parts: {
    readonly near: (z: KernelNode, builder: KernelBuilder, precision: Precision) => KernelNode;
    readonly far: (s: KernelNode, results: readonly KernelNode[], builder: KernelBuilder) => KernelNode;
  },
): SpecialFunction => ({
  name,
  arity: 1,
  about,
  define: (builder, [s], precision) => {
    const { call, constant, named, result, special } = builder;
    const end = endOf(twice);
    const z = nearArgument(s, end, { precision, builder });
    const held = named('held', call('maximum', s, constant(end ** 2)));
    const integral = special(sphereIntegral(twice), held);
    const outer = parts.far(
      held,
      [0, 1, 2].map((i) => result(integral, i)),
      builder,
    );
    const isNear = call('less', s, constant(end ** 2));
    return call('select', isNear, named('near', parts.near(z, builder, precision)), named('far', outer));
  },
});

const integralsOf = (twice: number): BesselOrder => {
  const { stem, what } = namesOf(twice);
  const end = endOf(twice);
  const seriesOf = (all: readonly Rational[], precision: Precision) => counting(all, end, precision);
  return {
    logarithm: joined(twice, `log${stem}`, `${what} for x >= 0, within 8 ulp of itself or of sqrt(x)`, {
      near: (z, builder, precision) => logarithmNear(seriesOf(hypergeometric(twice), precision), z, builder),
      far: (_, [logarithm]) => logarithm,
    }),
    slope: joined(twice, `slopeOf${stem}`, `the derivative of ${what}, within 8 ulp`, {
      near: (z, builder, precision) => {
        const { call, constant, named } = builder;
        const over = named('over', horner(seriesOf(hypergeometric(twice + 2), precision), z, builder));
        const under = named('under', horner(seriesOf(hypergeometric(twice), precision), z, builder, 'q'));
        return call('divide', over, call('multiply', constant(2 * twice + 4), under));
      },
      far: (s, [, mean], { call, constant }) =>
        call('divide', call('multiply', constant(0.5), mean), call('sqrt', s)),
    }),
    bend: joined(
      twice,
      `bendOf${stem}`,
      `the second derivative of ${what}, within 16 ulp of itself or of slope / x`,
      {
        near: (z, builder, precision) => {
          const { call, constant, named } = builder;
          const over = named('over', horner(seriesOf(turan(twice), precision), z, builder));
          const under = named('under', horner(seriesOf(hypergeometric(twice), precision), z, builder, 'q'));
          return call('divide', call('divide', call('multiply', constant(-0.0625), over), under), under);
        },
        far: (s, [, mean, variance], { call, constant }) => {
          const rest = call('subtract', variance, call('divide', mean, call('sqrt', s)));
          return call('divide', call('multiply', constant(0.25), rest), s);
        },
      },
    ),
  };
};

/** What the functions of an order are called, and what they are. */
const namesOf = (twice: number) => {
  const order = twice % 2 === 0 ? `${twice / 2}` : `${twice}/2`;
  return {
    what: `log(gamma(${order} + 1) * (2 / sqrt(x))^(${order}) * besselI(${order}, sqrt(x)))`,
    stem: `Bessel${twice}Halves`,
  };
};

const functionsOf = (twice: number): BesselOrder => {
  const { stem, what } = namesOf(twice);
  const base = hypergeometric(twice);
  const raised = hypergeometric(twice + 2);
  const differences = turan(twice);
  return {
    logarithm: {
      name: `log${stem}`,
      arity: 1,
      about: `${what} for x >= 0, within 6 ulp`,
      define: (builder, [s], precision) => {
        const { call, constant, named } = builder;
        const { g, end } = farSeries(twice, precision);
        const { isNear, z, x, t } = pieces(s, end, { precision, builder });
        const inner = logarithmNear(counting(base, end, precision), z, builder);
        const power = call('multiply', constant((1 + twice) / 2), call('log', x));
        const shift = logGammaOf(twice) + (twice * Math.LN2) / 2 - Math.log(2 * Math.PI) / 2;
        const tail = call('add', constant(shift), horner(g, t, builder, 'g'));
        const outer = call('add', call('subtract', x, power), tail);
        return call('select', isNear, named('near', inner), named('far', outer));
      },
    },
    slope: {
      name: `slopeOf${stem}`,
      arity: 1,
      about: `the derivative of ${what}, within 6 ulp`,
      define: (builder, [s], precision) => {
        const { call, constant, named } = builder;
        const { g, end } = farSeries(twice, precision);
        const { isNear, z, t } = pieces(s, end, { precision, builder });
        const over = named('over', horner(counting(raised, end, precision), z, builder));
        const under = named('under', horner(counting(base, end, precision), z, builder, 'q'));
        const inner = call('divide', over, call('multiply', constant(2 * twice + 4), under));
        const ratio = [1, -(1 + twice) / 2, ...g.slice(1).map((each, k) => -(k + 1) * each)];
        const outer = call('multiply', call('multiply', constant(0.5), t), horner(ratio, t, builder, 'g'));
        return call('select', isNear, named('near', inner), named('far', outer));
      },
    },
    bend: {
      name: `bendOf${stem}`,
      arity: 1,
      about: `the second derivative of ${what}, within 12 ulp`,
      define: (builder, [s], precision) => {
        const { call, constant, named } = builder;
        const { g, end } = farSeries(twice, precision);
        const { isNear, z, t } = pieces(s, end, { precision, builder });
        const over = named('over', horner(counting(differences, end, precision), z, builder));
        const under = named('under', horner(counting(base, end, precision), z, builder, 'q'));
        const inner = call('divide', call('divide', call('multiply', constant(-0.0625), over), under), under);
        const cube = call('multiply', call('multiply', call('multiply', constant(-0.25), t), t), t);
        const ratio = [1, -(1 + twice), ...g.slice(1).map((each, k) => -(k + 1) * (k + 3) * each)];
        const outer = call('multiply', cube, horner(ratio, t, builder, 'g'));
        return call('select', isNear, named('near', inner), named('far', outer));
      },
    },
  };
};
