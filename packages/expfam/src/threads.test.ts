// Fits over threads: any number of them gives the same bits, and the optimum of a fit without.
import { expect, test } from 'vitest';
import { fit } from './index.js';

const rows = 1200;
const random = (seed: number) => (_: unknown, i: number) => Math.abs(Math.sin(12.9898 * (i + 1) * seed));
const table = {
  count: Array.from({ length: rows }, random(1)).map((u) => Math.floor(u * 6)),
  kind: Array.from({ length: rows }, random(2)).map((u) => ['a', 'b', 'c'][Math.floor(u * 3)] ?? 'a'),
  cured: Array.from({ length: rows }, random(5)).map((u) => Math.round(u)),
  dose: Array.from({ length: rows }, random(3)),
  age: Array.from({ length: rows }, random(4)),
};

test.each([
  ['poisson', 'count ~ dose + age', {}],
  ['poisson', 'count ~ dose', { link: 'sqrt' }],
  ['bernoulli', 'cured ~ dose + age', {}],
  ['categorical', 'kind ~ dose + age', { l2: 0.01 }],
])('%s: %s', async (family, formula, options) => {
  const settings = { ...options, solver: 'lbfgs' } as const;
  const alone = await fit(family, { table, formula }, settings);
  const [one, three] = [
    await fit(family, { table, formula }, { ...settings, threads: 1 }),
    await fit(family, { table, formula }, { ...settings, threads: 3 }),
  ];
  expect(three.report.device).toBe('cpu, 3 threads');
  expect(three.toJSON().weights).toEqual(one.toJSON().weights);
  expect(one.report.objective).toBeCloseTo(alone.report.objective, 12);
});

test('threads are those of the processor', async () => {
  await expect(
    fit('poisson', { table, formula: 'count ~ dose' }, { threads: 2, device: 'gpu' }),
  ).rejects.toThrow('threads are those of the processor');
});
