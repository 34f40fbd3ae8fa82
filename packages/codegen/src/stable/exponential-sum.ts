// Sums of exponentials Σ cⱼ·exp(xⱼ), the shape in which log-partition functions overflow and cancel.
import type { Expression } from '@expfam/expression';
import { add, factorsOf, isNegative, isNumber, isPositive, log, multiply, rationalOf, symbolsOf, zero } from '@expfam/expression'; // prettier-ignore
import { allSymbols } from '../special/opaque.js';

/** Tells whether an expression depends on the natural parameters. */
export type Depends = (node: Expression) => boolean;

/** Whether an expression holds one of the symbols. */
export const dependsOn =
  (symbols: readonly Expression[]): Depends =>
  (node) =>
    symbols.some((symbol) => allSymbols(node).has(symbol));

/** The x of exp(x), and x·log b of b^x for a constant b; null for anything else. */
export const exponentOf = (node: Expression): Expression | null => {
  if (node.op === 'exp') return node.args[0];
  if (node.op !== 'power') return null;
  const [base, exponent] = node.args as [Expression, Expression];
  const isConstant = symbolsOf(base).size === 0 && isPositive(base);
  return isConstant && symbolsOf(exponent).size > 0 ? multiply(exponent, log(base)) : null;
};

/** Coefficients by exponent. The exponent of a plain number is 0. */
export type ExponentialSum = ReadonlyMap<Expression, Expression>;

/** Reads c·exp(x) with c free of the natural parameters; null for anything else. */
const exponentialTerm = (term: Expression, depends: Depends): [Expression, Expression] | null => {
  const exponents = factorsOf(term).filter((factor) => exponentOf(factor) !== null && depends(factor));
  const rest = factorsOf(term).filter((factor) => !exponents.includes(factor));
  if (rest.some(depends)) return null;
  return [add(...exponents.map((factor) => exponentOf(factor)!)), multiply(...rest)];
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
