// The expected names and matrices are what R's model.matrix gives (R 4.2.2, contr.treatment).
import { describe, expect, test } from 'vitest';
import { tableFrom } from '../tables/from-values.js';
import type { Table } from '../tables/table.js';
import { applyDesign, buildDesign } from './design.js';

const table = tableFrom({
  y: [1, 2, 3, 4, 5, 6, 7],
  wool: ['A', 'A', 'A', 'B', 'B', 'B', 'A'],
  tension: ['L', 'M', 'H', 'L', 'M', 'H', 'L'],
  x: [1, 2, 3, 4, 5, 6, 7],
  z: [1, 0, 2, 1, 0, 1, 3],
  yes: [true, false, true, true, false, false, true],
});
const levels = new Map([['tension', ['L', 'M', 'H']]]);
const I = '(Intercept)';

const names = (formula: string, data: Table = table): readonly string[] => {
  const { design } = buildDesign(formula, data, { levels: data === table ? levels : new Map() });
  return design.intercept ? [I, ...design.columns] : design.columns;
};

const column = (formula: string, name: string): number[] => {
  const { design, x, rows } = buildDesign(formula, table, { levels });
  const at = design.columns.indexOf(name);
  return Array.from({ length: rows }, (_, row) => x[row * design.columns.length + at] ?? Number.NaN);
};

test.each([
  ['y ~ 1', [I]],
  ['y ~ x', [I, 'x']],
  ['y ~ wool', [I, 'woolB']],
  ['y ~ wool + tension', [I, 'woolB', 'tensionM', 'tensionH']],
  ['y ~ wool * tension', [I, 'woolB', 'tensionM', 'tensionH', 'woolB:tensionM', 'woolB:tensionH']],
  [
    'y ~ wool:tension',
    [
      I,
      'woolA:tensionL',
      'woolB:tensionL',
      'woolA:tensionM',
      'woolB:tensionM',
      'woolA:tensionH',
      'woolB:tensionH',
    ],
  ],
  ['y ~ wool - 1', ['woolA', 'woolB']],
  ['y ~ 0 + wool', ['woolA', 'woolB']],
  ['y ~ -1 + wool + tension', ['woolA', 'woolB', 'tensionM', 'tensionH']],
  ['y ~ x + wool - 1', ['x', 'woolA', 'woolB']],
  ['y ~ wool/tension', [I, 'woolB', 'woolA:tensionM', 'woolB:tensionM', 'woolA:tensionH', 'woolB:tensionH']],
  ['y ~ x + x:wool', [I, 'x', 'x:woolB']],
  ['y ~ x:wool', [I, 'x:woolA', 'x:woolB']],
  ['y ~ wool/x', [I, 'woolB', 'woolA:x', 'woolB:x']],
  ['y ~ wool/x - 1', ['woolA', 'woolB', 'woolA:x', 'woolB:x']],
  ['y ~ x * z', [I, 'x', 'z', 'x:z']],
  ['y ~ (x + z + wool)^2', [I, 'x', 'z', 'woolB', 'x:z', 'x:woolB', 'z:woolB']],
  ['y ~ x * z * wool - x:z:wool', [I, 'x', 'z', 'woolB', 'x:z', 'x:woolB', 'z:woolB']],
  ['y ~ x + z - x', [I, 'z']],
  ['y ~ x:z + z', [I, 'z', 'x:z']],
  ['y ~ x + x', [I, 'x']],
  ['y ~ (x + z):wool', [I, 'x:woolA', 'x:woolB', 'z:woolA', 'z:woolB']],
  ['y ~ C(z)', [I, 'C(z)1', 'C(z)2', 'C(z)3']],
  ['y ~ factor(z)', [I, 'factor(z)1', 'factor(z)2', 'factor(z)3']],
  ['y ~ log(x) + I(x^2)', [I, 'log(x)', 'I(x^2)']],
  ['y ~ yes', [I, 'yesTRUE']],
  ['y ~ I(x>3)', [I, 'I(x > 3)TRUE']],
  ['y ~ x + offset(log(x))', [I, 'x']],
  ['y ~ 1 + x + 0', ['x']],
  ['y ~ .', [I, 'woolB', 'tensionM', 'tensionH', 'x', 'z', 'yesTRUE']],
  ['y ~ . - wool - tension - yes', [I, 'x', 'z']],
  ['log(y) ~ . - wool - tension - yes', [I, 'x', 'z']],
  ['cbind(y, z) ~ . - wool - tension - yes', [I, 'x']],
])('columns have the names that R gives them: %s', (formula, expected) => {
  expect(names(formula)).toEqual(expected);
});

