// What the terms of a sum have in common: the powers of shared factors, exponentials and fraction bars included.
import {
  add,
  divide,
  exp,
  factorsOf,
  multiply,
  power,
  rational,
  splitCoefficient,
  splitPower,
  termsOf,
} from '../build.js';
import type { Expression } from '../node.js';
import { isNumber, rationalOf } from '../node.js';
import { Rational } from '../rational.js';

/** The factors of a term with their exponents; exp(a + 2b) counts as exp(a) once and exp(b) twice. */
const powersOf = (term: Expression): Map<Expression, Rational> => {
  const powers = new Map<Expression, Rational>();
  const count = (base: Expression, exponent: Rational): void => {
    powers.set(base, (powers.get(base) ?? Rational.zero).add(exponent));
  };
  for (const factor of factorsOf(term)) {
    const [base, exponent] = splitPower(factor);
    if (isNumber(base)) continue;
    if (factor.op === 'exp') {
      for (const part of termsOf(factor.args[0])) {
        const [times, rest] = splitCoefficient(part);
        count(exp(rest), times);
      }
    } else if (isNumber(exponent)) count(base, rationalOf(exponent));
    else count(factor, Rational.one);
  }
  return powers;
};

/**
 * The product of what every term has: of a factor the lowest power, of a denominator the power nearest to one. `may` says
 * which factors may be taken out.
 */
export const commonFactor = (
  terms: readonly Expression[],
  may: (base: Expression) => boolean = () => true,
): Expression => {
  const [first, ...others] = terms.map(powersOf);
  const shared: Expression[] = [];
  for (const [base, exponent] of first ?? []) {
    const all = [exponent, ...others.map((powers) => powers.get(base) ?? Rational.zero)];
    const [least, most] = [
      all.reduce((a, b) => (a.compare(b) <= 0 ? a : b)),
      all.reduce((a, b) => (a.compare(b) >= 0 ? a : b)),
    ];
    const taken = least.sign > 0 ? least : most.sign < 0 ? most : Rational.zero;
    if (taken.sign !== 0 && may(base)) shared.push(power(base, rational(taken)));
  }
  return multiply(...shared);
};

/** a·x/s + b·x/s² as x/s·(a + b/s). */
export const factorOut = (node: Expression): Expression => {
  const terms = termsOf(node);
  const common = commonFactor(terms);
  return terms.length < 2 ? node : multiply(common, add(...terms.map((term) => divide(term, common))));
};
