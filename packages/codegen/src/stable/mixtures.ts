// First and second derivatives of log-partition functions in which the logarithm of a sum of exponentials of more than linear
// terms occurs, such as log(exp(η₂) + exp(g(η₁))): what a mixture has by the law of total variance, in products that do not cancel.
import type { Expression } from '@expfam/expression';
import {
  add, divide, factorsOf, isNumber, isPositive, log, multiply, number, one, splitCoefficient, subtract, symbolsOf, termsOf, zero,
} from '@expfam/expression'; // prettier-ignore
import { allSymbols, derivativeOf, opaqueOf, wholeShare } from '../special/opaque.js';

/** A gradient, and a Hessian at the places that were asked for. */
export interface Derivatives {
  readonly means: readonly Expression[];
  readonly covariance: readonly (readonly Expression[])[];
}

/** More than these have too many pairs. */
const mostComponents = 14;

const callsIn = (node: Expression): boolean =>
  [...symbolsOf(node)].some((name) => opaqueOf(name) !== undefined);

/** The logarithm of a term, its coefficient left out. */
const exponentOf = (term: Expression): Expression =>
  add(
    ...factorsOf(term).map((factor) => {
      if (isNumber(factor)) return zero;
      return factor.op === 'exp' ? factor.args[0] : log(factor);
    }),
  );

/** The terms of a mixture under a logarithm; null for what is none. */
const mixedIn = (node: Expression): readonly Expression[] | null => {
  if (node.op !== 'log') return null;
  const terms = termsOf(node.args[0]);
  const isMixed = terms.length > 1 && terms.length <= mostComponents && terms.some(callsIn);
  return isMixed && terms.every(isPositive) ? terms : null;
};

/** A natural parameter of each row and column of the Hessian, by its place. */
type Places = readonly number[];

const plain = (node: Expression, eta: readonly Expression[], places: Places): Derivatives => {
  const means = eta.map((symbol) => derivativeOf(node, symbol));
  const covariance = places.map((i) => places.map((j) => derivativeOf(means[i], eta[j])));
  return { means, covariance };
};

const pairs = (count: number): (readonly [number, number])[] =>
  Array.from({ length: count }, (_, k) => k).flatMap((k) =>
    Array.from({ length: k }, (_, l) => [l, k] as const),
  );

/** Σ p·g′ and Σ p·g″ + Σ pₖpₗ·(gₖ′ − gₗ′)(gₖ′ − gₗ′)ᵀ. */
const mixed = (terms: readonly Expression[], eta: readonly Expression[], places: Places): Derivatives => {
  const total = add(...terms);
  const shares = terms.map((term) => wholeShare(divide(term, total)));
  const within = terms.map((term) => derivativesOf(exponentOf(term), eta, places));
  const over = (of: (each: Derivatives) => Expression): Expression =>
    add(...within.map((each, k) => multiply(shares[k], of(each))));
  const gap = (k: number, l: number, i: number): Expression =>
    subtract(within[k].means[i], within[l].means[i]);
  const between = (i: number, j: number): Expression =>
    add(...pairs(terms.length).map(([k, l]) => multiply(shares[k], shares[l], gap(k, l, i), gap(k, l, j))));
  return {
    means: eta.map((_, i) => over(({ means }) => means[i])),
    covariance: places.map((i, row) =>
      places.map((j, column) =>
        add(
          over(({ covariance }) => covariance[row][column]),
          between(i, j),
        ),
      ),
    ),
  };
};

/** The derivatives of a sum by the natural parameters, the second ones by all of them unless some places are given. */
export const derivativesOf = (
  node: Expression,
  eta: readonly Expression[],
  places: Places = eta.map((_, i) => i),
): Derivatives => {
  const depends = eta.some((symbol) => allSymbols(node).has(symbol));
  const parts = depends
    ? termsOf(node).map((term) => {
        const [coefficient, base] = splitCoefficient(term);
        const terms = mixedIn(base);
        const scale = number(coefficient.numerator, coefficient.denominator);
        return terms === null
          ? { scale: one, ...plain(term, eta, places) }
          : { scale, ...mixed(terms, eta, places) };
      })
    : [];
  const sum = (of: (each: Derivatives) => Expression): Expression =>
    add(...parts.map((part) => multiply(part.scale, of(part))));
  return {
    means: eta.map((_, i) => sum(({ means }) => means[i])),
    covariance: places.map((_, i) => places.map((__, j) => sum(({ covariance }) => covariance[i][j]))),
  };
};
