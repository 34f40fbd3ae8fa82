// Sums of inputs and whole numbers as they are: nothing in them is rounded before it is added, so that all may cancel but the last place.
import type { Expression } from '@expfam/expression';
import { isPositive, negate, one, splitCoefficient } from '@expfam/expression';
import { opaqueOf } from '../special/opaque.js';

/** Whether a sum of numbers that are known exactly, some added and some taken away, may cancel to its last place. */
export const isExactSum = (terms: readonly Expression[]): boolean =>
  terms.length > 2 &&
  !terms.every(isPositive) &&
  !terms.every((term) => isPositive(negate(term))) &&
  terms.every((term) => {
    const [{ numerator, denominator }, base] = splitCoefficient(term);
    const isPlain = denominator === 1n && Math.abs(Number(numerator)) <= 1;
    return isPlain && (base === one || (base.op === 'symbol' && opaqueOf(base) === undefined));
  });
