// Rules that look right and are wrong, each with a point at which its sides differ. Kept so that nobody adds them again.
import type { Expression } from '../node.js';
import { apply } from '../apply.js';
import { abs, add, exp, log, multiply, number, one, power, sqrt, subtract, two, zero } from '../build.js';
import { intern } from '../node.js';
import type { Holes } from '../rule.js';

export interface RejectedRule {
  readonly from: Expression;
  readonly to: Expression;
  /** Values of the holes at which the sides differ, or one of them has no value. */
  readonly counterexample: { readonly [hole: string]: number };
  readonly because: string;
}

/** A power, a product or a function as it stands, not as the constructors would bring it to canonical form. */
const raw = (op: Expression['op'], ...args: readonly Expression[]): Expression => intern(op, args);

export const rejected: { readonly [name: string]: (holes: Holes) => RejectedRule } = {
  'root-of-square-to-base': ({ x }) => ({
    from: sqrt(power(x, two)), to: x, counterexample: { x: -3 },
    because: 'the root of a square is the absolute value',
  }),
  'log-of-product-of-negatives': ({ x, y }) => ({
    from: log(multiply(x, y)), to: add(log(x), log(y)), counterexample: { x: -2, y: -3 },
    because: 'two negative factors have a positive product, but no logarithms',
  }),
  'log-of-square': ({ x }) => ({
    from: log(power(x, two)), to: multiply(two, log(x)), counterexample: { x: -1.5 },
    because: 'the logarithm of a square is defined for negative bases too',
  }),
  'power-of-power': ({ x, a, b }) => ({
    from: raw('power', raw('power', x, a), b), to: raw('power', x, multiply(a, b)), counterexample: { x: -8, a: 2, b: 0.25 },
    because: 'the inner power may have lost the sign that the outer one asks for',
  }),
  'power-of-product': ({ x, y, a }) => ({
    from: raw('power', multiply(x, y), a), to: multiply(power(x, a), power(y, a)), counterexample: { x: -2, y: -8, a: 0.5 },
    because: 'two negative factors have a root together and none alone',
  }),
  'one-to-quotient-of-equals': ({ x }) => ({
    from: one, to: raw('multiply', x, raw('power', x, number(-1))), counterexample: { x: 0 },
    because: 'x/x has no value at 0; only from x/x to 1 nothing is lost',
  }),
  'zero-power-to-zero': ({ x }) => ({
    from: raw('power', zero, x), to: zero, counterexample: { x: 0 },
    because: 'the empty product is 1',
  }),
  'base-to-root-squared': ({ x }) => ({
    from: x, to: raw('power', raw('power', x, number(1, 2)), two), counterexample: { x: -4 },
    because: 'a negative number has no real root to square',
  }),
  'base-to-exp-of-log': ({ x }) => ({
    from: x, to: raw('exp', raw('log', x)), counterexample: { x: -1 },
    because: 'a negative number has no logarithm',
  }),
  'abs-of-sum-to-sum-of-abs': ({ x, y }) => ({
    from: abs(add(x, y)), to: add(abs(x), abs(y)), counterexample: { x: 2, y: -1 },
    because: 'that is only the upper bound of the triangle inequality',
  }),
  'log-of-sum-to-sum-of-logs': ({ x, y }) => ({
    from: log(add(x, y)), to: add(log(x), log(y)), counterexample: { x: 3, y: 4 },
    because: 'products become sums, sums become nothing simpler',
  }),
  'exp-of-product-to-product-of-exps': ({ x, y }) => ({
    from: exp(multiply(x, y)), to: multiply(exp(x), exp(y)), counterexample: { x: 2, y: 3 },
    because: 'the product of exponentials is the exponential of the sum',
  }),
  'log-gamma-to-log-of-gamma': ({ x }) => ({
    from: apply('lgamma', [x]), to: log(apply('gamma', [x])), counterexample: { x: -0.5 },
    because: 'log Γ is the logarithm of |Γ|, and Γ(−0.5) is negative',
  }),
  'gamma-to-shifted-gamma': ({ x }) => ({
    from: apply('gamma', [add(x, one)]), to: multiply(x, apply('gamma', [x])), counterexample: { x: 0 },
    because: 'Γ has a pole at 0, where Γ(1) is 1',
  }),
  'arcsine-of-sine-to-argument': ({ x }) => ({
    from: apply('asin', [apply('sin', [x])]), to: x, counterexample: { x: 3 },
    because: 'the arcsine only knows the principal branch',
  }),
  'arctangent-of-tangent-to-argument': ({ x }) => ({
    from: apply('atan', [apply('tan', [x])]), to: x, counterexample: { x: 2 },
    because: 'the arctangent only knows the principal branch',
  }),
  'lambert-of-product-exp-to-argument': ({ x }) => ({
    from: apply('lambertW', [multiply(x, exp(x))]), to: x, counterexample: { x: -2 },
    because: 'below −1 the argument is on the other branch of W',
  }),
  'sign-squared-to-one': ({ x }) => ({
    from: power(apply('sign', [x]), two), to: one, counterexample: { x: 0 },
    because: 'the sign of 0 is 0',
  }),
  'odd-root-of-cube-to-base': ({ x }) => ({
    from: x, to: raw('power', power(x, number(3)), number(1, 3)), counterexample: { x: -2 },
    because: 'real powers with fractional exponents have no negative bases here',
  }),
  'log-of-quotient-of-differences': ({ x, y }) => ({
    from: log(multiply(subtract(x, one), power(subtract(y, one), number(-1)))),
    to: subtract(log(subtract(x, one)), log(subtract(y, one))), counterexample: { x: 0.5, y: 0.25 },
    because: 'a quotient of two negative differences is positive',
  }),
}; // prettier-ignore
