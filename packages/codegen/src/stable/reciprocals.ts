// The logarithm of two reciprocals that take from each other: over their common denominator what cancels is a number on paper.
import type { Expression } from '@expfam/expression';
import {
  add,
  expand,
  isNumber,
  isPositive,
  log,
  multiply,
  negate,
  number,
  splitCoefficient,
  splitPower,
  subtract,
  termsOf,
} from '@expfam/expression';

/** c / x as its two parts; null for anything else. */
const reciprocalOf = (term: Expression): { readonly over: Expression; readonly under: Expression } | null => {
  const [{ numerator, denominator }, rest] = splitCoefficient(term);
  const [base, exponent] = splitPower(rest);
  return exponent === number(-1) ? { over: number(numerator, denominator), under: base } : null;
};

const positiveOf = (node: Expression): Expression | null => {
  if (isPositive(node)) return node;
  return isPositive(negate(node)) ? negate(node) : null;
};

/** log(c / x - c / (x + a)) as log(a * c) - log(x) - log(x + a), whose factors are positive; null for anything else. */
export const overOneDenominator = (argument: Expression): Expression | null => {
  const parts = termsOf(argument).map(reciprocalOf);
  const [first, second] = parts;
  if (parts.length !== 2 || !first || !second) return null;
  const over = expand(add(multiply(first.over, second.under), multiply(second.over, first.under)));
  const under = [first.under, second.under].map(positiveOf);
  if (!isNumber(over) || under[0] === null || under[1] === null) return null;
  const size = isPositive(over) ? over : negate(over);
  return isPositive(size) ? subtract(log(size), add(log(under[0]), log(under[1]))) : null;
};
