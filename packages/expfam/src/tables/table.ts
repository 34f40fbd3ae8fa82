// A table is named columns of one length. Readers make it, formulas read it; nothing else of a data source survives.
import { Problem } from '../problems.js';

interface Base {
  readonly name: string;
  /** One byte a row, 1 where the cell is missing; absent where none is. */
  readonly missing?: Uint8Array;
}

/** Numbers; NaN where a cell is missing. */
export interface NumberColumn extends Base {
  readonly kind: 'number';
  readonly values: Float64Array;
}

/** Text; empty where a cell is missing. */
export interface TextColumn extends Base {
  readonly kind: 'text';
  readonly values: readonly string[];
  /** The order of the levels, where the source gives one. */
  readonly levels?: readonly string[];
  /** Set where the text stands for dates or times: a factor on request only. */
  readonly moments?: 'dates' | 'times';
  /** Set where most cells look like numbers and some do not, or the other way: the first odd one. Row from 1. */
  readonly odd?: { readonly row: number; readonly value: string; readonly isNumber: boolean };
}

/** Yes or no; false where a cell is missing. */
export interface BooleanColumn extends Base {
  readonly kind: 'boolean';
  readonly values: readonly boolean[];
}

/** A column that no formula can use, such as a list or a structure; named so that the complaint can be exact. */
export interface UnsupportedColumn extends Base {
  readonly kind: 'unsupported';
  readonly type: string;
}

/** A column of a table. */
export type Column = NumberColumn | TextColumn | BooleanColumn | UnsupportedColumn;

/** Columns of one length, in the order of the source. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** The column called `name`, or undefined. */
export const findColumn = (table: Table, name: string): Column | undefined =>
  table.columns.find((column) => column.name === name);

/** Refuses names that occur twice; unnamed columns may repeat. */
export const checkNames = (names: readonly string[], file?: string): void => {
  const first = new Map<string, number>();
  names.forEach((name, index) => {
    const earlier = first.get(name);
    if (earlier !== undefined && name !== '')
      throw new Problem(
        'duplicate-column',
        `columns ${String(earlier + 1)} and ${String(index + 1)} are both called \`${name}\``,
        { column: name, ...(file === undefined ? {} : { file }) },
      );
    first.set(name, index);
  });
};

/** A number column from values of which null, undefined and cells marked missing are missing. */
export const numberColumn = (name: string, values: ArrayLike<number | null | undefined>): NumberColumn => {
  const numbers = new Float64Array(values.length);
  const missing = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    numbers[i] = value ?? Number.NaN;
    if (value === null || value === undefined) missing[i] = 1;
  }
  return { name, kind: 'number', values: numbers, ...marked(missing) };
};

/** A text column; null and undefined are missing. */
export const textColumn = (name: string, values: readonly (string | null | undefined)[]): TextColumn => ({
  name,
  kind: 'text',
  values: values.map((value) => value ?? ''),
  ...marked(absent(values)),
});

/** A boolean column; null and undefined are missing. */
export const booleanColumn = (
  name: string,
  values: readonly (boolean | null | undefined)[],
): BooleanColumn => ({
  name,
  kind: 'boolean',
  values: values.map((value) => value ?? false),
  ...marked(absent(values)),
});

const absent = (values: readonly unknown[]): Uint8Array =>
  Uint8Array.from(values, (value) => (value === null || value === undefined ? 1 : 0));

const marked = (missing: Uint8Array): { missing?: Uint8Array } => (missing.includes(1) ? { missing } : {});
