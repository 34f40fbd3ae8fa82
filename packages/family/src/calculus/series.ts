// Series of the calculus: closed forms of sums over whole numbers. Each knows the exponent of its terms; a test holds every
// one of them against sums. Ranges that begin elsewhere are brought here by the methods.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Closed, Integrand } from './integrand.js';
import { coefficientsOf, functionPart, logFactorial, logGamma, minusInfinity } from './integrand.js';

const isFrom = (domain: Domain, lower: Expression): boolean =>
  domain.kind === 'range' && domain.lower === lower && domain.upper === e.infinity;

/** A closed form of sums that begin at `lower` and do not end. */
const from =
  (lower: Expression, apply: (integrand: Integrand) => Expression | null) =>
  (integrand: Integrand): Expression | null =>
    isFrom(integrand.domain, lower) ? apply(integrand) : null;

const logOneMinusExp = (c: Expression): Expression => e.log(e.subtract(e.one, e.exp(c)));

/** Closed forms of sums. */
export const series: { readonly [name: string]: Closed } = {
  'finite-set': {
    because: 'the outcome takes finitely many values, so the total is a sum',
    apply: ({ symbol, domain, exponent }) => {
      if (domain.kind !== 'set') return null;
      const at = (value: Expression): Expression =>
        e.exp(e.rewrite(e.substitute(exponent, new Map([[symbol, value]])), e.indexed).result);
      return e.log(e.add(...domain.values.map(at)));
    },
  },
  'geometric-series': {
    because: 'the geometric series: Σ exp(c·y) for y = 0, 1, … is 1/(1 − exp(c)) for c < 0',
    apply: ({ symbol: y, domain, exponent }) => {
      if (domain.kind !== 'range' || domain.upper !== e.infinity || domain.lower === minusInfinity)
        return null;
      const found = coefficientsOf(exponent, y, [y]);
      const [c] = found?.factors ?? [];
      if (!found || c === e.zero) return null;
      return e.add(found.rest, e.multiply(c, domain.lower), e.negate(logOneMinusExp(c)));
    },
  },
  'exponential-series': {
    because: 'the exponential series: Σ exp(c·y)/y! for y = 0, 1, … is exp(exp(c))',
    apply: from(e.zero, ({ symbol: y, exponent }) => {
      const found = coefficientsOf(exponent, y, [y, logFactorial(y)]);
      return found && found.factors[1] === e.minusOne ? e.add(found.rest, e.exp(found.factors[0])) : null;
    }),
  },
  'negative-binomial-series': {
    because:
      'the binomial series: Σ Γ(r + y)/(Γ(r)·y!)·exp(c·y) for y = 0, 1, … is (1 − exp(c))^(−r) for c < 0',
    apply: from(e.zero, ({ symbol: y, exponent }) => {
      const rising = e
        .termsOf(exponent)
        .find((term) => term.op === 'lgamma' && e.occurs(term, y) && term !== logFactorial(y));
      const r = rising && e.subtract(rising.args[0], y);
      if (!rising || !r || e.occurs(r, y)) return null;
      const found = coefficientsOf(exponent, y, [y, logFactorial(y), rising]);
      if (found?.factors[1] !== e.minusOne || found.factors[2] !== e.one) return null;
      return e.add(found.rest, logGamma(r), e.negate(e.multiply(r, logOneMinusExp(found.factors[0]))));
    }),
  },
  'binomial-theorem': {
    because: 'the binomial theorem: Σ n!/(y!·(n − y)!)·exp(c·y) for y = 0 … n is (1 + exp(c))^n',
    apply: ({ symbol: y, domain, exponent }) => {
      if (domain.kind !== 'range' || domain.lower !== e.zero || domain.upper === e.infinity) return null;
      const n = domain.upper;
      const found = coefficientsOf(exponent, y, [y, logFactorial(y), logFactorial(e.subtract(n, y))]);
      if (found?.factors[1] !== e.minusOne || found.factors[2] !== e.minusOne) return null;
      return e.add(
        found.rest,
        e.negate(logFactorial(n)),
        e.multiply(n, e.log(e.add(e.one, e.exp(found.factors[0])))),
      );
    },
  },
  'logarithmic-series': {
    because: 'the logarithmic series: Σ exp(c·y)/y for y = 1, 2, … is −log(1 − exp(c)) for c < 0',
    apply: from(e.one, ({ symbol: y, exponent }) => {
      const found = coefficientsOf(exponent, y, [y, e.log(y)]);
      if (found?.factors[1] !== e.minusOne || found.factors[0] === e.zero) return null;
      return e.add(found.rest, e.log(e.negate(logOneMinusExp(found.factors[0]))));
    }),
  },
  'zeta-series': {
    because: 'Riemann: Σ y^c for y = 1, 2, … is ζ(−c) for c < −1',
    apply: from(e.one, ({ symbol: y, exponent }) => {
      const found = coefficientsOf(exponent, y, [e.log(y)]);
      const [c] = found?.factors ?? [];
      return !found || c === e.zero ? null : e.add(found.rest, e.log(e.apply('zeta', [e.negate(c)])));
    }),
  },
  'tree-series': {
    because: 'Lambert: Σ y^(y − 1)·exp(c·y)/y! for y = 1, 2, … is −W(−exp(c)) for c ≤ −1',
    apply: from(e.one, ({ symbol: y, exponent }) => {
      const found = coefficientsOf(exponent, y, [y, e.log(y), e.multiply(y, e.log(y)), logFactorial(y)]);
      const [c, log, power, factorial] = found?.factors ?? [];
      if (!found || log !== e.minusOne || power !== e.one || factorial !== e.minusOne) return null;
      return e.add(found.rest, e.log(e.negate(e.apply('lambertW', [e.negate(e.exp(c))]))));
    }),
  },
  'bessel-series': {
    because: 'Bessel: Σ I_|y|(x)·exp(c·y) over all whole y is exp(x·cosh c)',
    apply: ({ symbol: y, domain, exponent }) => {
      if (domain.kind !== 'range' || domain.lower !== minusInfinity || domain.upper !== e.infinity)
        return null;
      const bessel = e
        .termsOf(exponent)
        .find((term) => term.op === 'log' && functionPart(term, y).args[0]?.op === 'besselI');
      const [order, x] = bessel?.args[0].args ?? [];
      if (!bessel || (order !== y && order !== e.apply('abs', [y])) || e.occurs(x, y)) return null;
      const found = coefficientsOf(exponent, y, [y, bessel]);
      if (found?.factors[1] !== e.one) return null;
      const [c] = found.factors as [Expression];
      const both = e.add(e.exp(c), e.exp(e.negate(c)));
      return e.add(found.rest, e.multiply(e.half, x, both));
    },
  },
};
