// From separated terms to a minimal set of statistics: affine relations on the support and among the functions of the
// parameters are divided out, and what is left is a rational matrix whose row space is the sufficient statistic.
import type { Expression } from '@expfam/expression';
import {
  add,
  evaluator,
  multiply,
  one,
  Rational,
  rational,
  randomFrom,
  splitCoefficient,
  factorsOf,
  symbolsOf,
  variableOf,
  zero,
} from '@expfam/expression';
import type { Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import type { Quantity } from './derivation.js';
import type { Relation } from './linear.js';
import { relationsOf } from './linear.js';
import { constantPoint, outcomeValues, parameterPoint } from './points.js';
import type { Piece, Separator } from './separate.js';

/** η(φ) beside its T(y). */
export interface Pair {
  readonly natural: Expression;
  readonly statistic: Expression;
}

/** A relation that was divided out, to be told as a step. */
export interface FoundRelation {
  readonly of: 'statistic' | 'parameter';
  readonly from: Expression;
  readonly to: Expression;
}

export interface Reduced {
  readonly pairs: readonly Pair[];
  /** What the relations left over for −A and for log h. */
  readonly parameterOnly: Expression;
  readonly outcomeOnly: Expression;
  readonly relations: readonly FoundRelation[];
}

interface Setting {
  readonly outcome: Quantity;
  readonly parameters: readonly Quantity[];
  readonly constants: readonly Quantity[];
  readonly separator: Separator;
}

/** Reduces Σ g(φ)·t(y) to as few pairs as the support and the parameters allow. */
export const reduce = (pieces: readonly Piece[], setting: Setting): Reduced => {
  const { functions: g, statistics: t, matrix } = tabulate(pieces, setting.separator);
  const found: FoundRelation[] = [];
  let [parameterOnly, outcomeOnly] = [zero, zero];

  for (const { column, combination } of relationsAmong(t, 'statistic', setting)) {
    found.push({ of: 'statistic', from: t[column - 1]!, to: combine(combination, [one, ...t]) });
    for (const [row, function_] of g.entries()) {
      const weight = matrix[row]![column - 1]!;
      matrix[row]![column - 1] = Rational.zero;
      for (const [from, factor] of combination) {
        if (from === 0)
          parameterOnly = add(parameterOnly, multiply(rational(weight.multiply(factor)), function_));
        else matrix[row]![from - 1] = matrix[row]![from - 1]!.add(weight.multiply(factor));
      }
    }
  }
  for (const { column, combination } of relationsAmong(g, 'parameter', setting)) {
    found.push({ of: 'parameter', from: g[column - 1]!, to: combine(combination, [one, ...g]) });
    const weights = matrix[column - 1]!;
    matrix[column - 1] = weights.map(() => Rational.zero);
    for (const [from, factor] of combination) {
      if (from === 0)
        outcomeOnly = add(
          outcomeOnly,
          ...weights.map((weight, j) => multiply(rational(weight.multiply(factor)), t[j]!)),
        );
      else matrix[from - 1] = matrix[from - 1]!.map((value, j) => value.add(weights[j]!.multiply(factor)));
    }
  }
  return { pairs: factorise(matrix, g, t, setting.separator), parameterOnly, outcomeOnly, relations: found };
};

const combine = (combination: ReadonlyMap<number, Rational>, parts: readonly Expression[]): Expression =>
  add(...[...combination].map(([at, factor]) => multiply(rational(factor), parts[at]!)));

/** Writes the pieces as gᵀ·M·t with pure functions of the parameters g and of outcome and constants t. */
const tabulate = (pieces: readonly Piece[], separator: Separator) => {
  const [functions, statistics, matrix]: [Expression[], Expression[], Rational[][]] = [[], [], []];
  const placeIn = (list: Expression[], item: Expression): number => {
    const at = list.indexOf(item);
    return at >= 0 ? at : list.push(item) - 1;
  };
  const entries = pieces.map(({ parameter, outcome }) => {
    const [first, inParameter] = splitCoefficient(parameter);
    const known = factorsOf(inParameter).filter((factor) => separator.kindOf(factor) === 'constant');
    const pure = factorsOf(inParameter).filter((factor) => separator.kindOf(factor) !== 'constant');
    const [second, inOutcome] = splitCoefficient(outcome);
    return {
      row: placeIn(functions, multiply(...pure)),
      column: placeIn(statistics, multiply(inOutcome, ...known)),
      weight: first.multiply(second),
    };
  });
  for (let i = 0; i < functions.length; i++) matrix.push(statistics.map(() => Rational.zero));
  for (const { row, column, weight } of entries) matrix[row]![column] = matrix[row]![column]!.add(weight);
  return { functions, statistics, matrix };
};

const digits = 80;

/** Affine relations among functions: column 0 is the constant 1. Only those that hold for every value of the constants. */
const relationsAmong = (
  functions: readonly Expression[],
  of: FoundRelation['of'],
  setting: Setting,
): Relation[] => {
  if (functions.length === 0) return [];
  const first = relationsAt(functions, of, setting, 11);
  const usesConstants = setting.constants.length > 0;
  if (first.length === 0 || !usesConstants) return first;
  const second = relationsAt(functions, of, setting, 23);
  const key = (relation: Relation): string =>
    `${relation.column}:${[...relation.combination].map(([at, value]) => `${at}*${value.toString()}`).join('+')}`;
  const confirmed = new Set(second.map(key));
  return first.filter((relation) => confirmed.has(key(relation)));
};

const relationsAt = (
  functions: readonly Expression[],
  of: FoundRelation['of'],
  setting: Setting,
  seed: number,
): Relation[] => {
  const m = arithmetic(digits);
  const random = randomFrom(seed);
  const constants = constantPoint(m, setting.constants, random);
  const count = functions.length + 8;
  const { name } = variableOf(setting.outcome.symbol);
  const points =
    of === 'statistic'
      ? outcomeValues(m, setting.outcome, count, random, constants).map(
          (y) => new Map([...constants, [name, y]]),
        )
      : Array.from({ length: count }, () => parameterPoint(m, setting.parameters, random, constants));
  const rows: Real[][] = [];
  for (const point of points) {
    const at = evaluator(m, point);
    try {
      const row = [m.fromRational(1n, 1n), ...functions.map(at)];
      if (row.every((value) => value.isFinite())) rows.push(row);
    } catch {
      continue; // a function without a value at this point says nothing about relations
    }
  }
  const threshold = m.power(m.fromRational(10n, 1n), m.fromRational(-40n, 1n));
  return relationsOf(m, rows, threshold);
};

/** M = C·R with R in reduced row echelon form: the statistics are R·t, their natural parameters gᵀ·C. */
const factorise = (
  matrix: readonly (readonly Rational[])[],
  g: readonly Expression[],
  t: readonly Expression[],
  separator: Separator,
): Pair[] => {
  const rows = matrix.map((row) => [...row]);
  const pivots: number[] = [];
  for (let column = 0; column < t.length; column++) {
    const at = rows.findIndex((row, i) => i >= pivots.length && row[column]!.sign !== 0);
    if (at < 0) continue;
    [rows[pivots.length], rows[at]] = [rows[at]!, rows[pivots.length]!];
    const pivot = rows[pivots.length]!;
    const scale = pivot[column]!;
    rows[pivots.length] = pivot.map((value) => value.divide(scale));
    for (const [i, row] of rows.entries()) {
      if (i === pivots.length || row[column]!.sign === 0) continue;
      const factor = row[column]!;
      rows[i] = row.map((value, j) => value.subtract(factor.multiply(rows[pivots.length]![j]!)));
    }
    pivots.push(column);
  }
  return pivots.map((column, i) => {
    const statistic = add(...t.map((each, j) => multiply(rational(rows[i]![j]!), each)));
    const natural = add(...g.map((each, row) => multiply(rational(matrix[row]![column]!), each)));
    return constantsToNatural({ natural, statistic }, separator);
  });
};

/** A known constant that multiplies the whole statistic goes into the natural parameter. */
const constantsToNatural = ({ natural, statistic }: Pair, separator: Separator): Pair => {
  const known = factorsOf(statistic).filter(
    (factor) => separator.kindOf(factor) === 'constant' && symbolsOf(factor).size > 0,
  );
  const rest = factorsOf(statistic).filter((factor) => !known.includes(factor));
  return { natural: multiply(natural, ...known), statistic: multiply(...rest) };
};
