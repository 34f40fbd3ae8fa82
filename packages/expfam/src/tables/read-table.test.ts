// Hostile files: each is written to a folder of its own, read, and either understood exactly or refused with its row.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withDatabase } from './database.js';
import { readTable } from './read-table.js';
import { findColumn } from './table.js';
import type { Table } from './table.js';
import { scratchFolder } from '../scratch.fixture.js';

const folder = scratchFolder();

const read = (name: string, contents: string | Uint8Array): Promise<Table> => {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return readTable(path);
};

const cells = (table: Table, name: string): readonly unknown[] => {
  const column = findColumn(table, name);
  if (column === undefined || column.kind === 'unsupported') return [];
  return Array.from<unknown, unknown>(column.values, (value, row) =>
    column.missing?.[row] === 1 ? null : value,
  );
};

const kinds = (table: Table): readonly string[] => table.columns.map(({ name, kind }) => `${name}:${kind}`);

describe('delimited text', () => {
  test('numbers, text and booleans are told apart by all of their cells', async () => {
    const table = await read('plain.csv', 'n,t,b\n1,x,TRUE\n-2.5e3,y,false\n');
    expect(kinds(table)).toEqual(['n:number', 't:text', 'b:boolean']);
    expect(cells(table, 'n')).toEqual([1, -2500]);
    expect(cells(table, 'b')).toEqual([true, false]);
  });
  test.each([
    ['tab.tsv', 'a\tb\n1\t2\n'],
    ['semicolon.csv', 'a;b\n1;2\n'],
    ['mark.csv', '\uFEFFa,b\n1,2\n'],
    ['crlf.csv', 'a,b\r\n1,2\r\n'],
    ['quoted.csv', '"a","b"\n"1","2"\n'],
    ['no-ending', 'a,b\n1,2\n'],
    ["it's [odd]*?.csv", 'a,b\n1,2'],
    ['spaces.csv', 'a, b\n 1 ,2\n'],
  ])('the same table in another dress: %s', async (name, text) => {
    const table = await read(name, text);
    expect(kinds(table)).toEqual(['a:number', 'b:number']);
    expect([cells(table, 'a'), cells(table, 'b')]).toEqual([[1], [2]]);
  });
  test.each([
    ['a name with a line end', 'y,"a\nb"\r\n1,2\r\n3,4\r\n'],
    ['a name with both', '"a\r\nb",c\n1,2\n3,4\n'],
    ['a cell with another', 'y,f\r\n1,"a\nb"\r\n3,c\r\n'],
    ['a cell with a bare carriage return', 'y,f\n1,"a\rb"\n3,c\n'],
    ['no end of the last line, and empty ones', 'a,b\n\n1,2\n\n3,4'],
    ['a quote after a space', 'a,b\n1, "x"\n2,"say ""no"""\n'],
    ['a mark and a quoted name', '\uFEFF"a",b\n1,2\n3,4\n'],
  ])('no row is lost by %s', async (name, text) => {
    expect((await read(`${name}.csv`, text)).rows).toBe(2);
  });
  test('every column of a wide table is what its own cells say', async () => {
    const kindOf = ['number', 'text', 'boolean'];
    const cellOf = (at: number): string => ['7', 'x', 'TRUE'][at % 3] ?? '';
    const columns = Array.from({ length: 200 }, (_, at) => at);
    const text = [columns.map((at) => `c${String(at)}`), columns.map(cellOf)].map((row) => row.join(','));
    const table = await read('wide.csv', text.join('\n'));
    expect(kinds(table)).toEqual(columns.map((at) => `c${String(at)}:${kindOf[at % 3] ?? ''}`));
    expect(columns.flatMap((at) => cells(table, `c${String(at)}`))).toEqual(
      columns.map((at) => [7, 'x', true][at % 3]),
    );
  });
  test('quoted cells may hold delimiters, quotes and line ends', async () => {
    const table = await read('quotes.csv', 'a,"b ""c"", d"\n"x,y","line\nend"\n"say ""no""",z\n');
    expect(cells(table, 'a')).toEqual(['x,y', 'say "no"']);
    expect(cells(table, 'b "c", d')).toEqual(['line\nend', 'z']);
  });
  test('empty cells and NA are missing, in numbers and in text', async () => {
    const table = await read('gaps.csv', 'n,t,all\n1,x,\nNA,,NA\n, y,\n');
    expect(cells(table, 'n')).toEqual([1, null, null]);
    expect(cells(table, 't')).toEqual(['x', null, ' y']);
    expect(cells(table, 'all')).toEqual([null, null, null]);
  });
  test('a letter among numbers is marked with its row and never makes a factor', async () => {
    const table = await read('letter.csv', `dose\n${'12\n'.repeat(5000)}12O\n`);
    expect(findColumn(table, 'dose')).toMatchObject({
      kind: 'text',
      odd: { row: 5001, value: '12O', isNumber: false },
    });
  });
  test('a number among names is marked too', async () => {
    const table = await read('name.csv', 'f\na\nb\n3\n');
    expect(findColumn(table, 'f')).toMatchObject({ odd: { row: 3, value: '3', isNumber: true } });
  });
  test('numbers are the nearest doubles; words such as inf are numbers only beside numbers', async () => {
    const table = await read('big.csv', 'n,w\n9007199254740993,inf\n5e-324,nan\n0.1,x\ninf,y\n1e999,z\n');
    expect(cells(table, 'n')).toEqual([9007199254740992, 5e-324, 0.1, Infinity, Infinity]);
    expect(findColumn(table, 'w')?.kind).toBe('text');
  });
  test('underscores and hexadecimal digits do not make numbers', async () => {
    expect(kinds(await read('under.csv', 'a,b\n1_000,0x10\n2_000,0x11\n'))).toEqual(['a:text', 'b:text']);
  });
  test('a file with a header alone has no rows', async () => {
    expect(await read('header.csv', 'a,b\n')).toMatchObject({ rows: 0 });
  });
  test.each([
    ['empty.csv', '', /empty-file/],
    ['blank.csv', '\n\n', /empty-file/],
    ['twice.csv', 'a,b,a\n1,2,3\n', /duplicate-column: columns 1 and 3 are both called `a`/],
    ['short.csv', 'a,b\n1,2\n3\n', /ragged-row: 1 cells? instead of 2 in row 2/],
    ['long.csv', 'a,b\n1,2\n3,4,5\n', /ragged-row: 3 cells instead of 2 in row 2/],
    ['open.csv', 'a,b\n1,2\n3,"4\n5,6\n', /unclosed-quote: .* in row 2/],
    ['mixed.csv', 'a,b\r\n1,2\n3,4\r\n5,6', /malformed-csv/],
    ['latin.csv', Buffer.from('a,b\n1,caf\u00e9\n', 'latin1'), /wrong-encoding: .* in row 1/],
    ['utf16.csv', Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le'), /wrong-encoding: .*UTF-16/],
  ])('a broken file is refused: %s', async (name, text, message) => {
    await expect(read(name, text)).rejects.toThrow(message);
  });
  test('a path that does not exist or is a folder is refused', async () => {
    await expect(readTable(join(folder, 'nowhere.csv'))).rejects.toThrow(/file-not-found/);
    await expect(readTable(folder)).rejects.toThrow(/file-not-readable/);
    await expect(readTable('https://example.org/x.csv')).rejects.toThrow(/file-not-found/);
  });
});

describe('standard input', () => {
  const from = async function* (text: string) {
    yield Buffer.from(text.slice(0, 3));
    yield Buffer.from(text.slice(3));
    await Promise.resolve();
  };
  test('what it is, its first bytes say', async () => {
    expect(kinds(await readTable('-', from('a,b\n1,x\n')))).toEqual(['a:number', 'b:text']);
    expect(kinds(await readTable('-', from('a\tb\n1\tx\n')))).toEqual(['a:number', 'b:text']);
    expect(kinds(await readTable('-', from('{"a":1,"b":"x"}\n')))).toEqual(['a:number', 'b:text']);
  });
});

describe('JSON lines', () => {
  test('null and absent keys are missing; dates are text; lists are named when used', async () => {
    const table = await read(
      'rows.jsonl',
      '{"a":1,"d":"2024-01-02","l":[1]}\n{"a":null,"t":true,"d":"2024-01-03"}\n',
    );
    expect(kinds(table).toSorted()).toEqual(['a:number', 'd:text', 'l:unsupported', 't:boolean']);
    expect(cells(table, 'a')).toEqual([1, null]);
    expect(cells(table, 'd')).toEqual(['2024-01-02', '2024-01-03']);
  });
  test('a text among numbers is marked with its row', async () => {
    const table = await read('odd.jsonl', '{"a":1}\n{"a":2}\n{"a":"12O"}\n');
    expect(findColumn(table, 'a')).toMatchObject({ odd: { row: 3, value: '12O' } });
  });
  test('a truncated file is refused', async () => {
    await expect(read('cut.jsonl', '{"a":1}\n{"a"')).rejects.toThrow(/malformed-json/);
  });
});

describe('Parquet', () => {
  test('integers, decimals, booleans and text are read; a list is unsupported', async () => {
    const path = join(folder, 'types.parquet');
    await withDatabase((ask) =>
      ask(
        `COPY (SELECT 7::BIGINT i, 2.25::DECIMAL(9, 2) d, true b, 'x' t, [1] l UNION ALL SELECT NULL, -1, false, '', []) TO '${path}'`,
      ),
    );
    const table = await readTable(path);
    expect(kinds(table)).toEqual(['i:number', 'd:number', 'b:boolean', 't:text', 'l:unsupported']);
    expect([cells(table, 'i'), cells(table, 'd'), cells(table, 't')]).toEqual([
      [7, null],
      [2.25, -1],
      ['x', ''],
    ]);
  });
  test('what is no Parquet file is refused', async () => {
    await expect(read('fake.parquet', 'a,b\n1,2\n')).rejects.toThrow(/malformed-parquet/);
  });
});
