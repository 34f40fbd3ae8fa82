// Values of expressions against published constants and exact sums; what is undefined has no value.
import { arithmetic } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { indexSymbol, product, sum } from './binder.js';
import { apply } from './apply.js';
import {
  add,
  element,
  equal,
  exp,
  infinity,
  less,
  log,
  multiply,
  number,
  one,
  pi,
  power,
  sqrt,
  symbol,
  two,
  zero,
} from './build.js';
import { real } from './domains.js';
import { evaluator } from './evaluate.js';
import type { Environment } from './evaluate.js';
import type { Expression } from './node.js';

const m = arithmetic(40);
const x = symbol('x', real.all);
const v = symbol('v', { kind: 'vector', size: number(3) });
const at = (node: Expression, environment: Environment = new Map()): string =>
  evaluator(m, environment)(node).toString(30);
const whole = (n: number) => m.fromRational(BigInt(n), 1n);

describe('published values', () => {
  test.each([
    ['e', exp(one), '2.71828182845904523536028747135'],
    ['π', pi, '3.14159265358979323846264338328'],
    ['√2', sqrt(two), '1.41421356237309504880168872421'],
    ['log 2 as softplus(0)', apply('softplus', [zero]), '0.693147180559945309417232121458'],
    ['ζ(3)', apply('zeta', [number(3)]), '1.20205690315959428539973816151'],
    ['Γ(½)²', power(apply('gamma', [number(1, 2)]), two), '3.14159265358979323846264338328'],
    ['−γ', apply('polygamma', [zero, one]), '-0.577215664901532860606512090082'],
    ['Ω', apply('lambertW', [one]), '0.567143290409783872999968662210'],
    ['Φ⁻¹(0.975)', apply('normalQuantile', [number(39, 40)]), '1.95996398454005423552459443052'],
  ] as const)('%s', (_, node, expected) => {
    expect(Number(m.subtract(m.fromString(at(node)), m.fromString(expected)).toString(3))).toBeCloseTo(0, 26);
  });
});

describe('sums', () => {
  const k = indexSymbol('k', one, number(100));
  test('run over their index', () => {
    expect(at(sum(power(k, two), k, one, number(100)))).toBe('338350');
    expect(at(product(add(k, zero), k, one, number(20)))).toBe('2432902008176640000');
  });
  test('of components count from 1', () => {
    const environment = new Map([['v', [whole(5), whole(7), whole(11)]]]);
    const j = indexSymbol('j', one, number(3));
    expect(at(sum(multiply(j, element(v, j)), j, one, number(3)), environment)).toBe('52');
  });
  test('of nothing are 0', () => {
    const n = symbol('n', { kind: 'range', lower: zero, upper: infinity });
    const j = indexSymbol('j', one, n);
    expect(at(sum(exp(j), j, one, n), new Map([['n', whole(0)]]))).toBe('0');
  });
});

describe('what has no value', () => {
  test.each([
    ['the logarithm of a negative number', log(number(-2))],
    ['the root of one', sqrt(number(-2))],
    ['a power of what has none', power(log(number(-2)), x)],
    ['a comparison with it', less(log(number(-2)), x)],
    ['the exponential of log 0', exp(multiply(x, apply('log1p', [number(-1)])))],
    ['1/0', power(zero, number(-1))],
  ])('%s', (_, node) => {
    expect(at(node, new Map([['x', whole(0)]]))).toBe('NaN');
  });
  test.each([
    ['infinity', add(x, infinity)],
    ['a symbol without a value', symbol('y', real.all)],
    ['a component that is not there', element(v, number(4))],
    ['a vector', equal(v, x)],
  ])('%s is an error', (_, node) => {
    const environment = new Map([['x', whole(0)], ['v', [whole(1)]]] as [string, ReturnType<typeof whole>][]); // prettier-ignore
    expect(() => at(node, environment)).toThrow(RangeError);
  });
});
