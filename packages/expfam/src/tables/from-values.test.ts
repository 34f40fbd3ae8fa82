// Tables from rows and columns that a program holds.
import { expect, test } from 'vitest';
import { tableFrom } from './from-values.js';
import { findColumn } from './table.js';

test('rows as objects and columns by name give the same table', () => {
  const rows = [
    { a: 1, b: 'x' },
    { a: null, b: 'y' },
  ];
  expect(tableFrom(rows)).toEqual(tableFrom({ a: [1, null], b: ['x', 'y'] }));
});

test('a key that a row lacks is missing there', () => {
  const table = tableFrom([{ a: 1 }, { b: true }]);
  expect(findColumn(table, 'a')?.missing).toEqual(Uint8Array.of(0, 1));
  expect(findColumn(table, 'b')).toMatchObject({ kind: 'boolean', missing: Uint8Array.of(1, 0) });
});

test('typed arrays, big integers and tables pass', () => {
  const table = tableFrom({ a: Int32Array.of(1, 2), b: [3n, 4n] });
  expect(table.columns.map(({ kind }) => kind)).toEqual(['number', 'number']);
  expect(tableFrom(table)).toBe(table);
});

test('NaN is a value and no missing cell', () => {
  expect(findColumn(tableFrom({ a: [Number.NaN, 1] }), 'a')?.missing).toBeUndefined();
});

test('columns of different lengths are refused by name', () => {
  expect(() => tableFrom({ a: [1, 2], b: [1] })).toThrow(/column-lengths-differ.*`b` has 1 rows, `a` has 2/);
});

test('an empty list is an empty table', () => {
  expect(tableFrom([])).toEqual({ rows: 0, columns: [] });
});
