// Arrow files, streams and tables that pyarrow and apache-arrow made (../../reference/arrow.py): every type is read for what
// it is or refused when it is used.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as zlib from 'node:zlib';
import { Table as ArrowTable, tableToIPC, vectorFromArray } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { buildDesign } from '../formula/design.js';
import { tableFrom } from './from-values.js';
import { readTable } from './read-table.js';
import { findColumn } from './table.js';
import type { Table } from './table.js';
import { scratchFolder } from '../scratch.fixture.js';

const folder = scratchFolder();

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../reference/arrow/${name}`, import.meta.url));

const cells = (table: Table, name: string): readonly unknown[] | string => {
  const column = findColumn(table, name);
  if (column === undefined) return 'no column';
  if (column.kind === 'unsupported') return column.type;
  return Array.from<unknown, unknown>(column.values, (value, row) =>
    column.missing?.[row] === 1 ? null : value,
  );
};

const expected: readonly (readonly [string, unknown])[] = [
  ['int64', [7, null, 9007199254740992]],
  ['uint8', [1, 2, 3]],
  ['double', [0.1, null, NaN]],
  ['bool', [true, null, false]],
  ['text', ['x', null, '']],
  ['large', ['p', 'q', 'r']],
  ['dictionary', ['low', 'high', 'low']],
  ['ordered', ['low', 'high', null]],
  ['decimal', [2.25, null, -1]],
  ['date', ['2024-01-02', '2024-01-02', '2024-01-02']],
  ['nothing', [null, null, null]],
];

describe.each(['types.feather', 'types.arrows', 'types.parquet'])('%s', (name) => {
  test.each(expected)('%s is read', async (column, values) => {
    expect(cells(await readTable(pathOf(name)), column)).toEqual(values);
  });
  test.each(['date', 'timestamp', 'zoned'])(
    '%s is refused as a predictor, and a factor on request',
    async (column) => {
      const table = await readTable(pathOf(name));
      const says = new RegExp(`wrong-type: column \`${column}\` holds (dates|times)`);
      expect(() => buildDesign(`uint8 ~ ${column}`, table)).toThrow(says);
      expect(() => buildDesign(`uint8 ~ factor(${column})`, table)).toThrow(/single-level/);
    },
  );
  test.each(['list', 'struct', 'binary'])('%s is refused when it is used', async (column) => {
    const table = await readTable(pathOf(name));
    expect(() => buildDesign(`uint8 ~ ${column}`, table)).toThrow(
      new RegExp(`unsupported-column: column \`${column}\` holds`),
    );
  });
});

test('a dictionary is a factor, of numbers too, and an ordered one keeps the order of its levels', async () => {
  const table = await readTable(pathOf('types.feather'));
  expect(buildDesign('uint8 ~ ordered', table).design.columns).toEqual(['orderedhigh']);
  expect(buildDesign('uint8 ~ dictionary', table).design.columns).toEqual(['dictionarylow']);
  expect(buildDesign('uint8 ~ numbered', table).design.columns).toEqual(['numbered9']);
});

const long = (table: Table): void => {
  expect(table.rows).toBe(1000);
  expect(cells(table, 'n')).toEqual(Array.from({ length: 1000 }, (_, row) => row % 7));
  expect(cells(table, 'square')).toEqual(Array.from({ length: 1000 }, (_, row) => row ** 2));
  expect(cells(table, 'name')).toEqual(
    Array.from({ length: 1000 }, (_, row) => `level ${String((row * row) % 11)}`),
  );
};

test('LZ4 is unpacked', async () => {
  long(await readTable(pathOf('lz4.feather')));
});

test('Zstandard is unpacked where Node can, else named', async () => {
  if ('zstdDecompressSync' in zlib) long(await readTable(pathOf('zstd.feather')));
  else await expect(readTable(pathOf('zstd.feather'))).rejects.toThrow(/unknown-format: .*Zstandard/);
});

test('standard input is known by its first bytes, as a file and as a stream', async () => {
  const from = async function* (name: string) {
    yield readFileSync(pathOf(name));
    await Promise.resolve();
  };
  for (const name of ['types.feather', 'types.arrows'])
    expect(cells(await readTable('-', from(name)), 'uint8')).toEqual([1, 2, 3]);
});

describe('what is no complete Arrow file is refused', () => {
  const whole = readFileSync(pathOf('types.feather'));
  const stream = readFileSync(pathOf('types.arrows'));
  test.each<[string, Uint8Array, RegExp]>([
    ['cut.arrow', whole.subarray(0, 2000), /malformed-arrow/],
    ['begun.arrow', whole.subarray(0, 8), /malformed-arrow/],
    ['stream-cut.arrows', stream.subarray(0, 700), /malformed-arrow/],
    ['stream-begun.arrows', stream.subarray(0, 6), /malformed-arrow/],
    ['text.feather', Buffer.from('a,b\n1,2\n'), /malformed-arrow/],
    ['old.feather', Buffer.from('FEA1 and more'), /unknown-format: .*version 1/],
    ['empty.arrow', Buffer.from(''), /empty-file/],
  ])('%s', async (name, bytes, message) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    await expect(readTable(path)).rejects.toThrow(message);
  });
});

describe('a table of apache-arrow', () => {
  const data = new ArrowTable({
    big: vectorFromArray(BigInt64Array.of(1n, 2n, 3n)),
    text: vectorFromArray(['a', 'b', 'a']),
    gaps: vectorFromArray([1.5, null, 2]),
    yes: vectorFromArray([true, false, null]),
  });
  test('is given as it is', () => {
    const table = tableFrom(data);
    expect(cells(table, 'big')).toEqual([1, 2, 3]);
    expect(cells(table, 'text')).toEqual(['a', 'b', 'a']);
    expect(cells(table, 'gaps')).toEqual([1.5, null, 2]);
    expect(cells(table, 'yes')).toEqual([true, false, null]);
  });
  test('is the same from its file', async () => {
    const path = join(folder, 'own.arrow');
    writeFileSync(path, tableToIPC(data, 'file'));
    expect(await readTable(path)).toEqual(tableFrom(data));
  });
});
