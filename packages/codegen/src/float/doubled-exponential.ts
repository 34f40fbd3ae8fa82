// exp(x)·(c·y·exp(x) − d): within the range of the exponential the two terms exp(2x) and exp(x) each by itself, for the product
// costs the rounding of one more exponential and of one more factor; beyond it the product, whose terms would both be infinite.
import type { Expression } from '@expfam/expression';
import { divide, factorsOf, isNumber, negate, one, splitCoefficient, termsOf } from '@expfam/expression';
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { Rounding } from './rounding.js';
import { isBeyond, isReadPower, mayVanish, timesExponential } from './times-exponential.js';

/** A product of exp(x) and of a sum with it. */
export interface Doubled {
  readonly power: Expression;
  readonly sum: Expression;
}

const weightsOf = (term: Expression, power: Expression): readonly Expression[] =>
  factorsOf(term).filter((factor) => factor !== power && !isNumber(factor));

/** Such a product among factors, where a number that is read weighs one of two terms: two such terms might both overflow. */
export const doubledAmong = (
  factors: readonly Expression[],
  isRead: (symbol: Expression) => boolean,
): Doubled | null => {
  for (const power of factors.filter(({ op }) => op === 'exp')) {
    const isDoubled = (sum: Expression): boolean => {
      const terms = termsOf(sum);
      const weights = terms.map((term) => weightsOf(term, power));
      const isPlain = weights.flat().every((factor) => isReadPower(factor, isRead));
      const doubles = terms.filter((term) => factorsOf(term).includes(power));
      const weighed = weights.filter(({ length }) => length > 0);
      return terms.length === 2 && doubles.length === 1 && weighed.length === 1 && isPlain;
    };
    const sum = factors.find(isDoubled);
    if (sum !== undefined) return { power, sum };
  }
  return null;
};

/** The product; `lower` gives a node, `sized` that of a term without its sign. */
export const doubledExponential = (
  { power, sum }: Doubled,
  context: {
    readonly builder: KernelBuilder;
    readonly rounding: Rounding;
    readonly lower: (node: Expression) => KernelNode;
    readonly sized: (term: Expression) => KernelNode;
  },
): KernelNode => {
  const { builder, lower, sized } = context;
  const { call, constant } = builder;
  const x = lower(power.args[0]);
  const twice = call('multiply', constant(2), x);
  const isFar = isBeyond(twice, context);
  const once = lower(power);
  const exponent = call('select', isFar, x, twice);
  const grown = (term: Expression): KernelNode => {
    const isDouble = factorsOf(term).includes(power);
    const scale = isDouble ? divide(term, power) : term;
    const weights = weightsOf(scale, power);
    const times = (node: KernelNode): KernelNode =>
      scale === one || scale === negate(one) ? node : call('multiply', sized(scale), node);
    if (!isDouble) return call('select', isFar, sized(scale), times(once));
    if (weights.length === 0) return times(call('exp', exponent));
    return timesExponential(sized(scale), exponent, { ...context, vanishes: weights.some(mayVanish) });
  };
  const isLess = (term: Expression): boolean => splitCoefficient(term)[0].sign < 0;
  const [first, second] = termsOf(sum).toSorted((a, b) => Number(isLess(a)) - Number(isLess(b)));
  const start = isLess(first) ? call('negate', grown(first)) : grown(first);
  const total = call(isLess(second) ? 'subtract' : 'add', start, grown(second));
  return call('select', isFar, call('multiply', total, once), total);
};
