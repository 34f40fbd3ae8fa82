// Positive definiteness as a fact about numbers: every principal minor of such a matrix is positive. A sum is recognised as
// one by its terms, whatever number stands before it.
import type { Expression } from './node.js';
import { isNumber, rationalOf, variableOf } from './node.js';
import { Rational } from './rational.js';

/** The coefficients of a polynomial in the entries of one matrix, by the sorted names of the entries of each term. */
interface Polynomial {
  readonly matrix: Expression;
  readonly indices: ReadonlySet<number>;
  readonly terms: ReadonlyMap<string, Rational>;
}

/** 1 or −1 if the sum is a positive or negative multiple of a principal minor of a positive-definite matrix, else 0. */
export const minorSign = (sum: Expression): 1 | -1 | 0 => {
  const polynomial = polynomialOf(sum);
  if (polynomial === null) return 0;
  const expected = minorOf([...polynomial.indices].sort((a, b) => a - b).join(','));
  const [key, first] = [...polynomial.terms][0];
  const ratio = expected.has(key) ? first.divide(expected.get(key)!) : Rational.zero;
  const same =
    expected.size === polynomial.terms.size &&
    [...polynomial.terms].every(([each, value]) => expected.get(each)?.multiply(ratio).equals(value));
  return same ? ratio.sign : 0;
};

const polynomialOf = (sum: Expression): Polynomial | null => {
  const terms = new Map<string, Rational>();
  const indices = new Set<number>();
  let matrix: Expression | null = null;
  for (const term of sum.args) {
    const names: string[] = [];
    let coefficient = Rational.one;
    for (const factor of term.op === 'multiply' ? term.args : [term]) {
      if (isNumber(factor)) {
        coefficient = coefficient.multiply(rationalOf(factor));
        continue;
      }
      const [base, times] = powerOf(factor);
      const place = placeOf(base);
      if (place === null || times === 0 || (matrix !== null && base.args[0] !== matrix)) return null;
      matrix = base.args[0];
      place.forEach((index) => indices.add(index));
      names.push(...Array.from({ length: times }, () => place.join(',')));
    }
    terms.set(names.sort().join(' '), coefficient);
  }
  return matrix && { matrix, indices, terms };
};

/** A base and its small whole exponent; 0 for any other. */
const powerOf = (factor: Expression): [Expression, number] => {
  if (factor.op !== 'power') return [factor, 1];
  const [base, exponent] = factor.args as [Expression, Expression];
  const times = isNumber(exponent) ? rationalOf(exponent).toNumber() : 0;
  return [base, Number.isInteger(times) && times > 0 && times <= largest ? times : 0];
};

const largest = 6;

const placeOf = (node: Expression): readonly number[] | null => {
  if (node.op !== 'element' || node.args.length !== 3 || node.args[0].op !== 'symbol') return null;
  const [matrix, ...places] = node.args as [Expression, Expression, Expression];
  if (variableOf(matrix).domain.kind !== 'positive-definite' || !places.every(isNumber)) return null;
  return places.map((each) => rationalOf(each).toNumber()).sort((a, b) => a - b);
};

const known = new Map<string, ReadonlyMap<string, Rational>>();

/** The determinant of the rows and columns with these indices, by Leibniz. */
const minorOf = (indices: string): ReadonlyMap<string, Rational> => {
  let found = known.get(indices);
  if (found === undefined) known.set(indices, (found = leibniz(indices.split(',').map(Number))));
  return found;
};

const leibniz = (indices: readonly number[]): ReadonlyMap<string, Rational> => {
  const terms = new Map<string, Rational>();
  if (indices.length > largest) return terms;
  const visit = (row: number, left: readonly number[], names: readonly string[], sign: bigint): void => {
    if (row === indices.length) {
      const key = [...names].sort().join(' ');
      const total = (terms.get(key) ?? Rational.zero).add(Rational.of(sign));
      terms.set(key, total);
      return;
    }
    for (const [at, column] of left.entries()) {
      const place = [indices[row], column].sort((a, b) => a - b).join(',');
      const others = left.filter((each) => each !== column);
      visit(row + 1, others, [...names, place], at % 2 === 0 ? sign : -sign);
    }
  };
  visit(0, indices, [], 1n);
  return new Map([...terms].filter(([, coefficient]) => coefficient.sign !== 0));
};
