// What a proof of a relation turns on: two formulas that are equal.
import type { Check, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { outside } from './reading.js';

/** Both sides of what was shown, how, and how closely they were seen to agree. */
export interface Shown {
  readonly by: 'algebra' | 'numbers';
  readonly left: Expression;
  readonly right: Expression;
  readonly check: Check;
}

/** Both sides are equal: their difference simplifies to nothing, or they agree wherever they are looked at. */
export const equal = (left: Expression, right: Expression): Shown => {
  const check = e.verify(left, right);
  if (check.points === 0) throw outside('every point', 'points at which both sides are defined');
  const rest = e.simplify(e.rewrite(e.subtract(left, right), e.logarithm).result);
  return { by: rest === e.zero ? 'algebra' : 'numbers', left, right, check };
};
