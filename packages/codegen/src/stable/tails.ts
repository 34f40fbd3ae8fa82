// The part of a family of counts that lies from a whole number on: the logarithm of Σ h(y)·exp(η·T(y)) over y ≥ n, in functions
// that keep their digits. A whole sum that has a closed form serves n = 0 and n = 1; what begins further out is one function.
import type { Expression } from '@expfam/expression';
import {
  add, apply, differentiate, exp, infinity, isNumber, log, multiply, negate, number, one, power, rationalOf, real, substitute, subtract, symbol,
  symbolsOf, termsOf, zero,
} from '@expfam/expression'; // prettier-ignore
import { opaque } from '../special/opaque.js';
import type { Stable } from '../special/opaque.js';
import { furthestTail, poissonTail, tailResults } from '../special/poisson-tail.js';
import { restated } from './restate.js';
import { logarithmicRateOf } from './stable-functions.js';

/** Σ h(y)·exp(η·y) over the whole numbers from `from` to `to`. */
export interface Tail {
  readonly symbol: Expression;
  readonly eta: Expression;
  readonly logBaseMeasure: Expression;
  readonly from: number;
  readonly to: Expression;
}

const lgamma = (x: Expression): Expression => apply('lgamma', [x]);

const hole = symbol('holeOfTail', real.all);

/** log(exp(exp(η)) − 1 − exp(η) − …), n terms taken away: its first term, the logarithm of which is linear, and how much more it is. */
const poissonFrom = (n: number, eta: Expression): Expression => {
  const first = (k: number): Expression => subtract(multiply(number(k), hole), lgamma(number(k + 1)));
  const less = Array.from({ length: n }, (_, k) => negate(exp(first(k))));
  const whole = log(add(exp(exp(hole)), ...less));
  const slope = differentiate(whole, hole);
  const at =
    (formula: Expression) =>
    (argument: Expression): Expression =>
      substitute(formula, new Map([[hole, argument]]));
  const special = poissonTail(n);
  const variance: Stable = {
    function: special,
    result: tailResults.variance,
    range: 'positive',
    meaning: at(differentiate(slope, hole)),
  };
  const mean: Stable = {
    function: special,
    result: tailResults.mean,
    range: 'positive',
    meaning: at(slope),
    derivative: (argument) => opaque(variance, argument),
  };
  const excess: Stable = {
    function: special,
    result: tailResults.excess,
    range: 'positive',
    meaning: at(subtract(whole, first(n))),
    derivative: (argument) => subtract(opaque(mean, argument), number(n)),
  };
  return add(at(first(n))(eta), opaque(excess, eta));
};

/** A sum whose whole is known. */
interface Row {
  /** log h but for a number, where the family is of this kind. */
  readonly like: (tail: Tail) => Expression | null;
  /** The sum from 0 on, whose first term is 1. */
  readonly whole: (tail: Tail) => Expression;
  /** The logarithm of the sum from n ≥ 2 on. */
  readonly beyond?: (tail: Tail) => Expression | null;
}

/** The argument of a lgamma of +1 in log h that is y and a positive number other than 1. */
const shapeOf = ({ logBaseMeasure, symbol }: Tail): Expression | null => {
  for (const term of termsOf(logBaseMeasure)) {
    const shape = term.op === 'lgamma' ? subtract(term.args[0], symbol) : null;
    if (shape !== null && isNumber(shape) && rationalOf(shape).sign > 0 && shape !== one) return shape;
  }
  return null;
};

/** THE TABLE: counts whose whole sum has a closed form. */
const rows: { readonly [name: string]: Row } = {
  poisson: {
    like: ({ symbol, to }) => (to === infinity ? negate(lgamma(add(symbol, one))) : null),
    whole: ({ eta }) => exp(exp(eta)),
    beyond: ({ eta, from }) => (from <= furthestTail ? poissonFrom(from, eta) : null),
  },
  geometric: {
    like: ({ to }) => (to === infinity ? zero : null),
    whole: ({ eta }) => power(subtract(one, exp(eta)), number(-1)),
    beyond: ({ eta, from }) => add(multiply(number(from), eta), opaque(logarithmicRateOf, eta)),
  },
  'negative binomial': {
    like: (tail) => {
      const shape = tail.to === infinity ? shapeOf(tail) : null;
      const { symbol } = tail;
      return shape && subtract(subtract(lgamma(add(symbol, shape)), lgamma(shape)), lgamma(add(symbol, one)));
    },
    whole: (tail) => power(subtract(one, exp(tail.eta)), negate(shapeOf(tail)!)),
  },
  binomial: {
    like: ({ symbol, to }) =>
      isNumber(to)
        ? subtract(
            lgamma(add(to, one)),
            add(lgamma(add(symbol, one)), lgamma(add(subtract(to, symbol), one))),
          )
        : null,
    whole: ({ eta, to }) => power(add(one, exp(eta)), to),
  },
};

/** The logarithm of the tail; null where nothing is known of it. */
export const logTail = (tail: Tail): Expression | null => {
  const { symbol, logBaseMeasure, from } = tail;
  for (const { like, whole, beyond } of Object.values(rows)) {
    const kind = like(tail);
    const rest = kind && subtract(logBaseMeasure, kind);
    if (rest === null || symbolsOf(rest).has(symbol)) continue;
    const found = from < 2 ? restated(log(subtract(whole(tail), number(from)))) : beyond?.(tail);
    if (found) return add(rest, found);
  }
  return null;
};
