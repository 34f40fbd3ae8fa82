// Three rewrites of polynomials and their quotients: what may overflow on the way, or cancel, is written so that it cannot.
import type { Expression } from '@expfam/expression';
import {
  add, divide, exp, factorsOf, isNumber, multiply, rationalOf, symbolsOf, termsOf, zero,
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

/** The exponent of the exponential in a term; null where it has none or several. */
const exponentIn = (term: Expression): Expression | null => {
  const [power, ...more] = factorsOf(term).filter(({ op }) => op === 'exp');
  return power === undefined || more.length > 0 ? null : power.args[0];
};

/** y·exp(2x) − exp(x) as exp(x)·(y·exp(x) − 1), for all terms with exponentials of positive multiples of one exponent. */
export const commonExponential = (node: Expression, depends: Depends): Expression => {
  if (node.op !== 'add') return node;
  const first = node.args.map(exponentIn).find((x) => x !== null && depends(x)) ?? null;
  if (first === null) return node;
  const grows = node.args.flatMap((term) => {
    const x = exponentIn(term);
    const multiple = x === null ? zero : divide(x, first);
    return x !== null && hasSign(multiple, 1) ? [{ term, x, multiple: rationalOf(multiple) }] : [];
  });
  const [least] = grows.toSorted((a, b) => a.multiple.compare(b.multiple));
  // sums of exponentials alone are read as a whole elsewhere
  const isWeighed = grows.some(({ term, x }) => !isNumber(divide(term, exp(x))));
  if (least === undefined || !isWeighed || grows.every(({ x }) => x === least.x)) return node;
  const power = exp(least.x);
  const nested = multiply(power, add(...grows.map(({ term }) => divide(term, power))));
  const others = node.args.filter((each) => !grows.some(({ term }) => term === each));
  return add(nested, ...others);
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
