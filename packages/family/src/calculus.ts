// Sums and integrals of the calculus: the table by which a log-partition function gets its closed form. Each row knows the
// exponent of its integrand, h·exp(ηᵀT) as one exponential; a test holds every row against sums and quadrature.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Quantity } from './derivation.js';

/** A closed form, and what must be positive for it to hold. */
export interface Total {
  readonly total: Expression;
  readonly positive: readonly Expression[];
}

/** A closed form that holds for all values. */
export const everywhere = (total: Expression): Total => ({ total, positive: [] });

export interface CalculusRule {
  readonly because: string;
  readonly apply: (outcome: Quantity, exponent: Expression) => Total | null;
}

/** Splits Σ cᵢ·bᵢ(y) by the wanted functions of y; null where anything else depends on y. */
const coefficientsOf = (
  exponent: Expression,
  y: Expression,
  wanted: readonly Expression[],
): { factors: Expression[]; rest: Expression } | null => {
  const factors = wanted.map(() => e.zero);
  let rest = e.zero;
  for (const term of e.termsOf(exponent)) {
    if (!e.occurs(term, y)) {
      rest = e.add(rest, term);
      continue;
    }
    const inside = e.multiply(...e.factorsOf(term).filter((factor) => e.occurs(factor, y)));
    const at = wanted.indexOf(inside);
    if (at < 0) return null;
    factors[at] = e.add(factors[at], e.divide(term, inside));
  }
  return { factors, rest };
};

/** The positive power c of the one term b·y^c of the exponent. */
const powerIn = (exponent: Expression, y: Expression): Expression | null => {
  for (const term of e.termsOf(exponent)) {
    const [base, power] = e.splitPower(
      e.multiply(...e.factorsOf(term).filter((factor) => e.occurs(factor, y))),
    );
    if (base === y && e.isPositive(power)) return power;
  }
  return null;
};

const isInterval = (domain: Quantity['domain'], lower: Expression, upper: Expression): boolean =>
  domain.kind === 'interval' && domain.lower === lower && domain.upper === upper;
const logFactorial = (x: Expression): Expression => e.apply('lgamma', [e.add(x, e.one)]);
const isFrom = (domain: Quantity['domain'], lower: Expression): boolean =>
  domain.kind === 'range' && domain.lower === lower && domain.upper === e.infinity;

