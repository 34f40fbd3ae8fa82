// Where a command writes files: a text, or a table in the format that the ending of the path asks for. A file is there as a
// whole or not at all.
import { access, chmod, constants, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { Problem } from '../problems.js';
import type { Table } from '../tables/table.js';
import { formatOfPath, tableText } from '../tables/write-table.js';

/** Writes a text or bytes. @throws Problem `file-not-writable` */
export const writeFileOf = (path: string, contents: string | Uint8Array): Promise<void> =>
  wholly(path, (to) => writeFile(to, contents));

/** Writes a table. @throws Problem `file-not-writable`, `unknown-format` */
export const writeTable = async (table: Table, path: string): Promise<void> => {
  const format = formatOfPath(path);
  if (format === null)
    throw new Problem('unknown-format', `tables are not written as ${extname(path)}`, {
      file: path,
      needed: 'a path that ends in .csv, .tsv or .jsonl',
      help: 'these three are read by everything',
    });
  await wholly(path, async (to) => {
    const file = await open(to, 'w');
    try {
      for (const piece of tableText(table, format)) await file.write(piece);
    } finally {
      await file.close();
    }
  });
};

/** Refuses a path that cannot be written, before the work is done whose result it is for. @throws Problem `file-not-writable` */
export const checkWritable = async (path: string): Promise<void> => {
  await placeOf(path).catch(unwritable(path));
};

interface Place {
  readonly path: string;
  /** The rights of the file that is replaced; null where there is none. */
  readonly mode: number | null;
  /** Whether it is written beside and moved there: a device or a pipe is not. */
  readonly moved: boolean;
}

const placeOf = async (path: string): Promise<Place> => {
  const real = await realpath(path).catch(() => path);
  const found = await stat(real).catch(() => null);
  const folder = dirname(real);
  if (found === null) {
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('a file'), { code: 'ENOTDIR' });
    await access(folder, constants.W_OK);
    return { path: real, mode: null, moved: true };
  }
  if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
  await access(real, constants.W_OK);
  const moved = found.isFile() && (await access(folder, constants.W_OK).then(yes, no));
  return { path: real, mode: found.mode, moved };
};

const yes = (): boolean => true;
const no = (): boolean => false;

const wholly = async (path: string, write: (to: string) => Promise<void>): Promise<void> => {
  try {
    const place = await placeOf(path);
    if (place.moved) await writeBeside(place, write);
    else await write(place.path);
  } catch (error) {
    unwritable(path)(error as NodeJS.ErrnoException);
  }
};

const writeBeside = async ({ path, mode }: Place, write: (to: string) => Promise<void>): Promise<void> => {
  const part = `${path}.${String(process.pid)}.part`;
  try {
    await write(part);
    if (mode !== null) await chmod(part, mode);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
};

const reasons: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EACCES: 'that is not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

const unwritable =
  (path: string) =>
  (error: NodeJS.ErrnoException): never => {
    if (error instanceof Problem) throw error;
    const { code = '' } = error;
    const why = Object.hasOwn(reasons, code) ? (reasons[code] ?? code) : code;
    throw new Problem('file-not-writable', `${path} cannot be written: ${why}`, { file: path });
  };
