// The left side of a formula as each kind of family reads it.
import { describe, expect, test } from 'vitest';
import { frameOf } from '../formula/frame.js';
import { parseFormula } from '../formula/parse.js';
import { namesIn } from '../formula/syntax.js';
import { tableFrom } from '../tables/from-values.js';
import { outcomeOf } from './outcome.js';
import type { Outcome, Role } from './outcome.js';

const table = tableFrom({
  n: [0, 1, 1, 0],
  k: [2, 0, 1, 0],
  f: ['no', 'yes', 'yes', 'no'],
  three: ['a', 'b', 'c', 'a'],
  yes: [true, false, true, true],
  m: [1, 3, 0, 0],
  half: [0.5, 1, 1, 1],
  one: ['a', 'a', 'a', 'a'],
});

const read = (formula: string, role: Role, levels = new Map<string, readonly string[]>()): Outcome => {
  const { left } = parseFormula(formula);
  if (left === null) throw new Error('no outcome');
  return outcomeOf({ frame: frameOf(table, namesIn(left)), source: formula }, left, { role, levels });
};

test.each<[string, Role, readonly number[], readonly string[] | null]>([
  ['n ~ 1', 'number', [0, 1, 1, 0], null],
  ['n * 2 ~ 1', 'number', [0, 2, 2, 0], null],
  ['f ~ 1', 'success', [0, 1, 1, 0], ['no', 'yes']],
  ['yes ~ 1', 'success', [1, 0, 1, 1], ['FALSE', 'TRUE']],
  ['k > 0 ~ 1', 'success', [1, 0, 1, 0], ['FALSE', 'TRUE']],
  ['half ~ 1', 'success', [0.5, 1, 1, 1], null],
  ['three ~ 1', 'class', [0, 1, 2, 0], ['a', 'b', 'c']],
  ['k ~ 1', 'class', [2, 0, 1, 0], ['0', '1', '2']],
  ['factor(k) ~ 1', 'class', [2, 0, 1, 0], ['0', '1', '2']],
  ['yes ~ 1', 'class', [1, 0, 1, 1], ['FALSE', 'TRUE']],
])('%s is read as a %s', (formula, role, y, levels) => {
  const outcome = read(formula, role);
  expect([...outcome.y]).toEqual(y);
  expect(outcome.levels).toEqual(levels);
});

test('given levels say which is the success, and which class comes first', () => {
  expect([...read('f ~ 1', 'success', new Map([['f', ['yes', 'no']]])).y]).toEqual([1, 0, 0, 1]);
  expect([...read('k ~ 1', 'class', new Map([['k', ['2', '1', '0']]])).y]).toEqual([0, 2, 1, 2]);
});

test('counts become shares and numbers of trials; a row without trials weighs nothing', () => {
  const { y, trials } = read('cbind(k, m) ~ 1', 'success');
  expect([...y]).toEqual([2 / 3, 0, 1, 0]);
  expect([...(trials ?? [])]).toEqual([3, 3, 1, 0]);
});

test('counts of classes become shares with as many trials, and classes are called as their columns', () => {
  const { y, trials, levels } = read('cbind(k, m, n) ~ 1', 'class');
  expect([...y]).toEqual([2 / 3, 1 / 3, 0, 0, 3 / 4, 1 / 4, 1 / 2, 0, 1 / 2, 1 / 3, 1 / 3, 1 / 3]);
  expect([...(trials ?? [])]).toEqual([3, 4, 2, 0]);
  expect(levels).toEqual(['k', 'm', 'n']);
});

test('the entries of a vector stand side by side', () => {
  const { y, entries } = read('cbind(half, 2 * k) ~ 1', 'vector');
  expect([...y]).toEqual([0.5, 4, 1, 0, 1, 2, 1, 0]);
  expect(entries).toEqual(['half', '2 * k']);
});

describe('what the family cannot read is refused', () => {
  test.each<[string, Role, RegExp]>([
    ['f ~ 1', 'number', /unsuitable-outcome/],
    ['three ~ 1', 'success', /too-many-classes.*3 levels/],
    ['one ~ 1', 'class', /single-class.*`a` in every row/],
    ['half ~ 1', 'class', /unsuitable-outcome.*0.5 in row 1/],
    ['cbind(half, m) ~ 1', 'success', /fractional-trials.*`half` is 0.5 in row 1/],
    ['cbind(k - 1, m) ~ 1', 'success', /fractional-trials.*-1 in row 2/],
    ['cbind(k, m) ~ 1', 'number', /unsuitable-outcome/],
    ['cbind(k) ~ 1', 'success', /unsuitable-outcome/],
    ['log(f) ~ 1', 'number', /wrong-type/],
    ['half ~ 1', 'vector', /unsuitable-outcome.*cbind\(a, b, …\)/],
    ['cbind(half) ~ 1', 'vector', /unsuitable-outcome.*two columns/],
    ['cbind(half, m) ~ 1', 'class', /fractional-trials.*`half` is 0.5 in row 1/],
  ])('%s as %s', (formula, role, message) => {
    expect(() => read(formula, role)).toThrow(message);
  });
});
