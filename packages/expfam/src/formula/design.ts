// From a formula and a table to a design matrix with R's names, and the same design over new data. What a model must
// remember of its formula is the `Design`: text, levels and codings, never the data.
import { Problem } from '../problems.js';
import type { Table } from '../tables/table.js';
import { codingsOf } from './coding.js';
import { evaluate, finiteNumbers } from './evaluate.js';
import type { Scope } from './evaluate.js';
import { factorOf } from './factor.js';
import type { Factor, Levels } from './factor.js';
import { frameOf } from './frame.js';
import type { Frame, Missing } from './frame.js';
import { columnsOfTerms } from './matrix.js';
import { parseExpression, parseFormula } from './parse.js';
import { namesIn, textOf } from './syntax.js';
import type { Formula, Sides } from './syntax.js';
import { mentionsDot, othersOf, termsOf } from './terms.js';

/** One variable of a formula: a column or an expression; `levels` where it is a factor. */
export interface Variable {
  readonly text: string;
  readonly levels: readonly string[] | null;
}

/** One term: indices into the variables, and for each whether a factor has a column for every level. */
export interface Term {
  readonly variables: readonly number[];
  readonly full: readonly boolean[];
}

/** What a model remembers of its formula; plain data. */
export interface Design {
  readonly formula: string;
  readonly intercept: boolean;
  readonly variables: readonly Variable[];
  readonly terms: readonly Term[];
  readonly offsets: readonly string[];
  /** The names of the columns of the matrix, the intercept not among them. */
  readonly columns: readonly string[];
}

/** A design matrix, row-major, and the rows of the source that it stands for. */
export interface Matrix {
  readonly x: Float64Array;
  readonly rows: number;
  /** Row-major, one column or with `cbind` one for each linear predictor. */
  readonly offset: Float64Array | null;
  readonly frame: Frame;
}

/** A matrix with its design, the left side of the formula and remarks for the user. */
export interface Built extends Matrix {
  readonly design: Design;
  readonly outcome: Formula;
  readonly remarks: readonly string[];
}

/** How a formula is applied to data for the first time. */
export interface DesignOptions {
  readonly levels?: ReadonlyMap<string, readonly string[]>;
  readonly missing?: Missing;
  /** Columns with a purpose of their own, such as weights: needed in every row, and not part of `.`. */
  readonly reserved?: readonly string[];
  /** Further columns that must not be missing in a row. */
  readonly needed?: readonly string[];
}

/** The columns that a formula reads, in no order. */
export const columnsRead = (
  formula: string,
  table: Table,
  reserved: readonly string[] = [],
): readonly string[] => {
  const sides = parseFormula(formula);
  const names = table.columns.map((column) => column.name);
  const { variables, offsets } = termsOf(sides, othersOf(sides, names, reserved));
  return [
    ...(sides.left === null ? [] : namesIn(sides.left)),
    ...[...variables, ...offsets].flatMap(namesIn),
  ];
};

/**
 * The design matrix of a formula over a table.
 *
 * @throws Problem for a formula that cannot be read and for data that it does not fit.
 */
export const buildDesign = (formula: string, table: Table, options: DesignOptions = {}): Built => {
  const sides = parseFormula(formula);
  const outcome = outcomeOf(sides);
  const reserved = options.reserved ?? [];
  const names = table.columns.map((column) => column.name);
  const { variables, terms, intercept, offsets, remarks } = termsOf(sides, othersOf(sides, names, reserved));
  if (terms.length === 0 && !intercept)
    throw new Problem('no-predictors', `\`${formula}\` has neither terms nor an intercept`);
  const given = options.levels ?? new Map<string, readonly string[]>();
  const needed = [
    ...[outcome, ...variables, ...offsets].flatMap(namesIn),
    ...reserved,
    ...given.keys(),
    ...(options.needed ?? []),
  ];
  const frame = frameOf(table, needed, options.missing);
  if (frame.rows === 0)
    throw new Problem(
      'no-complete-row',
      table.rows === 0 ? 'the data have no rows' : `none of ${String(table.rows)} rows is complete`,
    );
  const scope: Scope = { frame, source: formula };
  const values = variables.map((variable) => valuesOf(scope, variable, { given }));
  values.forEach((value, index) => refuseSingleLevel(value, variables[index]));
  const known = variables.map((variable, index) => ({
    text: textOf(variable),
    levels: levelsOf(values[index]),
  }));
  const coded = codingsOf(terms, known, intercept);
  const { columns, x } = columnsOfTerms({ variables: known, terms: coded }, values, frame.rows);
  const design: Design = {
    formula: mentionsDot(sides.right) ? expanded(sides, known, { terms, intercept, offsets }) : formula,
    intercept,
    variables: known,
    terms: coded,
    offsets: offsets.map(textOf),
    columns,
  };
  return { design, x, rows: frame.rows, offset: offsetOf(scope, offsets), frame, outcome, remarks };
};

