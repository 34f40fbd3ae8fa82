// Binders: names of indices do not matter, nothing is captured, and writing a sum out does not change it.
import { describe, expect, test } from 'vitest';
import {
  bodyAt,
  indexSymbol,
  integral,
  open,
  product,
  substitute,
  sum,
  symbolsOf,
  unroll,
} from './binder.js';
import {
  add,
  element,
  equal,
  exp,
  multiply,
  number,
  one,
  power,
  subtract,
  symbol,
  two,
  zero,
} from './build.js';
import { range, real } from './domains.js';
import type { Expression } from './node.js';
import { variableOf } from './node.js';
import { atoms, gap, randomPoints } from './random.fixture.js';
import { text } from './text.js';

const { x, y, p, K, i, phi, eta } = atoms;
const upTo = (name: string, upper: Expression): Expression => indexSymbol(name, one, upper);
const [k, j] = [upTo('k', K), upTo('j', K)];

describe('names of indices', () => {
  test('do not matter', () => {
    expect(sum(element(phi, k), k, one, K)).toBe(sum(element(phi, j), j, one, K));
    expect(product(add(x, k), k, one, K)).toBe(product(add(x, j), j, one, K));
    const [s, t] = [symbol('s', real.all), symbol('t', real.all)];
    expect(integral(exp(s), s, zero, one)).toBe(integral(exp(t), t, zero, one));
  });

  test('do not matter in nests', () => {
    const nest = (a: Expression, c: Expression): Expression =>
      sum(
        multiply(element(eta, a), sum(multiply(element(phi, c), power(x, multiply(a, c))), c, one, K)),
        a,
        one,
        K,
      );
    expect(nest(k, j)).toBe(nest(j, k));
    expect(nest(k, j)).toBe(nest(upTo('a', K), upTo('b', K)));
    expect(nest(k, j)).not.toBe(
      sum(sum(multiply(element(eta, j), element(phi, k), power(x, k)), j, one, K), k, one, K),
    );
  });

  test('are chosen apart from every name in the body and in the bounds', () => {
    const outer = symbol('k', real.all);
    const { index } = open(sum(power(element(phi, j), outer), j, one, K));
    expect(variableOf(index).name).not.toBe('k');
    const bounded = sum(element(phi, upTo('j', i)), upTo('j', i), one, i);
    expect(variableOf(open(bounded, new Set(['k', 'j'])).index).name).not.toBe('i');
  });
});

describe('substitution', () => {
  test('captures nothing: Σ_k x·phi[k] at x = k keeps the free k free', () => {
    const free = symbol('k', range(one, K));
    const before = sum(power(element(phi, j), x), j, one, K);
    const after = substitute(before, new Map([[x, free]]));
    expect(symbolsOf(after).has(free)).toBe(true);
    expect(after).toBe(sum(power(element(phi, j), free), j, one, K));
  });

  test('reaches bounds and the domains of symbols', () => {
    const three = number(3);
    const fixed = substitute(sum(element(phi, k), k, one, K), new Map([[K, three]]));
    const phi3 = symbol('phi', { kind: 'simplex', size: three });
    expect(fixed).toBe(sum(element(phi3, upTo('k', three)), upTo('k', three), one, three));
  });

  test('replaces all at once', () => {
    expect(substitute(subtract(x, y), new Map([[x, y], [y, x]]))).toBe(subtract(y, x));
  }); // prettier-ignore

  test('of nothing changes nothing', () => {
    const node = sum(exp(element(eta, k)), k, one, K);
    expect(substitute(node, new Map())).toBe(node);
    expect(substitute(node, new Map([[x, y]]))).toBe(node);
  });
});

describe('sums', () => {
  test('of what is free of the index are multiples', () => {
    expect(sum(x, k, one, K)).toBe(multiply(K, x));
    expect(product(x, k, one, K)).toBe(power(x, K));
    expect(sum(zero, k, one, K)).toBe(zero);
  });

  test('put factors without the index before them', () => {
    expect(sum(multiply(x, element(phi, k)), k, one, K)).toBe(multiply(x, sum(element(phi, k), k, one, K)));
  });

  test('over an empty range are 0, products 1', () => {
    const none = upTo('k', number(-3));
    expect(sum(x, none, one, number(-3))).toBe(zero);
    expect(unroll(sum(exp(none), none, one, number(-3)))).toBe(zero);
    expect(product(x, none, one, number(-3))).toBe(one);
  });

  test('inside a nest are simplified when their index gets a value', () => {
    const body = sum(
      multiply(element(eta, k), sum(power(element(phi, j), subtract(k, one)), j, one, K)),
      k,
      one,
      K,
    );
    expect(bodyAt(body, one)).toBe(multiply(K, element(eta, one)));
  });
});

describe('writing out', () => {
  const four = number(4);
  const v = symbol('eta', { kind: 'vector', size: four });
  const [a, c] = [upTo('k', four), upTo('j', four)];

  test('gives every term', () => {
    expect(unroll(sum(element(v, a), a, one, four))).toBe(
      add(...[1, 2, 3, 4].map((at) => element(v, number(at)))),
    );
    expect(unroll(product(element(v, a), a, two, four))).toBe(
      [2, 3, 4].map((at) => element(v, number(at))).reduce((left, right) => multiply(left, right)),
    );
  });

  test('decides deltas', () => {
    expect(unroll(sum(multiply(element(v, a), equal(a, number(3))), a, one, four))).toBe(
      element(v, number(3)),
    );
  });

  const nests: readonly Expression[] = [
    sum(exp(multiply(x, a)), a, one, four),
    sum(multiply(a, sum(multiply(c, element(v, c)), c, one, a)), a, one, four),
    product(add(p, sum(power(element(v, c), a), c, one, two)), a, one, four),
    sum(product(add(element(v, c), power(p, a)), c, a, four), a, one, four),
  ];
  test.each(nests.map((node) => [text(node), node] as const))('%s keeps its value', (_, node) => {
    for (const { m, at } of randomPoints(nests, 3))
      expect(gap(m, at(unroll(node))!, at(node)!)).toBeLessThan(1e-35);
  });

  test('leaves symbolic bounds alone', () => {
    const node = sum(element(phi, k), k, one, K);
    expect(unroll(node)).toBe(node);
  });
});
