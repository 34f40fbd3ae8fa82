// Sums of exponentials Σ cⱼ·exp(xⱼ), the shape in which log-partition functions overflow and cancel.
import type { Expression } from '@expfam/expression';
import { add, factorsOf, isNegative, isNumber, multiply, rationalOf, zero } from '@expfam/expression';
import { allSymbols } from '../special/opaque.js';

/** Tells whether an expression depends on the natural parameters. */
export type Depends = (node: Expression) => boolean;

/** Whether an expression holds one of the symbols. */
export const dependsOn =
  (symbols: readonly Expression[]): Depends =>
  (node) =>
    symbols.some((symbol) => allSymbols(node).has(symbol));

/** Coefficients by exponent. The exponent of a plain number is 0. */
export type ExponentialSum = ReadonlyMap<Expression, Expression>;

/** Reads c·exp(x) with c free of the natural parameters; null for anything else. */
const exponentialTerm = (term: Expression, depends: Depends): [Expression, Expression] | null => {
  const exponents = factorsOf(term).filter((factor) => factor.op === 'exp' && depends(factor));
  const rest = factorsOf(term).filter((factor) => !exponents.includes(factor));
  if (rest.some(depends)) return null;
  return [add(...exponents.map((factor) => factor.args[0])), multiply(...rest)];
};

/** Reads a sum of at least two exponentials, one of which depends on the natural parameters; null for anything else. */
export const exponentialSum = (node: Expression, depends: Depends): ExponentialSum | null => {
  if (node.op !== 'add' || !depends(node)) return null;
  const sum = new Map<Expression, Expression>();
  for (const term of node.args) {
    const read = exponentialTerm(term, depends);
    if (read === null) return null;
    sum.set(read[0], add(sum.get(read[0]) ?? zero, read[1]));
  }
  return sum.size > 1 ? sum : null;
};

/** Whether a number outweighs all that may be taken from it: 2 − exp(x) with x < 0 keeps its digits as it is. */
export const isTame = (sum: ExponentialSum): boolean => {
  const free = sum.get(zero);
  if (free === undefined || !isNumber(free) || free === zero) return false;
  const others = [...sum].filter(([exponent]) => exponent !== zero);
  const isBounded = others.every(([exponent, c]) => isNegative(exponent) && isNumber(c));
  const taken = others.reduce(
    (total, [, c]) => total + (isBounded ? Math.abs(rationalOf(c).toNumber()) : 0),
    0,
  );
  return isBounded && 2 * taken <= Math.abs(rationalOf(free).toNumber());
};
