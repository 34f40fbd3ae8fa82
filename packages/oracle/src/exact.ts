// The values that formulas work on: reals, and vectors of them. Doubles enter at their exact value.
import { Real, type Arithmetic } from '@expfam/precise';
import { complain } from './complaint.js';

/** What callers may hand in: a number, exact text such as `'0.1'`, a real, or a vector of these. */
export type Value = number | string | Real | readonly Value[];

/** A real or a vector of such. */
export type Exact = Real | readonly Exact[];

/** The values of names while a formula is evaluated. */
export type Scope = ReadonlyMap<string, Exact>;

/** The exact meaning of a value: doubles as they are, text rounded to the digits of `a`. */
export function exact(value: Value, a: Arithmetic): Exact {
  if (value instanceof Real) return value;
  if (typeof value === 'number') return Real.fromNumber(value);
  if (typeof value === 'string') return a.fromString(value);
  return value.map((entry) => exact(entry, a));
}

/** Names and values as a scope. */
export function scopeOf(values: Readonly<Record<string, Value>>, a: Arithmetic): Map<string, Exact> {
  return new Map(Object.entries(values).map(([name, value]) => [name, exact(value, a)]));
}

/** The value as a real. @throws OracleError `not-a-number` for a vector. */
export function real(value: Exact): Real {
  if (value instanceof Real) return value;
  const [only] = value;
  if (only !== undefined && value.length === 1) return real(only);
  return complain({
    code: 'not-a-number',
    what: `a vector of ${value.length} stands where a number is needed`,
    needed: 'a number',
    help: 'take an element of it, as in phi[1]',
  });
}

/** The value as a whole number that a loop can count to. @throws OracleError `not-an-integer`. */
export function integer(value: Exact, what: string): number {
  const number = real(value);
  if (number.isInteger() && number.magnitude() <= 53) return number.toNumber();
  return complain({
    code: 'not-an-integer',
    what: `${what} is ${number.toString(10)}`,
    needed: 'a whole number below 2^53',
    help: 'give a bound or an index that is a whole number',
  });
}

/** The function, with its last value kept: at the next point of a sum the parameters are what they were. */
export function rememberLast<X extends readonly Exact[], Y>(f: (x: X) => Y): (x: X) => Y {
  let last: { readonly x: X; readonly y: Y } | undefined;
  return (x) => {
    if (last === undefined || !same(last.x, x)) last = { x, y: f(x) };
    return last.y;
  };
}

function same(x: Exact, y: Exact): boolean {
  if (x === y) return true;
  if (x instanceof Real || y instanceof Real)
    return x instanceof Real && y instanceof Real && x.mantissa === y.mantissa && x.exponent === y.exponent;
  return x.length === y.length && x.every((entry, i) => same(entry, y[i] ?? Real.NaN));
}
