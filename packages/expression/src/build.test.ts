// The canonical form: what is the same by the laws of the constructors is the same object, however it was built.
import { describe, expect, test } from 'vitest';
import { apply } from './apply.js';
import { abs, add, divide, element, equal, exp, half, infinity, less, lessEqual, log, minusOne, multiply, negate, number, one, pi, power, reciprocal, sqrt, subtract, symbol, two, zero } from './build.js'; // prettier-ignore
import { range, real } from './domains.js';
import { compare } from './node.js';
import type { Expression } from './node.js';
import { atoms, gap, pick, randomExpressions, randomPoints } from './random.fixture.js';
import type { Random } from './sample.js';
import { randomFrom } from './sample.js';
import { intern } from './node.js';
import { text } from './text.js';

const raw = (op: Expression['op'], ...args: readonly Expression[]): Expression => intern(op, args);

const { x, y, p, q, m, u, n, i, j, b, phi } = atoms;

const shuffled = <T>(random: Random, list: readonly T[]): T[] => {
  const rest = [...list];
  return list.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0]);
};

/** Joins a list two by two in random order and nesting. */
const joined = (
  random: Random,
  join: (...parts: Expression[]) => Expression,
  list: readonly Expression[],
): Expression => {
  const parts = [...list];
  while (parts.length > 1) {
    const left = parts.splice(Math.floor(random() * parts.length), 1)[0];
    const at = Math.floor(random() * parts.length);
    parts[at] = join(left, parts[at]);
  }
  return parts[0];
};

const summands = [
  x, y, negate(x), multiply(two, y), one, number(-3, 2), power(p, two), negate(multiply(x, y)), multiply(x, y), exp(x), log(p),
  multiply(number(1, 3), exp(x)), element(phi, i), sqrt(two), abs(subtract(x, y)), multiply(number(5), element(phi, i)), pi,
]; // prettier-ignore
const factors = [
  x, y, power(x, minusOne), two, number(-1, 3), sqrt(two), power(p, half), power(p, q), exp(x), exp(negate(y)), power(two, x),
  equal(i, j), equal(i, j), abs(y), reciprocal(p), power(add(x, one), two), power(y, two), sqrt(number(3, 2)), power(two, y), pi,
]; // prettier-ignore

describe('the order of construction does not matter', () => {
  const random = randomFrom(3);
  const trials = Array.from({ length: 150 }, (_, trial) => trial);

  test.each([['sums', add, summands], ['products', multiply, factors]] as const)('%s', (_, join, all) => {
    for (const trial of trials) {
      const list = Array.from({ length: 2 + (trial % 7) }, () => pick(random, all));
      const expected = join(...list);
      expect(text(join(...shuffled(random, list)))).toBe(text(expected));
      expect(text(joined(random, join, list)), list.map(text).join('  ')).toBe(text(expected));
    }
  }); // prettier-ignore

  test('the structural order is total: antisymmetric, transitive, and 0 only for one object', () => {
    const nodes = randomExpressions(5, 60);
    for (const a of nodes)
      for (const c of nodes) {
        expect(Math.sign(compare(a, c))).toBe(0 - Math.sign(compare(c, a)));
        expect(compare(a, c) === 0).toBe(a === c);
      }
    const sorted = [...nodes].sort(compare);
    for (const trial of trials)
      expect([...shuffled(random, nodes)].sort(compare), `${trial}`).toEqual(sorted);
  });
});

