// Sums of fractions over one denominator, with what divides both sides cancelled.
import { mapArguments } from '../binder.js';
import {
  add,
  exp,
  minusOne,
  multiply,
  number,
  power,
  rational,
  splitCoefficient,
  splitPower,
  termsOf,
} from '../build.js';
import type { Expression } from '../node.js';
import { isNumber, memoise, rationalOf } from '../node.js';
import { Rational } from '../rational.js';
import type { Polynomial, Term } from './polynomial.js';
import * as p from './polynomial.js';

/** numerator / Π factorᵏ; factors are monic, have no monomial in common and stand under their keys. */
interface Fraction {
  readonly numerator: Polynomial;
  readonly under: ReadonlyMap<string, { readonly factor: Polynomial; readonly times: number }>;
}

const one = p.polynomialOf(p.unitTerm);
const whole = (numerator: Polynomial): Fraction => ({ numerator, under: new Map() });
const largestPower = 24;

const multiplyFractions = (a: Fraction, b: Fraction): Fraction => {
  const under = new Map(a.under);
  for (const [key, { factor, times }] of b.under)
    under.set(key, { factor, times: times + (under.get(key)?.times ?? 0) });
  return { numerator: p.multiplyPolynomials(a.numerator, b.numerator), under };
};

const addFractions = (a: Fraction, b: Fraction): Fraction => {
  const under = new Map(a.under);
  for (const [key, { factor, times }] of b.under)
    under.set(key, { factor, times: Math.max(times, under.get(key)?.times ?? 0) });
  const lift = (side: Fraction): Polynomial => {
    let result = side.numerator;
    for (const [key, { factor, times }] of under)
      result = p.multiplyPolynomials(
        result,
        p.powerOfPolynomial(factor, times - (side.under.get(key)?.times ?? 0)),
      );
    return result;
  };
  return { numerator: p.addPolynomials(lift(a), lift(b)), under };
};

/** 1 / fraction; null for zero. */
const invert = ({ numerator, under }: Fraction): Fraction | null => {
  if (numerator.size === 0) return null;
  const content = p.contentOf(numerator);
  const factor = p.divideByTerm(numerator, content);
  let over = p.divideByTerm(one, content);
  for (const { factor: below, times } of under.values())
    over = p.multiplyPolynomials(over, p.powerOfPolynomial(below, times));
  return factor.size === 1
    ? whole(over)
    : { numerator: over, under: new Map([[p.polynomialKey(factor), { factor, times: 1 }]]) };
};

/** exp(2x + y) as powers of the generators exp(x) and exp(y). */
const exponential = (argument: Expression): Term => {
  const powers = new Map<Expression, Rational>();
  for (const term of termsOf(argument)) {
    const [coefficient, rest] = splitCoefficient(term);
    powers.set(exp(rest), coefficient);
  }
  return { coefficient: Rational.one, powers };
};

const fractionOf: (node: Expression) => Fraction = memoise((node) => {
  switch (node.op) {
    case 'number':
      return whole(p.polynomialOf(p.constantTerm(rationalOf(node))));
    case 'add':
      return node.args.map(fractionOf).reduce(addFractions);
    case 'multiply':
      return node.args.map(fractionOf).reduce(multiplyFractions);
    case 'power':
      return fractionOfPower(node);
    case 'exp':
      return whole(p.polynomialOf(exponential(node.args[0])));
    default:
      return whole(p.polynomialOf(p.termOf(node, Rational.one)));
  }
});

/** A power of a sum that would have more terms than this stays a power. */
const mostTerms = 2048;

/** How many terms a sum of so many has when it is raised to a power: C(size + times − 1, times). */
const termsOfPower = (size: number, times: number): number =>
  Array.from({ length: times }, (_, k) => k + 1).reduce((count, k) => (count * (size + k - 1)) / k, 1);

const fractionOfPower = (node: Expression): Fraction => {
  const [base, exponent] = splitPower(node);
  if (!isNumber(exponent)) {
    // x^(a − 1) = x^a · x⁻¹: the number in the exponent is split off, so that like powers meet
    const constant = termsOf(exponent).find(isNumber);
    const symbolic =
      constant === undefined ? node : power(base, add(exponent, rational(rationalOf(constant).negate())));
    const split = p.polynomialOf(p.termOf(symbolic, Rational.one));
    return constant === undefined
      ? whole(split)
      : multiplyFractions(whole(split), fractionOf(power(base, constant)));
  }
  const value = rationalOf(exponent);
  if (!value.isInteger) return whole(p.polynomialOf(p.termOf(base, value)));
  const times = Number(value.abs().numerator);
  if (times > largestPower) return whole(p.polynomialOf(p.termOf(node, Rational.one)));
  const inner = value.sign < 0 ? invert(fractionOf(base)) : fractionOf(base);
  if (inner === null || termsOfPower(inner.numerator.size, times) > mostTerms)
    return whole(p.polynomialOf(p.termOf(node, Rational.one)));
  return Array.from({ length: times }, () => inner).reduce(multiplyFractions);
};

