// Tables from what a program already holds: an array of row objects, or an object of columns.
import { Problem } from '../problems.js';
import { fromArrow } from './arrow.js';
import type { ArrowTable } from './arrow.js';
import { booleanColumn, checkNames, numberColumn, textColumn } from './table.js';
import type { Column, Table } from './table.js';

/** One cell as a program holds it. */
export type Cell = string | number | boolean | bigint | null | undefined;

/** Rows as objects, columns by name, a table of Arrow, or a table that was read before. */
export type TableLike =
  Table | ArrowTable | readonly Readonly<Record<string, Cell>>[] | Readonly<Record<string, ArrayLike<Cell>>>;

/**
 * A table of rows as objects or of columns by name; a `Table` is passed through. Null and undefined are missing cells; a
 * key that a row lacks is missing too.
 *
 * @throws Problem `column-lengths-differ`, `mixed-column` for a column of numbers and text, `unsupported-column`.
 * @example
 * ```ts
 * tableFrom({ y: [1, 0, 2], wool: ['A', 'B', 'A'] }).rows; // 3
 * ```
 */
export const tableFrom = (data: TableLike): Table => {
  if (isTable(data)) return data;
  if (isArrow(data)) return fromArrow(data, (name, values) => columnOf(name, values as readonly Cell[]));
  const columns: Readonly<Record<string, ArrayLike<Cell>>> = isRows(data) ? transpose(data) : data;
  const names = Object.keys(columns);
  checkNames(names);
  const lengths = names.map((name) => columns[name]?.length ?? 0);
  const rows = lengths[0] ?? 0;
  lengths.forEach((length, index) => {
    if (length !== rows)
      throw new Problem(
        'column-lengths-differ',
        `column \`${names[index] ?? ''}\` has ${String(length)} rows, \`${names[0] ?? ''}\` has ${String(rows)}`,
        { column: names[index] ?? '' },
      );
  });
  return { rows, columns: names.map((name) => columnOf(name, columns[name] ?? [])) };
};

const isTable = (data: TableLike): data is Table =>
  !Array.isArray(data) &&
  typeof (data as Partial<Table>).rows === 'number' &&
  Array.isArray((data as Partial<Table>).columns);

const isArrow = (data: object): data is ArrowTable =>
  'getChildAt' in data && typeof data.getChildAt === 'function' && 'schema' in data && 'numRows' in data;

const isRows = (data: TableLike): data is readonly Readonly<Record<string, Cell>>[] => Array.isArray(data);

const transpose = (rows: readonly Readonly<Record<string, Cell>>[]): Record<string, Cell[]> => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]));
};

/** A column of cells of one type. */
export const columnOf = (name: string, cells: ArrayLike<Cell>): Column => {
  const values = Array.from(cells);
  const types = new Set(values.filter((value) => value !== null && value !== undefined).map(typeOf));
  if (types.size > 1) return mixed(name, values);
  switch ([...types][0]) {
    case 'text':
      return textColumn(
        name,
        values.map((value) => (value === null || value === undefined ? null : String(value))),
      );
    case 'boolean':
      return booleanColumn(
        name,
        values.map((value) => (typeof value === 'boolean' ? value : null)),
      );
    case 'other':
      return { name, kind: 'unsupported', type: 'object' };
    default:
      return numberColumn(
        name,
        values.map((value) => (value === null || value === undefined ? null : Number(value))),
      );
  }
};

const typeOf = (value: Cell): 'number' | 'text' | 'boolean' | 'other' => {
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  if (typeof value === 'string') return 'text';
  return typeof value === 'boolean' ? 'boolean' : 'other';
};

// Kept as text, with its first odd cell: only a formula that uses the column has to mind.
const mixed = (name: string, values: readonly Cell[]): Column => {
  const types = values.map((value) => (value === null || value === undefined ? null : typeOf(value)));
  const numbers = types.filter((type) => type === 'number').length;
  const others = types.filter((type) => type !== null && type !== 'number').length;
  const isNumber = numbers < others;
  const index = types.findIndex((type) => type !== null && (type === 'number') === isNumber);
  const text = textColumn(
    name,
    values.map((value) => (value === null || value === undefined ? null : String(value))),
  );
  return { ...text, odd: { row: index + 1, value: String(values[index]), isNumber } };
};
