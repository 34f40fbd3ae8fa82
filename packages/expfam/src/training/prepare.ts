// A table and a formula become what the runtime trains on, and what a model must remember to read the next table.
import { evaluate } from '../formula/evaluate.js';
import { refuseStrangers } from '@expfam/runtime';
import { buildDesign, columnsRead } from '../formula/design.js';
import type { Built, Design } from '../formula/design.js';
import type { Frame, Missing } from '../formula/frame.js';
import { textOf } from '../formula/syntax.js';
import { parseExpression } from '../formula/parse.js';
import { Problem } from '../problems.js';
import { tableFrom } from '../tables/from-values.js';
import type { TableLike } from '../tables/from-values.js';
import { outcomeOf } from './outcome.js';
import type { Outcome, Role } from './outcome.js';

/** A table with the formula that says what depends on what. */
export interface FormulaData {
  /** A table that was read, rows as objects, or columns by name. */
  readonly table: TableLike;
  /** Wilkinson notation as in R: `y ~ x1 + log(x2) + wool:tension`. */
  readonly formula: string;
  /** The column of weights. */
  readonly weights?: string;
  /** What the weights are: R's prior weights, or how many equal rows each row stands for; `prior` by default. */
  readonly weightsAre?: 'prior' | 'frequencies';
  /** The order of levels, by column; makes a factor of a column of numbers too. */
  readonly levels?: Readonly<Record<string, readonly string[]>> | ReadonlyMap<string, readonly string[]>;
  /** What to do with rows in which a needed cell is missing; `drop` by default, and counted. */
  readonly missing?: Missing;
  /** How many bytes the design matrix and its working copy may take. */
  readonly memory?: number;
  /** Formulas that are to be fitted to the same rows: what they read must be there too. */
  readonly alongside?: readonly string[];
}

const known: { readonly [Name in keyof Required<FormulaData>]: true } = {
  table: true, formula: true, weights: true, weightsAre: true, levels: true, missing: true, memory: true, alongside: true,
}; // prettier-ignore

/** Data ready for the kernels. */
export interface Prepared {
  readonly x: Float64Array;
  readonly names: readonly string[];
  readonly rows: number;
  readonly y: Outcome['y'];
  readonly levels: readonly string[] | null;
  readonly weights: Float64Array | null;
  /** How many equal rows each row stands for. */
  readonly frequencies: Float64Array | null;
  readonly offset: Float64Array | null;
  readonly design: Design;
  /** The text of the outcome. */
  readonly outcome: string;
  /** Of a vector: what its entries are called. */
  readonly entries: readonly string[] | null;
  readonly frame: Frame;
  readonly remarks: readonly string[];
}

/**
 * Applies a formula to a table.
 *
 * @throws Problem for a formula that cannot be read and data that do not fit it; each names column, row and value.
 */
export const prepare = (data: FormulaData, role: Role): Prepared => {
  refuseStrangers(data, Object.keys(known), 'part of the data called');
  const levels = data.levels instanceof Map ? data.levels : new Map(Object.entries(data.levels ?? {}));
  const reserved = data.weights === undefined ? [] : [data.weights];
  const { missing, alongside = [] } = data;
  const table = tableFrom(data.table);
  const built = buildDesign(data.formula, table, {
    levels,
    reserved,
    needed: alongside.flatMap((formula) => columnsRead(formula, table, reserved)),
    ...(missing === undefined ? {} : { missing }),
  });
  // the matrix of the formula, and the centred and scaled copy that the solvers see
  const bytes = 2 * 8 * built.rows * (built.design.columns.length + 1);
  if (data.memory !== undefined && bytes > data.memory)
    throw new Problem(
      'not-enough-memory',
      `${String(built.rows)} rows of ${String(built.design.columns.length)} columns need ${(bytes / 1024 ** 2).toFixed(1)} MB`,
    );
  const scope = { frame: built.frame, source: data.formula };
  const {
    y,
    levels: outcomeLevels,
    trials,
    entries = null,
  } = outcomeOf(scope, built.outcome, { role, levels });
  return {
    x: built.x,
    names: built.design.columns,
    rows: built.rows,
    y,
    levels: outcomeLevels,
    ...weightsOf(built, data, trials),
    offset: built.offset,
    design: built.design,
    outcome: textOf(built.outcome),
    entries,
    frame: built.frame,
    remarks: built.remarks,
  };
};

// As in R, the weight of a row of counts is its number of trials times its prior weight.
const weightsOf = (
  { frame }: Built,
  { weights: column, weightsAre = 'prior' }: FormulaData,
  trials: Float64Array | null,
): Pick<Prepared, 'weights' | 'frequencies'> => {
  if (column === undefined) return { weights: trials, frequencies: null };
  const node = parseExpression(`\`${column}\``);
  const { values } = evaluate({ frame, source: column }, node);
  const bad = values.findIndex((value) => !(value >= 0 && Number.isFinite(value)));
  if (bad >= 0) {
    const [row, value] = [frame.rowOf(bad), values[bad]];
    throw new Problem(
      'unsuitable-weight',
      `the weight \`${column}\` is ${String(value)} in row ${String(row)}`,
      { column, row, value },
    );
  }
  if (weightsAre === 'prior')
    return {
      weights: trials === null ? values : values.map((value, row) => value * (trials[row] ?? 0)),
      frequencies: null,
    };
  const odd = values.findIndex((value) => !Number.isInteger(value));
  if (odd >= 0) {
    const [row, value] = [frame.rowOf(odd), values[odd]];
    throw new Problem(
      'unsuitable-weight',
      `the frequency \`${column}\` is ${String(value)} in row ${String(row)}`,
      { column, row, value, needed: 'whole numbers of 0 or more', help: 'prior weights may be fractions' },
    );
  }
  return { weights: trials, frequencies: values };
};