/** Sums and integrals of the calculus, each for the exponent of its integrand. */
export const calculus: { readonly [name: string]: CalculusRule } = {
  'gaussian-integral': {
    because: 'completing the square: ∫ exp(a·y + b·y²) over the line is √(−π/b)·exp(−a²/4b) for b < 0',
    apply: ({ symbol: y, domain }, exponent) => {
      if (!isInterval(domain, e.negate(e.infinity), e.infinity)) return null;
      const found = coefficientsOf(exponent, y, [y, e.power(y, e.two)]);
      const [a, b] = found?.factors ?? [];
      if (!found || b === e.zero) return null;
      const square = e.divide(e.power(a, e.two), e.multiply(e.number(-4), b));
      return {
        total: e.add(found.rest, square, e.multiply(e.half, e.log(e.divide(e.pi, e.negate(b))))),
        positive: [e.negate(b)],
      };
    },
  },
  'gamma-integral': {
    because:
      'Euler: ∫ y^a·exp(b·y^c) over the half line is Γ((a + 1)/c)/(c·(−b)^((a + 1)/c)) for a > −1, b < 0, c > 0',
    apply: ({ symbol: y, domain }, exponent) => {
      if (!isInterval(domain, e.zero, e.infinity)) return null;
      const power = powerIn(exponent, y);
      const found = power && coefficientsOf(exponent, y, [e.log(y), e.power(y, power)]);
      const [a, b] = found?.factors ?? [];
      if (!found || b === e.zero) return null;
      const shape = e.divide(e.add(a, e.one), power);
      const logScale = e.multiply(shape, e.log(e.negate(b)));
      const total = e.add(found.rest, e.apply('lgamma', [shape]), e.negate(logScale), e.negate(e.log(power)));
      return { total, positive: [e.negate(b), shape] };
    },
  },
  'beta-integral': {
    because: 'Euler: ∫ y^a·(1 − y)^b over the unit interval is Γ(a + 1)·Γ(b + 1)/Γ(a + b + 2)',
    apply: ({ symbol: y, domain }, exponent) => {
      if (!isInterval(domain, e.zero, e.one)) return null;
      const found = coefficientsOf(exponent, y, [e.log(y), e.log(e.subtract(e.one, y))]);
      if (!found) return null;
      const [a, b] = found.factors.map((factor) => e.add(factor, e.one)) as [Expression, Expression];
      const gamma = (x: Expression): Expression => e.apply('lgamma', [x]);
      return { total: e.add(found.rest, gamma(a), gamma(b), e.negate(gamma(e.add(a, b)))), positive: [a, b] };
    },
  },
  'exponential-integral': {
    because: '∫ exp(c·y) over an interval is the difference of exp(c·y)/c at its ends',
    apply: ({ symbol: y, domain }, exponent) => {
      if (domain.kind !== 'interval' || !e.isNumber(domain.lower) || !e.isNumber(domain.upper)) return null;
      const found = coefficientsOf(exponent, y, [y]);
      if (!found || found.factors[0] === e.zero) return null;
      const c = found.factors[0];
      const at = (end: Expression): Expression => e.exp(e.multiply(c, end));
      return everywhere(
        e.add(found.rest, e.log(e.divide(e.subtract(at(domain.upper), at(domain.lower)), c))),
      );
    },
  },
  'geometric-series': {
    because: 'the geometric series: Σ exp(c·y) for y = 0, 1, … is 1/(1 − exp(c)) for c < 0',
    apply: ({ symbol: y, domain }, exponent) => {
      if (domain.kind !== 'range' || !e.isNumber(domain.lower) || domain.upper !== e.infinity) return null;
      const found = coefficientsOf(exponent, y, [y]);
      if (!found || found.factors[0] === e.zero) return null;
      const c = found.factors[0];
      return {
        total: e.add(found.rest, e.multiply(c, domain.lower), e.negate(e.log(e.subtract(e.one, e.exp(c))))),
        positive: [e.negate(c)],
      };
    },
  },
  'exponential-series': {
    because: 'the exponential series: Σ exp(c·y)/y! for y = 0, 1, … is exp(exp(c))',
    apply: ({ symbol: y, domain }, exponent) => {
      if (!isFrom(domain, e.zero)) return null;
      const found = coefficientsOf(exponent, y, [y, logFactorial(y)]);
      return found && found.factors[1] === e.minusOne
        ? everywhere(e.add(found.rest, e.exp(found.factors[0])))
        : null;
    },
  },
  'negative-binomial-series': {
    because:
      'the binomial series: Σ Γ(r + y)/(Γ(r)·y!)·exp(c·y) for y = 0, 1, … is (1 − exp(c))^(−r) for c < 0',
    apply: ({ symbol: y, domain }, exponent) => {
      if (!isFrom(domain, e.zero)) return null;
      const rising = e.termsOf(exponent).find((term) => term.op === 'lgamma' && e.occurs(term, y));
      const r = rising && e.subtract(rising.args[0], y);
      if (!rising || !r || e.occurs(r, y)) return null;
      const found = coefficientsOf(exponent, y, [y, logFactorial(y), rising]);
      if (found?.factors[1] !== e.minusOne || found.factors[2] !== e.one) return null;
      const [c] = found.factors as [Expression];
      const total = e.add(
        found.rest,
        e.apply('lgamma', [r]),
        e.negate(e.multiply(r, e.log(e.subtract(e.one, e.exp(c))))),
      );
      return { total, positive: [e.negate(c)] };
    },
  },
  'binomial-theorem': {
    because: 'the binomial theorem: Σ n!/(y!·(n − y)!)·exp(c·y) for y = 0 … n is (1 + exp(c))^n',
    apply: ({ symbol: y, domain }, exponent) => {
      if (domain.kind !== 'range' || domain.lower !== e.zero || domain.upper === e.infinity) return null;
      const n = domain.upper;
      const found = coefficientsOf(exponent, y, [y, logFactorial(y), logFactorial(e.subtract(n, y))]);
      if (found?.factors[1] !== e.minusOne || found.factors[2] !== e.minusOne) return null;
      const [c] = found.factors as [Expression];
      return everywhere(
        e.add(found.rest, e.negate(logFactorial(n)), e.multiply(n, e.log(e.add(e.one, e.exp(c))))),
      );
    },
  },
  'logarithmic-series': {
    because: 'the logarithmic series: Σ exp(c·y)/y for y = 1, 2, … is −log(1 − exp(c)) for c < 0',
    apply: ({ symbol: y, domain }, exponent) => {
      if (!isFrom(domain, e.one)) return null;
      const found = coefficientsOf(exponent, y, [y, e.log(y)]);
      if (found?.factors[1] !== e.minusOne) return null;
      const [c] = found.factors as [Expression];
      return {
        total: e.add(found.rest, e.log(e.negate(e.log(e.subtract(e.one, e.exp(c)))))),
        positive: [e.negate(c)],
      };
    },
  },
  'zeta-series': {
    because: 'Riemann: Σ y^c for y = 1, 2, … is ζ(−c) for c < −1',
    apply: ({ symbol: y, domain }, exponent) => {
      if (!isFrom(domain, e.one)) return null;
      const found = coefficientsOf(exponent, y, [e.log(y)]);
      const c = found?.factors[0];
      if (!found || !c || c === e.zero) return null;
      return {
        total: e.add(found.rest, e.log(e.apply('zeta', [e.negate(c)]))),
        positive: [e.subtract(e.negate(c), e.one)],
      };
    },
  },
  'bessel-circle-integral': {
    because: 'Bessel: ∫ exp(a·cos y + b·sin y) over the circle is 2π·I₀(√(a² + b²))',
    apply: ({ symbol: y, domain }, exponent) => {
      if (domain.kind !== 'interval' || e.subtract(domain.upper, domain.lower) !== e.multiply(e.two, e.pi))
        return null;
      const found = coefficientsOf(exponent, y, [e.apply('cos', [y]), e.apply('sin', [y])]);
      if (!found) return null;
      const [a, b] = found.factors as [Expression, Expression];
      const length = e.sqrt(e.add(e.power(a, e.two), e.power(b, e.two)));
      return everywhere(
        e.add(found.rest, e.log(e.multiply(e.two, e.pi, e.apply('besselI', [e.zero, length])))),
      );
    },
  },
  'bessel-half-line-integral': {
    because:
      'Bessel: ∫ y^a·exp(b·y + c/y) over the half line is 2·(c/b)^((a + 1)/2)·K_{a+1}(2·√(b·c)) for b, c < 0',
    apply: ({ symbol: y, domain }, exponent) => {
      if (!isInterval(domain, e.zero, e.infinity)) return null;
      const found = coefficientsOf(exponent, y, [e.log(y), y, e.reciprocal(y)]);
      const [a, b, c] = found?.factors ?? [];
      if (!found || b === e.zero || c === e.zero) return null;
      const order = e.add(a, e.one);
      const ratio = e.multiply(order, e.half, e.subtract(e.log(e.negate(c)), e.log(e.negate(b))));
      const bessel = e.apply('besselK', [order, e.multiply(e.two, e.sqrt(e.multiply(b, c)))]);
      return {
        total: e.add(found.rest, e.log(e.two), ratio, e.log(bessel)),
        positive: [e.negate(b), e.negate(c)],
      };
    },
  },
};
