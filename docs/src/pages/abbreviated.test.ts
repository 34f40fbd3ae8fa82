// Names in long formulas: put back they give what was written, each is told before it is used, and what is short has none.
import type { Expression } from '@expfam/expression';
import { namesOf, real, substitute, symbol, text, verify } from '@expfam/expression';
import { parseFormula } from '@expfam/expression/parse';
import { expect, test } from 'vitest';
import { abbreviated } from './abbreviated.js';

const names = new Map(['a', 'b', 'c', 's1'].map((name) => [name, symbol(name, real.positive)]));
const place = (column: number, length: number) => ({ source: 'test', text: '', line: 1, column, length });
const parse = (formula: string): Expression => parseFormula(formula, { names, place });

const norm = 'sqrt(a^2 + b^2 + c^2)';
const long = ['a', 'b', 'c'].map((x) => `${x} * exp(${x} * ${norm}) / (1 + exp(-${norm}))^3`).join(' + ');

test('names put back give a formula of the same value', () => {
  const { formulas, names: given } = abbreviated([parse(long), parse(`log(${norm})`)]);
  expect(given.length).toBeGreaterThan(0);
  const whole = given.reduceRight(
    (node, { symbol: name, meaning }) => substitute(node, new Map([[name, meaning]])),
    formulas[0],
  );
  expect(namesOf(whole)).toEqual(new Set(['a', 'b', 'c']));
  expect(verify(parse(long), whole).points).toBeGreaterThan(0);
});

test('a name is told before it is used, and is used', () => {
  const { formulas, names: given } = abbreviated([parse(long)]);
  const told: string[] = [];
  for (const { symbol: name, meaning } of given) {
    const used = [...namesOf(meaning)].filter((each) => each.startsWith('s'));
    expect(told).toEqual(expect.arrayContaining(used));
    told.push(text(name));
  }
  const used = new Set(
    [...formulas, ...given.map(({ meaning }) => meaning)].flatMap((each) => [...namesOf(each)]),
  );
  expect(told.filter((name) => !used.has(name))).toEqual([]);
});

test('what refers to the index of a sum stays in it', () => {
  const term = 'exp(k * a + b * k^2) * log(1 + k * a + b * k^2)';
  const twice = `sum(${term} / (1 + ${term} + ${norm}), k, 1, 9) / (1 + sum(${term} * ${norm}, k, 1, 9))`;
  const { formulas, names: given } = abbreviated([parse(twice)]);
  for (const { meaning } of given) expect([...namesOf(meaning)]).not.toContain('k');
  expect(formulas.length).toBe(1);
});

test('a letter that stands for something else is not taken', () => {
  const { names: given } = abbreviated([parse(`${long} + s1`)]);
  expect(given.map(({ symbol: name }) => text(name)[0])).not.toContain('s');
});

test('a formula that is short, or in which nothing recurs, is left as it is', () => {
  expect(abbreviated([parse(`a / ${norm} - b / ${norm}`)]).names).toEqual([]);
  const plain = parse(Array.from({ length: 40 }, (_, i) => `a^${String(i + 2)} * b`).join(' + '));
  expect(abbreviated([plain])).toEqual({ formulas: [plain], names: [] });
});
