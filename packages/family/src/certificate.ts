// The lower bound of the dimension: the rank of the double differences L(yᵢ, φⱼ) − L(yᵢ, φ₀) − L(y₀, φⱼ) + L(y₀, φ₀) of the
// log density. They do away with h and A, so a member of dimension s has rank at most s however many points are taken.
import type { Expression, Point } from '@expfam/expression';
import { evaluator, randomFrom, variableOf } from '@expfam/expression';
import type { Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import type { Quantity } from './derivation.js';
import { rankOf } from './linear.js';
import { constantPoint, outcomeValues, parameterPoint } from './points.js';

export const certificateDigits = 120;
const thresholdDigits = 60n; // pivots of non-members fall to 1e-21, rounding stays near 1e-110

export interface Subject {
  readonly logDensity: Expression;
  readonly outcome: Quantity;
  readonly parameters: readonly Quantity[];
  readonly constants: readonly Quantity[];
}

/** The rank of the double differences at `points` values of outcome and parameters; constants may be given values. */
export const doubleDifferenceRank = (subject: Subject, points: number, seed = 7, given?: Point): number => {
  const m = arithmetic(certificateDigits);
  const random = randomFrom(seed);
  const constants = given ?? constantPoint(m, subject.constants, random);
  const outcomes = outcomeValues(m, subject.outcome, { count: points + 1, random, constants });
  const { name } = variableOf(subject.outcome.symbol);
  const columns: Real[][] = [];
  for (let attempt = 0; columns.length <= points && attempt < 6 * points; attempt++) {
    const parameters = parameterPoint(m, subject.parameters, random, constants);
    const values = outcomes.map((y) =>
      finite(() => evaluator(m, new Map([...parameters, [name, y]]))(subject.logDensity)),
    );
    if (values.every((value) => value !== null)) columns.push(values);
  }
  if (columns.length < 2 || outcomes.length < 2) return 0;
  const base = columns[0];
  const differences = columns
    .slice(1)
    .map((column) =>
      column
        .slice(1)
        .map((value, i) => m.add(m.subtract(m.subtract(value, base[i + 1]), column[0]), base[0])),
    );
  const threshold = m.power(m.fromRational(10n, 1n), m.fromRational(-thresholdDigits, 1n));
  return rankOf(m, differences, threshold);
};

const finite = (compute: () => Real): Real | null => {
  try {
    const value = compute();
    return value.isFinite() ? value : null;
  } catch {
    return null;
  }
};