const cancel = ({ numerator, under }: Fraction): Expression => {
  if (numerator.size === 0) return number(0);
  let content = p.contentOf(numerator);
  let over = p.divideByTerm(numerator, content);
  const below: Expression[] = [];
  for (const { factor, times } of under.values()) {
    let left = times;
    for (let quotient = left > 0 ? p.divideExactly(over, factor) : null; quotient !== null;) {
      [over, left] = [quotient, left - 1];
      quotient = left > 0 ? p.divideExactly(over, factor) : null;
    }
    const reduced = left === 1 && over.size > 1 ? p.divideExactly(factor, over) : null;
    if (reduced !== null) {
      over = one;
      below.push(power(p.polynomialExpression(reduced), number(-1)));
    } else if (left > 0) below.push(power(p.polynomialExpression(factor), number(-left)));
  }
  if (content.coefficient.sign < 0 && [...over.values()].some(({ coefficient }) => coefficient.sign < 0)) {
    // −(y − 1) is written 1 − y
    const minus = p.constantTerm(Rational.of(-1));
    over = p.multiplyByTerm(over, minus);
    content = { ...content, coefficient: content.coefficient.negate() };
  }
  const [sign, denominators] = content.coefficient.sign < 0 ? absorbSign(below) : [1, below];
  const outside = { ...content, coefficient: content.coefficient.multiply(Rational.of(sign)) };
  return multiply(p.termExpression(outside), p.polynomialExpression(over), ...denominators);
};

/** −a/(b − 1) is written a/(1 − b): a minus sign goes into a denominator that is a difference. */
const absorbSign = (below: readonly Expression[]): [number, readonly Expression[]] => {
  const at = below.findIndex((each) => {
    const [base, exponent] = splitPower(each);
    const odd = isNumber(exponent) && rationalOf(exponent).numerator % 2n !== 0n;
    return odd && termsOf(base).some((term) => splitCoefficient(term)[0].sign < 0);
  });
  if (at < 0) return [1, below];
  const [base, exponent] = splitPower(below[at]);
  const flipped = power(add(...termsOf(base).map((term) => multiply(number(-1), term))), exponent);
  return [-1, below.map((each, i) => (i === at ? flipped : each))];
};

/** The expression as one fraction in lowest terms (as far as exact division finds them). */
export const together = (node: Expression): Expression => cancel(fractionOf(node));

/** Whether two expressions are equal as rational functions of their parts. */
export const isZeroFraction = (node: Expression): boolean => fractionOf(node).numerator.size === 0;

const highestDegree = 8;

/**
 * The coefficients of the numerator as a polynomial in `unknown`, lowest first; null where the unknown also occurs inside
 * a function, to a fractional power or to a degree above 8. Negative powers are cleared.
 */
export const coefficientsIn = (node: Expression, unknown: Expression): Expression[] | null => {
  const terms = [...fractionOf(node).numerator.values()];
  const degrees = terms.map((term) => term.powers.get(unknown) ?? Rational.zero);
  const least = degrees.reduce((a, b) => (a.compare(b) < 0 ? a : b), Rational.zero);
  const coefficients: Expression[][] = [];
  for (const [i, term] of terms.entries()) {
    const degree = degrees[i].subtract(least);
    const powers = new Map(term.powers);
    powers.delete(unknown);
    if (!degree.isInteger || degree.numerator > highestDegree) return null;
    if ([...powers.keys()].some((base) => contains(base, unknown))) return null;
    (coefficients[Number(degree.numerator)] ??= []).push(p.termExpression({ ...term, powers }));
  }
  return Array.from(coefficients, (parts) => add(...(parts ?? [])));
};

/** Whether `part` occurs in the node. */
export const contains = (node: Expression, part: Expression): boolean =>
  node === part || node.args.some((arg) => contains(arg, part));

/** How much there is to read: nodes, with numbers and minus signs counted lightly. */
export const lengthOf: (node: Expression) => number = memoise((node) => {
  if (node.op === 'number') return rationalOf(node).isInteger ? 1 : 2;
  if (node.op === 'multiply' && node.args[0] === minusOne)
    return leadingMinus + lengthOf(multiply(...node.args.slice(1)));
  if (node.op === 'add') return node.args.reduce((total, term) => total + lengthOfTerm(term), 1);
  const own = node.op === 'power' && isNumber(node.args[1]) ? 0.5 : 1;
  return own + node.args.reduce((total, arg) => total + lengthOf(arg), 0);
});

// a minus sign before a whole expression is heavier to read than one between the terms of a sum
const leadingMinus = 2.5;
const innerMinus = 0.5;

const lengthOfTerm = (term: Expression): number =>
  term.op === 'multiply' && term.args[0] === minusOne
    ? lengthOf(term) - leadingMinus + innerMinus
    : lengthOf(term);

/** The shortest of: the expression, and its parts simplified and brought together over one denominator. */
export const simplify: (node: Expression) => Expression = memoise((node) => {
  const inner = mapArguments(node, simplify);
  if (inner.op !== 'add' && inner.op !== 'multiply' && inner.op !== 'power') return inner;
  const joined = together(inner);
  // a product takes its canonical signs even where that is no shorter; a sum stays apart unless joining it pays
  const pays = inner.op === 'add' ? lengthOf(joined) < lengthOf(inner) : lengthOf(joined) <= lengthOf(inner);
  return pays ? joined : inner;
});
