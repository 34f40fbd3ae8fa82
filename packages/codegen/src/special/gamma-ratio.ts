// Quotients of gamma functions whose arguments lie a known distance d > 0 apart, and the differences of their logarithms and
// derivatives. Taken apart from each other they are two numbers that agree in all digits where x is large: of the mean of a
// Kumaraswamy distribution nothing is left in single precision from 1e6 on.
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { sumTree } from '../float/sum-tree.js';
import { lgamma } from './gamma.js';
import { bernoulli, horner, seriesDown } from './tools.js';

/** Recurrences go up to here, from where on the asymptotic series hold. */
const asymptotic = 8;

/** The whole steps from x to where the series hold. */
const steps = Array.from({ length: asymptotic }, (_, k) => k);

const at = (x: KernelNode, k: number, { call, constant }: KernelBuilder): KernelNode =>
  k === 0 ? x : call('add', x, constant(k));

/** x where the series hold there, and what is as many whole steps further on elsewhere. */
const farther = (x: KernelNode, { call, constant, named }: KernelBuilder) => {
  const isSmall = call('less', x, constant(asymptotic));
  return { isSmall, z: named('z', call('select', isSmall, call('add', x, constant(asymptotic)), x)) };
};

/** A series with the difference of its values at r and at r − gap, for which nothing is subtracted that is nearly equal. */
const apart = (
  coefficients: readonly number[],
  [r, other, gap]: readonly [KernelNode, KernelNode, KernelNode],
  { call, constant }: KernelBuilder,
) => {
  let value = constant(coefficients[coefficients.length - 1]);
  let slope: KernelNode | null = null;
  for (const c of [...coefficients.slice(0, -1)].reverse()) {
    slope = slope === null ? value : call('add', value, call('multiply', other, slope));
    value = call('add', constant(c), call('multiply', r, value));
  }
  return { value, change: slope === null ? constant(0) : call('multiply', gap, slope) };
};

/** What the series of z and of z + d share: 1/z and 1/(z + d), their squares, and how much smaller the second is. */
const inverses = (z: KernelNode, d: KernelNode, { call, constant, named }: KernelBuilder) => {
  const s = named('s', call('divide', constant(1), z));
  const next = named('t', call('divide', constant(1), call('add', z, d)));
  const gap = named('g', call('multiply', call('multiply', d, s), next));
  const both = call('add', s, next);
  const r = named('r', call('multiply', s, s));
  const other = named('q', call('multiply', next, next));
  return { s, next, gap, squares: [r, other, named('h', call('multiply', gap, both))] as const };
};

const half = (node: KernelNode, { call, constant }: KernelBuilder): KernelNode =>
  call('multiply', constant(0.5), node);

/** log Γ(x + d) − log Γ(x). */
export const logGammaRatio: SpecialFunction = {
  name: 'logGammaRatio',
  arity: 2,
  about:
    'log(gamma(x1 + x2) / gamma(x1)) for positive x1 and x2, within 6 ulp from 8 on: the difference of the series of Stirling, term by term; below 8 of the logarithms themselves',
  define: (builder, [x, d], precision) => {
    const { call, constant, named, special } = builder;
    const z = named('z', call('maximum', x, constant(asymptotic)));
    const { next, gap, squares } = inverses(z, d, builder);
    const coefficients = seriesDown((k) => bernoulli[k - 1] / (2 * k * (2 * k - 1)), {
      least: asymptotic,
      size: 60,
      precision,
    });
    const { value, change } = apart(coefficients, squares, builder);
    const less = call('add', call('multiply', gap, value), call('multiply', next, change));
    const growth = call('multiply', d, call('subtract', call('log', call('add', z, d)), constant(1)));
    const stretch = call('multiply', call('subtract', z, constant(0.5)), call('log1p', call('divide', d, z)));
    const far = named('far', call('subtract', call('add', stretch, growth), less));
    const small = named('small', call('minimum', x, constant(asymptotic)));
    const near = call('subtract', special(lgamma, call('add', small, d)), special(lgamma, small));
    return call('select', call('less', x, constant(asymptotic)), near, far);
  },
};

