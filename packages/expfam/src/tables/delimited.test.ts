// The header of a delimited file: cells, quotes, delimiters.
import { expect, test } from 'vitest';
import { readHeader, splitRecord } from './delimited.js';

test.each([
  ['a,b', ['a', 'b']],
  ['a,,b,', ['a', '', 'b', '']],
  ['"a,b",c', ['a,b', 'c']],
  ['"say ""no""",c', ['say "no"', 'c']],
  ['"a""b"', ['a"b']],
  ['', ['']],
])('a record is cut into its cells: %s', (record, cells) => {
  expect(splitRecord(record, ',')).toEqual(cells);
});

test('a delimiter inside quotes does not decide', () => {
  expect(readHeader('"a,b"\tc\n1\t2', '')).toEqual({ names: ['a,b', 'c'], delimiter: '\t', lineEnd: '\n' });
});
