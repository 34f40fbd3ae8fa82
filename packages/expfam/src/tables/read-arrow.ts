// Arrow files and streams, read by apache-arrow, which is imported on demand; compressed ones by the codecs of this folder.
import { readFile } from 'node:fs/promises';
import * as zlib from 'node:zlib';
import { Problem } from '../problems.js';
import { fromArrow } from './arrow.js';
import { decompressLz4 } from './lz4.js';
import { columnOf } from './from-values.js';
import type { Cell } from './from-values.js';
import type { Table } from './table.js';

/** Whether bytes begin as an Arrow file or stream does. */
const beginsArrow = (head: Buffer): boolean =>
  head.toString('latin1', 0, 6) === 'ARROW1' || (head.length >= 8 && head.readUInt32LE(0) === 0xffffffff);

/** @throws Problem `malformed-arrow`, `unknown-format` */
export const readArrow = async (path: string, shown: string): Promise<Table> => {
  const bytes = await readFile(path);
  if (bytes.toString('latin1', 0, 4) === 'FEA1')
    throw new Problem('unknown-format', `${shown} is a Feather file of version 1`, {
      file: shown,
      needed: 'an Arrow file, which is Feather version 2',
      help: 'write it again with a newer library',
    });
  const isFile = bytes.toString('latin1', 0, 6) === 'ARROW1';
  if (!beginsArrow(bytes) || (isFile && bytes.toString('latin1', bytes.length - 6) !== 'ARROW1'))
    throw malformed(shown);
  const { compressionRegistry, tableFromIPC } = await import('apache-arrow');
  compressionRegistry.set(0, { decode: decompressLz4 });
  compressionRegistry.set(1, { decode: (data) => decompressZstd(data, shown) });
  try {
    return fromArrow(tableFromIPC(bytes), (name, values) => columnOf(name, values as readonly Cell[]));
  } catch (error) {
    throw error instanceof Problem ? error : malformed(shown);
  }
};

const malformed = (file: string): Problem =>
  new Problem('malformed-arrow', `${file} is no complete Arrow file`, { file });

// Node knows Zstandard from version 22.15 on.
const decompressZstd = (data: Uint8Array, file: string): Uint8Array => {
  const { zstdDecompressSync } = zlib as Partial<{ zstdDecompressSync: (data: Uint8Array) => Uint8Array }>;
  if (zstdDecompressSync !== undefined) return zstdDecompressSync(data);
  throw new Problem('unknown-format', `${file} is compressed with Zstandard`, {
    file,
    needed: 'Node.js 22.15 or later for that, or a file with LZ4 or without compression',
    help: 'write it again, for example with compression="lz4"',
  });
};
