// Kernels stand at the constants that were given, and a size that is a constant too is taken from where it was given.
import { expect, test } from 'vitest';
import { kernelFiles } from './kernel-files.js';
import type { Given } from './view.js';

const binomial = `trials(y | p; n) = combinations(n, y) * p^y * (1 - p)^(n - y)
  y in 0..n
  p in (0, 1)
  n in 1..inf
`;
const multinomial = `draws(y | phi; n) = factorial(n) * prod(phi[k]^y[k] / factorial(y[k]), k, 1, K)
  y   in counts(n, K)
  phi in simplex(K)
  n   in 1..inf
`;

interface Told {
  readonly size: number | null;
  readonly fix: unknown;
}
const told = async (text: string, given: Given): Promise<Told> => {
  const files = await kernelFiles(text, given);
  const manifest = files.find(({ path }) => path === 'manifest.json')?.contents;
  const [{ size, fix }] = (JSON.parse(String(manifest)) as { kernels: readonly Told[] }).kernels;
  return { size, fix };
};

test('a constant is where it was given', async () => {
  expect(await told(binomial, { classes: null, fix: { n: 7, m: 2 } })).toMatchObject({ fix: { n: '7' } });
});

test('a size that is a constant is given once', async () => {
  expect(await told(binomial, { classes: 4, fix: { n: 7 } })).toMatchObject({ fix: {} });
  expect(await told(multinomial, { classes: 4, fix: { n: 7 } })).toEqual({ size: 4, fix: { n: '7' } });
});
