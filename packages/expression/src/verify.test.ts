// The check of steps: it finds what is wrong, respects domains, and does the same thing every time.
import { arithmetic } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { indexSymbol, sum } from './binder.js';
import {
  abs,
  add,
  divide,
  element,
  equal,
  exp,
  infinity,
  log,
  multiply,
  number,
  one,
  power,
  sqrt,
  subtract,
  symbol,
  two,
  zero,
} from './build.js';
import { real } from './domains.js';
import type { Expression } from './node.js';
import { intern } from './node.js';
import { Problem } from './problem.js';
import { atoms } from './random.fixture.js';
import { randomFrom, samplePoint } from './sample.js';
import { verify } from './verify.js';

const m = arithmetic(40);
const { x, y, p, u, n, c, K, i, b, s, phi, eta } = atoms;
const k = indexSymbol('k', one, K);

describe('a step', () => {
  test('that holds is seen to hold at as many points as asked for', () => {
    const check = verify(power(add(x, y), two), add(power(x, two), multiply(two, x, y), power(y, two)), {
      points: 20,
    });
    expect([check.points, check.digits]).toEqual([20, 50]);
    expect(Number(check.maxRelativeError)).toBeLessThan(1e-50);
  });

  const planted: readonly (readonly [string, Expression, Expression])[] = [
    ['a lost sign', subtract(x, y), add(x, y)],
    ['a lost factor', multiply(two, x), x],
    ['a small error', x, add(x, number(1, 10n ** 45n))],
    ['a forgotten absolute value', intern('power', [power(x, two), number(1, 2)]), x],
    ['a right side without a value', x, intern('exp', [intern('log', [x])])],
    ['a wrong delta', sum(multiply(element(eta, k), equal(k, i)), k, one, K), element(eta, one)],
    ['a softmax that forgets a class', sum(element(phi, k), k, one, subtract(K, one)), one],
  ];
  test.each(planted)('with %s is found out', (_, from, to) => {
    expect(() => verify(from, to)).toThrow(Problem);
    expect(() => verify(from, to)).toThrow('step-does-not-hold');
  });

  test('is not judged where its left side has no value', () => {
    expect(verify(sqrt(x), power(sqrt(abs(x)), one), { points: 30 }).points).toBe(30);
    expect(verify(log(number(-1)), x).points).toBe(0);
  });

  test('that comes to exactly 0 on one side and to rounding on the other holds', () => {
    // where s is −1 and b is 1 the left side is 0 without rounding
    const whole = add(s, b);
    const terms = add(multiply(s, log(p)), multiply(b, log(p)));
    expect(verify(multiply(whole, log(p)), terms, { points: 40 }).points).toBe(40);
  });

  test('may speak of symbols by their definitions', () => {
    const odds = symbol('eta1', real.all);
    const definitions = [{ symbol: odds, value: log(divide(u, subtract(one, u))) }];
    expect(verify(divide(one, add(one, exp(multiply(number(-1), odds)))), u, { definitions }).points).toBe(
      64,
    );
    const each = [{ symbol: eta, value: log(element(phi, k)), index: { symbol: k, from: one, to: K } }];
    expect(verify(sum(exp(element(eta, k)), k, one, K), one, { definitions: each }).points).toBe(64);
  });

  test('is checked alike each time', () => {
    const check = (seed: number) =>
      verify(exp(add(x, p)), multiply(exp(x), exp(p), power(sqrt(p), zero)), { seed });
    expect(check(3)).toEqual(check(3));
  });
});

describe('points', () => {
  const drawn = (seed: number) => samplePoint(m, [x, p, u, c, i, b, s, phi, n], randomFrom(seed));

  test('are the same for the same seed and others for another', () => {
    const spelled = (seed: number): string =>
      JSON.stringify(
        [...drawn(seed)].map(([name, value]) => [
          name,
          String('length' in value ? value.map((each) => each.toString(30)) : value.toString(30)),
        ]),
      );
    expect(spelled(4)).toBe(spelled(4));
    expect(spelled(4)).not.toBe(spelled(5));
  });

  test('lie in their domains, those that name other symbols included', () => {
    for (let seed = 0; seed < 200; seed++) {
      const point = drawn(seed);
      const at = (name: string): number => {
        const value = point.get(name)!;
        return 'length' in value ? NaN : value.toNumber();
      };
      expect(at('p')).toBeGreaterThan(0);
      expect(at('u') > 0 && at('u') < 1).toBe(true);
      expect(Number.isInteger(at('c')) && at('c') >= 0 && at('c') <= at('n')).toBe(true);
      expect(Number.isInteger(at('i')) && at('i') >= 1 && at('i') <= at('K')).toBe(true);
      expect([0, 1]).toContain(at('b'));
      expect([-1, 1]).toContain(at('s'));
      const components = point.get('phi')!;
      if (!('length' in components)) return expect.fail('phi is no vector');
      expect(components).toHaveLength(at('K'));
      expect(components.every((each) => each.sign() > 0)).toBe(true);
      expect(components.reduce((a, d) => m.add(a, d)).toNumber()).toBeCloseTo(1, 14);
    }
  });

  test('of counts, spheres and half lines are where they should be', () => {
    const counts = symbol('w', { kind: 'counts', total: n, size: K });
    const sphere = symbol('v', { kind: 'sphere', size: K });
    const above = symbol('a', {
      kind: 'interval',
      lower: two,
      upper: infinity,
      lowerOpen: true,
      upperOpen: true,
    });
    for (let seed = 0; seed < 50; seed++) {
      const point = samplePoint(m, [counts, sphere, above], randomFrom(seed));
      const list = (name: string) => {
        const value = point.get(name)!;
        return 'length' in value ? value : [value];
      };
      const total = list('w').reduce((a, d) => m.add(a, d));
      expect(total.equals(list('n')[0])).toBe(true);
      expect(list('v').map((each) => m.multiply(each, each)).reduce((a, d) => m.add(a, d)).toNumber()).toBeCloseTo(1, 14); // prettier-ignore
      expect(list('a')[0].toNumber()).toBeGreaterThan(2);
    }
  });

  test('keep what is fixed', () => {
    const fixed = new Map([['n', m.fromRational(3n, 1n)]]);
    expect(samplePoint(m, [c, n], randomFrom(1), fixed).get('n')).toBe(fixed.get('n'));
  });
});
