// Derivatives against central differences at high precision, for every function of the table and for what binds an index.
import { describe, expect, test } from 'vitest';
import { indexSymbol, integral, product, sum } from './binder.js';
import { apply } from './apply.js';
import {
  add,
  divide,
  element,
  equal,
  exp,
  log,
  multiply,
  negate,
  number,
  one,
  pi,
  power,
  sqrt,
  subtract,
  symbol,
  two,
  zero,
} from './build.js';
import { arithmetic } from '@expfam/precise';
import { differentiate, sizeOf } from './differentiate.js';
import { real } from './domains.js';
import { evaluator } from './evaluate.js';
import type { Expression } from './node.js';
import { functions } from './operations.js';
import type { FunctionName } from './operations.js';
import { atoms } from './random.fixture.js';

const m = arithmetic(60);
const { K, i, j, phi, eta } = atoms;
const x = symbol('x', real.all);

/** |f′ − (f(x + h) − f(x − h))/2h| / |f′| with h = 1e-18: the difference is right to about 36 digits less 18. */
const discrepancy = (node: Expression, at: string): number => {
  const h = m.fromString('1e-18');
  const value = (of: Expression, where: typeof h): typeof h => evaluator(m, new Map([['x', where]]))(of);
  const point = m.fromString(at);
  const slope = m.divide(
    m.subtract(value(node, m.add(point, h)), value(node, m.subtract(point, h))),
    m.add(h, h),
  );
  const derived = value(differentiate(node, x), point);
  return m
    .divide(m.subtract(slope, derived), m.add(derived.abs(), m.fromString('1e-3')))
    .abs()
    .toNumber();
};

const orders: { readonly [name: string]: Expression } = {
  polygamma: two,
  besselI: number(3, 2),
  besselK: number(1, 3),
  zetaDerivative: one,
};
const places: { readonly [name: string]: readonly string[] } = {
  asin: ['-0.7', '0.2'], acos: ['-0.7', '0.2'], normalQuantile: ['0.03', '0.8'], zeta: ['1.5', '4'], zetaDerivative: ['1.5', '4'],
  log1p: ['-0.5', '2'], abs: ['-2', '3'], sign: ['-2', '3'], lambertW: ['-0.2', '2'], log: ['0.3', '5'],
}; // prettier-ignore
const names = Object.keys(functions).filter(
  (name): name is FunctionName => name !== 'logsumexp' && !(name in { equal: 1, less: 1, lessEqual: 1 }),
);

describe('every function of the table', () => {
  test.each(names)('%s', (name) => {
    const inner = name in orders ? [orders[name], x] : [x];
    for (const at of places[name] ?? ['0.3', '1.7', '2.6']) {
      expect(discrepancy(apply(name, inner), at)).toBeLessThan(1e-15);
      if (name !== 'normalQuantile' && name !== 'asin' && name !== 'acos')
        expect(discrepancy(multiply(x, apply(name, inner)), at)).toBeLessThan(1e-15);
    }
  });

  test('logsumexp', () => {
    expect(discrepancy(apply('logsumexp', [x, multiply(two, x), one]), '0.4')).toBeLessThan(1e-15);
  });

  test('by the order of a polygamma function there is none, and nobody pretends', () => {
    expect(() => differentiate(apply('polygamma', [x, two]), x)).toThrow(RangeError);
  });
});

describe('every shape', () => {
  const k = indexSymbol('k', one, number(4));
  const t = symbol('t', real.all);
  const cases: readonly (readonly [string, Expression])[] = [
    ['a power', power(add(x, one), number(5, 2))],
    ['an exponent', power(two, multiply(x, x))],
    ['base and exponent', power(x, x)],
    ['a quotient', divide(exp(x), add(one, power(x, two)))],
    ['a sum', sum(exp(divide(x, k)), k, one, number(4))],
    ['a product', product(add(x, k), k, one, number(4))],
    ['a sum with deltas', sum(multiply(power(x, k), equal(k, two)), k, one, number(4))],
    ['nested roots', sqrt(add(one, sqrt(add(one, sqrt(add(one, x))))))],
  ];
  test.each(cases)('%s', (_, node) => {
    for (const at of ['0.4', '1.3', '2.25']) expect(discrepancy(node, at)).toBeLessThan(1e-15);
  });

  test('an integral with moving ends: d/dx ∫ₓ^{x²} tx dt = ∫ t dt + 2x·x²·x − x·x', () => {
    const node = integral(multiply(x, t), t, x, power(x, two));
    const expected = add(
      integral(t, t, x, power(x, two)),
      multiply(two, power(x, number(4))),
      negate(power(x, two)),
    );
    expect(differentiate(node, x)).toBe(expected);
  });

  test('by what does not occur is 0', () => {
    expect(differentiate(exp(atoms.p), x)).toBe(zero);
    expect(differentiate(pi, x)).toBe(zero);
  });
});

describe('components', () => {
  const k = indexSymbol('k', one, K);
  test('differ by the Kronecker delta', () => {
    expect(differentiate(element(eta, j), element(eta, i))).toBe(equal(i, j));
    expect(differentiate(element(phi, j), element(eta, i))).toBe(zero);
    expect(differentiate(element(eta, i), element(eta, i))).toBe(one);
  });

  test('of a log-sum-exp give the softmax', () => {
    const total = sum(exp(element(eta, k)), k, one, K);
    const derived = differentiate(log(total), element(eta, i));
    const delta = sum(multiply(exp(element(eta, k)), equal(k, i)), k, one, K);
    expect(derived).toBe(divide(delta, total));
  });
});

test('the second derivative of eight nested roots has under 100 nodes', () => {
  let node: Expression = x;
  for (let depth = 0; depth < 8; depth++) node = sqrt(add(one, node));
  expect(sizeOf(differentiate(differentiate(node, x), x))).toBeLessThan(100);
});

test('sizes count shared parts once', () => {
  expect(sizeOf(multiply(exp(x), subtract(exp(x), one)))).toBeLessThanOrEqual(8);
});

test.each([
  ['besselK', '0.7', '1.3'],
  ['besselK', '-2', '0.4'],
  ['besselI', '0.7', '1.3'],
  ['besselI', '2', '3'],
] as const)(
  '%s has the slope by its order that differences show, at order %s and argument %s',
  (op, order, at) => {
    const nu = symbol('x', real.all);
    const function_ = apply(op, [nu, symbol('z', real.positive)]);
    const environment = (shift: string): Parameters<typeof evaluator>[1] =>
    new Map([['x', m.add(m.fromString(order), m.fromString(shift))], ['z', m.fromString(at)]]); // prettier-ignore
    const [above, below] = ['1e-15', '-1e-15'].map((shift) => evaluator(m, environment(shift))(function_));
    const slope = m.divide(m.subtract(above, below), m.fromString('2e-15'));
    const claimed = evaluator(m, environment('0'))(differentiate(function_, nu));
    expect(m.subtract(slope, claimed).abs().toNumber()).toBeLessThan(1e-25 * slope.abs().toNumber());
  },
);
