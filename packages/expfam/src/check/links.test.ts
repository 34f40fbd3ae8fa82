// Kernels of other links pass the gate before files are written: in every precision, at the edges of their predictors.
import { describe, expect, test } from 'vitest';
import { generate } from '../generate.js';

const linked = [
  ...['log', 'identity', 'inverse_square', 'sqrt'].map((link) => ['gamma', link] as const),
  ...['log', 'inverse'].map((link) => ['inverse_gaussian', link] as const),
  ...['log', 'inverse'].map((link) => ['gaussian', link] as const),
  ...['identity', 'sqrt', 'inverse'].map((link) => ['poisson', link] as const),
  ...['identity', 'log', 'cauchit', 'cloglog', 'probit', 'sqrt'].map((link) => ['bernoulli', link] as const),
  ...['log', 'sqrt'].map((link) => ['geometric_trials', link] as const),
  ...['log', 'sqrt'].map((link) => ['rayleigh', link] as const),
  ['normal', 'log'] as const,
];

describe.each(['f64', 'f32'] as const)('in %s', (precision) => {
  test.each(linked)('%s keeps its budget with the link %s', async (name, link) => {
    const files = await generate(name, { link, precision, target: ['ts', 'wasm'] });
    expect(files.map(({ path }) => path)).toContain(`${name}-${link}.wasm`);
  });
});

test('a link whose rest beside the mean cancels next to the end of its predictor is refused', async () => {
  const made = generate('bernoulli', { link: 'power(3)' });
  await expect(made).rejects.toThrow(/misses-its-budget[^]*at eta = 0\.99999/);
});
