// One loop judges every rule: patterns with their holes filled, procedures with their examples, both against 50 digits.
import { describe, expect, test } from 'vitest';
import { apply } from '../apply.js';
import { add, exp, log, multiply, number, one, power, subtract, symbol } from '../build.js';
import { real } from '../domains.js';
import { hole } from '../match.js';
import { atoms } from '../random.fixture.js';
import type { Expression } from '../node.js';
import { isHole, fill } from '../match.js';
import { symbolsOf } from '../binder.js';
import { variableOf } from '../node.js';
import type { Pattern, Rule } from '../rule.js';
import { rules } from '../rule.js';
import { verify } from '../verify.js';
import { indexed, substitution } from './indexed.js';
import { logarithm } from './logarithm.js';
import { gathering, recurrence } from './recurrence.js';

const all: readonly Rule[] = [...logarithm, ...indexed, ...substitution, ...recurrence, ...gathering];

/** What holes are filled with: every kind of symbol, numbers and whole expressions. */
const fillings: readonly Expression[] = [
  atoms.p, atoms.x, atoms.u, atoms.m, atoms.n, atoms.c, atoms.b, atoms.i, number(3), number(-1, 2),
  add(atoms.p, one), subtract(one, atoms.u), multiply(atoms.p, atoms.q), exp(atoms.x), power(atoms.x, number(2)),
  log(add(atoms.p, one)), apply('sin', [atoms.x]), add(atoms.x, atoms.y),
]; // prettier-ignore

const holesOf = (pattern: Pattern): Expression[] => [...symbolsOf(pattern.from)].filter(isHole);

/** Every way to fill the holes, for two holes and more every way that runs through the list in step. */
const waysToFill = (holes: readonly Expression[]): Map<Expression, Expression>[] =>
  fillings.flatMap((_, first) =>
    (holes.length < 2 ? [0] : fillings.map((__, step) => step)).map(
      (step) => new Map(holes.map((each, i) => [each, fillings[(first + i * step) % fillings.length]])),
    ),
  );

const instancesOf = (rule: Rule): readonly Expression[] => {
  if (rule.pattern === undefined) return rule.examples ?? [];
  const { pattern } = rule;
  return waysToFill(holesOf(pattern)).map((bindings) => fill(pattern.from, bindings));
};

/** Judges the rule and says on how many expressions it was seen to hold. */
const judge = (rule: Rule): number => {
  let seen = 0;
  for (const from of instancesOf(rule)) {
    const to = rule.apply(from);
    if (to === null) continue;
    if (verify(from, to, { points: 12, seed: 5 }).points > 0) seen++;
  }
  return seen;
};

describe.each(all)('$name', (rule) => {
  test('keeps its value wherever its left side is defined, and is seen to do so', () => {
    expect(judge(rule)).toBeGreaterThan(0);
  });

  test('applies to each of its examples', () => {
    for (const example of rule.examples ?? []) expect(rule.apply(example)).not.toBeNull();
  });

  test('comes to an end: what it makes of an expression, it makes once', () => {
    for (const from of instancesOf(rule)) {
      const to = rule.apply(from);
      if (to !== null) expect(rule.apply(to)).not.toBe(from);
    }
  });

  test('says left to right in its name and why in a sentence', () => {
    expect(rule.name).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(rule.because).toMatch(/^[^A-Z].*[^.]$/);
    expect(rule.because.split(' ').length).toBeGreaterThan(3);
    expect(rule.phase).toMatch(/^[a-z]+$/);
  });

  test('does not match its own right side', () => {
    if (rule.pattern) expect(rule.apply(rule.pattern.to)).toBeNull();
    for (const example of rule.examples ?? []) {
      let part = rule.apply(example);
      for (let i = 0; part !== null && i < 10; i++) part = rule.apply(part);
      expect(part).toBeNull();
    }
  });
});

test('no two rules have one name', () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

describe('the judge', () => {
  const made = (make: Parameters<typeof rules>[1]): Rule => rules('wrong', make)[0];

  test('finds a rule out that is wrong somewhere', () => {
    const wrong = made({
      'square-root-of-square': ({ x }) => ({
        from: apply('sin', [x]),
        to: x,
        because: 'it is nearly so near zero',
      }),
    });
    expect(() => judge(wrong)).toThrow('step-does-not-hold');
  });

  test('finds a rule out whose right side is not defined where its left side is', () => {
    const wrong = made({
      'sinh-to-expm1-of-log1p': ({ x }) => ({
        from: apply('sinh', [x]),
        to: apply('expm1', [apply('log1p', [apply('sinh', [x])])]),
        because: 'it asks for a logarithm that the left side never had',
      }),
    });
    expect(() => judge(wrong)).toThrow('step-does-not-hold');
  });

  test('gives no credit to a rule that never applies', () => {
    const idle = made({
      'never-at-all': ({ x }) => ({ from: exp(x), to: x, where: () => false, because: 'it never happens' }),
    });
    expect(judge(idle)).toBe(0);
  });

  test('names of holes are those that the rule asks for', () => {
    const free = symbol('x', real.all);
    expect(variableOf(hole('x'))).not.toEqual(variableOf(free));
    expect(hole('x')).not.toBe(free);
  });
});
