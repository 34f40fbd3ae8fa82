// What the playground makes of a delimited text is what the command makes of the same file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTable } from 'expfam';
import type { Table } from 'expfam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsv } from './read-csv.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'expfam-read-csv-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const ofCommand = async (text: string): Promise<Table> => {
  const path = join(folder, 'table.csv');
  writeFileSync(path, text);
  return readTable(path);
};

const plain = ({ rows, columns }: Table): unknown => ({
  rows,
  columns: columns.map(({ missing, ...rest }) => ({ ...rest, missing: [...(missing ?? [])] })),
});

test.each([
  ['commas', 'x,y\n1,a\n2,b\n'],
  ['semicolons', 'x;y\n1;a,b\n2;c\n'],
  ['tabs', 'x\ty\n1\ta\n'],
  ['a mark of byte order and Windows line ends', '\uFEFFx,y\r\n1,2\r\n3,4\r\n'],
  ['no line end at the end, and a last cell that is missing', 'x,y\n1,2\n3,'],
  ['quoted line ends, delimiters and quotes', 'x,"a, ""b"""\n1,"two\nlines, ""quoted"""\n2,plain\n'],
  ['missing cells of three spellings', 'x,y\n1,NA\n,b\n " ",c\n'],
  ['truths', 'x,y\n1,true\n2,FALSE\n3,\n'],
  ['a letter among numbers', 'x,y\n1,10\n2,12O\n3,14\n'],
  ['a number among words', 'x,y\n1,a\n2,7\n3,b\n'],
  ['numbers of every spelling', 'x\n1\n-2.5\n.5\n5.\n1e-400\n+3\n1E3\n5e-324\n'],
  ['what looks like a number and is none', 'x,y\n0x10,1_000\n0b1,2\n'],
  ['names that are no words', 'größe,"mein Wert",π,1,__proto__\n1,2,3,4,5\n'],
  ['names like numbers, in their order', 'b,2,a,1\n1,2,3,4\n'],
  ['rows of nothing but missing cells', 'x,y\n1,2\n,\n3,4\n'],
  [
    'a hundred columns',
    `${Array.from({ length: 100 }, (_, i) => `c${String(i)}`).join()}\n${'1,'.repeat(99)}1\n`,
  ],
])(
  'with %s',
  async (_, text) => {
    expect(plain(readCsv(text, 'table.csv').table)).toEqual(plain(await ofCommand(text)));
  },
  20_000,
);

test.each([
  ['two columns of one name', 'x,x\n1,2\n', 'duplicate-column'],
  ['a row that is too long', 'x,y\n1,2\n1,2,3\n', 'ragged-row'],
  ['a row that is too short', 'x,y\n1,2\n1\n', 'ragged-row'],
  ['a quote that is not closed', 'x,y\n1,"a\n2,b\n', 'unclosed-quote'],
  ['no header', '\n\n', 'empty-file'],
])(
  '%s is complained of, by the same code',
  async (_, text, code) => {
    expect(() => readCsv(text, 'table.csv')).toThrow(code);
    await expect(ofCommand(text)).rejects.toThrow(code);
  },
  20_000,
);

test('text behind a closing quote is complained of, with its row', () => {
  expect(() => readCsv('x,y\n1,2\n3,"a"b\n', 'table.csv')).toThrow(/malformed-csv.*row 2/);
});
