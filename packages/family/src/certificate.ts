// The lower bound of the dimension: the rank of the double differences L(yᵢ, φⱼ) − L(yᵢ, φ₀) − L(y₀, φⱼ) + L(y₀, φ₀) of the
// log density. They do away with h and A, so a member of dimension s has rank at most s however many points are taken.
import type { Expression, Point } from '@expfam/expression';
import { evaluator, isDiscrete, randomFrom, variableOf } from '@expfam/expression';
import type { Arithmetic, Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import type { Quantity } from './derivation.js';
import { balanced, rankOf } from './linear.js';
import { constantPoint, outcomeValues, parameterPoint } from './points.js';
import type { Pair } from './statistics.js';

export const certificateDigits = 120;
const trialParameters = 2; // an outcome at which the formula has no value there is left out
const thresholdDigits = 80n; // pivots of non-members fall to 1e-50 at 20 points, rounding stays near 1e-110

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
  const valueAt = (y: Real | readonly Real[], parameters: Point): Real | null =>
    finite(() => evaluator(m, new Map([...parameters, [name, y]]))(subject.formula));
  const spare = isDiscrete(subject.outcome.domain) ? 1 : 2;
  const trials = Array.from({ length: trialParameters }, () =>
    parameterPoint(m, subject.parameters, random, constants),
  );
  const drawn = outcomeValues(m, subject.outcome, { count: spare * (points + 1), random, constants });
  const seen = drawn.filter((y) => trials.every((parameters) => valueAt(y, parameters) !== null));
  const outcomes = spare === 1 ? seen : seen.slice(0, points + 1);
  const columns: Real[][] = [];
  for (let attempt = 0; columns.length <= points && attempt < 6 * points; attempt++) {
    const parameters = parameterPoint(m, subject.parameters, random, constants);
    const values = outcomes.map((y) => valueAt(y, parameters));
    if (values.every((value) => value !== null)) columns.push(values);
  }
  return { points, rank: rankOfDifferences(m, columns) };
};

/** The rank of a table of values after both of its margins are taken away. */
const rankOfDifferences = (m: Arithmetic, columns: readonly (readonly Real[])[]): number => {
  const base = columns[0];
  if (base === undefined || columns.length < 2 || base.length < 2) return 0;
  const differences = columns
    .slice(1)
    .map((column) =>
      column
        .slice(1)
        .map((value, i) => m.subtract(m.add(m.subtract(value, base[i + 1]), base[0]), column[0])),
    );
  return rankOf(m, balanced(m, differences), thresholdOf(m));
};

const thresholdOf = (m: Arithmetic): Real =>
  m.power(m.fromRational(10n, 1n), m.fromRational(-thresholdDigits, 1n));

/**
 * The same bound from the normal form, where the table itself is too steep for the digits: if the statistics and the
 * natural parameters are both affinely independent, the double differences have full rank.
 */
export const factorRank = (pairs: readonly Pair[], subject: Subject): number => {
  const m = arithmetic(certificateDigits);
  const random = randomFrom(29);
  const constants = constantPoint(m, subject.constants, random);
  const count = 2 * pairs.length + 6;
  const { name } = variableOf(subject.outcome.symbol);
  const outcomes = outcomeValues(m, subject.outcome, { count, random, constants });
  const draws = Array.from({ length: count }, () => parameterPoint(m, subject.parameters, random, constants));
  const rise = (points: readonly Point[], functions: readonly Expression[]): number => {
    const rows = points.map((point) => functions.map((each) => finite(() => evaluator(m, point)(each))));
    const kept = rows.filter((row): row is Real[] => row.every((value) => value !== null));
    const differences = kept.slice(1).map((row) => row.map((value, j) => m.subtract(value, kept[0][j])));
    return differences.length === 0 ? 0 : rankOf(m, balanced(m, differences), thresholdOf(m));
  };
  return Math.min(
    rise(
      outcomes.map((y) => new Map([...constants, [name, y]])),
      pairs.map(({ statistic }) => statistic),
    ),
    rise(
      draws,
      pairs.map(({ natural }) => natural),
    ),
  );
};

const finite = (compute: () => Real): Real | null => {
  try {
    const value = compute();
    return value.isFinite() ? value : null;
  } catch {
    return null;
  }
};
