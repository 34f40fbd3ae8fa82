// Reading formulas: what is printed is read back as the same object; what is no formula is refused with its place.
import { describe, expect, test } from 'vitest';
import { indexSymbol, sum } from './binder.js';
import { apply } from './apply.js';
import {
  add,
  divide,
  element,
  equal,
  exp,
  lessEqual,
  log,
  multiply,
  negate,
  number,
  one,
  pi,
  power,
  sqrt,
  subtract,
  two,
  zero,
} from './build.js';
import type { Expression } from './node.js';
import { rationalOf } from './node.js';
import { parseFormula } from './parse.js';
import { Problem } from './problem.js';
import { atoms, randomExpressions } from './random.fixture.js';
import { text } from './text.js';

const names = new Map<string, Expression>(Object.entries(atoms));
const place = (offset: number, length: number) => ({
  source: 'test',
  text: '',
  line: 1,
  column: offset + 1,
  length,
});
const parse = (formula: string): Expression => parseFormula(formula, { names, place });
const { x, y, p, K, i, phi } = atoms;

const problemOf = (formula: string): Problem => {
  try {
    parse(formula);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  return expect.fail(`${formula.slice(0, 60)} was read`);
};

const hasZeroBelow = (node: Expression): boolean =>
  (node.op === 'power' && node.args[0] === zero) || node.args.some(hasZeroBelow);

describe('what is printed is read back', () => {
  test('for random expressions', () => {
    for (const node of randomExpressions(77, 600)) {
      if (hasZeroBelow(node)) continue; // 1/0 is refused, rightly
      const again = parse(text(node));
      if (again !== node) expect.fail(`${text(node)} was read as ${text(again)}`);
    }
  });
});

describe('precedence', () => {
  const cases: readonly (readonly [string, Expression])[] = [
    ['-x^2', negate(power(x, two))],
    ['2^-x', power(two, negate(x))],
    ['x^y^2', power(x, power(y, two))],
    ['x / y / p', divide(divide(x, y), p)],
    ['x - y - p', subtract(subtract(x, y), p)],
    ['x - (y - p)', subtract(x, subtract(y, p))],
    ['x / y * p', multiply(divide(x, y), p)],
    ['-x * y', negate(multiply(x, y))],
    ['3!', number(6)],
    ['2^3!', number(64)],
    ['x + y == p', equal(add(x, y), p)],
    ['(0 <= x) * (x <= 1)', multiply(lessEqual(number(0), x), lessEqual(x, one))],
    ['0 <= x <= 1', multiply(lessEqual(number(0), x), lessEqual(x, one))],
    ['log(8, 2)', divide(log(number(8)), log(two))],
    ['e^x', exp(x)],
    ['sqrt(pi)', sqrt(pi)],
    ['ln(p)', log(p)],
    ['digamma(p)', apply('polygamma', [number(0), p])],
    ['phi[i]', element(phi, i)],
    ['sum(phi[k], k, 1, K)', sum(element(phi, indexSymbol('k', one, K)), indexSymbol('k', one, K), one, K)],
    ['sum(sum(j, j, 1, k), k, 1, 3)', sum(sum(indexSymbol('j', one, indexSymbol('k', one, number(3))), indexSymbol('j', one, indexSymbol('k', one, number(3))), one, indexSymbol('k', one, number(3))), indexSymbol('k', one, number(3)), one, number(3))],
  ]; // prettier-ignore
  test.each(cases)('%s', (formula, expected) => {
    expect(parse(formula)).toBe(expected);
  });
});

describe('numbers are taken at their word', () => {
  test.each([
    ['0.1', '1/10'], ['1e-3', '1/1000'], ['.5', '1/2'], ['2.50', '5/2'], ['1E2', '100'],
    ['3.14159265358979323846', '157079632679489661923/50000000000000000000'],
    ['0.1 + 0.2', '3/10'], ['0.1 - 0.10000000000000000000001', '-1/100000000000000000000000'],
    ['0.10000000000000000000001 - 0.1', '1/100000000000000000000000'],
    ['12345678901234567890 - 12345678901234567891', '-1'],
  ])('%s is %s', (formula, value) => {
    expect(rationalOf(parse(formula)).toString()).toBe(value);
  }); // prettier-ignore
  test('and in the place where they stand', () => {
    const k = indexSymbol('k', one, two);
    expect(parse('sum(k * 0.10000000000000000000001, k, 1, 2) + 0.1')).toBe(
      add(multiply(number(10000000000000000000001n, 10n ** 23n), sum(k, k, one, two)), number(1, 10)),
    );
  });
});

describe('what is no formula is refused', () => {
  const bad: readonly (readonly [string, string])[] = [
    ['', 'cannot-read'], ['   ', 'cannot-read'], ['x +', 'cannot-read'], ['(x', 'cannot-read'], ['x)', 'cannot-read'], ['x y', 'cannot-read'],
    ['2 x', 'cannot-read'], ['2(x)', 'cannot-read'], ['x.y', 'cannot-read'], ['x.constructor', 'cannot-read'], ['phi.length', 'cannot-read'],
    ['x = 1', 'cannot-read'], ['f(x) = x', 'cannot-read'], ['1:3', 'cannot-read'], ['[1, 2]', 'cannot-read'], ['"a"', 'cannot-read'],
    ["'a'", 'cannot-read'], ['5 cm', 'cannot-read'], ['x; y', 'cannot-read'], ['x\ny', 'cannot-read'], ['{a: 1}', 'cannot-read'],
    ['x ? y : p', 'cannot-read'], ['x % 2', 'cannot-read'], ['x mod 2', 'cannot-read'], ['x and y', 'cannot-read'], ['not x', 'cannot-read'],
    ['x & y', 'cannot-read'], ['x | y', 'cannot-read'], ['x .* y', 'cannot-read'], ["x'", 'cannot-read'], ['x to y', 'cannot-read'],
    ['constructor', 'unknown-name'], ['__proto__', 'unknown-name'], ['toString', 'unknown-name'], ['hasOwnProperty', 'unknown-name'],
    ['constructor(1)', 'unknown-function'], ['__proto__(1)', 'unknown-function'], ['toString()', 'unknown-function'], ['valueOf()', 'unknown-function'],
    ['import(x)', 'unknown-function'], ['eval(x)', 'unknown-function'], ['exq(x)', 'unknown-function'], ['sinus(x)', 'unknown-function'],
    ['exp(x)(y)', 'cannot-read'], ['exp', 'cannot-read'], ['exp()', 'cannot-read'], ['exp(x, y)', 'cannot-read'], ['besselI(x)', 'cannot-read'],
    ['logsumexp()', 'cannot-read'], ['log()', 'cannot-read'], ['equal(x, y)', 'unknown-function'], ['x[1]', 'cannot-read'], ['phi', 'cannot-read'],
    ['phi[1, 2]', 'cannot-read'], ['phi[1][2]', 'cannot-read'], ['sum(x)', 'cannot-read'], ['sum(k, 1, 2, 3)', 'cannot-read'], ['theta', 'unknown-name'],
    ['1/0', 'cannot-read'], ['0^(-1)', 'cannot-read'], ['true', 'cannot-read'], ['NaN', 'cannot-read'], ['Infinity', 'cannot-read'],
    ['0x10', 'cannot-read'], ['1e999999', 'cannot-read'], ['1_000', 'cannot-read'], ['x := 1', 'cannot-read'], ['α', 'cannot-read'],
  ]; // prettier-ignore

  test.each(bad)('%j: %s', (formula, code) => {
    const problem = problemOf(formula);
    expect(problem.code).toBe(code);
    expect(problem.what).toMatch(/^[^.]+/);
    expect(problem.where?.column).toBeGreaterThan(0);
    expect((problem.where?.column ?? 0) + (problem.where?.length ?? 0)).toBeLessThanOrEqual(
      Math.max(formula.length, 1) + 2,
    );
  });

  test.each([
    ['exq(x)', 'exp'],
    ['lgama(x)', 'lgamma'],
    ['factoral(x)', 'factorial'],
    ['et', 'eta'],
  ])('%s: did you mean %s?', (formula, near) => {
    expect(problemOf(formula).help).toBe(`did you mean ${near}?`);
  });

  test('the place is that of the complaint', () => {
    expect(problemOf('x + frob(y)').where).toMatchObject({ column: 5, length: 4 });
    expect(problemOf('x + theta * y').where).toMatchObject({ column: 5, length: 5 });
    expect(problemOf('x + y # z').where).toMatchObject({ column: 7, length: 1 });
  });

  test.each([
    ['a hundred thousand brackets', '('.repeat(100_000)],
    ['brackets that close', `${'('.repeat(5000)}x${')'.repeat(5000)}`],
    ['a long chain of signs', `${'-'.repeat(19_000)}x`],
    ['a tower of powers', `x${'^x'.repeat(9000)}`],
    ['many factorials', `x${'!'.repeat(15_000)}`],
    ['nested calls', `${'exp('.repeat(3000)}x${')'.repeat(3000)}`],
  ])('%s', (_, formula) => {
    expect(problemOf(formula).code).toBe('cannot-read');
  });

  test('towers of numbers do not fill the memory', () => {
    expect(parse('9^9^9^9').op).toBe('power');
    expect(parse('((10^4000)^4000)^4000').op).toBe('power');
  });

  test('a long sum is read', () => {
    expect(parse(Array.from({ length: 2000 }, () => 'x').join(' + '))).toBe(multiply(number(2000), x));
  });
});
