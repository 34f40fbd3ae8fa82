// Names as a book prints them.
import { expect, test } from 'vitest';
import { nameOf, titleOf } from './titles.js';

test.each([
  ['von_mises_fisher', 'von Mises–Fisher', 'Von Mises–Fisher'],
  ['zero_inflated_poisson', 'zero-inflated Poisson', 'Zero-inflated Poisson'],
  ['conway_maxwell_poisson', 'Conway–Maxwell–Poisson', 'Conway–Maxwell–Poisson'],
  ['inverse_gaussian_known_mean', 'inverse Gaussian known mean', 'Inverse Gaussian known mean'],
  ['levy', 'Lévy', 'Lévy'],
  ['gamma_shape_rate', 'gamma shape rate', 'Gamma shape rate'],
])('%s', (name, running, title) => {
  expect(nameOf(name)).toBe(running);
  expect(titleOf(name)).toBe(title);
});
