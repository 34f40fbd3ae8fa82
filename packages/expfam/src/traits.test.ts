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
