// What the calculus works on: exp(exponent) over a domain of one variable, and the tools by which its rules read exponents.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';

/** exp(exponent), to be summed or integrated over the domain of the symbol. */
export interface Integrand {
  readonly symbol: Expression;
  readonly domain: Domain;
  readonly exponent: Expression;
}

/** The logarithm of a sum or integral; null where it is not of the rule's kind. */
export type LogTotal = (integrand: Integrand) => Expression | null;

/** A closed form of the calculus. */
export interface Closed {
  readonly because: string;
  readonly apply: LogTotal;
}

/** A way to make one total of others, which `total` finds. */
export interface Method {
  readonly because: string;
  readonly apply: (integrand: Integrand, total: LogTotal) => Expression | null;
}

/** The exponent as a plain sum, logarithms taken apart. */
export const plain = (exponent: Expression): Expression => {
  let result = exponent;
  for (let round = 0; round < 8; round++) {
    const next = e.expand(e.rewrite(result, [...e.logarithm, ...e.indexed]).result);
    if (next === result) break;
    result = next;
  }
  return result;
};

/** Splits Σ cᵢ·bᵢ(y) by the wanted functions of y; null where anything else depends on y. */
export const coefficientsOf = (
  exponent: Expression,
  y: Expression,
  wanted: readonly Expression[],
): { readonly factors: readonly Expression[]; readonly rest: Expression } | null => {
  const factors = wanted.map(() => e.zero);
  let rest = e.zero;
  for (const term of e.termsOf(exponent)) {
    if (!e.occurs(term, y)) {
      rest = e.add(rest, term);
      continue;
    }
    const inside = functionPart(term, y);
    const at = wanted.indexOf(inside);
    if (at < 0) return null;
    factors[at] = e.add(factors[at], e.divide(term, inside));
  }
  return { factors, rest };
};

/** The factors of a term that depend on the variable. */
export const functionPart = (term: Expression, y: Expression): Expression =>
  e.multiply(...e.factorsOf(term).filter((factor) => e.occurs(factor, y)));

/** Every part of an expression, itself included, that depends on the variable. */
export const partsWith = (node: Expression, y: Expression): Set<Expression> => {
  const found = new Set<Expression>();
  const visit = (part: Expression): void => {
    if (found.has(part) || !e.occurs(part, y)) return;
    found.add(part);
    part.args.forEach(visit);
  };
  visit(node);
  return found;
};

export const logGamma = (x: Expression): Expression => e.apply('lgamma', [x]);
export const logFactorial = (x: Expression): Expression => logGamma(e.add(x, e.one));
export const minusInfinity = e.negate(e.infinity);

/** a and b of a + b·y; null for what is not of the first degree. */
export const affineParts = (node: Expression, y: Expression): readonly [Expression, Expression] | null => {
  const found = coefficientsOf(e.expand(node), y, [y]);
  return found && found.factors[0] !== e.zero ? [found.rest, found.factors[0]] : null;
};
