// A CSV of the reader's as columns: numbers where every cell is one, text elsewhere. What does not fit is complained of by
// the library when a formula uses it.
import { csvParseRows } from 'd3-dsv';

/** Columns by name, and their names in order. */
export interface CsvColumns {
  readonly names: readonly string[];
  readonly columns: Readonly<Record<string, readonly (number | string | null)[]>>;
  readonly rows: number;
}

const missing = new Set(['', 'NA']);

const cellOf = (cell: string | undefined): string | null => {
  const trimmed = (cell ?? '').trim();
  return missing.has(trimmed) ? null : trimmed;
};

const isNumber = (cell: string): boolean => cell !== '' && Number.isFinite(Number(cell));

/** Reads the text of a CSV file with a header. */
export const readCsv = (text: string): CsvColumns => {
  const [header = [], ...rows] = csvParseRows(text.replace(/^\uFEFF/, ''));
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  const names = header.map((name) => name.trim());
  const columns: Record<string, readonly (number | string | null)[]> = Object.create(null) as Record<
    string,
    never
  >;
  names.forEach((name, at) => {
    const cells = filled.map((row) => cellOf(row[at]));
    const numeric = cells.every((cell) => cell === null || isNumber(cell));
    columns[name] = numeric ? cells.map((cell) => (cell === null ? null : Number(cell))) : cells;
  });
  return { names, columns, rows: filled.length };
};
