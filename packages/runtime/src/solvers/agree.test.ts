// The same optimum from every solver: families of one, two and many natural parameters, with and without penalties.
import { describe, expect, test } from 'vitest';
import type { DatasetInput } from '../dataset-input.js';
import { fit } from '../fit.js';
import type { KernelModule } from '../kernel.js';
import { bernoulli, gaussian, normal, poisson, softmax } from '../kernels.fixture.js';
import { near } from '../near.fixture.js';
import type { FitOptions } from '../options.js';
import { designOf, iris } from '../reference.fixture.js';

const cars = designOf('r04_mtcars_logit');
const looms = designOf('r03_warpbreaks_poisson');
const wide = Array.from({ length: 40 }, (_, i) => [
  Math.sin(i),
  Math.cos(2.3 * i),
  1e4 + 50 * Math.sin(i * i),
]);
const line = wide.map(([a = 0, b = 0, c = 0], i) => 2 * a - b + c / 100 + Math.cos(5 * i));

const cases: readonly (readonly [string, KernelModule, DatasetInput, FitOptions])[] = [
  ['gaussian', gaussian, { x: wide, y: line }, {}],
  ['bernoulli', bernoulli, { x: cars.x, y: cars.y.map(Number) }, {}],
  ['poisson', poisson, { x: looms.x, y: looms.y.map(Number) }, {}],
  ['poisson with a ridge', poisson, { x: looms.x, y: looms.y.map(Number) }, { l2: 0.1 }],
  ['softmax with a ridge', softmax(3), iris(), { l2: 0.05 }],
  ['normal', normal, { x: wide.map(([a = 0]) => [a]), y: line.map((y) => y - 100) }, {}],
];

describe.each(cases)('%s', (_, kernels, data, options) => {
  const best = fit(kernels, data, { ...options, tolerance: 1e-12 });

  test.each(['newton', 'lbfgs', 'coordinate'] as const)('by %s, to the last digits', async (solver) => {
    const { report } = await fit(kernels, data, { ...options, solver });
    const { report: wanted } = await best;
    expect(report).toMatchObject({ solver, converged: true, warnings: [] });
    near(report.objective, wanted.objective, { relative: 1e-13, absolute: 1e-13 });
    report.coefficients.forEach(({ estimate }, i) => {
      near(estimate, wanted.coefficients[i]?.estimate ?? NaN, { relative: 1e-6, absolute: 1e-9 });
    });
  });

  test.each(['sgd', 'momentum', 'adam'] as const)('by %s, to its tolerance', async (solver) => {
    const { report } = await fit(kernels, data, { ...options, solver, epochs: 2000, tolerance: 1e-3 });
    const { report: wanted } = await best;
    expect(report).toMatchObject({ solver, converged: true });
    expect(report.gradientNorm).toBeLessThanOrEqual(1e-3);
    near(report.objective, wanted.objective, { relative: 1e-4, absolute: 1e-4 });
    expect(report.objective).toBeGreaterThanOrEqual(wanted.objective - 1e-12);
  });
});
