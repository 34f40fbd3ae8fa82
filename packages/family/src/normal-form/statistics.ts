// From separated terms to a minimal set of statistics: affine relations on the support and among the functions of the
// parameters are divided out, and what is left is a rational matrix whose row space is the sufficient statistic.
import type { Expression, Point, Random } from '@expfam/expression';
import {
  add,
  evaluator,
  isVectorDomain,
  multiply,
  one,
  Rational,
  rational,
  randomFrom,
  splitCoefficient,
  factorsOf,
  variableOf,
  zero,
} from '@expfam/expression';
import type { Arithmetic, Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import type { Quantity } from '../derivation/derivation.js';
import type { Relation } from './linear.js';
import { relationsOf } from './linear.js';
import { orbitsOf, relationsByOrbit } from './orbits.js';
import { constantPoint, outcomeValues, parameterPoint } from '../density/points.js';
import type { Piece, Separator } from './separate.js';

/** η(φ) beside its T(y). */
export interface Pair {
  readonly natural: Expression;
  readonly statistic: Expression;
}

/** A relation that was divided out, to be told as a step. */
export interface FoundRelation {
  /** What is known from what: a statistic or a parameter from others of its kind, or a statistic from the outcome itself. */
  readonly of: 'statistic' | 'parameter' | 'support';
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

export interface Setting {
  readonly outcome: Quantity;
  readonly parameters: readonly Quantity[];
  readonly constants: readonly Quantity[];
  readonly separator: Separator;
}

/**
 * Reduces Σ g(φ)·t(y) to as few pairs as the support and the parameters allow. Known factors such as log 2 may stand on
 * either side: 2^(a·y)·exp(a²·y) has the one statistic y, 2^(a·y)·exp(a·y²) the one parameter a.
 */
export const reduce = (pieces: readonly Piece[], setting: Setting): Reduced => {
  const [beside, within] = (['outcome', 'parameter'] as const).map((side) =>
    reduceWith(pieces, setting, side),
  );
  return within.pairs.length <= beside.pairs.length ? within : beside;
};

type Side = 'outcome' | 'parameter';

const reduceWith = (pieces: readonly Piece[], setting: Setting, side: Side): Reduced => {
  const { functions: g, statistics: t, matrix } = tabulate(pieces, setting.separator, side);
  const found: FoundRelation[] = [];
  let [parameterOnly, outcomeOnly] = [zero, zero];
  const constants = constantsOf(setting);
  const first = constants.length;

  for (const { column, combination } of relationsAmong(t, 'statistic', setting)) {
    found.push({ of: 'statistic', from: t[column - first], to: combine(combination, [...constants, ...t]) });
    for (const [row, function_] of g.entries()) {
      const weight = matrix[row][column - first];
      matrix[row][column - first] = Rational.zero;
      const [known, others] = partitioned(combination, first);
      for (const [from, factor] of others)
        matrix[row][from - first] = matrix[row][from - first].add(weight.multiply(factor));
      const parts = known.map(([from, factor]) =>
        multiply(rational(weight.multiply(factor)), constants[from], function_),
      );
      parameterOnly = add(parameterOnly, ...parts);
    }
  }
  for (const { column, combination } of relationsAmong(g, 'parameter', setting)) {
    found.push({ of: 'parameter', from: g[column - first], to: combine(combination, [...constants, ...g]) });
    const weights = matrix[column - first];
    matrix[column - first] = weights.map(() => Rational.zero);
    for (const [from, factor] of combination) {
      if (from < first)
        outcomeOnly = add(
          outcomeOnly,
          ...weights.map((weight, j) => multiply(rational(weight.multiply(factor)), constants[from], t[j])),
        );
      else
        matrix[from - first] = matrix[from - first].map((value, j) => value.add(weights[j].multiply(factor)));
    }
  }
  return { pairs: factorise(matrix, g, t, setting.separator), parameterOnly, outcomeOnly, relations: found };
};

type Summand = readonly [column: number, factor: Rational];

/** What a combination takes of the constants, which come first, and of the functions. */
const partitioned = (combination: ReadonlyMap<number, Rational>, first: number): [Summand[], Summand[]] => [
  [...combination].filter(([from]) => from < first),
  [...combination].filter(([from]) => from >= first),
];

const combine = (combination: ReadonlyMap<number, Rational>, parts: readonly Expression[]): Expression =>
  add(...[...combination].map(([at, factor]) => multiply(rational(factor), parts[at])));

/** Writes the pieces as gᵀ·M·t with functions of the parameters g and of the outcome t; constants go with one side. */
const tabulate = (pieces: readonly Piece[], separator: Separator, side: Side) => {
  const [functions, statistics]: [Expression[], Expression[]] = [[], []];
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
      row: placeIn(functions, side === 'parameter' ? inParameter : multiply(...pure)),
      column: placeIn(statistics, side === 'parameter' ? inOutcome : multiply(inOutcome, ...known)),
      weight: first.multiply(second),
    };
  });
  const matrix = functions.map(() => statistics.map(() => Rational.zero));
  for (const { row, column, weight } of entries) matrix[row][column] = matrix[row][column].add(weight);
  return { functions, statistics, matrix };
};

