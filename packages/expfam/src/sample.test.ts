// What is drawn from the kernels of a family has the mean that they respond with, vectors and matrices included.
import { expect, test } from 'vitest';
import type { CompileOptions } from './index.js';
import { compile, sample } from './index.js';

const many = 400;

interface Case {
  readonly name: string;
  readonly options: Omit<CompileOptions, 'target'>;
  readonly eta: readonly number[];
  readonly mean?: false;
}

test.each<Case>([
  { name: 'multinomial', options: { classes: 3, fix: { n: 5 } }, eta: [0.5, -0.5] },
  { name: 'dirichlet', options: { classes: 3 }, eta: [1, 0.5, 2] },
  { name: 'multivariate_normal', options: { classes: 2 }, eta: [1, -2, -0.5, 0.3, -1] },
  { name: 'von_mises_fisher', options: { classes: 3 }, eta: [1, -2, 2] },
  { name: 'wishart', options: { classes: 2 }, eta: [1.5, -0.5, 0.2, -1] },
  { name: 'von_mises', options: {}, eta: [1, 0.5] },
  { name: 'levy', options: { fix: { m: 0 } }, eta: [-1], mean: false },
  { name: 'beta', options: {}, eta: [0.2, 0.3] },
])('outcomes of $name', async ({ name, options, eta, mean: meant }) => {
  const kernels = await compile(name, { target: 'ts', ...options });
  const width = kernels.columns ?? 1;
  const parts = { rows: many, dispersion: 1, seed: 5 };
  const y = sample(kernels, { ...parts, eta: Float64Array.from({ length: many * eta.length }, (_, i) => eta[i % eta.length]) }); // prettier-ignore
  expect(y).toHaveLength(many * width);
  // every one of them can occur
  expect(kernels.logBaseMeasure!(y, many)).not.toBeNaN();
  if (meant === false) return;
  const mean = new Float64Array(width);
  kernels.response(Float64Array.from(eta), mean, 1);
  mean.forEach((expected, at) => {
    const column = Array.from({ length: many }, (_, row) => y[row * width + at]);
    const found = column.reduce((a, b) => a + b) / many;
    const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - found) ** 2, 0) / many);
    expect(Math.abs(found - expected)).toBeLessThan((4 * spread) / Math.sqrt(many));
  });
});
