// Case distinctions: a sum with indicators of the outcome is, under a logarithm, one logarithm a case. So a mixture with an
// atom at a known value separates, as the zero-inflated Poisson does.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Quantity } from '../derivation/derivation.js';
import { rootOf } from '../density/landmarks.js';

/** One value of the outcome, or an open stretch between two thresholds (null where it has no end). */
type Case =
  { readonly at: Expression } | { readonly above: Expression | null; readonly below: Expression | null };

const mostThresholds = 8;

/** log(sum) as Σ 1{case}·log(what the sum is in that case); null where its indicators name no known values. */
export const splitCases = (sum: Expression, outcome: Quantity): Expression | null => {
  const thresholds = thresholdsIn(sum, outcome.symbol);
  if (thresholds === null || thresholds.length === 0 || thresholds.length > mostThresholds) return null;
  const cases = casesOf(thresholds, outcome);
  const parts = cases.map((each) => within(sum, each, outcome.symbol));
  if (parts.includes(e.zero)) return null;
  const logs = parts.map(e.log);
  const last = logs.at(-1)!;
  const indicators = cases.map((each) => indicatorOf(each, outcome.symbol));
  const others = cases.slice(0, -1).map((_, i) => e.multiply(indicators[i], e.subtract(logs[i], last)));
  return e.add(last, ...others);
};

const comparisons = new Set<Expression['op']>(['equal', 'less', 'lessEqual']);

/** A comparison of the outcome with a number: `y < value`, or `value < y` where it is flipped; null for any other one. */
const comparisonOf = (node: Expression, y: Expression): { value: Expression; flipped: boolean } | null => {
  if (!comparisons.has(node.op)) return null;
  const difference = e.subtract(node.args[0], node.args[1]);
  const value = rootOf(difference, y);
  if (value === null || !e.isNumber(value)) return null;
  return { value, flipped: e.isNegative(e.differentiate(difference, y)) };
};

/** The numbers with which indicators compare the outcome, in order; null where one compares it with anything else. */
const thresholdsIn = (sum: Expression, y: Expression): Expression[] | null => {
  const indicators = e
    .termsOf(sum)
    .flatMap(e.factorsOf)
    .filter((factor) => comparisons.has(factor.op) && e.occurs(factor, y));
  const found = indicators.map((indicator) => comparisonOf(indicator, y));
  if (!found.every((each) => each !== null)) return null;
  return [...new Set(found.map(({ value }) => value))].sort((a, b) =>
    e.rationalOf(a).compare(e.rationalOf(b)),
  );
};

/** The values themselves, where the outcome is a whole number, and the stretches between them; the last one at the end. */
const casesOf = (thresholds: readonly Expression[], { domain }: Quantity): Case[] => {
  const discrete = e.isDiscrete(domain);
  const points: Case[] = discrete ? thresholds.map((at) => ({ at })) : [];
  const ends = [null, ...thresholds, null];
  const stretches = ends.slice(1).map((below, i) => ({ above: ends[i], below }));
  const isEmpty = ({ above, below }: { above: Expression | null; below: Expression | null }): boolean => {
    if (domain.kind === 'set')
      return !domain.values.some(
        (value) => (above === null || isBefore(above, value)) && (below === null || isBefore(value, below)),
      );
    if (domain.kind !== 'range' && domain.kind !== 'interval') return false;
    const gap = discrete ? e.one : e.zero;
    const [low, high] = [above, below].map(
      (end, i) => end ?? (i === 0 ? e.subtract(domain.lower, gap) : e.add(domain.upper, gap)),
    );
    return e.isNonNegative(e.subtract(e.add(low, gap), high));
  };
  return [...points, ...stretches.filter((stretch) => !isEmpty(stretch))];
};

const isBefore = (a: Expression, b: Expression): boolean => e.isPositive(e.subtract(b, a));

/** The sum where the case holds: its indicators are 0 or 1 there. */
const within = (sum: Expression, at: Case, y: Expression): Expression => {
  if ('at' in at) return e.substitute(sum, new Map([[y, at.at]]));
  const order = (value: Expression): -1 | 1 =>
    at.below !== null && e.isNonNegative(e.subtract(value, at.below)) ? -1 : 1;
  const truth = (node: Expression): Expression => {
    const comparison = comparisonOf(node, y);
    if (comparison === null) return e.mapArguments(node, truth);
    if (node.op === 'equal') return e.zero;
    // y lies below the values from `below` on, above all others
    return order(comparison.value) < 0 !== comparison.flipped ? e.one : e.zero;
  };
  return truth(sum);
};

const indicatorOf = (each: Case, y: Expression): Expression =>
  'at' in each
    ? e.equal(y, each.at)
    : e.multiply(each.above ? e.less(each.above, y) : e.one, each.below ? e.less(y, each.below) : e.one);
