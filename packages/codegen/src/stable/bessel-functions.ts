// K_ν in formulas: log K_ν(x) and log ∫ exp(ν·t − p·exp(t) − q·exp(−t)) dt, and what their derivatives are made of, means and
// covariances that one special function gives together. The form of `restate` that calls them stands here too.
import type { Expression } from '@expfam/expression';
import { add, apply, differentiate, factorsOf, isNegative, isNumber, isPositive, log, multiply, negate, number, power, real, substitute, subtract, symbol, two } from '@expfam/expression'; // prettier-ignore
import type { SpecialFunction } from '../kernel.js';
import { besselIntegral, besselKOrder, integralPlaces, orderPlaces } from '../special/bessel-integral.js';
import type { places } from '../special/moments.js';
import { opaque } from '../special/opaque.js';
import type { Stable } from '../special/opaque.js';

type Meaning = Stable['meaning'];

/** A function whose derivatives are means under a weight: by its order as they are, by its other arguments with the other sign. */
interface Weighed {
  readonly function: SpecialFunction;
  readonly places: ReturnType<typeof places>;
  readonly meaning: Meaning;
}

const logarithmOf = ({ function: special, places: at, meaning }: Weighed): Stable => {
  const all = Array.from({ length: special.arity }, (_, i) => i);
  const holes = all.map((i) => symbol(`holeOfK${i}`, i === 0 ? real.all : real.positive));
  /** The derivative of the meaning by some of its arguments. */
  const slopeOf =
    (...by: readonly number[]): Meaning =>
    (...args) => {
      const slope = by.reduce(
        (inner, i) => multiply(number(i === 0 ? 1 : -1), differentiate(inner, holes[i])),
        meaning(...holes),
      );
      return substitute(slope, new Map(holes.map((hole, i) => [hole, args[i]])));
    };
  const bySign = (each: readonly Stable[], args: readonly Expression[]): readonly Expression[] =>
    each.map((stable, i) => (i === 0 ? opaque(stable, ...args) : negate(opaque(stable, ...args))));
  const covariances = all.map((i) =>
    all.map((j): Stable => ({
      function: special,
      result: at.covariance(i, j),
      range: i === j ? 'positive' : 'real',
      meaning: slopeOf(i, j),
    })),
  );
  const means = all.map((i): Stable => ({
    function: special,
    result: at.mean(i),
    range: i === 0 ? 'real' : 'positive',
    meaning: slopeOf(i),
    derivative: (...args) => bySign(covariances[i], args),
  }));
  return {
    function: special,
    result: at.logPartition,
    range: 'real',
    meaning,
    derivative: (...args) => bySign(means, args),
  };
};

const half = number(1, 2);
const rootOf = (p: Expression, q: Expression): Expression => multiply(two, power(multiply(p, q), half));
const logBesselK: Meaning = (order, x) => log(apply('besselK', [order, x]));

/** log K_ν(x). */
const ofOrder = logarithmOf({ function: besselKOrder, places: orderPlaces, meaning: logBesselK });

/** log ∫ exp(ν·t − p·exp(t) − q·exp(−t)) dt over the line. */
const integral = logarithmOf({
  function: besselIntegral,
  places: integralPlaces,
  meaning: (order, p, q) =>
    add(log(two), multiply(half, order, subtract(log(q), log(p))), logBesselK(order, rootOf(p, q))),
});

/** The factors p and q of x²/4, where it has two that move; null elsewhere. */
const factorsUnder = (x: Expression): readonly [Expression, Expression] | null => {
  const factors = factorsOf(multiply(power(x, two), number(1, 4))).map((each) =>
    isNegative(each) ? negate(each) : each,
  );
  const moving = factors.filter((each) => !isNumber(each));
  if (moving.length !== 2 || !moving.every(isPositive)) return null;
  return [multiply(...factors.filter(isNumber), moving[0]), moving[1]];
};

/** log K_ν(x); where x is twice the root of a product by the integral, in which its factors stand alone. Null elsewhere. */
export const besselOfOrder = (argument: Expression): Expression | null => {
  if (argument.op !== 'besselK') return null;
  const [order, x] = argument.args;
  const factors = factorsUnder(x);
  if (factors === null) return opaque(ofOrder, order, x);
  const [p, q] = factors;
  const tilt = multiply(half, order, subtract(log(p), log(q)));
  return add(opaque(integral, order, p, q), tilt, negate(log(two)));
};
