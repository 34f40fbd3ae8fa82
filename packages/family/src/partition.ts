// The log-partition function A(η) = log ∫ h(y) exp(ηᵀT(y)) where it cannot be read off a normalised density: finite sums,
// and sums and integrals of the calculus table below.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { finiteSupport } from './density.js';
import type { Quantity } from './derivation.js';

export interface Integrand {
  readonly outcome: Quantity;
  /** log h(y) + Σ ηᵢ·Tᵢ(y). */
  readonly exponent: Expression;
}

/** A closed form, and what must be positive for it to hold. */
export interface Total {
  readonly total: Expression;
  readonly positive: readonly Expression[];
}

const everywhere = (total: Expression): Total => ({ total, positive: [] });

/** The logarithm of the sum or integral of exp(exponent) over the support, or null where no closed form is known. */
export const logTotal = ({ outcome, exponent }: Integrand): Total | null => {
  const { symbol, domain } = outcome;
  const support = finiteSupport(domain);
  const at = (value: Expression): Expression =>
    e.expand(e.rewrite(e.substitute(exponent, new Map([[symbol, value]])), e.indexed).result);
  if (support !== null) return everywhere(e.log(e.add(...support.map((value) => e.exp(at(value))))));
  if (domain.kind === 'range' && e.isNumber(domain.lower) && domain.upper.op === 'symbol') {
    const index = e.indexSymbol(freshIndex(exponent), domain.lower, domain.upper);
    const body = e.exp(at(index));
    return body.op === 'exp' ? everywhere(e.log(e.sum(body, index, domain.lower, domain.upper))) : null;
  }
  for (const rule of Object.values(calculus)) {
    const result = rule.apply(outcome, e.expand(exponent));
    if (result !== null) return result;
  }
  return null;
};

const freshIndex = (node: Expression): string =>
  ['k', 'j', 'l', 'm'].find((name) => !e.namesOf(node).has(name)) ?? 'k1';

interface CalculusRule {
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
    factors[at] = e.add(factors[at]!, e.divide(term, inside));
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
      const square = e.divide(e.power(a!, e.two), e.multiply(e.number(-4), b!));
      return {
        total: e.add(found.rest, square, e.multiply(e.half, e.log(e.divide(e.pi, e.negate(b!))))),
        positive: [e.negate(b!)],
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
      const shape = e.divide(e.add(a!, e.one), power);
      const logScale = e.multiply(shape, e.log(e.negate(b!)));
      const total = e.add(found.rest, e.apply('lgamma', [shape]), e.negate(logScale), e.negate(e.log(power)));
      return { total, positive: [e.negate(b!), shape] };
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
      const c = found.factors[0]!;
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
      const c = found.factors[0]!;
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
      const logFactorial = e.apply('lgamma', [e.add(y, e.one)]);
      const found = coefficientsOf(exponent, y, [y, logFactorial]);
      return found && found.factors[1] === e.minusOne
        ? everywhere(e.add(found.rest, e.exp(found.factors[0]!)))
        : null;
    },
  },
};