test('a sum that a program wrote may have thousands of terms', () => {
  const names = Array.from({ length: 4000 }, (_, at) => `x${String(at)}`);
  const long = { y: [1, 2], ...Object.fromEntries(names.map((name) => [name, [1, 2]])) };
  const { design } = buildDesign(`y ~ ${names.join(' + ')} - x7 - x9`, tableFrom(long));
  expect(design.columns).toEqual(names.filter((name) => name !== 'x7' && name !== 'x9'));
});

test('odd column names are written in backticks', () => {
  const odd = tableFrom({ y: [1, 2, 3], 'my var': ['a', 'b', 'a'], 'x-1': [1, 2, 3] });
  expect(names('y ~ `my var` + `x-1`', odd)).toEqual([I, '`my var`b', '`x-1`']);
  expect(names('y ~ .', odd)).toEqual([I, '`my var`b', '`x-1`']);
});

test('names with backticks, backslashes and line ends are those of R, and are read again', () => {
  const odd = tableFrom({ y: [1, 2, 3], 'a`b': [1, 2, 3], 'c\\d': [1, 3, 2], 'e\nf\t': [3, 1, 2] });
  // R: deparse(as.name("e\nf\t"), backtick = TRUE)
  const columns = ['`a\\`b`', '`c\\\\d`', '`e\\nf\\t`'];
  expect(names('y ~ .', odd)).toEqual([I, ...columns]);
  const { design, x } = buildDesign('y ~ .', odd);
  expect(buildDesign(design.formula, odd).x).toEqual(x);
  expect(applyDesign(design, odd).x).toEqual(x);
});

describe('the entries of the matrix', () => {
  test('an indicator is 1 in the rows of its level', () => {
    expect(column('y ~ tension', 'tensionH')).toEqual([0, 0, 1, 0, 0, 1, 0]);
  });
  test('an interaction is the product of its parts', () => {
    expect(column('y ~ wool * x', 'woolB:x')).toEqual([0, 0, 0, 4, 5, 6, 0]);
    expect(column('y ~ wool:tension', 'woolA:tensionL')).toEqual([1, 0, 0, 0, 0, 0, 1]);
  });
  test('functions are applied row by row', () => {
    expect(column('y ~ I((x - 1)^2 / 2)', 'I((x - 1)^2/2)')).toEqual([0, 0.5, 2, 4.5, 8, 12.5, 18]);
    expect(column('y ~ log(x, 2)', 'log(x, 2)')[3]).toBe(2);
  });
  test('an offset is summed and no column', () => {
    const { offset } = buildDesign('y ~ offset(x) + offset(2 * z)', table);
    expect([...(offset ?? [])]).toEqual([3, 2, 7, 6, 5, 8, 13]);
  });
});

describe('rows', () => {
  const gaps = tableFrom({
    y: [1, 2, 3, 4],
    x: [1, null, 3, 4],
    f: ['a', 'b', null, 'b'],
    id: [null, null, null, null],
  });
  test('rows without a needed cell are dropped and counted', () => {
    const { frame, x } = buildDesign('y ~ x', gaps);
    expect(frame.dropped).toBe(1);
    expect([...x]).toEqual([1, 3, 4]);
    expect(frame.rowOf(1)).toBe(3);
  });
  test('a column that was taken away again costs no row', () => {
    expect(buildDesign('y ~ . - id - f', gaps).frame.dropped).toBe(1);
  });
  test('missing cells are an error where that is asked for', () => {
    expect(() => buildDesign('y ~ f', gaps, { missing: 'error' })).toThrow(/missing-cell.*`f`.*row 3/);
  });
  test('no complete row is an error', () => {
    expect(() => buildDesign('y ~ id', gaps)).toThrow(/no-complete-row/);
  });
});

describe('levels', () => {
  test('levels are sorted by code point, not by locale or UTF-16 unit', () => {
    const data = tableFrom({ y: [1, 2, 3, 4, 5], f: ['b', 'B', 'ä', '\u{1F600}', '\uFF21'] });
    expect(names('y ~ f', data)).toEqual([I, 'fb', 'fä', 'f\uFF21', 'f\u{1F600}']);
  });
  test('levels of numbers are sorted by size', () => {
    const data = tableFrom({ y: [1, 2, 3], n: [10, 9, 100000] });
    expect(names('y ~ C(n)', data)).toEqual([I, 'C(n)10', 'C(n)1e+05']);
  });
  test('given levels make a factor of a number column and set its order', () => {
    const { design } = buildDesign('y ~ z', table, { levels: new Map([['z', ['3', '0', '1', '2']]]) });
    expect(design.columns).toEqual(['z0', 'z1', 'z2']);
  });
  test('a value that is not among the given levels is an error with its row', () => {
    expect(() => buildDesign('y ~ tension', table, { levels: new Map([['tension', ['L', 'M']]]) })).toThrow(
      /unlisted-level.*`H` in row 3/,
    );
  });
  test('a factor of one level is refused', () => {
    expect(() => buildDesign('y ~ f', tableFrom({ y: [1, 2], f: ['a', 'a'] }))).toThrow(/single-level.*`f`/);
  });
});

