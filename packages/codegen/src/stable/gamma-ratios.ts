// Log gammas whose arguments lie a known distance apart, and quotients of gamma functions, in formulas: pairs of them are called
// together, so that nothing cancels where the arguments are large. Moments of order 1/c and beta functions are made of them.
import type { Expression } from '@expfam/expression';
import {
  add, apply, divide, evaluator, exp, factorsOf, isNumber, mapArguments, multiply, negate, number, one, power, rationalOf,
  splitCoefficient, splitPower, subtract, symbolsOf, termsOf,
} from '@expfam/expression'; // prettier-ignore
import type { Derivation } from '@expfam/family';
import { arithmetic } from '@expfam/precise';
import {
  digammaDifference, gammaRatioOf, logGammaRatio, longestStep, trigammaDifference,
} from '../special/gamma-ratio.js'; // prettier-ignore
import { derivativeOf, opaque } from '../special/opaque.js';
import type { Stable } from '../special/opaque.js';
import { knownPowers } from './known-powers.js';

const lgamma = (x: Expression): Expression => apply('lgamma', [x]);
const polygamma = (n: number, x: Expression): Expression => apply('polygamma', [number(n), x]);

const trigammas: Stable = {
  function: trigammaDifference,
  range: 'positive',
  meaning: (x, d) => subtract(polygamma(1, x), polygamma(1, add(x, d))),
};
const digammas: Stable = {
  function: digammaDifference,
  range: 'positive',
  meaning: (x, d) => subtract(polygamma(0, add(x, d)), polygamma(0, x)),
  derivative: (x, d) => negate(opaque(trigammas, x, d)),
};
/** log Γ(x + d) − log Γ(x) for a known d > 0. */
export const logRatio: Stable = {
  function: logGammaRatio,
  range: 'real',
  meaning: (x, d) => subtract(lgamma(add(x, d)), lgamma(x)),
  derivative: (x, d) => opaque(digammas, x, d),
};

const exact = arithmetic(40);

/** The value of what holds no symbol; NaN of anything else. */
const valueOf = (node: Expression): number =>
  symbolsOf(node).size > 0 ? Number.NaN : evaluator(exact, new Map())(node).toNumber();

/** A name that no other distance has. */
const nameFor = (d: Expression): string => {
  const { numerator, denominator } = isNumber(d) ? rationalOf(d) : { numerator: valueOf(d), denominator: 1n };
  const whole = `gammaRatio${String(numerator).replaceAll(/\W/g, '_')}`;
  return denominator === 1n ? whole : `${whole}Over${denominator}`;
};

/** Γ(x + d)/Γ(x) for a known d. */
const ratio = (x: Expression, d: Expression): Expression => {
  const stable: Stable = {
    function: gammaRatioOf(valueOf(d), nameFor(d)),
    range: 'positive',
    meaning: (at) => exp(subtract(lgamma(add(at, d)), lgamma(at))),
    derivative: (at) => multiply(opaque(stable, at), opaque(digammas, at, d)),
  };
  return opaque(stable, x);
};

/** A term n·log Γ(x), x moving. */
interface LogGamma {
  readonly term: Expression;
  readonly scale: Expression;
  readonly sign: number;
  readonly of: Expression;
}

const logGammasOf = (sum: Expression): readonly LogGamma[] =>
  termsOf(sum).flatMap((term) => {
    const [scale, base] = splitCoefficient(term);
    return base.op === 'lgamma' && symbolsOf(base).size > 0
      ? [{ term, scale: number(scale.numerator, scale.denominator), sign: scale.sign, of: base.args[0] }]
      : [];
  });

/** Two log gammas of opposite weights, the first of the larger argument, and how far they are apart. */
interface Pair {
  readonly larger: LogGamma;
  readonly smaller: LogGamma;
  readonly distance: Expression;
}

