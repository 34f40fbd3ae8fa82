// Vectors of more than 64 entries at the front door: compiled as loops, or refused in words.
import { expect, test } from 'vitest';
import { compile, generate } from './generate.js';

test('a vector of 70 entries has a kernel whose mean is that of its parameters', async () => {
  const kernels = await compile('dirichlet', { classes: 70, target: 'ts' });
  const eta = Float64Array.from({ length: 70 }, (_, k) => 1 + (k % 7));
  const mean = new Float64Array(70);
  kernels.response(eta, mean, 1);
  const total = eta.reduce((a, b) => a + b);
  expect(mean).toEqual(eta.map((each) => each / total));
});

test.each([
  ['dirichlet', 1025, 'too-many-entries: dirichlet has no kernel for 1025 entries'],
  [
    `
    shaped(y | rate) = prod(rate[k]^k * y[k]^(k - 1) * exp(-rate[k] * y[k]) / gamma(k), k, 1, K)
      y    in (0, inf)^K
      rate in (0, inf)^K`,
    66,
    'no-loop-form: there is no loop form for the natural parameters of shaped',
  ],
])('what has no loops is refused', async (family, classes, complaint) => {
  await expect(generate(family, { classes })).rejects.toThrow(complaint);
});