const digits = 80;

/** What counts as constant in a relation: the number one and the known constants of the density. */
const constantsOf = (setting: Setting): Expression[] => [
  one,
  ...setting.constants
    .map(({ symbol }) => symbol)
    .filter((symbol) => !isVectorDomain(variableOf(symbol).domain)),
];

const constantDraws = 3; // a relation must hold for several values of the constants at once

/** Affine relations among functions; the first columns are the constants, and no constant counts as dependent. */
export const relationsAmong = (
  functions: readonly Expression[],
  of: FoundRelation['of'],
  setting: Setting,
): readonly Relation[] => {
  const constants = constantsOf(setting);
  const quantities = of === 'statistic' ? [setting.outcome] : setting.parameters;
  return relationsByOrbit(functions, {
    first: constants.length,
    orbits: orbitsOf(functions, quantities),
    among: (few) => relationsIn([...constants, ...few], of, setting),
  });
};

/** The same for columns of which the constants are the first, by their values at many points. */
const relationsIn = (
  columns: readonly Expression[],
  of: FoundRelation['of'],
  setting: Setting,
): Relation[] => {
  const m = arithmetic(digits);
  const random = randomFrom(11);
  const constants = constantsOf(setting);
  const functions = columns.slice(constants.length);
  if (functions.length === 0) return [];
  const rows: Real[][] = [];
  for (let draw = 0; draw < (constants.length > 1 ? constantDraws + constants.length : 1); draw++) {
    const known = constantPoint(m, setting.constants, random);
    for (const point of pointsOf(m, of, { setting, known, random, count: columns.length + 8, functions })) {
      const row = valuesAt(m, point, columns);
      if (row !== null) rows.push(row);
    }
  }
  const threshold = m.power(m.fromRational(10n, 1n), m.fromRational(-40n, 1n));
  return relationsOf(m, rows, threshold).filter(({ column }) => column >= constants.length);
};

interface Draw {
  readonly setting: Setting;
  readonly known: Point;
  readonly random: Random;
  readonly count: number;
  readonly functions: readonly Expression[];
}

const pointsOf = (
  m: Arithmetic,
  of: FoundRelation['of'],
  { setting, known, random, count, functions }: Draw,
): Point[] => {
  const { name } = variableOf(setting.outcome.symbol);
  if (of === 'statistic')
    return outcomeValues(m, setting.outcome, { count, random, constants: known, of: functions }).map(
      (y) => new Map([...known, [name, y]]),
    );
  return Array.from({ length: count }, () => parameterPoint(m, setting.parameters, random, known));
};

/** The values of all columns, or null where one of them has none: such a point says nothing about relations. */
const valuesAt = (m: Arithmetic, point: Point, columns: readonly Expression[]): Real[] | null => {
  const at = evaluator(m, point);
  try {
    const row = columns.map(at);
    return row.every((value) => value.isFinite()) ? row : null;
  } catch {
    return null;
  }
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
    const at = rows.findIndex((row, i) => i >= pivots.length && row[column].sign !== 0);
    if (at < 0) continue;
    [rows[pivots.length], rows[at]] = [rows[at], rows[pivots.length]];
    const pivot = rows[pivots.length];
    const scale = pivot[column];
    rows[pivots.length] = pivot.map((value) => value.divide(scale));
    for (const [i, row] of rows.entries()) {
      if (i === pivots.length || row[column].sign === 0) continue;
      const factor = row[column];
      rows[i] = row.map((value, j) => value.subtract(factor.multiply(rows[pivots.length][j])));
    }
    pivots.push(column);
  }
  return pivots.map((column, i) => {
    const statistic = add(...t.map((each, j) => multiply(rational(rows[i][j]), each)));
    const natural = add(...g.map((each, row) => multiply(rational(matrix[row][column]), each)));
    return constantsToNatural({ natural, statistic }, separator);
  });
};

/** A known constant that multiplies the whole statistic goes into the natural parameter. */
const constantsToNatural = ({ natural, statistic }: Pair, separator: Separator): Pair => {
  const known = factorsOf(statistic).filter((factor) => separator.kindOf(factor) === 'constant');
  const rest = factorsOf(statistic).filter((factor) => !known.includes(factor));
  return { natural: multiply(natural, ...known), statistic: multiply(...rest) };
};
