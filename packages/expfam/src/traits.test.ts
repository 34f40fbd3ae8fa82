// How the outcome of a family is read.
import { expect, test } from 'vitest';
import { traitsOf } from './traits.js';

test.each([
  ['categorical', 'class'],
  ['bernoulli', 'success'],
  ['binomial', 'success'],
  ['poisson', 'number'],
  ['geometric_trials', 'number'],
])('the outcome of %s is a %s', async (name, role) => {
  expect((await traitsOf({ name, text: null })).role).toBe(role);
});

test.each([
  ['multivariate_normal', 2, 2],
  ['negative_multinomial', 4, 5],
  ['wishart', 9, 3],
])('the size of %s of %d entries is %d', async (name, entries, size) => {
  const { role, sizeOf } = await traitsOf({ name, text: null });
  expect(role).toBe('vector');
  expect(sizeOf(entries)).toBe(size);
});
