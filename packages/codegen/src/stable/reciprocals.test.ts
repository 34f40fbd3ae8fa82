// Reciprocals that take from each other: the rule keeps the value, and a family of them keeps its digits far out.
import { divide, log, number, one, subtract, symbol, text } from '@expfam/expression';
import { deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { evaluate, ulpsBetween } from '@expfam/oracle';
import { expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import { compile } from '../compile.js';
import { overOneDenominator } from './reciprocals.js';

const x = symbol('x', { kind: 'interval', lower: one, upper: number(9), lowerOpen: true, upperOpen: true });

test('a difference of reciprocals keeps its logarithm over one denominator', () => {
  const given = subtract(divide(number(3), subtract(x, number(1, 8))), divide(number(3), x));
  const found = overOneDenominator(given);
  for (const at of [1.25, 2, 8.75]) {
    const [before, after] = [log(given), found!].map((node) => evaluate(text(node), { x: at }));
    expect(before.toString(40)).toBe(after.toString(40));
  }
});

test('what leaves the symbol above the bar, or does not cancel, is left alone', () => {
  expect(
    overOneDenominator(subtract(divide(number(3), subtract(x, number(1, 8))), divide(one, x))),
  ).toBeNull();
  expect(overOneDenominator(divide(one, x))).toBeNull();
});

test.each([-1.5, -1000, -4.75e69, -1e150])(
  'a family whose total is one keeps its digits at %d',
  async (eta) => {
    const [density] = readDensities(`
    hyp(y | t) = exp(-t * y) * (exp(y / 1000) - 1) / (1 / (t - 1/1000) - 1 / t)
      y in (0, inf)
      t in (1, inf)`);
    const kernels = await compile(deriveDensity(density, { checked: false }), { target: 'ts' });
    const truth = evaluate('log(1 / (-eta - 1/1000) + 1 / eta) - eta * y', { eta, y: 0.125 }, 400);
    const loss = kernels.loss(Float64Array.of(eta), Float64Array.of(0.125), 1);
    expect(ulpsBetween(loss, truth, 'f64')).toBeLessThanOrEqual(budgets.ts.f64.scaled.loss);
  },
);
