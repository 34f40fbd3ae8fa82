// log(x + √(x² + k)), which cancels for x < 0 and overflows where x² does, as an inverse hyperbolic sine. One of the forms of `restate`.
import type { Expression } from '@expfam/expression';
import {
  add, divide, expand, factorsOf, isPositive, log, multiply, number, one, power, splitPower, subtract, symbolsOf, termsOf, two,
} from '@expfam/expression'; // prettier-ignore
import { opaque } from '../special/opaque.js';
import { arsinh } from './stable-functions.js';

const half = number(1, 2);

/** The x and the k of x + √(x² + k) with a constant k > 0; null for anything else. */
const readAs = (node: Expression): readonly [Expression, Expression] | null => {
  const terms = termsOf(node);
  if (terms.length !== 2) return null;
  for (const [root, x] of [terms, [...terms].reverse()]) {
    const isRoot = factorsOf(root).some((factor) => factor.op === 'power' && splitPower(factor)[1] === half);
    const k = isRoot ? expand(subtract(power(root, two), power(x, two))) : null;
    if (k !== null && isPositive(k) && [...symbolsOf(k)].length === 0) return [x, k];
  }
  return null;
};

/** The logarithm of such a sum and of constants beside it; null for anything else. */
export const inverseHyperbolic = (argument: Expression): Expression | null => {
  for (const factor of factorsOf(argument)) {
    const read = factor.op === 'add' ? readAs(factor) : null;
    if (read === null) continue;
    const [x, k] = read;
    const rest = divide(argument, factor);
    if (!isPositive(rest)) return null;
    const scale = rest === one ? [] : [log(rest)];
    return add(...scale, multiply(half, log(k)), opaque(arsinh, divide(x, power(k, half))));
  }
  return null;
};