/**
 * The same design over new data, which needs no outcome.
 *
 * @throws Problem `unknown-column`, `new-level`, `wrong-type`, `mixed-column`, each with the column.
 */
export const applyDesign = (design: Design, table: Table): Matrix => {
  const variables = design.variables.map(({ text }) => parseExpression(text));
  const offsets = design.offsets.map(parseExpression);
  const frame = frameOf(table, [...variables, ...offsets].flatMap(namesIn));
  const values = variables.map((variable, index) => {
    const scope: Scope = { frame, source: textOf(variable) };
    const levels = design.variables[index]?.levels ?? null;
    return levels === null
      ? finiteNumbers(scope, variable)
      : valuesOf(scope, variable, { given: new Map(), known: levels });
  });
  const { x } = columnsOfTerms(design, values, frame.rows);
  return { x, rows: frame.rows, offset: offsetOf({ frame, source: design.formula }, offsets), frame };
};

/** The values of a variable: numbers, or a factor. */
export type Values = Float64Array | Factor;

const valuesOf = (scope: Scope, node: Formula, levels: Levels): Values => {
  const factor = factorOf(scope, node, levels);
  if (factor !== null) return factor;
  const vector = evaluate(scope, node);
  if (vector.kind === 'number') return finiteNumbers(scope, node);
  const names = levels.known ?? ['FALSE', 'TRUE'].filter((_, value) => vector.values.includes(value));
  return {
    kind: 'factor',
    levels: names,
    codes: Int32Array.from(vector.values, (value) => names.indexOf(value === 1 ? 'TRUE' : 'FALSE')),
  };
};

const levelsOf = (values: Values | undefined): readonly string[] | null =>
  values === undefined || values instanceof Float64Array ? null : values.levels;

const refuseSingleLevel = (values: Values, variable: Formula | undefined): void => {
  if (values instanceof Float64Array || values.levels.length > 1 || variable === undefined) return;
  const name = textOf(variable);
  throw new Problem('single-level', `\`${name}\` has one level only, \`${values.levels[0] ?? ''}\``, {
    column: name,
  });
};

const outcomeOf = ({ text, left }: Sides): Formula => {
  if (left === null)
    throw new Problem('missing-outcome', 'nothing stands before the `~`', {
      text,
      start: text.indexOf('~'),
      length: 1,
    });
  return left;
};

// One number a row, or with `cbind` one for each linear predictor.
const offsetOf = (scope: Scope, offsets: readonly Formula[]): Float64Array | null => {
  const parts = offsets.map((offset) => offsetColumns(offset).map((column) => finiteNumbers(scope, column)));
  const width = parts[0]?.length ?? 0;
  if (width === 0) return null;
  const uneven = parts.find((part) => part.length !== width);
  if (uneven !== undefined)
    throw new Problem(
      'unsuitable-offset',
      `one offset of \`${scope.source}\` has ${String(width)} columns and another ${String(uneven.length)}`,
    );
  return Float64Array.from({ length: scope.frame.rows * width }, (_, at) =>
    parts.reduce((sum, part) => sum + (part[at % width]?.[Math.floor(at / width)] ?? 0), 0),
  );
};

/** The columns of an offset: those of its `cbind`, or itself. */
export const offsetColumns = (offset: Formula): readonly Formula[] =>
  offset.kind === 'call' && offset.name === 'cbind' ? offset.args : [offset];

// `.` written out, so that a model means the same whatever columns the next table has.
const expanded = (
  sides: Sides,
  variables: readonly Variable[],
  found: { terms: readonly (readonly number[])[]; intercept: boolean; offsets: readonly Formula[] },
): string => {
  const labels = found.terms.map((term) => term.map((index) => variables[index]?.text ?? '').join(':'));
  const parts = [
    ...(found.intercept ? [] : ['0']),
    ...labels,
    ...found.offsets.map((offset) => `offset(${textOf(offset)})`),
  ];
  return `${sides.left === null ? '' : textOf(sides.left)} ~ ${parts.length === 0 ? '1' : parts.join(' + ')}`;
};
