// The special functions that restated formulas call, each with its derivatives and its meaning in functions that an
// expression knows.
import type { Expression } from '@expfam/expression';
import {
  add, apply, divide, exp, log, multiply, negate, number, one, power, subtract, two,
} from '@expfam/expression'; // prettier-ignore
import { besselBend, besselSlope, logBesselI0 } from '../special/bessel.js';
import { besselOrder } from '../special/bessel-order.js';
import {
  decayingLogOdds,
  inverseComplement,
  inverseSine,
  logarithmicMean,
  logarithmicRate,
  logarithmicExcess,
} from '../special/exponential.js';
import { excessRoot, excessRootRate } from '../special/lambert.js';
import { opaque } from '../special/opaque.js';
import type { Stable } from '../special/opaque.js';
import { logUniform, uniformMean, uniformVariance } from '../special/uniform.js';
import { logUniformStep, uniformMeanStep } from '../special/uniform-step.js';
import {
  logGeometricSum,
  logUniformRatio,
  uniformRatioMean,
  uniformRatioVariance,
} from '../special/uniform-ratio.js';
import { zetaResults, zetaSums } from '../special/zeta.js';

const four = number(4);
const less = (x: Expression): Expression => subtract(exp(x), one);
const rootOf = (s: Expression): Expression => power(s, number(1, 2));
const bessel = (order: number, x: Expression): Expression => apply('besselI', [number(order), x]);
const ratio = (s: Expression): Expression =>
  divide(bessel(1, rootOf(s)), multiply(two, rootOf(s), bessel(0, rootOf(s))));

const variance: Stable = {
  function: uniformVariance,
  range: 'positive',
  meaning: (x) => subtract(power(x, number(-2)), divide(exp(x), power(less(x), two))),
};
const mean: Stable = {
  function: uniformMean,
  range: 'unit',
  meaning: (x) => subtract(divide(exp(x), less(x)), divide(one, x)),
  derivative: (x) => opaque(variance, x),
};
/** log((exp(x) − 1)/x). */
export const uniform: Stable = {
  function: logUniform,
  range: 'real',
  meaning: (x) => log(divide(less(x), x)),
  derivative: (x) => opaque(mean, x),
};
const meanStep: Stable = {
  function: uniformMeanStep,
  range: 'positive',
  meaning: (x, c) => subtract(mean.meaning(add(x, c)), mean.meaning(x)),
};
/** log(M(x + c)/M(x)) with M(x) = (exp(x) − 1)/x for a constant c > 0. */
export const uniformStep: Stable = {
  function: logUniformStep,
  range: 'positive',
  meaning: (x, c) => subtract(uniform.meaning(add(x, c)), uniform.meaning(x)),
  derivative: (x, c) => opaque(meanStep, x, c),
};
const ratioOfUniforms = (x: Expression, a: Expression): Expression =>
  log(divide(less(multiply(a, x)), multiply(a, less(x))));
const ratioVariance: Stable = {
  function: uniformRatioVariance,
  range: 'positive',
  meaning: (x, a) => subtract(multiply(power(a, two), variance.meaning(multiply(a, x))), variance.meaning(x)),
};
const ratioMean: Stable = {
  function: uniformRatioMean,
  range: 'positive',
  meaning: (x, a) => subtract(multiply(a, mean.meaning(multiply(a, x))), mean.meaning(x)),
  derivative: (x, a) => opaque(ratioVariance, x, a),
};
/** log((1 − exp(−a·x))/(1 − exp(−x))). */
export const geometricSum: Stable = {
  function: logGeometricSum,
  range: 'positive',
  meaning: (x, a) => log(divide(less(multiply(negate(a), x)), less(negate(x)))),
};
/** log((exp(a·x) − 1)/(a·(exp(x) − 1))) for a constant a > 1. */
export const uniformRatio: Stable = {
  function: logUniformRatio,
  range: 'positive',
  meaning: ratioOfUniforms,
  derivative: (x, a) => opaque(ratioMean, x, a),
};

const bend: Stable = {
  function: besselBend,
  range: 'negative',
  meaning: (s) =>
    divide(
      subtract(subtract(one, multiply(four, ratio(s))), multiply(four, s, power(ratio(s), two))),
      multiply(four, s),
    ),
};
const slope: Stable = {
  function: besselSlope,
  range: 'positive',
  meaning: ratio,
  derivative: (s) => opaque(bend, s),
};
/** log I₀(√s). */
export const circle: Stable = {
  function: logBesselI0,
  range: 'positive',
  meaning: (s) => log(bessel(0, rootOf(s))),
  derivative: (s) => opaque(slope, s),
};

const reduced = (order: Expression, s: Expression): Expression =>
  multiply(
    exp(apply('lgamma', [add(order, one)])),
    power(divide(two, rootOf(s)), order),
    apply('besselI', [order, rootOf(s)]),
  );
const ratioAt = (order: Expression, s: Expression): Expression =>
  divide(
    apply('besselI', [add(order, one), rootOf(s)]),
    multiply(two, rootOf(s), apply('besselI', [order, rootOf(s)])),
  );

