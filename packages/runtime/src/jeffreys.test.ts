// Firth's bias reduction: where Jeffreys' prior has estimates in closed form, against R elsewhere, and its slope everywhere.
import { describe, expect, test } from 'vitest';
import { cpu } from './devices/cpu.js';
import { fit } from './fit.js';
import { withJeffreys } from './jeffreys.js';
import type { KernelModule } from './kernel.js';
import { bernoulli, exponential, gaussian, normal, poisson, softmax } from './kernels.fixture.js';
import { near } from './near.fixture.js';
import { modelObjective } from './objective.js';
import { designOf } from './reference.fixture.js';

const reduced = { biasReduction: true } as const;
const nothing = (rows: number) => Array.from({ length: rows }, () => []);

describe('closed forms', () => {
  test.each([0, 1, 4, 10])('%d successes of 10 count half a success and half a failure more', async (k) => {
    const y = Array.from({ length: 10 }, (_, i) => (i < k ? 1 : 0));
    const { coefficients, report } = await fit(bernoulli, { x: nothing(10), y }, reduced);
    near(coefficients[0]?.estimate, Math.log((k + 0.5) / (10.5 - k)), { relative: 1e-9, absolute: 1e-12 });
    expect(report).toMatchObject({ converged: true, biasReduction: true, warnings: [] });
  });
  test('counts have half an event more', async () => {
    const { coefficients } = await fit(poisson, { x: nothing(4), y: [0, 0, 1, 2] }, reduced);
    near(coefficients[0]?.estimate, Math.log(3.5 / 4), { relative: 1e-9 });
  });
  test('classes have half a row more each', async () => {
    const y = Int32Array.of(0, 0, 0, 1, 1, 2);
    const { coefficients } = await fit(softmax(3), { x: nothing(6), y }, reduced);
    near(coefficients[0]?.estimate, Math.log(2.5 / 3.5), { relative: 1e-9 });
    near(coefficients[1]?.estimate, Math.log(1.5 / 3.5), { relative: 1e-9 });
  });
  test('of n waiting times one is taken away', async () => {
    const { coefficients } = await fit(exponential, { x: nothing(4), y: [1, 2, 4, 5] }, reduced);
    near(coefficients[0]?.estimate, -3 / 12, { relative: 1e-9 });
  });
  test('a straight line stays as it is: its information is the same everywhere', async () => {
    const data = { x: [[0], [1], [2], [3]], y: [1, 3, 5, 8] };
    const { coefficients } = await fit(gaussian, data, reduced);
    near(coefficients[1]?.estimate, 2.3, { relative: 1e-9 });
  });
});

test('is that of R: mtcars', async () => {
  // b <- coef(glm(am ~ hp + wt, binomial, mtcars)); 500 times, with p <- plogis(X %*% b), W <- p * (1 - p), I <- t(X) %*% (X * W)
  // and h <- rowSums((X * W) %*% solve(I) * X): b <- b + solve(I, t(X) %*% (y - p + h * (0.5 - p)))
  const { x, y } = designOf('r04_mtcars_logit');
  const { coefficients, report } = await fit(bernoulli, { x, y: y.map(Number) }, reduced);
  const expected = [13.43282274161888, 0.024456035708706, -5.704138279639683];
  expected.forEach((value, i) => {
    near(coefficients[i]?.estimate, value, { relative: 1e-8 });
  });
  expect(report.coefficients.every(({ standardError }) => standardError !== null)).toBe(true);
});

test.each(['newton', 'lbfgs'] as const)('%s finds finite estimates of separated data', async (solver) => {
  const data = { x: [[1], [2], [3], [4]], y: [0, 0, 1, 1] };
  const { report, coefficients } = await fit(bernoulli, data, { ...reduced, solver });
  expect(report.converged).toBe(true);
  const same = await fit(bernoulli, data, reduced);
  near(coefficients[1]?.estimate, same.coefficients[1]?.estimate ?? NaN, { relative: 1e-7 });
});

// The derivative of the penalty, from hessians that know nothing of it, against differences of the whole objective.
test.each<[KernelModule, readonly number[], ArrayLike<number>]>([
  [poisson, [0.3, -0.2], [1, 0, 3, 2]],
  [exponential, [-2, 0.3], [1, 0.5, 3, 2]],
  [normal, [0.3, -1, 0.1, 0.2], [1, 0.5, 3, 2]],
])('its slope is right for $family', async (kernels, at, outcomes) => {
  const x = Float64Array.of(1, 0, 1, 0.5, 1, -1, 1, 2);
  const y = Float64Array.from(outcomes);
  const problem = { kernels, rows: 4, columns: 2, x, y, rowWeights: null, offset: null };
  const free = Int32Array.from(at.keys());
  const plain = modelObjective({
    problem,
    evaluator: await cpu.open(problem),
    totalWeight: 4,
    free,
    penalty: new Float64Array(free.length),
    lasso: null,
    residualSizes: new Float64Array(kernels.parameters).fill(1),
    magnitude: 1,
  });
  const objective = withJeffreys(plain, { problem, free, totalWeight: 4, dispersion: 1 });
  const point = Float64Array.from(at);
  const gradient = new Float64Array(free.length);
  await objective.evaluate(point, gradient);
  for (const i of free) {
    const moved = (step: number) =>
      objective.evaluate(
        point.map((value, j) => (j === i ? value + step : value)),
        new Float64Array(free.length),
      );
    const [up, down] = [await moved(1e-5), await moved(-1e-5)];
    near(gradient[i], (up - down) / 2e-5, { relative: 1e-7, absolute: 1e-8 });
  }
});

test.each([{ l2: 1 }, { l1: 1 }, { path: 5 }, { solver: 'sgd' as const }])(
  'goes with no %o',
  async (option) => {
    await expect(fit(poisson, { x: [[1], [2]], y: [1, 2] }, { ...reduced, ...option })).rejects.toMatchObject(
      {
        code: 'options-conflict',
      },
    );
  },
);