describe('canonical forms', () => {
  const odd = power(power(x, number(3)), number(1, 3));
  const cases: readonly (readonly [string, Expression, Expression])[] = [
    ['nested sums are flat', add(x, add(y, add(p, q))), add(q, p, y, x)],
    ['nested products are flat', multiply(x, multiply(y, p)), multiply(p, y, x)],
    ['like terms meet', add(x, multiply(two, x)), multiply(number(3), x)],
    ['terms cancel', subtract(add(x, y), y), x],
    ['like powers meet', multiply(x, power(x, two)), power(x, number(3))],
    ['factors cancel', divide(multiply(x, y), y), x],
    ['zero swallows a product', multiply(x, zero, y), zero],
    ['one leaves no trace', multiply(one, x, one), x],
    ['an empty sum is 0', add(), zero],
    ['an empty product is 1', multiply(), one],
    ['numbers fold', add(number(1, 3), number(1, 6)), half],
    ['a minus goes into a sum', negate(subtract(x, y)), subtract(y, x)],
    ['a number goes into a sum', multiply(two, add(x, one)), add(multiply(two, x), two)],
    ['exp undoes log', exp(log(p)), p],
    ['log undoes exp', log(exp(x)), x],
    ['exp of a multiple of log is a power', exp(multiply(x, log(p))), power(p, x)],
    ['exp of a sum with logs', exp(add(x, log(p), negate(log(q)))), divide(multiply(p, exp(x)), q)],
    ['exponentials meet', multiply(exp(x), exp(y)), exp(add(x, y))],
    ['exponentials cancel', multiply(exp(x), exp(negate(x))), one],
    ['a power of exp', power(exp(x), y), exp(multiply(x, y))],
    ['the root of a square is the absolute value', sqrt(power(x, two)), abs(x)],
    ['the root of a positive square', sqrt(power(p, two)), p],
    ['the root of a negative square', sqrt(power(m, two)), negate(m)],
    ['the square of a root', power(sqrt(x), two), x],
    ['a cube keeps its sign, so its cube root stays', odd, odd],
    ['the square of an absolute value', power(abs(x), two), power(x, two)],
    ['squares of absolute values meet their base', multiply(x, power(abs(x), two)), power(x, number(3))],
    ['even powers meet the size', multiply(power(x, two), abs(x)), power(abs(x), number(3))],
    ['8^½ = 2·2^½', sqrt(number(8)), multiply(two, sqrt(two))],
    ['(1/2)^½ = ½·2^½', sqrt(half), multiply(half, sqrt(two))],
    ['2^½·2^½ = 2', multiply(sqrt(two), sqrt(two)), two],
    ['4^(3/2) = 8', power(number(4), number(3, 2)), number(8)],
    ['(9/4)^-½ = 2/3', power(number(9, 4), number(-1, 2)), number(2, 3)],
    ['the root of a large square', sqrt(number(10n ** 40n)), number(10n ** 20n)],
    ['the root of a larger square', sqrt(number((3n ** 90n) ** 2n)), number(3n ** 90n)],
    ['1 to any power', power(one, x), one],
    ['anything to the 0', power(x, zero), one],
    ['0 to a positive power', power(zero, p), zero],
    ['a whole power of a product', power(multiply(x, y), two), multiply(power(x, two), power(y, two))],
    ['a root of positive factors', sqrt(multiply(p, q)), multiply(sqrt(p), sqrt(q))],
    ['a root takes out positive factors only', sqrt(multiply(p, x)), multiply(sqrt(p), sqrt(x))],
    ['a root of two negative factors', sqrt(multiply(m, number(-4))), multiply(two, sqrt(negate(m)))],
    ['an indicator is its own square', power(equal(i, j), two), equal(i, j)],
    ['an order is its own square', power(less(x, y), two), less(x, y)],
    ['equality is symmetric', equal(i, j), equal(j, i)],
    ['equals are equal', equal(x, x), one],
    ['distinct numbers are not', equal(one, two), zero],
    ['what is above is not equal', equal(add(p, one), zero), zero],
    ['less for certain', less(zero, p), one],
    ['not less for certain', less(u, zero), zero],
    ['at most for certain', lessEqual(zero, n), one],
    ['everything is below infinity', less(x, infinity), one],
    ['|x| of a positive', abs(p), p],
    ['|x| of a negative', abs(m), negate(m)],
    ['|−2x| = 2|x|', abs(multiply(number(-2), x)), multiply(two, abs(x))],
    ['|x − y| = |y − x|', abs(subtract(x, y)), abs(subtract(y, x))],
    ['|1 − x − 2y| = |2y + x − 1|', abs(add(one, negate(x), multiply(number(-2), y))), abs(add(multiply(two, y), x, minusOne))],
    ['Γ(5) = 24', apply('gamma', [number(5)]), number(24)],
    ['log Γ(1) = log Γ(2) = 0', add(apply('lgamma', [one]), apply('lgamma', [two])), zero],
    ['log 1 = 0', log(one), zero],
    ['log(1/3) = −log 3', log(number(1, 3)), negate(log(number(3)))],
    ['sin 0 = 0', apply('sin', [zero]), zero],
    ['b is no power of itself yet', power(b, one), b],
  ]; // prettier-ignore

  test.each(cases)('%s', (_, built, expected) => {
    expect(built).toBe(expected);
  });
});

