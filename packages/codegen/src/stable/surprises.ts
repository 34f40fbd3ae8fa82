// w·log D minus what is linear in the exponents of D, as Σ wⱼ·(log D − xⱼ): the form in which a loss does not cancel.
import type { Expression } from '@expfam/expression';
import { add, divide, factorsOf, negate, splitCoefficient, subtract, zero } from '@expfam/expression';
import type { Ensemble } from './ensembles.js';

/** Whether it is a multiple that may overflow where what it is a multiple of does not. */
const isGrown = (x: Expression): boolean => {
  const [coefficient, base] = splitCoefficient(x);
  return base.op === 'symbol' && coefficient.abs().toNumber() > 1;
};

/** Weights wⱼ with Σ wⱼ = w and Σ wⱼ·xⱼ = −(the linear terms); null where the exponents do not allow them. */
export const surprises = (
  ensemble: Ensemble,
  weight: Expression,
  linear: readonly Expression[],
): Map<number, Expression> | null => {
  const weights = new Map<number, Expression>();
  const simple = ensemble.exponents.every((x) => x === zero || x.op === 'symbol');
  const twoTerms = ensemble.exponents.length === 2 && ensemble.exponents.includes(zero);
  // a weight of 0 beside a multiple that overflows
  const grows = ensemble.exponents.some((x) => x.op === 'multiply' && isGrown(x));
  if (!simple && (!twoTerms || grows)) return null;
  let left = weight;
  for (const term of linear) {
    const member = ensemble.exponents.findIndex((x) => x !== zero && factorsOf(term).includes(x));
    const at = member >= 0 ? member : ensemble.exponents.findIndex((x) => x !== zero);
    const w = negate(divide(term, ensemble.exponents[at]));
    weights.set(at, add(weights.get(at) ?? zero, w));
    left = subtract(left, w);
  }
  if (left === zero) return weights;
  const base = ensemble.exponents.indexOf(zero);
  if (base < 0) return null;
  return weights.set(base, left);
};
