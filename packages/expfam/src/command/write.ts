// Where a command writes files: a text, or a table in the format that the ending of the path asks for.
import { open, writeFile } from 'node:fs/promises';
import { Problem } from '../problems.js';
import type { Table } from '../tables/table.js';
import { formatOfPath, tableText } from '../tables/write-table.js';

/** Writes a text. @throws Problem `file-not-writable` */
export const writeFileOf = async (path: string, text: string | Uint8Array): Promise<void> => {
  await writeFile(path, text).catch(unwritable(path));
};

/** Writes a table. @throws Problem `file-not-writable` */
export const writeTable = async (table: Table, path: string): Promise<void> => {
  const file = await open(path, 'w').catch(unwritable(path));
  try {
    for (const piece of tableText(table, formatOfPath(path))) await file.write(piece);
  } finally {
    await file.close();
  }
};

const unwritable =
  (path: string) =>
  (error: NodeJS.ErrnoException): never => {
    throw new Problem('file-not-writable', `${path} cannot be written: ${error.code ?? error.message}`, {
      file: path,
    });
  };