/** log(Γ(ν + 1)·(2/√s)^ν·I_ν(√s)) for ν = twice/2. */
export const sphere = (twice: number): Stable => {
  const functions = besselOrder(twice);
  const order = number(twice, 2);
  const bent: Stable = {
    function: functions.bend,
    range: 'negative',
    meaning: (s) => {
      const rate = ratioAt(order, s);
      const rest = add(multiply(number(2 * twice + 4), rate), multiply(four, s, power(rate, two)));
      return divide(subtract(one, rest), multiply(four, s));
    },
  };
  const sloped: Stable = {
    function: functions.slope,
    range: 'positive',
    meaning: (s) => ratioAt(order, s),
    derivative: (s) => opaque(bent, s),
  };
  return {
    function: functions.logarithm,
    range: 'positive',
    meaning: (s) => log(reduced(order, s)),
    derivative: (s) => opaque(sloped, s),
  };
};

const zeta = (s: Expression): Expression => apply('zeta', [s]);
const zetaDerivative = (n: number, s: Expression): Expression => apply('zetaDerivative', [number(n), s]);
const zetaVariance: Stable = {
  function: zetaSums,
  result: zetaResults.variance,
  range: 'positive',
  meaning: (s) =>
    subtract(divide(zetaDerivative(2, s), zeta(s)), power(divide(zetaDerivative(1, s), zeta(s)), two)),
};
const zetaMean: Stable = {
  function: zetaSums,
  result: zetaResults.mean,
  range: 'positive',
  meaning: (s) => negate(divide(zetaDerivative(1, s), zeta(s))),
  derivative: (s) => negate(opaque(zetaVariance, s)),
};
/** log ζ(s). */
export const logZeta: Stable = {
  function: zetaSums,
  result: zetaResults.logarithm,
  range: 'positive',
  meaning: (s) => log(zeta(s)),
  derivative: (s) => negate(opaque(zetaMean, s)),
};

const aboveRoot = (x: Expression): Expression => rootOf(add(one, power(x, two)));
/** log(x + √(x² + 1)). */
export const arsinh: Stable = {
  function: inverseSine,
  range: 'real',
  meaning: (x) => log(add(x, aboveRoot(x))),
  derivative: (x) => divide(one, aboveRoot(x)),
};

const odds = (x: Expression): Expression => divide(exp(x), subtract(one, exp(x)));
const rateOf = (x: Expression): Expression => negate(log(subtract(one, exp(x))));
// its derivative in products alone: what is taken from 1 may be 1 but for the last digit
const complementRate: Stable = {
  function: inverseComplement,
  range: 'positive',
  meaning: (x) => divide(one, subtract(one, exp(x))),
  derivative: (x) => multiply(power(opaque(complementRate, x), two), exp(x)),
};
/** −log(1 − exp(x)) for x < 0. */
export const logarithmicRateOf: Stable = {
  function: logarithmicRate,
  range: 'positive',
  meaning: rateOf,
  derivative: (x) => multiply(opaque(complementRate, x), exp(x)),
};
/** log(exp(x)/(1 − exp(x))) for x < 0. */
export const logOdds: Stable = {
  function: decayingLogOdds,
  range: 'real',
  meaning: (x) => log(odds(x)),
  parts: (x) => [x, opaque(logarithmicRateOf, x)],
  derivative: (x) => opaque(complementRate, x),
};
const meanOfRate: Stable = {
  function: logarithmicMean,
  range: 'positive',
  meaning: (x) => divide(odds(x), rateOf(x)),
  derivative: (x) => multiply(opaque(meanOfRate, x), opaque(mean, opaque(logarithmicRateOf, x)), odds(x)),
};
const rateExcess: Stable = {
  function: logarithmicExcess,
  range: 'positive',
  meaning: (x) => subtract(log(rateOf(x)), x),
  derivative: (x) => subtract(opaque(meanOfRate, x), one),
};
/** log(−log(1 − exp(x))): x, exactly, and what it is more, so that an exponential of it loses nothing where x is large. */
export const logRate = (x: Expression): Expression => add(x, opaque(rateExcess, x));

const lambertOf = (d: Expression): Expression => apply('lambertW', [negate(exp(subtract(number(-1), d)))]);
// u″ = −u′³·exp(−u): products alone, where a quotient by 1 − exp(−u) would be one more function that can cancel
const rootRate: Stable = {
  function: excessRootRate,
  range: 'positive',
  meaning: (d) => divide(one, add(one, lambertOf(d))),
  derivative: (d) => negate(multiply(power(opaque(rootRate, d), number(3)), exp(negate(opaque(root, d))))),
};
/** The u with u + exp(−u) − 1 = d: −log(−W(−exp(−1 − d))). */
export const root: Stable = {
  function: excessRoot,
  range: 'positive',
  meaning: (d) => negate(log(negate(lambertOf(d)))),
  derivative: (d) => opaque(rootRate, d),
};
