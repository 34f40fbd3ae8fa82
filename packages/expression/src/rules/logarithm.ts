// Logarithms taken apart: products into sums, powers into multiples. The first thing that is done to a density.
import { commonFactor } from '../algebra/factor.js';
import { open, product, sum } from '../binder.js';
import { apply } from '../apply.js';
import {
  abs,
  add,
  divide,
  element,
  equal,
  factorsOf,
  log,
  multiply,
  number,
  one,
  power,
  rational,
  splitPower,
  symbol,
  termsOf,
  two,
} from '../build.js';
import type { Expression } from '../node.js';
import { isNumber, rationalOf } from '../node.js';
import { isNegative, isNonNegative, isNonZero, isPositive } from '../range.js';
import { rules } from '../rule.js';
import { range, real } from '../domains.js';

/** log |factor| of a factor whose sign is known, and that sign; null where it is not known. */
const signed = (factor: Expression): { readonly log: Expression; readonly sign: 1 | -1 } | null => {
  if (isNonNegative(factor)) return { log: log(factor), sign: 1 };
  const [base, exponent] = splitPower(factor);
  if (!isNegative(factor)) return null;
  if (isNumber(factor)) return { log: log(rational(rationalOf(factor).negate())), sign: -1 };
  return { log: multiply(exponent, log(multiply(number(-1), base))), sign: -1 };
};

const takeOut = (node: Expression): Expression | null => {
  if (node.op !== 'log' || node.args[0].op !== 'multiply') return null;
  const [outside, inside]: [Expression[], Expression[]] = [[], []];
  let sign = 1;
  for (const factor of factorsOf(node.args[0])) {
    const known = signed(factor);
    if (known === null) inside.push(factor);
    else {
      outside.push(known.log);
      sign *= known.sign;
    }
  }
  // a minus sign that is left over stays with what is left of the product
  const rest = multiply(number(sign), ...inside);
  const result = add(...outside, log(rest));
  return inside.length === 0 && sign < 0 ? null : result;
};

const powerDown = (node: Expression): Expression | null => {
  if (node.op !== 'log' || node.args[0].op !== 'power') return null;
  const [base, exponent] = splitPower(node.args[0]);
  if (isPositive(base) || (isNonNegative(base) && isNonZero(exponent))) return multiply(exponent, log(base));
  if (!isNumber(exponent) || !rationalOf(exponent).isInteger) return null;
  // an odd power has a logarithm only where its base is positive
  const even = rationalOf(exponent).numerator % 2n === 0n;
  return multiply(exponent, log(even ? abs(base) : base));
};

const factorOut = (node: Expression): Expression | null => {
  if (node.op !== 'log' || node.args[0].op !== 'add') return null;
  const common = commonFactor(termsOf(node.args[0]), isPositive);
  if (common === one || !isPositive(common)) return null;
  return add(log(common), log(add(...termsOf(node.args[0]).map((term) => divide(term, common)))));
};

const indexedProduct = (node: Expression): Expression | null => {
  if (node.op !== 'log' || node.args[0].op !== 'product') return null;
  const { index, lower, upper, body } = open(node.args[0]);
  return isNonNegative(body) ? sum(log(body), index, lower, upper) : null;
};

const positiveX = symbol('x', real.positive);
const realX = symbol('x', real.all);
const realY = symbol('y', real.all);
const size = symbol('K', range(two, number(6)));
const index = symbol('k', range(one, size));
const chosen = symbol('i', range(one, size));
const simplex = symbol('phi', { kind: 'simplex', size });

/** The rules that take logarithms apart. */
export const logarithm = rules('logarithm', {
  'log-of-product': () => ({
    apply: takeOut,
    examples: () => [
      log(multiply(positiveX, realY)),
      log(multiply(number(-3), realX)),
      log(multiply(positiveX, two)),
    ],
    because: 'the logarithm turns a product into a sum; factors that are not negative may leave it',
  }),
  'log-of-power': () => ({
    apply: powerDown,
    examples: () => [
      log(power(positiveX, realY)),
      log(power(realX, two)),
      log(power(realX, number(-3))),
      log(power(add(realX, realY), number(-4))),
    ],
    because: 'the logarithm turns a power into a multiple',
  }),
  'log-of-indexed-product': () => ({
    apply: indexedProduct,
    examples: () => [log(product(power(element(simplex, index), equal(index, chosen)), index, one, size))],
    because: 'the logarithm of a product over an index is the sum of the logarithms',
  }),
  'log-of-gamma': ({ x }) => ({
    from: log(apply('gamma', [x])),
    to: apply('lgamma', [x]),
    where: ({ x: found }) => isPositive(found),
    because: 'log Γ is a function of its own, which does not overflow',
  }),
  'log-of-common-factor': () => ({
    apply: factorOut,
    examples: () => [
      log(add(positiveX, multiply(positiveX, realY))),
      log(add(divide(realY, positiveX), divide(two, positiveX))),
    ],
    because: 'a positive factor common to all terms leaves the logarithm',
  }),
});
