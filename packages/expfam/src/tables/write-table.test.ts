// Tables as text, to the letter.
import { expect, test } from 'vitest';
import { tableFrom } from './from-values.js';
import { formatOfPath, tableText } from './write-table.js';

const table = tableFrom({
  'a,b': [0.1, null, 1e300],
  t: ['say "no"', 'x\ny', null],
  b: [true, false, null],
});

test('cells that need quotes get them, and missing cells are empty', () => {
  expect([...tableText(table, 'csv')].join('')).toBe(
    '"a,b",t,b\n0.1,"say ""no""",true\n,"x\ny",false\n1e+300,,\n',
  );
});

test('tabs set the cells of TSV apart', () => {
  expect([...tableText(tableFrom({ a: [1], b: ['x,y'] }), 'tsv')].join('')).toBe('a\tb\n1\tx,y\n');
});

test('JSON lines hold null where a cell is missing', () => {
  expect([...tableText(table, 'jsonl')].join('').split('\n')[1]).toBe('{"a,b":null,"t":"x\\ny","b":false}');
});

test.each([
  ['a.csv', 'csv'],
  ['a', 'csv'],
  ['a.TSV', 'tsv'],
  ['a.jsonl', 'jsonl'],
])('the ending of %s asks for %s', (path, format) => {
  expect(formatOfPath(path)).toBe(format);
});
