// What must hold of every fit, whatever the data: invariances, equivalences, and certified hard cases.
import { describe, expect, test } from 'vitest';
import { fit } from './fit.js';
import { bernoulli, exponential, gaussian, normal, poisson, softmax } from './kernels.fixture.js';
import {
  certified,
  names as longleyNames,
  residualDeviation,
  x as longleyX,
  y as longleyY,
} from './longley.fixture.js';
import { near } from './near.fixture.js';
import { designOf, iris } from './reference.fixture.js';

const loom = designOf('r03_warpbreaks_poisson');
const breaks = loom.y.map(Number);
const cars = designOf('r04_mtcars_logit');
const manual = cars.y.map(Number);
const estimates = (model: Awaited<ReturnType<typeof fit>>) =>
  model.coefficients.map(({ estimate }) => estimate ?? NaN);

describe.each(['newton', 'lbfgs'] as const)('%s', (solver) => {
  test('fits the collinear data of Longley to the certified values', async () => {
    const { report } = await fit(gaussian, { x: longleyX, y: longleyY, names: longleyNames }, { solver });
    certified.forEach(([estimate, error], i) => {
      near(report.coefficients[i]?.estimate, estimate, { relative: solver === 'newton' ? 1e-9 : 1e-6 });
      near(report.coefficients[i]?.standardError, error, { relative: 1e-9 });
    });
    near(report.dispersion, residualDeviation ** 2, { relative: 1e-9 });
  });

  test('does not mind the units and the origin of a column', async () => {
    const plain = estimates(await fit(bernoulli, { x: cars.x, y: manual }, { solver }));
    const [c0 = 0, hp = 0, wt = 0] = plain;
    const moved = cars.x.map(([a = 0, b = 0]) => [(a - 150) * 2 ** 20, b * 2 ** -30 + 1]);
    const [d0, d1, d2] = estimates(await fit(bernoulli, { x: moved, y: manual }, { solver }));
    near(d1, hp / 2 ** 20, { relative: 1e-6 });
    near(d2, wt * 2 ** 30, { relative: 1e-6 });
    near(d0, c0 + 150 * hp - wt * 2 ** 30, { relative: 1e-6 });
  });

  test('a weight is that many rows', async () => {
    const weights = Float64Array.from(breaks, (_, row) => row % 3);
    const repeated = breaks.flatMap((_, row) => new Array<number>(row % 3).fill(row));
    const one = await fit(poisson, { x: loom.x, y: breaks, weights }, { solver });
    const x = repeated.map((row) => loom.x[row] ?? []);
    const two = await fit(poisson, { x, y: repeated.map((row) => breaks[row] ?? NaN) }, { solver });
    estimates(one).forEach((value, i) => {
      near(value, estimates(two)[i] ?? NaN, { relative: 1e-8 });
    });
    near(one.report.deviance, two.report.deviance ?? NaN, { relative: 1e-10 });
    near(one.report.logLikelihood, two.report.logLikelihood ?? NaN, { relative: 1e-10 });
  });

  test('what is added to an offset is taken from the intercept', async () => {
    const offset = Float64Array.from(breaks, () => Math.LN10);
    const [free = NaN, ...slopes] = estimates(await fit(poisson, { x: loom.x, y: breaks }, { solver }));
    const [shifted, ...same] = estimates(await fit(poisson, { x: loom.x, y: breaks, offset }, { solver }));
    near(shifted, free - Math.LN10, { relative: 1e-8 });
    slopes.forEach((value, i) => {
      near(same[i], value, { relative: 1e-8 });
    });
  });

  test('soft labels that are whole are labels', async () => {
    const data = iris();
    const levels = ['setosa', 'versicolor', 'virginica'];
    const y = Float64Array.from(data.y.flatMap((level) => levels.map((name) => (name === level ? 1 : 0))));
    const soft = await fit(softmax(3), { ...data, y, classes: levels }, { solver, l2: 0.1 });
    const hard = await fit(softmax(3), data, { solver, l2: 0.1 });
    near(soft.report.objective, hard.report.objective, { relative: 1e-12 });
    expect(soft.report.confusion).toEqual(hard.report.confusion);
    near(soft.report.deviance, hard.report.deviance ?? NaN, { relative: 1e-6 });
  });

  test('stays inside a natural parameter space with a wall', async () => {
    const { report } = await fit(
      exponential,
      { x: [[1], [2], [3], [4], [5]], y: [1e6, 3e6, 2e6, 5e6, 8e6] },
      { solver },
    );
    expect(report.converged).toBe(true);
    // the score equations of a canonical link: Σ (y − mean) = 0 and Σ x (y − mean) = 0
    const [b0 = NaN, b1 = NaN] = report.coefficients.map(({ estimate }) => estimate ?? NaN);
    const residuals = [1e6, 3e6, 2e6, 5e6, 8e6].map((y, i) => y + 1 / (b0 + b1 * (i + 1)));
    near(
      residuals.reduce((sum, value) => sum + value, 0),
      0,
      { relative: 0, absolute: 1 },
    );
    near(
      residuals.reduce((sum, value, i) => sum + value * (i + 1), 0),
      0,
      { relative: 0, absolute: 1 },
    );
  });
});

