// Powers of an outcome that is truncated to an interval, whose normaliser is log((b^(η + 1) − a^(η + 1))/(η + 1)): the singularity that can
// be removed is, and E[y] = exp(A(η + 1) − A(η)) takes one step of what is left. Two of the forms of `restate`.
import type { Expression } from '@expfam/expression';
import {
  add, differentiate, divide, evaluator, exp, expand, factorsOf, isNumber, log, multiply, negate, number, one, power, rationalOf, splitCoefficient, splitPower, substitute,
  subtract, symbolsOf, termsOf, zero,
} from '@expfam/expression'; // prettier-ignore
import type { Derivation } from '@expfam/family';
import { arithmetic } from '@expfam/precise';
import { opaque, opaqueOf } from '../special/opaque.js';
import { exponentOf } from './exponential-sum.js';
import { uniform, uniformStep } from './stable-functions.js';

const digits = arithmetic(30);

/** Whether an expression is a number greater than 0. */
const isPositiveConstant = (node: Expression): boolean =>
  symbolsOf(node).size === 0 && evaluator(digits, new Map())(node).sign() > 0;

/** ±c·b^x as its sign and its logarithm; null for anything else. */
const readTerm = (term: Expression): { readonly sign: number; readonly exponent: Expression } | null => {
  const [coefficient, rest] = splitCoefficient(term);
  const exponents = rest === one ? [] : factorsOf(rest).map(exponentOf);
  if (exponents.includes(null)) return null;
  const size = coefficient.abs();
  const scale = log(number(size.numerator, size.denominator));
  return { sign: coefficient.sign, exponent: add(scale, ...(exponents as Expression[])) };
};

/** exp(a) − exp(b) as its exponents; null for anything else. */
const endsOf = (node: Expression): readonly [Expression, Expression] | null => {
  const read = node.op === 'add' && node.args.length === 2 ? node.args.map(readTerm) : [];
  const plus = read.find((each) => each?.sign === 1);
  const minus = read.find((each) => each?.sign === -1);
  return plus && minus ? [plus.exponent, minus.exponent] : null;
};

/** The k > 0 with gap = k·f; null where there is none. */
const ratioOf = (gap: Expression, f: Expression): Expression | null => {
  const [symbol] = symbolsOf(f);
  const slope = symbol === undefined ? zero : differentiate(f, symbol);
  if (symbol === undefined || !isNumber(slope) || slope === zero) return null;
  const k = divide(differentiate(gap, symbol), slope);
  return isPositiveConstant(k) && expand(subtract(gap, multiply(k, f))) === zero ? k : null;
};

/** log((exp(a) − exp(b))/f) where a − b is a multiple of f, in the place of both; null for other quotients. */
export const quotientOfPowers = (argument: Expression): Expression | null => {
  const factors = factorsOf(argument).map(splitPower);
  for (const [base, p] of factors) {
    const ends = p === one || p === number(-1) ? endsOf(base) : null;
    if (ends === null) continue;
    const [a, b] = ends;
    for (const [f, q] of factors) {
      const k = q === negate(p) ? ratioOf(expand(subtract(a, b)), f) : null;
      const rest = divide(argument, multiply(power(base, p), power(f, q)));
      if (k === null || !isPositiveConstant(rest)) continue;
      return add(log(rest), multiply(p, add(log(k), b, opaque(uniform, multiply(k, f)))));
    }
  }
  return null;
};

/** Whether a formula is a polynomial. */
const isPolynomial = (node: Expression): boolean =>
  node.args.length === 0 ||
  symbolsOf(node).size === 0 ||
  ((node.op === 'add' || node.op === 'multiply') && node.args.every(isPolynomial)) ||
  (node.op === 'power' &&
    isNumber(node.args[1]) &&
    rationalOf(node.args[1]).sign > 0 &&
    isPolynomial(node.args[0]));

/** What one term of A grows by where η does by 1; null where it has no stable form. */
const stepOf = (term: Expression, eta: Expression): Expression | null => {
  const next = (node: Expression): Expression => substitute(node, new Map([[eta, add(eta, one)]]));
  const [coefficient, base] = splitCoefficient(term);
  const call = opaqueOf(base);
  if (call === undefined) {
    const difference = expand(subtract(next(term), term));
    return isPolynomial(difference) && ![...symbolsOf(term)].some((symbol) => opaqueOf(symbol))
      ? difference
      : null;
  }
  const [x] = call.args;
  if (call.stable !== uniform) return null;
  const scale = number(coefficient.numerator, coefficient.denominator);
  const step = expand(subtract(next(x), x));
  if (isPositiveConstant(step)) return multiply(scale, opaque(uniformStep, x, step));
  if (!isPositiveConstant(negate(step))) return null;
  return negate(multiply(scale, opaque(uniformStep, next(x), negate(step))));
};

/** E[y] of an outcome whose logarithm, but for a shift, is a statistic, from A restated; null for any other. */
export const meanOfPower = (
  { natural, statistics, outcome }: Derivation,
  a: Expression,
): Expression | null => {
  for (const [i, statistic] of statistics.entries()) {
    const inner = statistic.op === 'log' ? statistic.args[0] : null;
    const shift = inner === null ? null : subtract(inner, outcome.symbol);
    if (shift === null || symbolsOf(shift).size > 0) continue;
    const steps = termsOf(a).map((term) => stepOf(term, natural[i].symbol));
    const isTruncated = termsOf(a).some((term) => opaqueOf(splitCoefficient(term)[1])?.stable === uniform);
    if (isTruncated && !steps.includes(null)) return subtract(exp(add(...(steps as Expression[]))), shift);
  }
  return null;
};
