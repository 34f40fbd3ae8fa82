// Limits, by numbers: as t grows fourfold, the difference of the log densities must fall by four to the power of the order.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import type { Density } from '../density/density.js';
import { logDensityOf, namesOf, outside, replaceAll, replacementsOf } from './reading.js';
import type { Limit } from './relation.js';
import type { Shown } from './shown.js';

const digits = 60;
/** t = 4^first, …; the last falls are the ones that count. */
const powers = [12, 13, 14];
const pointCount = 12;
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
  const seen = falls(own, approach, t);
  const worst = Math.max(...seen.map((fall) => Math.abs(fall / 4 ** relation.order - 1)));
  if (seen.length < pointCount / 2 || !(worst < tolerance))
    throw outside(
      `a limit of order ${relation.order}: the difference falls by ${seen.map((fall) => fall.toFixed(2)).join(', ')}`,
      `a fall by ${4 ** relation.order}`,
    );
  const check = { points: seen.length, digits, maxRelativeError: worst.toExponential(1) };
  return { by: 'numbers', left: own, right: approach, check };
};

/** By how much the difference falls from the last t but one to the last, at points where there is one. */
const falls = (own: Expression, approach: Expression, t: Expression): number[] => {
  const m = arithmetic(digits);
  const random = e.randomFrom(11);
  const free = new Set([...e.symbolsOf(own), ...e.symbolsOf(approach)].filter((symbol) => symbol !== t));
  const found: number[] = [];
  for (let i = 0; i < pointCount; i++) {
    const point = e.samplePoint(m, free, random);
    const limit = e.evaluator(m, point)(own);
    const differences = powers.map((power) => {
      const at = new Map([...point, ['t', m.fromRational(4n ** BigInt(power), 1n)] as const]);
      return m.subtract(e.evaluator(m, at)(approach), limit);
    });
    const [before, after] = differences.slice(-2) as [Real, Real];
    if (!before.isFinite() || !after.isFinite()) continue;
    if (after.isZero()) continue;
    found.push(m.divide(before, after).abs().toNumber());
  }
  return found;
};
