// Three rewrites of polynomials and their quotients: what may overflow on the way, or cancel, is written so that it cannot.
import type { Expression } from '@expfam/expression';
import {
  add, divide, factorsOf, isNumber, multiply, rationalOf, symbolsOf, termsOf,
} from '@expfam/expression'; // prettier-ignore
import type { Depends } from './exponential-sum.js';

const hasSign = (node: Expression, sign: number): boolean => isNumber(node) && rationalOf(node).sign === sign;

/** Whether x or a positive whole power of it is a factor of the term. */
const isMultiple = (term: Expression, x: Expression): boolean =>
  factorsOf(term).some(
    (factor) =>
      factor === x ||
      (factor.op === 'power' &&
        factor.args[0] === x &&
        hasSign(factor.args[1], 1) &&
        rationalOf(factor.args[1]).isInteger),
  );

/** Whether a term is divided by a sum: what stands before it is then no larger than the quotient. */
const isOverSum = (term: Expression): boolean =>
  factorsOf(term).some(
    ({ op, args: [base, exponent] }) => op === 'power' && hasSign(exponent, -1) && base.op === 'add',
  );

/** x²/2 − x·y as x·(x/2 − y), for the first of the symbols that is a factor of every term. */
export const commonFactor = (node: Expression, symbols: readonly Expression[]): Expression => {
  if (node.op !== 'add' || node.args.some(isOverSum)) return node;
  const x = symbols.find((symbol) => node.args.every((term) => isMultiple(term, symbol)));
  return x === undefined ? node : multiply(x, add(...node.args.map((term) => divide(term, x))));
};

/** (x² − y)/z² as x²/z² − y/z²; not beside an exponential, for where that overflows the terms would be infinite of both signs. */
export const quotientOfSum = (node: Expression, depends: Depends): Expression => {
  if (node.op !== 'multiply') return node;
  const divides = node.args.some(
    (factor) => factor.op === 'power' && hasSign(factor.args[1], -1) && depends(factor.args[0]),
  );
  const sum = node.args.find((factor) => factor.op === 'add' && depends(factor));
  const grows = node.args.some((factor) => factor.op === 'exp' && depends(factor));
  if (!divides || sum === undefined || grows) return node;
  const others = node.args.filter((factor) => factor !== sum);
  return add(...sum.args.map((term) => multiply(term, ...others)));
};

/** η − η·y as η·(1 − y), for each of the symbols: of terms that it is a factor of, beside what is known when y is. */
export const linearTerms = (
  node: Expression,
  symbols: readonly Expression[],
  outcomes: readonly Expression[],
): Expression => {
  if (node.op !== 'add') return node;
  const known = new Set(outcomes);
  return symbols.reduce((sum, x) => {
    const weights = termsOf(sum).flatMap((term) => {
      const weight = divide(term, x);
      const isKnown = [...symbolsOf(weight)].every((each) => known.has(each));
      return factorsOf(term).includes(x) && isKnown ? [{ term, weight }] : [];
    });
    if (weights.length < 2) return sum;
    const others = termsOf(sum).filter((term) => !weights.some((each) => each.term === term));
    return add(...others, multiply(x, add(...weights.map(({ weight }) => weight))));
  }, node);
};
