// Where a mean may lie: inside the support, and inside what the formula of the mean can reach.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation } from '../derivation/derivation.js';
import { enclosing } from '../decision/shape.js';
import type { Means } from './table.js';

const minusInfinity = e.negate(e.infinity);

/** The ends of the means of an outcome; a mean between 0 and n is counted in units of n. */
export const meansOf = ({ outcome: { domain } }: Pick<Derivation, 'outcome'>, mean: Expression): Means => {
  const reach = enclosing(mean);
  let [lower, upper] = reach.kind === 'interval' ? [reach.lower, reach.upper] : [minusInfinity, e.infinity];
  const [least, most] = endsOf(domain);
  if (lower === minusInfinity || (least !== minusInfinity && e.isNonNegative(e.subtract(least, lower))))
    lower = least;
  if (upper === e.infinity || (most !== e.infinity && e.isNonNegative(e.subtract(upper, most)))) upper = most;
  const unit = lower === e.zero && upper !== e.infinity ? upper : e.one;
  return { lower, upper, unit };
};

const endsOf = (domain: Derivation['outcome']['domain']): readonly [Expression, Expression] => {
  if (domain.kind === 'interval' || domain.kind === 'range') return [domain.lower, domain.upper];
  if (domain.kind !== 'set') return [minusInfinity, e.infinity];
  const sorted = [...domain.values].sort((a, b) => (e.isNonNegative(e.subtract(a, b)) ? 1 : -1));
  return [sorted[0], sorted.at(-1)!];
};