describe('the same design over new data', () => {
  const { design } = buildDesign('y ~ wool * log(x) + offset(z)', table);
  test('codes stay those of the model, whatever levels the new data have', () => {
    const { x, offset } = applyDesign(design, tableFrom({ wool: ['B'], x: [1], z: [5] }));
    expect([...x]).toEqual([1, 0, 0]);
    expect([...(offset ?? [])]).toEqual([5]);
  });
  test('a dot keeps its meaning when the new table has other columns', () => {
    const all = buildDesign('y ~ .', tableFrom({ y: [1, 2], a: [3, 4] })).design;
    expect(all.formula).toBe('y ~ a');
    expect([...applyDesign(all, tableFrom({ extra: [9], a: [7] })).x]).toEqual([7]);
  });
  test('a design survives JSON', () => {
    const copy = JSON.parse(JSON.stringify(design)) as typeof design;
    expect(applyDesign(copy, table).x).toEqual(buildDesign('y ~ wool * log(x) + offset(z)', table).x);
  });
  test.each([
    [{ wool: ['C'], x: [1], z: [0] }, /new-level.*`C` in row 1.*`wool`/],
    [{ wool: ['A'], z: [0] }, /unknown-column.*`x`/],
    [{ wool: ['A'], x: ['high'], z: [0] }, /wrong-type.*`x` holds text/],
    [{ wool: [3], x: [1], z: [0] }, /new-level.*`3` in row 1.*`wool`/],
    [{ wool: ['A'], x: [-1], z: [0] }, /non-finite-value.*`log\(x\)` is NaN in row 1/],
  ])('what does not fit is named: %o', (data, message) => {
    expect(() => applyDesign(design, tableFrom(data))).toThrow(message);
  });
});

describe('refusals', () => {
  test.each([
    ['y ~ x + y', /outcome-among-predictors/],
    ['~ x', /missing-outcome/],
    ['y ~ 0', /no-predictors/],
    ['y ~ wol', /unknown-column.*`wol`.*`wool`/],
    ['y ~ poly(x, 2)', /unknown-function.*`poly`/],
    ['y ~ constructor(x)', /unknown-function.*`constructor`/],
    ['y ~ log(wool)', /wrong-type.*`wool` holds text/],
    ['y ~ x^1.5', /unreadable-formula/],
    ['y ~ 2 + x', /unreadable-formula/],
    ['y ~ I(x:z)', /unreadable-formula/],
    ['y ~ x > 2', /unreadable-formula/],
    ['y ~ x & z', /unreadable-formula.*`&` makes no term/],
    ['y ~ !yes', /unreadable-formula.*a condition is no term/],
    ['y ~ I(x %in% z)', /unreadable-formula.*`%in%`/],
    ['y ~ factor(z, levels = x)', /unknown-function.*`levels`/],
    ['y ~ log(x, bas = 2)', /unknown-function.*`bas`/],
    ['y ~ log(z)', /non-finite-value.*`log\(z\)` is -Infinity in row 2/],
    ['y ~ offset(log(z))', /non-finite-value.*`log\(z\)` is -Infinity in row 2/],
  ])('%s', (formula, message) => {
    expect(() => buildDesign(formula, table)).toThrow(message);
  });
  test('a power of a single variable is the variable, as in R, and is remarked upon', () => {
    const { design, remarks } = buildDesign('y ~ x^2', table);
    expect(design.columns).toEqual(['x']);
    expect(remarks[0]).toContain('I(x^2)');
  });
  test('a column of numbers and text is refused only where it is used bare', () => {
    const mixed = tableFrom({ y: [1, 2, 3], d: [12, '12O', 13] });
    expect(() => buildDesign('y ~ d', mixed)).toThrow(/mixed-column.*`d`.*`12O` in row 2/);
    expect(names('y ~ factor(d)', mixed)).toEqual([I, 'factor(d)12O', 'factor(d)13']);
    expect(names('y ~ 1', mixed)).toEqual([I]);
  });
});
