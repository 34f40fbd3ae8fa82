// Integrals of the calculus: closed forms over intervals. Each knows the exponent of its integrand; a test holds every one
// of them against quadrature.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Closed, Integrand } from './integrand.js';
import { affineParts, coefficientsOf, functionPart, logGamma, minusInfinity } from './integrand.js';

type Interval = Domain & { readonly kind: 'interval' };

const isInterval = (domain: Domain, lower: Expression, upper: Expression): boolean =>
  domain.kind === 'interval' && domain.lower === lower && domain.upper === upper;

/** A closed form over intervals of one shape only. */
const over =
  (lower: Expression, upper: Expression, apply: (integrand: Integrand) => Expression | null) =>
  (integrand: Integrand): Expression | null =>
    isInterval(integrand.domain, lower, upper) ? apply(integrand) : null;

const onInterval =
  (apply: (integrand: Integrand & { readonly domain: Interval }) => Expression | null) =>
  (integrand: Integrand): Expression | null =>
    integrand.domain.kind === 'interval' ? apply({ ...integrand, domain: integrand.domain }) : null;

/** The positive power c of the one term b·y^c of the exponent. */
const powerIn = (exponent: Expression, y: Expression): Expression | null => {
  for (const term of e.termsOf(exponent)) {
    const [base, power] = e.splitPower(functionPart(term, y));
    if (base === y && e.isPositive(power)) return power;
  }
  return null;
};

const logBeta = (a: Expression, b: Expression): Expression =>
  e.add(logGamma(a), logGamma(b), e.negate(logGamma(e.add(a, b))));

/** log ∫ exp(a·y + b·y²) over the line. */
const completedSquare = (a: Expression, b: Expression): Expression =>
  e.add(
    e.divide(e.power(a, e.two), e.multiply(e.number(-4), b)),
    e.multiply(e.half, e.log(e.divide(e.pi, e.negate(b)))),
  );

/** K of half a whole number is elementary: √(π/2x)·e^{−x} times a polynomial in 1/x. */
const logBesselK = (order: Expression, x: Expression): Expression => {
  const twice = e.isNumber(order) ? e.rationalOf(order).multiply(e.Rational.of(2)).abs() : null;
  if (twice === null || !twice.isInteger || twice.numerator % 2n === 0n || twice.numerator > 40n)
    return e.log(e.apply('besselK', [order, x]));
  const n = (Number(twice.numerator) - 1) / 2;
  const factorial = (k: number): bigint => (k < 2 ? 1n : BigInt(k) * factorial(k - 1));
  const terms = Array.from({ length: n + 1 }, (_, j) =>
    e.multiply(
      e.number(factorial(n + j), factorial(j) * factorial(n - j)),
      e.power(e.multiply(e.two, x), e.number(-j)),
    ),
  );
  return e.add(
    e.multiply(e.half, e.log(e.divide(e.pi, e.multiply(e.two, x)))),
    e.negate(x),
    e.log(e.add(...terms)),
  );
};

