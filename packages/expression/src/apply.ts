// Any operation by name. Those with a canonical form of their own go through their constructor, so that whoever rebuilds a
// node with other arguments gets the same object as whoever writes it down.
import * as b from './build.js';
import { log, multiply, negate, number, add, splitCoefficient, termsOf } from './build.js';
import { half, pi, rational, zero } from './leaves.js';
import { matrixConstructors } from './matrix.js';
import type { Expression, Operation } from './node.js';
import { intern, isNumber, rationalOf } from './node.js';
import { isNonNegative } from './range.js';
import { Rational } from './rational.js';

const isInteger = (node: Expression): boolean => isNumber(node) && rationalOf(node).isInteger;

/** Odd and even functions give their minus sign away, so that sin(−x) and −sin x are one object. */
const parity =
  (op: Operation, sign: 1 | -1) =>
  (x?: Expression): Expression => {
    if (sign < 0 && x === zero) return zero;
    const leading = termsOf(x!)[0];
    if (splitCoefficient(leading)[0].sign >= 0) return intern(op, [x!]);
    const mirrored = intern(op, [negate(x!)]);
    return sign > 0 ? mirrored : negate(mirrored);
  };

/** Γ at small whole numbers is a factorial. */
const gamma = (x: Expression): Expression => {
  if (!isInteger(x) || rationalOf(x).sign <= 0 || rationalOf(x).numerator > 40n) return intern('gamma', [x]);
  let factorial = 1n;
  for (let i = 2n; i < rationalOf(x).numerator; i++) factorial *= i;
  return number(factorial);
};

/** log Γ at small whole and half numbers: Γ(½) = √π and Γ(x + 1) = x·Γ(x). */
const lgamma = (x: Expression): Expression => {
  const value = isNumber(x) ? rationalOf(x) : null;
  if (value === null || value.sign <= 0 || value.denominator > 2n || value.numerator > 80n)
    return intern('lgamma', [x]);
  let product = Rational.one;
  for (let at = value.subtract(Rational.one); at.sign > 0; at = at.subtract(Rational.one))
    product = product.multiply(at);
  return value.isInteger ? log(rational(product)) : add(log(rational(product)), multiply(half, log(pi)));
};

/** Applies any operation by name; those with a canonical form of their own go through their constructor. */
export const apply = (
  op: Operation,
  args: readonly Expression[],
  value: Expression['value'] = null,
): Expression => {
  const build = constructors[op];
  return build === undefined ? intern(op, args, value) : build(...args);
};

const oddAtZero =
  (op: Operation) =>
  (x?: Expression): Expression =>
    x === zero ? zero : intern(op, [x!]);

/** W(x·exp(x)) is x, for x ≥ −1. */
const lambertW = (x?: Expression): Expression => {
  if (x === zero) return zero;
  const growth = b.factorsOf(x!).find((factor) => factor.op === 'exp');
  const rest = growth && b.divide(x!, growth);
  return rest && rest === growth.args[0] && isNonNegative(b.add(rest, b.one))
    ? rest
    : intern('lambertW', [x!]);
};

const constructors: { [op in Operation]?: (...args: Expression[]) => Expression } = {
  add,
  multiply,
  power: b.power,
  exp: b.exp,
  log,
  abs: b.abs,
  equal: b.equal,
  less: b.less,
  lessEqual: b.lessEqual,
  gamma: (x) => gamma(x),
  lgamma: (x) => lgamma(x),
  lambertW,
  log1p: oddAtZero('log1p'),
  expm1: oddAtZero('expm1'),
  sin: parity('sin', -1),
  sinh: parity('sinh', -1),
  // the cosine of the angle whose tangent is x is 1/√(1 + x²)
  cos: (x) =>
    x.op === 'atan' ? b.power(b.add(b.one, b.power(x.args[0], b.two)), number(-1, 2)) : parity('cos', 1)(x),
  cosh: parity('cosh', 1),
  tan: (x) => (x.op === 'atan' ? x.args[0] : parity('tan', -1)(x)),
  atan: parity('atan', -1),
  tanh: parity('tanh', -1),
  erf: parity('erf', -1),
  ...matrixConstructors,
};
