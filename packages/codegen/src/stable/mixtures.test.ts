// The derivatives of a mixture by the law of total variance are those of calculus, and no term of them is negative that need not.
import type { Expression } from '@expfam/expression';
import { add, evaluator, exp, infinity, log, multiply, negate, number, symbol } from '@expfam/expression';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { derivativeOf, opaque, transparent } from '../special/opaque.js';
import { derivativesOf } from './mixtures.js';
import { uniform, uniformRatio } from './stable-functions.js';
import { uniformTerms, withoutGrowth } from './uniform-terms.js';

const m = arithmetic(60);
const real = {
  kind: 'interval',
  lower: negate(infinity),
  upper: infinity,
  lowerOpen: true,
  upperOpen: true,
} as const;
const eta = [symbol('eta1', real), symbol('eta2', real)];
const [x, z] = eta as [Expression, Expression];
const valueAt = (node: Expression, at: readonly number[]): Real =>
  evaluator(m, new Map(at.map((value, i) => [`eta${i + 1}`, Real.fromNumber(value)])))(transparent(node));
const points = [[0.5, -1], [-3, 2], [1.5, 6]]; // prettier-ignore
const near = (a: Real, b: Real): void => {
  expect(Math.abs(m.subtract(a, b).toNumber())).toBeLessThan(1e-40 * Math.max(1, Math.abs(b.toNumber())));
};

const count = add(x, opaque(uniform, exp(x)));
const formulas: { readonly [what: string]: Expression } = {
  'zeros beside a count': log(add(exp(z), exp(count))),
  'three components': log(add(multiply(number(2), exp(z)), exp(count), exp(add(count, z)))),
  'a mixture in a mixture': log(add(exp(z), exp(multiply(number(2), log(add(exp(count), exp(x))))))),
  'several terms': add(multiply(number(3), log(add(exp(z), exp(count)))), multiply(x, x)),
};

describe.each(Object.entries(formulas))('%s', (_, a) => {
  test('has the derivatives that calculus gives', () => {
    const { means, covariance } = derivativesOf(a, eta);
    for (const at of points)
      eta.forEach((by, i) => {
        near(valueAt(means[i], at), valueAt(derivativeOf(a, by), at));
        eta.forEach((again, j) => {
          near(valueAt(covariance[i][j], at), valueAt(derivativeOf(derivativeOf(a, by), again), at));
        });
      });
  });
});

describe('logarithms of (exp(x) - 1)/x', () => {
  const positive = log(add(number(1), exp(x)));
  const ten = multiply(number(10), positive);
  test('are paired where their arguments are multiples, and keep their value', () => {
    const before = add(x, opaque(uniform, ten), negate(opaque(uniform, positive)));
    const after = uniformTerms(before);
    expect(after).toBe(add(x, opaque(uniformRatio, positive, number(10))));
    for (const at of points) near(valueAt(after, at), valueAt(before, at));
    for (const at of points) near(valueAt(withoutGrowth(after), at), valueAt(before, at));
  });
  test('are turned where that leaves fewer terms', () => {
    expect(uniformTerms(add(ten, opaque(uniform, negate(ten))))).toBe(opaque(uniform, ten));
  });
});