describe('grouped trials', () => {
  // successes among trials at two doses; with a free mean for each dose the estimates are log odds
  const grouped = { x: [[0], [1]], y: [2 / 10, 15 / 20], weights: Float64Array.of(10, 20) };
  const x = [...new Array<number[]>(10).fill([0]), ...new Array<number[]>(20).fill([1])];
  const single = { x, y: x.map((_, row) => (row < 2 || (row >= 10 && row < 25) ? 1 : 0)) };
  test('give the log odds, and agree with single trials but for what cannot agree', async () => {
    const one = (await fit(bernoulli, grouped)).report;
    const two = (await fit(bernoulli, single)).report;
    near(one.coefficients[0]?.estimate, Math.log(2 / 8), { relative: 1e-12 });
    near(one.coefficients[1]?.estimate, Math.log(15 / 5) - Math.log(2 / 8), { relative: 1e-12 });
    near(one.coefficients[1]?.standardError, Math.sqrt(1 / 2 + 1 / 8 + 1 / 15 + 1 / 5), { relative: 1e-12 });
    near(two.coefficients[1]?.standardError, Math.sqrt(1 / 2 + 1 / 8 + 1 / 15 + 1 / 5), { relative: 1e-12 });
    near(one.objective, two.objective, { relative: 1e-14 });
    near(one.deviance, 0, { relative: 0, absolute: 1e-12 });
    // log of the two binomial probabilities at their own means
    const log = (n: number, k: number): number =>
      Math.log(n) + (k === 1 ? 0 : log(n - 1, k - 1)) - Math.log(k);
    const wanted =
      log(10, 2) +
      log(20, 15) +
      2 * Math.log(0.2) +
      8 * Math.log(0.8) +
      15 * Math.log(0.75) +
      5 * Math.log(0.25);
    near(one.logLikelihood, wanted, { relative: 1e-12 });
  });
});

