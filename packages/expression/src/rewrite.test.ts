// Matching in any order, rewriting to an end, and every step kept.
import { describe, expect, test } from 'vitest';
import { apply } from './apply.js';
import {
  add,
  exp,
  log,
  multiply,
  negate,
  number,
  one,
  power,
  reciprocal,
  subtract,
  symbol,
  two,
  zero,
} from './build.js';
import { indexSymbol, sum } from './binder.js';
import { element } from './build.js';
import { real } from './domains.js';
import { fill, hole, match } from './match.js';
import { Problem } from './problem.js';
import { atoms, randomExpressions } from './random.fixture.js';
import { rewrite } from './rewrite.js';
import { rules } from './rule.js';
import { indexed, substitution } from './rules/indexed.js';
import { logarithm } from './rules/logarithm.js';
import { verify } from './verify.js';

const { x, y, p, q, K, phi } = atoms;
const [a, b, rest] = [hole('a'), hole('b'), hole('rest')];

describe('matching', () => {
  test('finds the terms in any order', () => {
    const found = match(add(one, exp(a)), add(exp(x), one));
    expect(found?.get(a)).toBe(x);
  });

  test('goes back where the first guess fails', () => {
    const found = match(multiply(exp(a), log(b), power(b, two)), multiply(exp(x), log(p), power(p, two)));
    expect(found?.get(b)).toBe(p);
    expect(match(add(log(a), apply('sin', [a])), add(log(x), apply('sin', [x]), zero))?.get(a)).toBe(x);
    expect(match(add(log(a), apply('sin', [a])), add(log(x), apply('sin', [y])))).toBeNull();
  });

  test('gives the remainder to the hole that asks for it', () => {
    expect(match(add(exp(a), rest), add(exp(x), y, one))?.get(rest)).toBe(add(y, one));
    expect(match(multiply(log(a), rest), log(p))).toBeNull();
    expect(match(add(log(a), rest), add(log(p), y))?.get(rest)).toBe(y);
  });

  test('one hole is one expression', () => {
    expect(match(power(a, a), power(x, y))).toBeNull();
    expect(match(power(a, a), power(x, x))?.get(a)).toBe(x);
  });

  test('what was matched fills the pattern to what was there', () => {
    const pattern = add(multiply(a, log(b)), rest);
    for (const node of [add(multiply(x, log(p)), y), add(multiply(q, log(p)), multiply(x, y), one)]) {
      const found = match(pattern, node);
      expect(found).not.toBeNull();
      if (found) expect(fill(pattern, found)).toBe(node);
    }
  });
});

describe('rewriting', () => {
  const table = rules('test', {
    'sine-to-zero': ({ z }) => ({
      from: apply('sin', [z]),
      to: zero,
      where: ({ z: found }) => found === x,
      because: 'it is a test of side conditions',
    }),
    'exp-to-square': ({ z }) => ({ from: exp(z), to: power(z, two), because: 'it is a test of parts' }),
  });

  test('changes parts first and keeps every step', () => {
    const { result, rewrites } = rewrite(exp(exp(add(y, apply('sin', [x])))), table);
    expect(result).toBe(power(y, number(4)));
    expect(rewrites.map(({ rule }) => rule)).toEqual(['sine-to-zero', 'exp-to-square', 'exp-to-square']);
    expect(rewrites[0]).toMatchObject({
      from: apply('sin', [x]),
      to: zero,
      because: 'it is a test of side conditions',
    });
  });

  test('heeds side conditions', () => {
    expect(rewrite(apply('sin', [y]), table)).toEqual({ result: apply('sin', [y]), rewrites: [] });
  });

  test('matches inside larger sums and products', () => {
    const pair = rules('test', {
      'two-squares-to-one': ({ z }) => ({
        from: add(power(apply('sin', [z]), two), power(apply('cos', [z]), two)),
        to: one,
        because: 'it is the theorem of Pythagoras',
      }),
    });
    const squares = add(power(apply('sin', [x]), two), power(apply('cos', [x]), two), y);
    expect(rewrite(squares, pair).result).toBe(add(one, y));
  });

  test('reaches under binders', () => {
    const k = indexSymbol('k', one, K);
    const { result } = rewrite(sum(log(multiply(element(phi, k), p)), k, one, K), logarithm);
    expect(result).toBe(sum(add(log(element(phi, k)), log(p)), k, one, K));
  });

  test('that goes in circles says so', () => {
    const circle = rules('test', {
      'sine-to-cosine': ({ z }) => ({
        from: apply('sin', [z]),
        to: apply('cos', [z]),
        because: 'it is a test of circles',
      }),
      'cosine-to-sine': ({ z }) => ({
        from: apply('cos', [z]),
        to: apply('sin', [z]),
        because: 'it is a test of circles',
      }),
    });
    let problem: unknown;
    try {
      rewrite(apply('sin', [x]), circle);
    } catch (error) {
      problem = error;
    }
    if (!(problem instanceof Problem)) return expect.fail('no problem was found');
    expect(problem.code).toBe('rewriting-exhausted');
    expect(problem.needed).toMatch(/sine-to-cosine.*cosine-to-sine|cosine-to-sine.*sine-to-cosine/);
  });

  test('comes to an end for (1/(x·(y − 1)))^(1/(y − 1)) (mathjs issue 3693)', () => {
    const below = subtract(y, one);
    const node = power(reciprocal(multiply(x, below)), reciprocal(below));
    for (const form of [node, log(node), exp(negate(node))]) {
      const { result } = rewrite(form, [...logarithm, ...indexed, ...substitution]);
      expect(rewrite(result, [...logarithm, ...indexed, ...substitution]).rewrites).toEqual([]);
    }
  });

  test('of random expressions ends, and keeps their value', () => {
    const all = [...logarithm, ...indexed, ...substitution];
    for (const node of randomExpressions(55, 150)) {
      const { result } = rewrite(log(node), all);
      verify(log(node), result, { points: 4 });
    }
  });
});

test('a symbol and a hole of one name are different things', () => {
  expect(match(hole('x'), symbol('x', real.all))?.size).toBe(1);
  expect(match(symbol('x', real.all), hole('x'))).toBeNull();
});