describe('the laws keep values', () => {
  const nodes = randomExpressions(21, 250);
  const points = randomPoints(nodes, 6);

  test.each([
    ['x + y − y is x', (a: Expression, c: Expression) => subtract(add(a, c), c), (a: Expression) => a],
    ['x·y is y·x by other means', (a: Expression, c: Expression) => multiply(a, c), (a: Expression, c: Expression) => raw('multiply', a, c)],
    ['x + y is the sum', (a: Expression, c: Expression) => add(a, c), (a: Expression, c: Expression) => raw('add', a, c)],
    ['x² is the product with itself', (a: Expression) => power(a, two), (a: Expression) => raw('multiply', a, a)],
    ['x^½ is the root', (a: Expression) => sqrt(a), (a: Expression) => raw('power', a, half)],
    ['x^-1 is the reciprocal', (a: Expression) => reciprocal(a), (a: Expression) => raw('power', a, minusOne)],
    ['x^y is the power', (a: Expression, c: Expression) => power(a, c), (a: Expression, c: Expression) => raw('power', a, c)],
    ['|x| is the absolute value', (a: Expression) => abs(a), (a: Expression) => raw('abs', a)],
    ['exp is exp', (a: Expression) => exp(a), (a: Expression) => raw('exp', a)],
    ['log is log', (a: Expression) => log(a), (a: Expression) => raw('log', a)],
    ['x < y', (a: Expression, c: Expression) => less(a, c), (a: Expression, c: Expression) => raw('less', a, c)],
    ['x ≤ y', (a: Expression, c: Expression) => lessEqual(a, c), (a: Expression, c: Expression) => raw('lessEqual', a, c)],
    ['x = y', (a: Expression, c: Expression) => equal(a, c), (a: Expression, c: Expression) => raw('equal', a, c)],
  ])('%s', (_, made, meant) => {
    let seen = 0;
    for (const [at, a] of nodes.entries()) {
      const c = nodes[(at * 7 + 1) % nodes.length];
      const [left, right] = [made(a, c), meant(a, c)];
      for (const point of points) {
        const value = point.at(right);
        if (value === null || value.abs().magnitude() > 60) continue;
        const found = point.at(left);
        if (found === null || gap(point.m, found, value) > 1e-18)
          expect.fail(`${text(right)} became ${text(left)}: ${value.toString(9)}, now ${found?.toString(9) ?? 'none'}`);
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(100);
  }); // prettier-ignore
});

test('symbols of one name and other domains are different', () => {
  expect(symbol('x', real.all)).not.toBe(symbol('x', real.positive));
  expect(symbol('k', range(one, two))).toBe(symbol('k', range(one, two)));
});

test('towers of powers stay unfolded instead of growing without end', () => {
  let tower = two;
  for (let level = 0; level < 6; level++) tower = power(tower, number(4096));
  expect(tower.op).toBe('power');
});
