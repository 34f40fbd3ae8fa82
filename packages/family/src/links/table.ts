// THE TABLE of links: what a mean is as a function of its linear predictor θ, which means it reaches, and where θ lies.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';

/** A link g, for which θ = g(μ). */
export interface Link {
  readonly name: string;
  /** μ = g⁻¹(θ). */
  readonly mean: (theta: Expression) => Expression;
  /** θ = g(μ). */
  readonly predictor: (mean: Expression) => Expression;
  /** The means that it reaches. */
  readonly reaches: 'real' | 'positive' | 'unit';
  /** g at means of 0 and ∞, where the formula has no value. */
  readonly atZero: Expression;
  readonly atInfinity: Expression;
}

const minusInfinity = e.negate(e.infinity);
const growth = (theta: Expression): Expression => e.exp(theta);
const unitEnds = { reaches: 'unit', atZero: minusInfinity, atInfinity: e.infinity } as const;
const falling = { reaches: 'positive', atZero: e.infinity, atInfinity: e.zero } as const;

const named: { readonly [name: string]: Omit<Link, 'name'> } = {
  identity: { mean: (t) => t, predictor: (m) => m, reaches: 'real', atZero: e.zero, atInfinity: e.infinity },
  log: { mean: growth, predictor: e.log, reaches: 'positive', atZero: minusInfinity, atInfinity: e.infinity },
  logit: {
    mean: (t) => e.divide(growth(t), e.add(e.one, growth(t))),
    predictor: (m) => e.log(e.divide(m, e.subtract(e.one, m))),
    ...unitEnds,
  },
  probit: {
    mean: (t) => e.apply('normalCdf', [t]),
    predictor: (m) => e.apply('normalQuantile', [m]),
    ...unitEnds,
  },
  cloglog: {
    mean: (t) => e.subtract(e.one, e.exp(e.negate(growth(t)))),
    predictor: (m) => e.log(e.negate(e.log(e.subtract(e.one, m)))),
    ...unitEnds,
  },
  cauchit: {
    mean: (t) => e.add(e.half, e.divide(e.apply('atan', [t]), e.pi)),
    predictor: (m) => e.apply('tan', [e.multiply(e.pi, e.subtract(m, e.half))]),
    ...unitEnds,
  },
  inverse: { mean: e.reciprocal, predictor: e.reciprocal, ...falling },
  inverse_square: { mean: (t) => e.power(t, e.number(-1, 2)), predictor: (m) => e.power(m, e.number(-2)), ...falling },
  sqrt: { mean: (t) => e.power(t, e.two), predictor: e.sqrt, reaches: 'positive', atZero: e.zero, atInfinity: e.infinity },
}; // prettier-ignore

/** μ^p, with the logarithm in the place of the power 0 as in R. */
const powerLink = (p: e.Rational): Omit<Link, 'name'> => {
  if (p.sign === 0) return named['log'];
  const ends = p.sign < 0 ? falling : { reaches: 'positive', atZero: e.zero, atInfinity: e.infinity } as const; // prettier-ignore
  return {
    mean: (t) => e.power(t, e.rational(e.Rational.one.divide(p))),
    predictor: (m) => e.power(m, e.rational(p)),
    ...ends,
  };
};

/** Every name that a link can have, as it is shown to a user. */
export const linkNames: readonly string[] = ['canonical', ...Object.keys(named), 'power(p)'];

/** The link of a name such as `probit` or `power(1/3)`. */
export const linkNamed = (name: string): Link => {
  const row = Object.hasOwn(named, name) ? named[name] : undefined;
  if (row !== undefined) return { name, ...row };
  const [, over, under = '1'] = /^power\(\s*(-?\d+(?:\.\d+)?)\s*(?:\/\s*(\d+)\s*)?\)$/.exec(name) ?? [];
  if (over !== undefined && !/^0+$/.test(under))
    return { name, ...powerLink(e.Rational.parse(over).divide(e.Rational.parse(under))) };
  throw new e.Problem('unknown-link', {
    what: `there is no link ${name}`,
    needed: `one of ${linkNames.join(', ')}`,
    help: 'the p of power(p) is a number such as -2, 0.5 or 1/3',
  });
};

/** Where a mean lies, and in which unit: a mean between 0 and a known n is n times a share. */
export interface Means {
  readonly lower: Expression;
  readonly upper: Expression;
  readonly unit: Expression;
}

const isInfinite = (end: Expression): boolean => end === e.infinity || end === minusInfinity;

/** Where θ lies for these means; throws a Problem `link-out-of-range` where the link cannot speak of them. */
export const predictorDomain = (link: Link, { lower, upper, unit }: Means, of: string): Domain => {
  const hasUnit = lower === e.zero && !isInfinite(upper);
  const isPositive = lower !== minusInfinity && e.isNonNegative(lower);
  if (link.reaches === 'unit' && !hasUnit)
    throw new e.Problem('link-out-of-range', {
      what: `the link ${link.name} reaches means between 0 and 1, but ${of} lies between ${e.text(lower)} and ${e.text(upper)}`,
      needed: isPositive
        ? 'a link for positive means: log, sqrt, inverse, power(p)'
        : 'identity, log or inverse',
    });
  if (link.reaches === 'positive' && upper === e.zero)
    throw new e.Problem('link-out-of-range', {
      what: `the link ${link.name} reaches positive means, but ${of} is negative`,
      needed: 'identity, or a link for the negated quantity',
    });
  const at = (end: Expression): Expression => {
    const share = isInfinite(end) ? end : e.divide(end, unit);
    if (share === e.zero) return link.atZero;
    if (share === e.infinity) return link.atInfinity;
    if (share === minusInfinity) return link.reaches === 'real' ? minusInfinity : link.atZero;
    return share === e.one && link.reaches === 'unit' ? e.infinity : link.predictor(share);
  };
  const [a, b] = [at(lower), at(upper)];
  const isFalling = a === e.infinity || b === minusInfinity || e.isNegative(e.subtract(b, a));
  return isFalling ? e.openInterval(b, a) : e.openInterval(a, b);
};