/** ψ(x + d) − ψ(x): all terms are positive. */
export const digammaDifference: SpecialFunction = {
  name: 'digammaDifference',
  arity: 2,
  about:
    'digamma(x1 + x2) - digamma(x1) for positive x1 and x2, within 6 ulp: eight steps of the recurrence below 8, then the difference of the asymptotic series, term by term',
  define: (builder, [x, d], precision) => {
    const { call, named } = builder;
    const { isSmall, z } = farther(x, builder);
    const { gap, squares } = inverses(z, d, builder);
    const coefficients = seriesDown((k) => bernoulli[k - 1] / (2 * k), {
      least: asymptotic,
      size: 1,
      precision,
    });
    const { change } = apart([0, ...coefficients], squares, builder);
    const rest = call('add', half(gap, builder), change);
    const far = named('far', call('add', call('log1p', call('divide', d, z)), rest));
    const terms = steps.map((k) => {
      const own = at(x, k, builder);
      return named(`p${k}`, call('divide', call('divide', d, own), call('add', own, d)));
    });
    const near = call('add', far, sumTree(terms.reverse(), builder).sum);
    return call('select', isSmall, named('near', near), far);
  },
};

/** ψ′(x) − ψ′(x + d): all terms are positive. */
export const trigammaDifference: SpecialFunction = {
  name: 'trigammaDifference',
  arity: 2,
  about:
    'trigamma(x1) - trigamma(x1 + x2) for positive x1 and x2, within 8 ulp: eight steps of the recurrence below 8, then the difference of the asymptotic series, term by term',
  define: (builder, [x, d], precision) => {
    const { call, constant, named } = builder;
    const { isSmall, z } = farther(x, builder);
    const { next, gap, squares } = inverses(z, d, builder);
    const coefficients = seriesDown((k) => bernoulli[k - 1], {
      least: asymptotic,
      size: asymptotic ** 2,
      precision,
    });
    const { value, change } = apart([0, ...coefficients], squares, builder);
    const series = call('add', call('multiply', gap, value), call('multiply', next, change));
    const far = named('far', call('add', gap, call('add', half(squares[2], builder), series)));
    const terms = steps.map((k) => {
      const own = at(x, k, builder);
      const later = call('add', own, d);
      const [a, b] = [call('divide', constant(1), own), call('divide', constant(1), later)];
      const apartBy = call('divide', call('divide', d, own), later);
      return named(`p${k}`, call('multiply', apartBy, call('add', a, b)));
    });
    const near = call('add', far, sumTree(terms.reverse(), builder).sum);
    return call('select', isSmall, named('near', near), far);
  },
};

/** The Bernoulli polynomials of odd degree 3, 5, … at 1/2 + f/2: from those of even index at 0. */
const bernoulliAt = (degree: number, x: number): number => {
  const even = [1, ...bernoulli];
  let binomial = 1;
  let sum = 0;
  for (let k = 0; k <= degree; k++) {
    const b = k === 1 ? -0.5 : k % 2 === 1 ? 0 : even[k / 2];
    sum += binomial * b * x ** (degree - k);
    binomial = (binomial * (degree - k)) / (k + 1);
  }
  return sum;
};

/** The largest distance that is gone in whole steps. */
export const longestStep = 8;

/**
 * Γ(x + d)/Γ(x) for 0 < d ≤ 8: whole steps, and a rest f ≤ 1 about the middle w of the two arguments, where the series of
 * its logarithm holds odd Bernoulli polynomials alone and is less than 1/1000.
 *
 * @param name of the function for this d.
 */
export const gammaRatioOf = (d: number, name: string): SpecialFunction => ({
  name,
  arity: 1,
  about: `gamma(x + ${String(d)}) / gamma(x) for x > 0, within 10 ulp: a power of the middle of the two and what is left of the series of Stirling, whole steps of the recurrence beside it`,
  define: (builder, [x], precision) => {
    const { call, constant, named } = builder;
    const whole = Math.ceil(d) - 1;
    const rest = d - whole;
    const times = (a: KernelNode, b: KernelNode): KernelNode => call('multiply', a, b);
    const up = Array.from({ length: whole }, (_, k) => call('add', x, constant(rest + k)));
    if (rest === 1) return [x, ...up].reduce(times);
    const { isSmall, z } = farther(x, builder);
    const w = named('w', call('add', z, constant((rest - 1) / 2)));
    const i = named('i', call('divide', constant(1), w));
    const r = named('r', times(i, i));
    const coefficients = seriesDown(
      (k) => (-2 * bernoulliAt(2 * k + 1, (1 + rest) / 2)) / (2 * k * (2 * k + 1)),
      { least: asymptotic - 0.5, size: 60, precision },
    );
    const series = named('e', call('exp', times(r, horner(coefficients, r, builder, 'c'))));
    const power = rest === 0.5 ? call('sqrt', w) : call('power', w, constant(rest));
    const far = named('far', times(power, series));
    const quotients = steps.map((k) => {
      const own = at(x, k, builder);
      return call('divide', own, call('add', own, constant(rest)));
    });
    const near = times(far, named('p', quotients.reduce(times)));
    return [call('select', isSmall, near, far), ...up].reduce(times);
  },
});
