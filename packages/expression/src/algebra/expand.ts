// Products multiplied out: an expression as a plain sum of terms.
import { mapArguments } from '../binder.js';
import { add, multiply, splitPower, termsOf, factorsOf, power } from '../build.js';
import type { Expression } from '../node.js';
import { isNumber, memoise, rationalOf } from '../node.js';

const largestPower = 32;
const mostTerms = 4096;

const product = (left: readonly Expression[], right: readonly Expression[]): readonly Expression[] =>
  termsOf(add(...left.flatMap((a) => right.map((b) => multiply(a, b)))));

/** The terms of a factor, with whole powers of sums written out; a factor that would grow too large stays whole. */
const termsOfFactor = (factor: Expression): readonly Expression[] => {
  const [base, exponent] = splitPower(factor);
  const times =
    isNumber(exponent) && rationalOf(exponent).isInteger ? Number(rationalOf(exponent).numerator) : 0;
  if (base.op !== 'add' || times < 1 || times > largestPower || base.args.length ** times > mostTerms)
    return [factor];
  let result: readonly Expression[] = base.args;
  for (let i = 1; i < times; i++) result = product(result, base.args);
  return result;
};

/** Multiplies out the products and whole powers at the top of an expression, not inside its functions. */
export const expand: (node: Expression) => Expression = memoise((node) => {
  if (node.op === 'add') return add(...node.args.map(expand));
  if (node.op !== 'multiply' && node.op !== 'power') return node;
  const inner =
    node.op === 'multiply' ? multiply(...node.args.map(expand)) : power(expand(node.args[0]), node.args[1]);
  if (inner.op === 'add') return inner;
  const lists = factorsOf(inner).map(termsOfFactor);
  if (lists.reduce((size, list) => size * list.length, 1) > mostTerms) return inner;
  const result = add(...lists.reduce(product));
  return result === node || result === inner ? result : expand(result);
});

/** Multiplies out everywhere, inside functions too. */
export const expandAll = (node: Expression): Expression => expand(mapArguments(node, expandAll));
