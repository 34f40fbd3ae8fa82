// Sums of powers of z = exp(x), x < 0, and of 1 − z that take from one another, such as 2z − z² + w·(1 − z)²: homogeneous in z
// and 1 − z, as Bernstein's polynomials are, their terms are positive, and nothing cancels. Two of the forms of `restate`.
import type { Expression } from '@expfam/expression';
import {
  add, divide, exp, factorsOf, isNegative, isNumber, isPositive, log, multiply, negate, number, one, rationalOf, splitCoefficient, splitPower,
  subtract, symbolsOf, termsOf,
} from '@expfam/expression'; // prettier-ignore
import type { Rational } from '@expfam/expression';
import { opaque } from '../special/opaque.js';
import { logarithmicRateOf, logOdds, logRate, uniform } from './stable-functions.js';

/** Above it the binomial coefficients alone cost digits. */
const highest = 32;

/** c·z^k·exp(rest). */
interface Term {
  readonly coefficient: Rational;
  readonly power: number;
  readonly rest: Expression;
}

/** A term as a power of exp(x); null for what is none. */
const termOf = (term: Expression, x: Expression): Term | null => {
  const exponents = factorsOf(term).filter(({ op }) => op === 'exp');
  const scale = multiply(...factorsOf(term).filter(({ op }) => op !== 'exp'));
  if (!isNumber(scale)) return null;
  const exponent = add(...exponents.map(({ args: [inner] }) => inner));
  const own = termsOf(exponent).map(splitCoefficient).find(([, base]) => base === x); // prettier-ignore
  const power = own === undefined ? 0 : own[0].toNumber();
  const rest = own === undefined ? exponent : subtract(exponent, multiply(number(power), x));
  const isPower = Number.isInteger(power) && power >= 0 && power <= highest && !symbolsOf(rest).has(x);
  return isPower ? { coefficient: rationalOf(scale), power, rest } : null;
};

const choose = (n: number, k: number): Rational => {
  let result = rationalOf(one);
  for (let i = 1; i <= k; i++) result = result.multiply(rationalOf(number(n - k + i, i)));
  return result;
};

/** The coefficients of z^j·(1 − z)^(n − j), by what stands beside them. */
const homogeneous = (terms: readonly Term[], degree: number): Map<Expression, Rational[]> => {
  const all = new Map<Expression, Rational[]>();
  for (const { coefficient, power, rest } of terms) {
    const row = all.get(rest) ?? Array.from({ length: degree + 1 }, () => rationalOf(number(0)));
    all.set(rest, row);
    for (let j = power; j <= degree; j++)
      row[j] = row[j].add(coefficient.multiply(choose(degree - power, j - power)));
  }
  return all;
};

/** log of such a sum: n·log(1 − z) and the logarithm of a sum of exponentials in the log odds of z; null for other sums. */
export const decayingPowers = (argument: Expression): Expression | null => {
  for (const x of [...symbolsOf(argument)].filter(isNegative)) {
    const terms = termsOf(argument).map((term) => termOf(term, x));
    if (terms.some((term) => term === null)) continue;
    const read = terms as Term[];
    const degree = Math.max(...read.map(({ power }) => power));
    // what takes nothing away is stable as it stands, and 1 − z has a form of its own
    if (degree === 0 || read.length < 3 || read.every(({ coefficient }) => coefficient.sign > 0)) continue;
    const rows = [...homogeneous(read, degree)];
    if (rows.some(([, row]) => row.some(({ sign }) => sign < 0))) continue;
    const odds = opaque(logOdds, x);
    const sum = rows.flatMap(([rest, row]) =>
      row.map((c, j) =>
        multiply(number(c.numerator, c.denominator), exp(add(rest, multiply(number(j), odds)))),
      ),
    );
    return add(multiply(number(degree), log(subtract(one, exp(x)))), log(add(...sum)));
  }
  return null;
};

/** The x < 0 of 1 − exp(x); null for anything else. */
const decayOf = (node: Expression): Expression | null => {
  const inner = subtract(one, node);
  return inner.op === 'exp' && isNegative(inner.args[0]) ? inner.args[0] : null;
};

/**
 * log(1 − q + q·s) with q = (1 − z)^a and s a sum of positive terms: log q and log(exp(v) − 1 + s), v = −log q, where exp(v) − 1 is
 * v times (exp(v) − 1)/v, the logarithms of which are both convex. Null for other sums.
 */
export const complementPower = (argument: Expression): Expression | null => {
  const terms = termsOf(argument);
  const taken = terms.find((term) => isNegative(term) && splitPower(negate(term))[1] !== one);
  if (taken === undefined || !terms.includes(one) || terms.length < 3) return null;
  const q = negate(taken);
  const [base, exponent] = splitPower(q);
  const x = decayOf(base);
  if (x === null || !isNumber(exponent) || rationalOf(exponent).sign < 0) return null;
  const others = terms.filter((term) => term !== one && term !== taken);
  if (!others.every((term) => isPositive(term) && factorsOf(term).includes(q))) return null;
  const rate = multiply(exponent, opaque(logarithmicRateOf, x));
  const raised = add(log(exponent), logRate(x), opaque(uniform, rate));
  return add(multiply(exponent, log(base)), log(add(exp(raised), ...others.map((term) => divide(term, q)))));
};
