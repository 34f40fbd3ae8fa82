// (1 − exp(n·x))/(1 − exp(x)) for a whole n as the sum of n exponentials that it is. One of the forms of `restate`.
import type { Expression } from '@expfam/expression';
import {
  add,
  exp,
  factorsOf,
  log,
  multiply,
  number,
  one,
  splitCoefficient,
  splitPower,
  subtract,
  termsOf,
} from '@expfam/expression';

/** More terms than these are no short sum. */
const mostTerms = 64;

/** The x of ±(1 − exp(x)); null for anything else. */
const exponentOf = (node: Expression): Expression | null => {
  const terms = termsOf(node);
  const sign = terms.includes(one) ? one : number(-1);
  if (terms.length !== 2 || !terms.includes(sign)) return null;
  const inner = subtract(one, multiply(sign, node));
  return inner.op === 'exp' ? inner.args[0] : null;
};

/** The logarithm of such a quotient; null for any other argument. */
export const geometricSum = (argument: Expression): Expression | null => {
  const factors = factorsOf(argument).map(splitPower);
  if (factors.length !== 2 || factors.some(([base]) => base.op !== 'add')) return null;
  const [over, under] = [one, number(-1)].map(
    (power) => factors.find(([, exponent]) => exponent === power)?.[0],
  );
  const [x, z] = [over && exponentOf(over), under && exponentOf(under)];
  if (!x || !z) return null;
  const [[n, base], [least, same]] = [splitCoefficient(x), splitCoefficient(z)];
  const ratio = n.divide(least);
  if (base !== same || !ratio.isInteger || ratio.toNumber() < 2 || ratio.toNumber() > mostTerms) return null;
  return log(add(...Array.from({ length: ratio.toNumber() }, (_, k) => exp(multiply(number(k), z)))));
};
