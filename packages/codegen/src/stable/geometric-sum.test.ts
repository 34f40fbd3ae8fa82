// Quotients of two exponentials less one: the sum that they are, and nothing else is one.
import {
  add,
  divide,
  exp,
  infinity,
  log,
  multiply,
  negate,
  number,
  one,
  subtract,
  symbol,
  text,
} from '@expfam/expression';
import { deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { geometricSum } from './geometric-sum.js';

const x = symbol('x', {
  kind: 'interval', lower: negate(infinity), upper: infinity, lowerOpen: true, upperOpen: true,
}); // prettier-ignore
const less = (n: number) => subtract(one, exp(multiply(number(n), x)));

describe('(1 - exp(n x)) / (1 - exp(x))', () => {
  test('is a sum of n exponentials', () => {
    expect(geometricSum(divide(less(3), less(1)))).toBe(log(add(one, exp(x), exp(multiply(number(2), x)))));
    expect(geometricSum(divide(less(6), less(3)))).toBe(log(add(one, exp(multiply(number(3), x)))));
  });
  test.each([
    [divide(less(1), less(3))],
    [divide(less(3), less(2))],
    [divide(less(65), less(1))],
    [multiply(less(3), less(1))],
  ])('is not found in %o', (other) => {
    expect(geometricSum(other), text(other)).toBeNull();
  });
});

test('a truncated geometric count has a mean and a loss where its two exponentials meet', async () => {
  const [density] = readDensities(`
    cut(y | p) = p * (1 - p)^y / (1 - (1 - p)^10)
      y in 0..9
      p in (0, 1)`);
  const kernels = await compile(deriveDensity(density, { checked: false }), { target: 'ts' });
  const mean = new Float64Array(3);
  kernels.response(Float64Array.of(-5e-324, -1e-20, -1e308), mean, 3);
  expect([...mean]).toEqual([4.5, 4.5, 0]);
  expect(kernels.loss(Float64Array.of(-1e-300), Float64Array.of(3), 1)).toBeCloseTo(Math.log(10), 14);
});

test('the loss of a choice among -1, 0 and 1 is that of three even chances at 0, and what lies between is no outcome', async () => {
  const [density] = readDensities(`
    signs(y | t) = exp(t * y) / (1 + 2 * cosh(t))
      y in {-1, 0, 1}
      t in real`);
  const kernels = await compile(deriveDensity(density, { checked: false }), { target: 'ts' });
  for (const y of [-1, 0, 1])
    expect(kernels.loss(Float64Array.of(0), Float64Array.of(y), 1)).toBeCloseTo(Math.log(3), 14);
  const [ends] = readDensities(`
    ends(y | t) = exp(t * y) / (2 * cosh(t))
      y in {-1, 1}
      t in real`);
  const pair = await compile(deriveDensity(ends, { checked: false }), { target: 'ts' });
  expect(pair.loss(Float64Array.of(0.5), Float64Array.of(0), 1)).toBeNaN();
});