/** Closed forms over intervals, the simpler ones first. */
export const integrals: { readonly [name: string]: Closed } = {
  'exponential-integral': {
    because: '∫ exp(c·y) over an interval is the difference of exp(c·y)/c at its ends',
    apply: onInterval(({ symbol: y, domain, exponent }) => {
      const found = coefficientsOf(exponent, y, [y]);
      if (!found) return null;
      const [[c], { lower, upper }] = [found.factors as [Expression], domain];
      const [fromBelow, toAbove] = [lower === minusInfinity, upper === e.infinity];
      if (fromBelow && toAbove) return null;
      if (c === e.zero)
        return fromBelow || toAbove ? null : e.add(found.rest, e.log(e.subtract(upper, lower)));
      if (toAbove) return e.add(found.rest, e.multiply(c, lower), e.negate(e.log(e.negate(c))));
      if (fromBelow) return e.add(found.rest, e.multiply(c, upper), e.negate(e.log(c)));
      const rise = e.subtract(e.exp(e.multiply(c, upper)), e.exp(e.multiply(c, lower)));
      return e.add(found.rest, e.log(e.divide(rise, c)));
    }),
  },
  'power-integral': {
    because: '∫ y^c over an interval is the difference of y^(c + 1)/(c + 1) at its ends',
    apply: onInterval(({ symbol: y, domain, exponent }) => {
      const { lower, upper } = domain;
      if (!e.isNonNegative(lower)) return null;
      const found = coefficientsOf(exponent, y, [e.log(y)]);
      if (!found || found.factors[0] === e.zero) return null;
      const c = e.add(found.factors[0], e.one);
      if (c === e.zero || (lower === e.zero && upper === e.infinity)) return null;
      if (upper === e.infinity)
        return e.add(found.rest, e.multiply(c, e.log(lower)), e.negate(e.log(e.negate(c))));
      if (lower === e.zero) return e.add(found.rest, e.multiply(c, e.log(upper)), e.negate(e.log(c)));
      const rise = e.subtract(e.power(upper, c), e.power(lower, c));
      return e.add(found.rest, e.log(e.divide(rise, c)));
    }),
  },
  'gaussian-integral': {
    because: 'completing the square: ∫ exp(a·y + b·y²) over the line is √(−π/b)·exp(−a²/4b) for b < 0',
    apply: over(minusInfinity, e.infinity, ({ symbol: y, exponent }) => {
      const found = coefficientsOf(exponent, y, [y, e.power(y, e.two)]);
      const [a, b] = found?.factors ?? [];
      return !found || b === e.zero ? null : e.add(found.rest, completedSquare(a, b));
    }),
  },
  'gaussian-integral-between': {
    because:
      'completing the square, with −a/2b for the mean and −1/2b for the variance, an interval holds the share of the whole that Φ gives at its ends',
    apply: onInterval(({ symbol: y, domain, exponent }) => {
      const found = coefficientsOf(exponent, y, [y, e.power(y, e.two)]);
      const [a, b] = found?.factors ?? [];
      if (!found || b === e.zero || e.isNonNegative(b)) return null;
      const scale = e.sqrt(e.multiply(e.number(-2), b));
      const phi = (end: Expression): Expression => {
        const z = e.multiply(e.add(end, e.divide(a, e.multiply(e.two, b))), scale);
        return z === e.zero ? e.half : e.apply('normalCdf', [z]);
      };
      const [below, above] = [domain.lower === minusInfinity, domain.upper === e.infinity];
      const share = above
        ? mirrored(phi(domain.lower))
        : e.subtract(phi(domain.upper), below ? e.zero : phi(domain.lower));
      return below && above ? null : e.add(found.rest, completedSquare(a, b), e.log(share));
    }),
  },
  'gamma-integral': {
    because:
      'Euler: ∫ y^a·exp(b·y^c) over the half line is Γ((a + 1)/c)/(c·(−b)^((a + 1)/c)) for a > −1, b < 0, c > 0',
    apply: over(e.zero, e.infinity, ({ symbol: y, exponent }) => {
      const power = powerIn(exponent, y);
      const found = power && coefficientsOf(exponent, y, [e.log(y), e.power(y, power)]);
      const [a, b] = found?.factors ?? [];
      if (!found || b === e.zero) return null;
      const shape = e.divide(e.add(a, e.one), power);
      const logScale = e.multiply(shape, e.log(e.negate(b)));
      return e.add(found.rest, logGamma(shape), e.negate(logScale), e.negate(e.log(power)));
    }),
  },
  'beta-integral': {
    because: 'Euler: ∫ y^a·(1 − y)^b over the unit interval is Γ(a + 1)·Γ(b + 1)/Γ(a + b + 2)',
    apply: over(e.zero, e.one, ({ symbol: y, exponent }) => {
      const found = coefficientsOf(exponent, y, [e.log(y), e.log(e.subtract(e.one, y))]);
      if (!found) return null;
      const [a, b] = found.factors.map((factor) => e.add(factor, e.one)) as [Expression, Expression];
      return e.add(found.rest, logBeta(a, b));
    }),
  },
  'beta-prime-integral': {
    because: 'Euler: ∫ y^a·(1 + y)^b over the half line is Γ(a + 1)·Γ(−a − b − 1)/Γ(−b)',
    apply: over(e.zero, e.infinity, ({ symbol: y, exponent }) => {
      const found = coefficientsOf(exponent, y, [e.log(y), e.log(e.add(e.one, y))]);
      const [a, b] = found?.factors ?? [];
      if (!found || b === e.zero) return null;
      const first = e.add(a, e.one);
      return e.add(found.rest, logBeta(first, e.negate(e.add(first, b))));
    }),
  },
  'bessel-half-line-integral': {
    because:
      'Bessel: ∫ y^a·exp(b·y + c/y) over the half line is 2·(c/b)^((a + 1)/2)·K_{a+1}(2·√(b·c)) for b, c < 0',
    apply: over(e.zero, e.infinity, ({ symbol: y, exponent }) => {
      const found = coefficientsOf(exponent, y, [e.log(y), y, e.reciprocal(y)]);
      const [a, b, c] = found?.factors ?? [];
      if (!found || b === e.zero || c === e.zero) return null;
      const order = e.add(a, e.one);
      const ratio = e.multiply(order, e.half, e.subtract(e.log(e.negate(c)), e.log(e.negate(b))));
      const length = e.multiply(e.two, e.sqrt(e.multiply(b, c)));
      return e.add(found.rest, e.log(e.two), ratio, logBesselK(order, length));
    }),
  },
  'secant-integral': {
    because: '∫ exp(c·y)/cosh(b·y) over the line is (π/b)/cos(π·c/2b) for |c| < b',
    apply: over(minusInfinity, e.infinity, ({ symbol: y, exponent }) => {
      const secant = e
        .termsOf(exponent)
        .map((term) => functionPart(term, y))
        .find((part) => part.op === 'log');
      const inside = secant?.args[0].op === 'cosh' ? affineParts(secant.args[0].args[0], y) : null;
      const found = secant && inside?.[0] === e.zero ? coefficientsOf(exponent, y, [y, secant]) : null;
      if (!found || found.factors[1] !== e.minusOne) return null;
      const b = e.abs(inside![1]);
      const angle = e.divide(e.multiply(e.pi, found.factors[0]), e.multiply(e.two, b));
      return e.add(found.rest, e.log(e.divide(e.pi, b)), e.negate(e.log(e.apply('cos', [angle]))));
    }),
  },
  'bessel-circle-integral': {
    because: 'Bessel: ∫ exp(a·cos y + b·sin y) over the circle is 2π·I₀(√(a² + b²))',
    apply: onInterval(({ symbol: y, domain, exponent }) => {
      const turn = [...e.symbolsOf(exponent)].includes(y) && turnOf(exponent, y);
      if (!turn || !isWholeTurns(e.multiply(turn, e.subtract(domain.upper, domain.lower)))) return null;
      const angle = e.multiply(turn, y);
      const found = coefficientsOf(exponent, y, [e.apply('cos', [angle]), e.apply('sin', [angle])]);
      if (!found) return null;
      const [a, b] = found.factors as [Expression, Expression];
      const length = e.sqrt(e.add(e.power(a, e.two), e.power(b, e.two)));
      const around = e.subtract(domain.upper, domain.lower);
      return e.add(found.rest, e.log(e.multiply(around, e.apply('besselI', [e.zero, length]))));
    }),
  },
};

/** 1 − Φ(z) = Φ(−z), which keeps its digits where Φ(z) is nearly 1. */
const mirrored = (share: Expression): Expression =>
  share.op === 'normalCdf' ? e.apply('normalCdf', [e.negate(share.args[0])]) : e.subtract(e.one, share);

/** The factor k of the angle k·y in cosines and sines. */
const turnOf = (exponent: Expression, y: Expression): Expression | null => {
  for (const term of e.termsOf(exponent))
    for (const factor of e.factorsOf(term))
      if ((factor.op === 'cos' || factor.op === 'sin') && e.occurs(factor, y)) {
        const parts = affineParts(factor.args[0], y);
        return parts && parts[0] === e.zero ? parts[1] : null;
      }
  return null;
};

const isWholeTurns = (angle: Expression): boolean => {
  const turns = e.divide(angle, e.multiply(e.two, e.pi));
  return e.isNumber(turns) && e.rationalOf(turns).isInteger;
};
