// Writes a table as CSV, TSV or JSON lines. Numbers are written in the shortest form that reads back to the same double.
import type { Column, Table } from './table.js';

/** How a table is written. */
export type TableFormat = 'csv' | 'tsv' | 'jsonl';

const endings: Readonly<Record<'tsv' | 'jsonl' | 'none', RegExp>> = {
  tsv: /\.(?:tsv|tab)$/i,
  jsonl: /\.(?:jsonl|ndjson|json)$/i,
  none: /\.(?:parquet|pq|arrows?|feather|ipc|xlsx?)$/i,
};

/** The format that the ending of a path asks for: CSV where it asks for none, null where it is one that is not written. */
export const formatOfPath = (path: string): TableFormat | null => {
  const format = (['tsv', 'jsonl', 'none'] as const).find((each) => endings[each].test(path)) ?? 'csv';
  return format === 'none' ? null : format;
};

/** The table as text, piece by piece. */
export function* tableText(table: Table, format: TableFormat): Generator<string> {
  const columns = table.columns.filter((column) => column.kind !== 'unsupported');
  if (format !== 'jsonl')
    yield `${columns.map(({ name }) => quoteCell(name, format)).join(separators[format])}\n`;
  for (let from = 0; from < table.rows; from += block) {
    const rows = Math.min(block, table.rows - from);
    yield Array.from({ length: rows }, (_, i) => rowText(columns, from + i, format)).join('');
  }
}

const block = 4096;
const separators = { csv: ',', tsv: '\t' } as const;

const rowText = (columns: readonly Column[], row: number, format: TableFormat): string => {
  if (format === 'jsonl')
    return `${JSON.stringify(Object.fromEntries(columns.map((column) => [column.name, cellOf(column, row)])))}\n`;
  const cells = columns.map((column) => {
    const cell = cellOf(column, row);
    return cell === null ? '' : typeof cell === 'string' ? quoteCell(cell, format) : String(cell);
  });
  return `${cells.join(separators[format])}\n`;
};

const cellOf = (column: Column, row: number): string | number | boolean | null =>
  column.kind === 'unsupported' || column.missing?.[row] === 1 ? null : (column.values[row] ?? null);

const quoteCell = (cell: string, format: 'csv' | 'tsv'): string =>
  cell.includes(separators[format]) || /["\r\n]|^\s|\s$/.test(cell)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