const pairIn = (sum: Expression, isWanted: (pair: Pair, value: number) => boolean): Pair | null => {
  const all = logGammasOf(sum);
  for (const larger of all)
    for (const smaller of all) {
      if (larger.sign === smaller.sign || larger.scale !== negate(smaller.scale)) continue;
      const distance = subtract(larger.of, smaller.of);
      const value = valueOf(distance);
      const pair = { larger, smaller, distance };
      if (value > 0 && isWanted(pair, value)) return pair;
    }
  return null;
};

/** A sum with its pairs of log gammas called together. */
const pairedSum = (sum: Expression): Expression => {
  const pair = pairIn(sum, () => true);
  if (pair === null) return sum;
  const { larger, smaller, distance } = pair;
  const rest = add(sum, negate(larger.term), negate(smaller.term));
  return pairedSum(add(rest, multiply(larger.scale, opaque(logRatio, smaller.of, distance))));
};

/** A sum with all pairs of log gammas in it, and in what it is made of, called together. */
export const gammasPaired = (node: Expression): Expression => {
  const inner = mapArguments(node, gammasPaired);
  return inner.op === 'add' ? pairedSum(inner) : inner;
};

/** A product of powers, one of them that of e. */
interface Product {
  readonly factors: readonly Expression[];
  readonly exponent: Expression;
}

/** x·Γ(x) as Γ(1 + x), and Γ(1 + x)/x as Γ(x): a factor less that the derivative would have to take from the others. */
const absorbed = ({ factors, exponent }: Product): Product => {
  for (const factor of factors) {
    const [base, order] = splitPower(factor);
    if (symbolsOf(base).size === 0 || (order !== one && order !== number(-1))) continue;
    const isAbove = order === one;
    for (const { term, scale, sign, of } of logGammasOf(exponent)) {
      if (scale !== one && scale !== number(-1)) continue;
      const goesUp = isAbove === sign > 0;
      const meeting = goesUp ? of : subtract(of, one);
      const scaled = divide(meeting, base);
      if (!isNumber(scaled)) continue;
      const next = multiply(number(sign), lgamma(goesUp ? add(of, one) : meeting));
      const others = [...factors.filter((each) => each !== factor), power(scaled, negate(order))];
      return absorbed({ factors: others, exponent: add(exponent, negate(term), next) });
    }
  }
  return { factors, exponent };
};

/** A product of an exponential and others with its quotients of gamma functions called together. */
const pairedProduct = (node: Expression): Expression => {
  const own = factorsOf(node);
  const power = own.find((factor) => factor.op === 'exp' && logGammasOf(factor.args[0]).length > 1);
  if (power === undefined) return node;
  const whole = absorbed({ factors: own.filter((each) => each !== power), exponent: power.args[0] });
  const near = ({ larger: { scale } }: Pair, value: number): boolean =>
    value <= longestStep && (scale === one || scale === number(-1));
  const ratios: Expression[] = [];
  let { exponent } = whole;
  for (let pair = pairIn(exponent, near); pair !== null; pair = pairIn(exponent, near)) {
    const { larger, smaller, distance } = pair;
    const quotient = ratio(smaller.of, distance);
    ratios.push(larger.sign > 0 ? quotient : divide(one, quotient));
    exponent = add(exponent, negate(larger.term), negate(smaller.term));
  }
  return multiply(...whole.factors, ...ratios, exp(exponent));
};

const quotientsPaired = (node: Expression): Expression => {
  const product = pairedProduct(node);
  return product === node ? mapArguments(node, quotientsPaired) : product;
};

/** The derivation with quotients of gamma functions, and powers, in E[y] called together; the same one where there are none. */
export const withGammaRatios = (derivation: Derivation): Derivation => {
  const { response, natural, representatives } = derivation;
  if (response === null) return derivation;
  const stable = response.map((each) => gammasPaired(quotientsPaired(knownPowers(each))));
  if (stable.every((each, i) => each === response[i])) return derivation;
  const places = representatives?.parameters ?? natural.map((_, i) => i);
  const jacobian = stable.map((each) => places.map((i) => derivativeOf(each, natural[i].symbol)));
  return { ...derivation, response: stable, jacobian };
};
