// Polynomials over the rationals in any expressions as generators (Laurent: exponents may be negative or fractional).
import { add, multiply, power, rational } from '../build.js';
import type { Expression } from '../node.js';
import { compare } from '../node.js';
import { Rational } from '../rational.js';

export interface Term {
  readonly coefficient: Rational;
  readonly powers: ReadonlyMap<Expression, Rational>;
}

/** Terms by the key of their powers; no coefficient is zero. */
export type Polynomial = ReadonlyMap<string, Term>;

const keyOf = (powers: Term['powers']): string =>
  [...powers].map(([base, exponent]) => `${base.id}^${exponent.toString()}`).sort().join(' '); // prettier-ignore

const collect = (terms: Iterable<Term>): Polynomial => {
  const result = new Map<string, Term>();
  for (const term of terms) {
    const key = keyOf(term.powers);
    const coefficient = term.coefficient.add(result.get(key)?.coefficient ?? Rational.zero);
    if (coefficient.sign === 0) result.delete(key);
    else result.set(key, { coefficient, powers: term.powers });
  }
  return result;
};

const multiplyTerms = (a: Term, b: Term): Term => {
  const powers = new Map(a.powers);
  for (const [base, exponent] of b.powers) {
    const total = (powers.get(base) ?? Rational.zero).add(exponent);
    if (total.sign === 0) powers.delete(base);
    else powers.set(base, total);
  }
  return { coefficient: a.coefficient.multiply(b.coefficient), powers };
};

const invertTerm = ({ coefficient, powers }: Term): Term => ({
  coefficient: Rational.one.divide(coefficient),
  powers: new Map([...powers].map(([base, exponent]) => [base, exponent.negate()])),
});

export const unitTerm: Term = { coefficient: Rational.one, powers: new Map() };
export const termOf = (base: Expression, exponent: Rational): Term => ({
  coefficient: Rational.one,
  powers: new Map([[base, exponent]]),
});
export const polynomialOf = (...terms: readonly Term[]): Polynomial => collect(terms);
export const constantTerm = (coefficient: Rational): Term => ({ coefficient, powers: new Map() });

export const addPolynomials = (a: Polynomial, b: Polynomial): Polynomial =>
  collect([...a.values(), ...b.values()]);
export const multiplyPolynomials = (a: Polynomial, b: Polynomial): Polynomial =>
  collect([...a.values()].flatMap((left) => [...b.values()].map((right) => multiplyTerms(left, right))));
export const multiplyByTerm = (a: Polynomial, term: Term): Polynomial =>
  collect([...a.values()].map((each) => multiplyTerms(each, term)));
export const divideByTerm = (a: Polynomial, term: Term): Polynomial => multiplyByTerm(a, invertTerm(term));

export const powerOfPolynomial = (a: Polynomial, exponent: number): Polynomial => {
  let result = polynomialOf(unitTerm);
  for (let i = 0; i < exponent; i++) result = multiplyPolynomials(result, a);
  return result;
};

const generatorsOf = (...polynomials: readonly Polynomial[]): Expression[] =>
  [
    ...new Set(polynomials.flatMap((each) => [...each.values()].flatMap((term) => [...term.powers.keys()]))),
  ].sort(compare);

const exponentIn = (term: Term, base: Expression): Rational => term.powers.get(base) ?? Rational.zero;

/** The leading term in the lexicographic order of the generators. */
const leading = (polynomial: Polynomial, generators: readonly Expression[]): Term =>
  [...polynomial.values()].reduce((best, term) => {
    for (const base of generators) {
      const order = exponentIn(term, base).compare(exponentIn(best, base));
      if (order !== 0) return order > 0 ? term : best;
    }
    return best;
  });

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/**
 * The largest monomial that divides every term, with the greatest common divisor of the coefficients and the sign of the
 * leading one: what is left has whole coprime coefficients, a positive leading one, and starts at exponent 0.
 */
export const contentOf = (polynomial: Polynomial): Term => {
  const generators = generatorsOf(polynomial);
  const terms = [...polynomial.values()];
  const powers = new Map<Expression, Rational>();
  for (const base of generators) {
    const least = terms.map((term) => exponentIn(term, base)).reduce((a, b) => (a.compare(b) <= 0 ? a : b));
    if (least.sign !== 0) powers.set(base, least);
  }
  const over = terms.reduce((divisor, { coefficient }) => gcd(divisor, coefficient.numerator), 0n);
  const under = terms.reduce(
    (multiple, { coefficient }) =>
      (multiple / gcd(multiple, coefficient.denominator)) * coefficient.denominator,
    1n,
  );
  const sign = leading(polynomial, generators).coefficient.sign;
  return { coefficient: Rational.of(sign < 0 ? -over : over, under), powers };
};

const mostSteps = 2000;

/** The quotient if `divisor` divides `polynomial` exactly, else null. Both should have had their content taken out. */
export const divideExactly = (polynomial: Polynomial, divisor: Polynomial): Polynomial | null => {
  if (divisor.size === 0) return null;
  const generators = generatorsOf(polynomial, divisor);
  const head = leading(divisor, generators);
  const quotient: Term[] = [];
  let rest = polynomial;
  for (let steps = 0; rest.size > 0; steps++) {
    const term = multiplyTerms(leading(rest, generators), invertTerm(head));
    if (steps > mostSteps || [...term.powers.values()].some((exponent) => exponent.sign < 0)) return null;
    quotient.push(term);
    rest = addPolynomials(rest, multiplyByTerm(divisor, { ...term, coefficient: term.coefficient.negate() }));
  }
  return collect(quotient);
};

export const termExpression = ({ coefficient, powers }: Term): Expression =>
  multiply(rational(coefficient), ...[...powers].map(([base, exponent]) => power(base, rational(exponent))));

export const polynomialExpression = (polynomial: Polynomial): Expression =>
  add(...[...polynomial.values()].map(termExpression));

/** A key that is equal for equal polynomials. */
export const polynomialKey = (polynomial: Polynomial): string =>
  [...polynomial].map(([key, { coefficient }]) => `${coefficient.toString()}*${key}`).sort().join(' + '); // prettier-ignore