describe('a straight line', () => {
  // x = 1…5, y = 1 3 2 5 8: slope 16/10, intercept −1, residual sum of squares 5.2 on three degrees of freedom
  const data = { x: [[1], [2], [3], [4], [5]], y: [1, 3, 2, 5, 8] };
  test('has the textbook inference', async () => {
    const { report } = await fit(gaussian, data);
    const [intercept, slope] = report.coefficients;
    near(intercept?.estimate, -1, { relative: 1e-13 });
    near(slope?.estimate, 1.6, { relative: 1e-13 });
    near(slope?.standardError, Math.sqrt(5.2 / 3 / 10), { relative: 1e-12 });
    near(intercept?.standardError, Math.sqrt((5.2 / 3) * (1 / 5 + 9 / 10)), { relative: 1e-12 });
    near(report.dispersion, 5.2 / 3, { relative: 1e-12 });
    near(report.deviance, 5.2, { relative: 1e-12 });
    near(report.nullDeviance, 30.8, { relative: 1e-12 });
    near(report.logLikelihood, (-5 / 2) * (Math.log(2 * Math.PI * (5.2 / 5)) + 1), { relative: 1e-12 });
    near(report.aic, 5 * (Math.log(2 * Math.PI * (5.2 / 5)) + 1) + 6, { relative: 1e-12 });
    expect([report.statistic, report.dfResidual, report.dfNull]).toEqual(['t', 3, 4]);
  });
  test('through the origin is its own regression', async () => {
    const { report } = await fit(gaussian, { ...data, intercept: false });
    near(report.coefficients[0]?.estimate, 73 / 55, { relative: 1e-13 });
    near(report.nullDeviance, 103, { relative: 1e-13 });
    expect([report.dfResidual, report.dfNull, report.coefficients.length]).toEqual([4, 5, 1]);
  });
  test('with a ridge has the closed form, for both ways to standardise', async () => {
    // with centred x: slope = Sxy / (Sxx + N·λ·v), v = 1 or, standardised, the variance of x, which is 2
    const plain = await fit(gaussian, data, { l2: 0.5 });
    near(plain.coefficients[1]?.estimate, 16 / (10 + 5 * 0.5), { relative: 1e-12 });
    const standard = await fit(gaussian, data, { l2: 0.5, standardise: true });
    near(standard.coefficients[1]?.estimate, 16 / (10 + 5 * 0.5 * 2), { relative: 1e-12 });
    near(standard.coefficients[0]?.estimate, 3.8 - (3 * 16) / 15, { relative: 1e-12 });
    expect(plain.report).toMatchObject({ aic: null, bic: null, l2: 0.5 });
  });
  test('without any feature is the mean', async () => {
    const model = await fit(gaussian, { x: [[], [], []], y: [1, 2, 6] });
    near(model.coefficients[0]?.estimate, 3, { relative: 1e-14 });
    expect(Array.from(model.predict({ x: new Float64Array(0), rows: 2 }))).toHaveLength(2);
  });
});

describe('a family of two natural parameters', () => {
  const y = [1, 3, 2, 5, 8];
  // mean 19/5, variance 30.8/5
  const [mean, variance] = [3.8, 6.16];
  test('without features has the moments of the sample', async () => {
    const { report } = await fit(normal, { x: y.map(() => []), y });
    const [first, second] = report.coefficients;
    expect([first?.parameter, second?.parameter]).toEqual(['eta1', 'eta2']);
    near(first?.estimate, mean / variance, { relative: 1e-10 });
    near(second?.estimate, -1 / (2 * variance), { relative: 1e-10 });
    // Var η₂ = 1/(2nσ⁴), from the inverse of the covariance of (y, y²)
    near(second?.standardError, Math.sqrt(1 / (2 * 5 * variance ** 2)), { relative: 1e-9 });
    near(report.logLikelihood, (-5 / 2) * (Math.log(2 * Math.PI * variance) + 1), { relative: 1e-12 });
    expect(report.dfResidual).toBe(8);
  });
  test.each(['newton', 'lbfgs'] as const)(
    'with a feature satisfies its score equations (%s)',
    async (solver) => {
      const x = [[1], [2], [4], [3], [5]];
      const model = await fit(normal, { x, y }, { solver });
      expect(model.report.converged).toBe(true);
      const eta = model.predictLinear({ x });
      const score = [0, 0, 0, 0];
      y.forEach((value, row) => {
        const [a = NaN, b = NaN] = eta.subarray(2 * row);
        const residuals = [value + a / (2 * b), value ** 2 + 1 / (2 * b) - (a / (2 * b)) ** 2];
        residuals.forEach((residual, k) => {
          score[k] = (score[k] ?? 0) + residual;
          score[2 + k] = (score[2 + k] ?? 0) + residual * (x[row]?.[0] ?? NaN);
        });
      });
      for (const one of score) near(one, 0, { relative: 0, absolute: 1e-6 });
    },
  );
});

test('single precision kernels train to single precision', async () => {
  const single = { ...poisson, precision: 'f32' } as const;
  const wide = estimates(await fit(poisson, { x: loom.x, y: breaks }));
  const model = await fit(single, { x: loom.x, y: breaks });
  expect(model.report.converged).toBe(true);
  estimates(model).forEach((value, i) => {
    near(value, wide[i] ?? NaN, { relative: 1e-4 });
  });
});
