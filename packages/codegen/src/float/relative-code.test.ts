// Logarithms of sums with coefficients: of a top of coefficient 1 the rest keeps its digits, of any other the sum has them.
import { deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { evaluate, ulpsBetween } from '@expfam/oracle';
import { describe, expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import { compile } from '../compile.js';

const [hurdle] = readDensities(`
  hurdle(y | p, q) = (1 - p)^(y == 0) * (p * combinations(6, y) * q^y * (1 - q)^(6 - y) / (1 - (1 - q)^6))^(y != 0)
    y in 0..6
    p in (0, 1)
    q in (0, 1)`);
const tail =
  '6 * exp(eta2) + 15 * exp(2 * eta2) + 20 * exp(3 * eta2) + 15 * exp(4 * eta2) + 6 * exp(5 * eta2) + exp(6 * eta2)';

describe.each(['ts', 'wasm'] as const)('a hurdle before a binomial, in %s', (target) => {
  test.each([
    [0, -320, 0],
    [1, -641.97, 0],
    [-3, 90, 6],
    [-59.126, 3.898, 1],
    [0, 0, 3],
    [-700, -1, 1],
  ])('keeps the digits of its loss at %d, %d; y = %d', async (eta1, eta2, y) => {
    const kernels = await compile(deriveDensity(hurdle, { checked: false }), { target });
    const loss = kernels.loss(Float64Array.of(eta1, eta2), Float64Array.of(y), 1);
    const own = y === 0 ? 'eta1' : `${y} * eta2`;
    const truth = evaluate(`log((exp(eta1) + ${tail}) * exp(-(${own})))`, { eta1, eta2 }, 700);
    expect(ulpsBetween(loss, truth, 'f64')).toBeLessThanOrEqual(budgets[target].f64.scaled.loss);
  });
});
