// Terms of one natural parameter that stand together: where the outcome is the least there is, what the log-partition function
// grows by meets the outcome times the natural parameter, and only what stands beside them is left.
import { Rational, symbol, symbolsOf, real, text } from '@expfam/expression';
import { parseFormula } from '@expfam/expression/parse';
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { floats } from '../tests/truth.fixture.js';
import { commonExponential, linearTerms } from './factor.js';

const [eta, y] = ['eta1', 'y'].map((name) => symbol(name, real.all));
const scope = {
  names: new Map([['eta1', eta], ['y', y]]), // prettier-ignore
  place: (offset: number, length: number) => ({ source: '', text: '', line: 1, column: offset + 1, length }),
};

test.each([
  ['eta1 - eta1 * y + log(2)', '(1 - y) * eta1 + log(2)'],
  ['eta1^2 - eta1 * y', 'eta1^2 - eta1 * y'],
  ['exp(eta1) - eta1 * y', 'exp(eta1) - eta1 * y'],
])('of %s the terms that are linear in η alone are gathered', (formula, wanted) => {
  const gathered = linearTerms(parseFormula(formula, scope), [eta], [y]);
  expect(gathered).toBe(linearTerms(parseFormula(wanted, scope), [eta], [y]));
  expect(text(gathered).match(/eta1/g)).toHaveLength(wanted.match(/eta1/g)!.length);
});

test.each([
  ['y * exp(2 * eta1) - exp(eta1)', '(y * exp(eta1) - 1) * exp(eta1)'],
  ['2 * y * exp(-eta1) - y^2 - exp(-2 * eta1)', '(2 * y - exp(-eta1)) * exp(-eta1) - y^2'],
  ['exp(eta1) - exp(-eta1)', 'exp(eta1) - exp(-eta1)'],
  ['exp(eta1) - y * eta1', 'exp(eta1) - y * eta1'],
  ['exp(2 * eta1) - exp(eta1)', 'exp(2 * eta1) - exp(eta1)'],
  ['eta1 * exp(2 * y) - exp(y)', 'eta1 * exp(2 * y) - exp(y)'],
])('of %s the exponentials that overflow together are factored: %s', (formula, wanted) => {
  const factored = commonExponential(parseFormula(formula, scope), (node) => symbolsOf(node).has(eta));
  expect(factored).toBe(parseFormula(wanted, scope));
});

/** Families on 1, 2, …, each with its loss at y = 1 where η tends to −∞: −log of the weight of that outcome. */
const limits = [
  ['zero_truncated_negative_binomial', { r: Rational.of(2) }, Math.log(2)],
  ['zero_truncated_poisson', {}, 0],
  ['geometric_trials', {}, 0],
] as const;
const targets = [['ts', 'f64'], ['wasm', 'f64'], ['ts', 'f32'], ['wasm', 'f32']] as const; // prettier-ignore

describe.each(targets)('in %s and %s', (target, precision) => {
  test.each(limits)('the least outcome of %s keeps the digits of its loss', async (name, fix, limit) => {
    const [density] = readDensities(catalogue.find((family) => family.name === name)!.density);
    const kernels = await compile(deriveDensity(density, { fix, checked: false }), { target, precision });
    const [at, outcome] = [floats(kernels, 1), floats(kernels, 1).fill(1)];
    for (const place of [-80, -1e6, -1e17, -3e38]) {
      at[0] = place;
      expect(kernels.loss(at, outcome, 1)).toBeCloseTo(limit, 6);
    }
    if (kernels.saturatedLoss) expect(kernels.saturatedLoss(outcome, 1)).toBeCloseTo(limit, 6);
  });
});
