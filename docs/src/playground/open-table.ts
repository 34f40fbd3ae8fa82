// A file of the reader's becomes a table, in the worker; the last one is kept, for it is looked at first and trained on then.
import { Problem } from 'expfam';
import { readCsv } from './read-csv.js';
import type { CsvColumns } from './read-csv.js';
import type { TableView } from './view.js';

const largest = 256; // MiB: the text and its cells must fit into the memory of a page
const shown = 12; // columns by name

let last: { readonly key: string; readonly data: CsvColumns } | null = null;

/**
 * Reads a file once.
 *
 * @throws Problem for what is no table, or too large for a page.
 */
export const openTable = async (file: File): Promise<CsvColumns> => {
  const key = `${file.name} ${String(file.size)} ${String(file.lastModified)}`;
  if (last?.key !== key) last = { key, data: readCsv(await textOf(file), file.name) };
  return last.data;
};

const textOf = async (file: File): Promise<string> => {
  const { name, size } = file;
  const place = { file: name };
  if (size > largest * 2 ** 20)
    throw new Problem('not-enough-memory', `${name} has ${String(Math.round(size / 2 ** 20))} MiB`, {
      ...place,
      needed: `at most ${String(largest)} MiB in a browser`,
      help: `expfam fit ${name} reads larger files`,
    });
  const text = decoded(await file.arrayBuffer());
  if (text === null) throw new Problem('wrong-encoding', `${name} is no text in UTF-8`, place);
  if (text.includes('\0')) throw new Problem('malformed-csv', `${name} holds a byte 0`, place);
  if (text.trim() === '') throw new Problem('empty-file', `${name} is empty`, place);
  return text;
};

const decoded = (bytes: ArrayBuffer): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** What the page says of a table. */
export const tableView = ({ rows, table }: CsvColumns): TableView => ({
  rows,
  columns: table.columns.slice(0, shown).map(({ name, kind }) => ({ name, kind })),
  more: Math.max(0, table.columns.length - shown),
});
