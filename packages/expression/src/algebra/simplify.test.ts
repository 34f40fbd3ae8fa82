// Expansion, common denominators and simplification: the value is kept, what cancels is gone, nothing grows.
import { describe, expect, test } from 'vitest';
import {
  add,
  divide,
  exp,
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
} from '../build.js';
import type { Expression } from '../node.js';
import { atoms, randomExpressions } from '../random.fixture.js';
import { text } from '../text.js';
import { verify } from '../verify.js';
import { real } from '../domains.js';
import { expand, expandAll } from './expand.js';
import { factorOut } from './factor.js';
import { coefficientsIn, contains, isZeroFraction, lengthOf, simplify, together } from './fraction.js';

const { x, y, p, q } = atoms;

describe('the value is kept', () => {
  const parts = randomExpressions(61, 240, 2);
  const nodes = parts.map((part, at) => {
    const [other, third] = [parts[(at + 1) % parts.length], parts[(at + 2) % parts.length]];
    const below = add(one, power(third, two));
    return add(divide(part, below), multiply(part, other), divide(multiply(part, add(other, third)), below));
  });
  test.each([['expand', expand], ['expandAll', expandAll], ['together', together], ['simplify', simplify], ['factorOut', factorOut]] as const)('%s', (_, change) => {
    let changed = 0;
    for (const node of nodes) {
      const result = change(node);
      if (result === node) continue;
      changed++;
      verify(node, result, { points: 4, digits: 30 });
    }
    expect(changed).toBeGreaterThan(3);
  }); // prettier-ignore
});

test('a power of a sum stays one where written out it would have too many terms', () => {
  const many = add(...Array.from({ length: 40 }, (_, k) => symbol(`x${k}`, real.all)));
  const node = divide(power(many, number(6)), add(one, x));
  expect(together(node)).toBe(node);
});

test('what is simplified is never longer', () => {
  for (const node of randomExpressions(62, 300))
    expect(lengthOf(simplify(node)), text(node)).toBeLessThanOrEqual(lengthOf(node));
});

describe('known cancellations', () => {
  const e = exp(x);
  const cases: readonly (readonly [string, Expression, Expression])[] = [
    ['1/x − 1/x', subtract(reciprocal(x), reciprocal(x)), zero],
    ['(x² − 1)/(x − 1)', divide(subtract(power(x, two), one), subtract(x, one)), add(x, one)],
    ['1/(1 + eˣ) + eˣ/(1 + eˣ)', add(reciprocal(add(one, e)), divide(e, add(one, e))), one],
    ['1 − 1/(1 + eˣ) − eˣ/(1 + eˣ)', subtract(subtract(one, reciprocal(add(one, e))), divide(e, add(one, e))), zero],
    ['(x + y)² − x² − 2xy − y²', subtract(subtract(subtract(power(add(x, y), two), power(x, two)), multiply(two, x, y)), power(y, two)), zero],
    ['p/(p + q) + q/(p + q)', add(divide(p, add(p, q)), divide(q, add(p, q))), one],
    ['(x³ − y³)/(x − y)', divide(subtract(power(x, number(3)), power(y, number(3))), subtract(x, y)), add(power(x, two), multiply(x, y), power(y, two))],
    ['x/(x² + x)', divide(x, add(power(x, two), x)), reciprocal(add(x, one))],
  ]; // prettier-ignore
  test.each(cases)('%s', (_, node, expected) => {
    expect(together(node)).toBe(expected);
    expect(isZeroFraction(subtract(node, expected))).toBe(true);
  });
});

describe('expansion', () => {
  test('is the binomial theorem', () => {
    const terms = [1, 5, 10, 10, 5, 1].map((times, i) =>
      multiply(number(times), power(x, number(5 - i)), power(y, number(i))),
    );
    expect(expand(power(add(x, y), number(5)))).toBe(add(...terms));
  });
  test('stops before it fills the memory', () => {
    const large = power(add(x, y, p, q, one), number(30));
    expect(expand(large)).toBe(large);
  });
  test('reaches into functions only where asked', () => {
    const node = exp(multiply(x, add(y, one)));
    expect(expand(node)).toBe(node);
    expect(expandAll(node)).toBe(exp(add(multiply(x, y), x)));
  });
});

describe('coefficients', () => {
  test('of a polynomial, lowest first', () => {
    expect(coefficientsIn(add(multiply(two, power(x, two)), multiply(y, x), number(3)), x)).toEqual([
      number(3),
      y,
      two,
    ]);
  });
  test('are not to be had of what stands inside a function', () => {
    expect(coefficientsIn(add(exp(x), x), x)).toBeNull();
    expect(coefficientsIn(power(x, number(1, 2)), x)).toBeNull();
  });
  test('of what does not occur', () => {
    expect(coefficientsIn(negate(y), x)).toEqual([negate(y)]);
    expect(contains(exp(y), x)).toBe(false);
  });
});
