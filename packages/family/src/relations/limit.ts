// Limits, by numbers: as t grows fourfold, the difference of the log densities must fall by four to the power of the order.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import type { Density } from '../density/density.js';
import { formulaOf, logDensityOf, namesOf, outside, replaceAll, replacementsOf } from './reading.js';
import type { Limit } from './relation.js';
import type { Shown } from './shown.js';

const digits = 60;
/** t = 4^first, …: a start that is not yet there, and two that are compared; powers of t beside the claimed one have died away. */
const powers = [0, 13, 14];
const pointCount = 12;
const attempts = 60;
/** How far the fall may be from 4^order: lower powers of t are still to be seen. */
const tolerance = 0.02;

interface Sides {
  readonly density: Density;
  readonly other: Density;
  readonly relation: Limit;
}

export const proveLimit = ({ density, other, relation }: Sides): Shown => {
  const t = e.symbol('t', e.real.positive);
  const names = new Map([...namesOf(density), ['t', t] as const]);
  const name = e.variableOf(other.outcome.symbol).name;
  const given = relation.outcome ?? e.variableOf(density.outcome.symbol).name;
  const outcome = replacementsOf([other.outcome], { [name]: given }, names);
  const quantities = [...other.parameters, ...other.constants];
  const parameters = replacementsOf(quantities, relation.with ?? {}, names);
  const slope = e.differentiate(outcome[0].value, density.outcome.symbol);
  const approach = e.add(replaceAll(logDensityOf(other), [...parameters, ...outcome]), e.log(e.abs(slope)));
  const own = logDensityOf(density);
  const where = relation.where === undefined ? e.one : formulaOf(relation.where, names);
  const seen = falls({ own, approach, t, where });
  const worst = Math.max(...seen.map((fall) => missOf(fall, relation.order)));
  if (seen.length < pointCount / 2 || !(worst < tolerance))
    throw outside(
      `a limit of order ${relation.order}: the difference falls by ${seen.map((fall) => fall.toFixed(2)).join(', ')}`,
      `a fall by ${4 ** relation.order}`,
    );
  const check = { points: seen.length, digits, maxRelativeError: worst.toExponential(1) };
  return { by: 'numbers', left: own, right: approach, check };
};

/** How far a fall is from the one that is claimed; what is faster than any power leaves nothing at a large t. */
const missOf = (fall: number, order: number): number =>
  order === Infinity ? 1 / fall : Math.abs(fall / 4 ** order - 1);

interface Approach {
  readonly own: Expression;
  readonly approach: Expression;
  readonly t: Expression;
  readonly where: Expression;
}

/** By how much the difference falls from the last t but one to the last, at points where there is one at t = 1. */
const falls = ({ own, approach, t, where }: Approach): number[] => {
  const m = arithmetic(digits);
  const random = e.randomFrom(11);
  const free = new Set([...e.symbolsOf(own), ...e.symbolsOf(approach)].filter((symbol) => symbol !== t));
  const found: number[] = [];
  for (let i = 0; i < attempts && found.length < pointCount; i++) {
    const point = e.samplePoint(m, free, random);
    if (e.evaluator(m, point)(where).isZero()) continue;
    const limit = e.evaluator(m, point)(own);
    const [start, before, after] = powers.map((power) => {
      const at = new Map([...point, ['t', m.fromRational(4n ** BigInt(power), 1n)] as const]);
      return m.subtract(e.evaluator(m, at)(approach), limit);
    }) as [Real, Real, Real];
    if (!before.isFinite() || !after.isFinite() || start.isZero()) continue;
    found.push(isNothing(after, limit) ? Infinity : m.divide(before, after).abs().toNumber());
  }
  return found;
};

/** Whether a difference is what rounding leaves. */
const isNothing = (difference: Real, of: Real): boolean =>
  difference.isZero() || difference.magnitude() - Math.max(0, of.magnitude()) < -3.2 * digits;
