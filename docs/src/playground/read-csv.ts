// A delimited text of the reader's as columns, under the rules that the command has for its files: numbers where every cell
// is one, `true` and `false` as such, text elsewhere; empty and NA are missing; nothing is dropped, filled in or guessed.
import { Problem, tableFrom } from 'expfam';
import type { Table } from 'expfam';
import { Records } from './records.js';

/** What a cell of a column holds; null where it is missing. */
export type CsvCell = number | string | boolean | null;

/** Columns in the order of the header. */
export interface CsvColumns {
  readonly names: readonly string[];
  readonly columns: ReadonlyMap<string, readonly CsvCell[]>;
  readonly rows: number;
  /** The same for a fit. */
  readonly table: Table;
}

/**
 * Reads a text with a header.
 *
 * @throws Problem that names the file, and the row where it is one row's fault.
 */
export const readCsv = (text: string, file: string): CsvColumns => {
  const records = new Records(text, file);
  const names = (records.next() ?? []).map((name) => name.trim());
  if (names.every((name) => name === '')) throw new Problem('empty-file', `${file} has no header`, { file });
  refuseTwins(names, file);
  const raw = names.map((): string[] => []);
  let rows = 0;
  for (let record = records.next(); record !== null; record = records.next()) {
    rows += 1;
    if (record.length !== names.length)
      throw new Problem(
        'ragged-row',
        `row ${String(rows)} has ${String(record.length)} cells, the header ${String(names.length)}`,
        { file, row: rows },
      );
    for (const [at, cell] of record.entries()) raw[at].push(cell);
  }
  const cells = raw.map(columnOf);
  return {
    names,
    rows,
    columns: new Map(names.map((name, at) => [name, cells[at]])),
    // one by one: an object of all columns would put those that are called by a number first
    table: { rows, columns: names.flatMap((name, at) => tableFrom({ [name]: cells[at] }).columns) },
  };
};

const refuseTwins = (names: readonly string[], file: string): void => {
  const seen = new Set<string>();
  for (const name of names) {
    if (name !== '' && seen.has(name))
      throw new Problem('duplicate-column', `two columns of ${file} are called \`${name}\``, {
        file,
        column: name,
      });
    seen.add(name);
  }
};

const missing: ReadonlySet<string> = new Set(['', 'NA']);
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const truths: Readonly<Record<string, boolean>> = { true: true, false: false };

// A letter among numbers stays one, so that a formula which uses the column is told of it.
const columnOf = (cells: readonly string[]): readonly CsvCell[] => {
  const trimmed = cells.map((cell) => cell.trim());
  const present = trimmed.filter((cell) => !missing.has(cell));
  if (present.length > 0 && present.every((cell) => Object.hasOwn(truths, cell.toLowerCase())))
    return trimmed.map((cell) => truths[cell.toLowerCase()] ?? null);
  return trimmed.map((cell, row) => {
    if (missing.has(cell)) return null;
    return decimal.test(cell) ? Number(cell) : cells[row];
  });
};
