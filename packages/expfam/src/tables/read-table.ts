// Reads tables from files. The reader itself is loaded on demand, so that the library can be bundled for a browser, which has
// no files.
import type { Table } from './table.js';

/** Where `-` reads from. */
export type Input = AsyncIterable<Uint8Array | string>;

/**
 * Reads a table from the file at `path`, or from `input` where the path is `-`: CSV, TSV, JSON lines, Parquet or Arrow.
 *
 * @throws Problem that names the file, and the row where it is one row's fault.
 * @example
 * ```ts
 * const table = await readTable('iris.csv');
 * ```
 */
export const readTable = async (path: string, input: Input = process.stdin): Promise<Table> =>
  (await import('./read-file.js')).readFile(path, input);
