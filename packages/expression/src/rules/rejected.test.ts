// Each wrong rule is refuted by its own counterexample; no rule in use says the same.
import { arithmetic } from '@expfam/precise';
import { expect, test } from 'vitest';
import { symbol } from '../build.js';
import { real } from '../domains.js';
import { evaluator } from '../evaluate.js';
import type { Expression } from '../node.js';
import type { Holes } from '../rule.js';
import { indexed, substitution } from './indexed.js';
import { logarithm } from './logarithm.js';
import { rejected } from './rejected.js';

const m = arithmetic(40);
const names = ['x', 'y', 'a', 'b'];
const free: Holes = Object.fromEntries(names.map((name) => [name, symbol(name, real.all)]));
const cases = Object.entries(rejected).map(([name, make]) => ({ name, ...make(free) }));

const valueAt = (node: Expression, at: { readonly [name: string]: number }): number => {
  const point = new Map(
    Object.entries(at).map(([name, value]) => [name, m.fromRational(BigInt(value * 2 ** 20), 2n ** 20n)]),
  );
  return evaluator(m, point)(node).toNumber();
};

test.each(cases)('$name is wrong at its counterexample', ({ from, to, counterexample }) => {
  const [left, right] = [valueAt(from, counterexample), valueAt(to, counterexample)];
  expect(Number.isFinite(left)).toBe(true); // the left side has a value that the right side does not keep
  expect(Math.abs(left - right) < 1e-6).toBe(false);
});

test.each(cases)('no rule in use takes the left side of $name to its right', ({ from, to }) => {
  for (const rule of [...logarithm, ...indexed, ...substitution])
    expect([rule.name, rule.apply(from) === to]).toEqual([rule.name, false]);
});

test.each(cases)('$name is named and reasoned like a rule', ({ name, because }) => {
  expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
  expect(because).toMatch(/^[^A-Z].*[^.]$/);
});
