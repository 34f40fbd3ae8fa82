// The lower bound of the dimension: the rank of the double differences L(yᵢ, φⱼ) − L(yᵢ, φ₀) − L(y₀, φⱼ) + L(y₀, φ₀) of the
// log density. They do away with h and A, so a member of dimension s has rank at most s however many points are taken.
import type { Expression, Point } from '@expfam/expression';
import { evaluator, isDiscrete, randomFrom, variableOf } from '@expfam/expression';
import type { Arithmetic, Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import type { Quantity } from '../derivation/derivation.js';
import type { Rough } from '../normal-form/linear.js';
import { certainRank } from '../normal-form/linear.js';
import { constantPoint, outcomeValues, parameterPoint } from '../density/points.js';
import { finiteValue } from '../density/finite-value.js';
import type { Orbits } from '../normal-form/orbits.js';
import { differencesOf, orbitsOf, sumsOf } from '../normal-form/orbits.js';
import type { Pair } from '../normal-form/statistics.js';

export const certificateDigits = 120;
const closerDigits = 170;
const bitsPerDigit = Math.log2(10);
const trialParameters = 2; // an outcome at which the formula has no value there is left out

export interface Subject {
  /** The log density, or the terms of it that know both sides. */
  readonly formula: Expression;
  readonly outcome: Quantity;
  readonly parameters: readonly Quantity[];
  readonly constants: readonly Quantity[];
}

/** What the numbers say: the rank of the double differences at so many points. */
export interface Evidence {
  readonly points: number;
  readonly rank: number;
}

/** The rank of the double differences at `points` values of outcome and parameters. */
export const doubleDifferenceRank = (subject: Subject, points: number, seed = 7): Evidence => {
  const m = arithmetic(certificateDigits);
  const random = randomFrom(seed);
  const constants = constantPoint(m, subject.constants, random);
  const { name } = variableOf(subject.outcome.symbol);
  const valueAt = (y: Real | readonly Real[], parameters: Point): Rough | null =>
    roughly(subject.formula, new Map([...parameters, [name, y]]));
  const spare = isDiscrete(subject.outcome.domain) ? 1 : 2;
  const draw = (): Point => parameterPoint(m, subject.parameters, random, constants);
  const trials = Array.from({ length: trialParameters }, draw);
  const drawn = outcomeValues(m, subject.outcome, {
    count: spare * (points + 1),
    random,
    constants,
    of: [subject.formula],
  });
  const seen = drawn.filter((y) => trials.every((parameters) => valueAt(y, parameters) !== null));
  const outcomes = spare === 1 ? seen : seen.slice(0, points + 1);
  const columns: Rough[][] = [];
  for (let attempt = 0; columns.length <= points && attempt < 6 * points; attempt++) {
    const parameters = draw();
    const values = outcomes.map((y) => valueAt(y, parameters));
    if (values.every((value) => value !== null)) columns.push(values);
  }
  return { points, rank: rankOfDifferences(m, columns) };
};

/** A value with its error, as the difference to a closer look shows it: what cancels inside is lost outside. */
const roughly = (formula: Expression, point: Point): Rough | null => {
  const value = finiteValue(() => evaluator(arithmetic(certificateDigits), point)(formula));
  const closer = value && finiteValue(() => evaluator(arithmetic(closerDigits), point)(formula));
  if (value === null || closer === null) return null;
  const apart = arithmetic(closerDigits).subtract(value, closer).magnitude();
  return { value, error: Math.max(apart, roundingOf(value)) + 4 };
};

/** The power of two below which the last digits of a value lie. */
const roundingOf = (value: Real): number => Math.max(value.magnitude(), 0) - certificateDigits * bitsPerDigit;

/** The rank of a table of values after both of its margins are taken away. */
const rankOfDifferences = (m: Arithmetic, columns: readonly (readonly Rough[])[]): number => {
  const base = columns[0];
  if (base === undefined || columns.length < 2 || base.length < 2) return 0;
  const minus = (a: Rough, b: Rough): Rough => ({
    value: m.subtract(a.value, b.value),
    error: Math.max(a.error, b.error) + 1,
  });
  return certainRank(
    m,
    columns
      .slice(1)
      .map((column) =>
        column.slice(1).map((value, i) => minus(minus(value, base[i + 1]), minus(column[0], base[0]))),
      ),
  );
};

/**
 * The same bound from the normal form, where the table itself is too steep for the digits: if the statistics and the
 * natural parameters are both affinely independent, the double differences have full rank.
 */
export const factorRank = (pairs: readonly Pair[], subject: Omit<Subject, 'formula'>): number => {
  const known = factorRanks.get(pairs);
  if (known !== undefined) return known;
  const statistics = pairs.map(({ statistic }) => statistic);
  const naturals = pairs.map(({ natural }) => natural);
  const { outcome, parameters } = subject;
  const rank = Math.min(
    rankByOrbit(statistics, orbitsOf(statistics, [outcome]), (few) => ofStatistics(few, subject)),
    rankByOrbit(naturals, orbitsOf(naturals, parameters), (few) => ofNaturals(few, subject)),
  );
  factorRanks.set(pairs, rank);
  return rank;
};

/** It is asked for by whoever looks for hidden relations and by whoever certifies that there are none. */
const factorRanks = new WeakMap<readonly Pair[], number>();

/** Where functions are renamings of each other they are independent if their sum is of the others, and two of them differ. */
const rankByOrbit = (
  functions: readonly Expression[],
  orbits: Orbits | null,
  rankOf: (functions: readonly Expression[]) => number,
): number => {
  const tables = orbits === null ? [] : [sumsOf(functions, orbits), differencesOf(functions, orbits)];
  const isFull = tables.length > 0 && tables.every((few) => rankOf(few) === few.length);
  return isFull ? functions.length : rankOf(functions);
};

const looks = (functions: readonly Expression[]): number => 2 * functions.length + 6;

const ofStatistics = (statistics: readonly Expression[], subject: Omit<Subject, 'formula'>): number => {
  const m = arithmetic(certificateDigits);
  const random = randomFrom(29);
  const constants = constantPoint(m, subject.constants, random);
  const { name } = variableOf(subject.outcome.symbol);
  const wanted = { count: looks(statistics), random, constants, of: statistics };
  const points = outcomeValues(m, subject.outcome, wanted).map((y) => new Map([...constants, [name, y]]));
  return affineRank(m, points, statistics);
};

const ofNaturals = (naturals: readonly Expression[], subject: Omit<Subject, 'formula'>): number => {
  const m = arithmetic(certificateDigits);
  const random = randomFrom(31);
  const constants = constantPoint(m, subject.constants, random);
  const points = Array.from({ length: looks(naturals) }, () =>
    parameterPoint(m, subject.parameters, random, constants),
  );
  return affineRank(m, points, naturals);
};

const slackBits = 40; // what cancels inside the short formulas of statistics and natural parameters
const roundingBits = certificateDigits * bitsPerDigit - slackBits;

/** How many of the functions are affinely independent, as far as these points can tell. */
const affineRank = (m: Arithmetic, points: readonly Point[], functions: readonly Expression[]): number => {
  const rows = points.map((point) => functions.map((each) => finiteValue(() => evaluator(m, point)(each))));
  const kept = rows.filter((row): row is Real[] => row.every((value) => value !== null));
  const floors = functions.map((each) => leastSize(each, points));
  const differences = kept.slice(1).map((row) =>
    row.map((value, j) => ({
      value: m.subtract(value, kept[0][j]),
      error: Math.max(value.magnitude(), kept[0][j].magnitude(), floors[j]) - roundingBits,
    })),
  );
  return certainRank(m, differences);
};

/**
 * The power of two of which the roundings of a function are a share at least. That is 1, for what cancels inside it may be as large,
 * unless all its values are smaller by far and more digits say the same of them: m / 1e200 is no rounding.
 */
export const leastSize = (node: Expression, points: readonly Point[]): number => {
  const valuesTo = (digits: number) =>
    points.flatMap((point) => finiteValue(() => evaluator(arithmetic(digits), point)(node)) ?? []);
  const rough = valuesTo(certificateDigits);
  const size = Math.max(...rough.map((value) => value.magnitude()));
  if (!Number.isFinite(size) || size > -slackBits) return 0;
  const exact = valuesTo(closerDigits);
  const apart = rough.map((value, i) => arithmetic(closerDigits).subtract(value, exact[i]).magnitude());
  return exact.length === rough.length && apart.every((each) => each < size - roundingBits) ? size : 0;
};
