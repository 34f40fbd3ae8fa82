// Penalties with corners and paths of them, against scikit-learn and against the conditions that hold at the optimum alone.
import { describe, expect, test } from 'vitest';
import { fit } from './fit.js';
import { bernoulli, gaussian, softmax } from './kernels.fixture.js';
import { near } from './near.fixture.js';
import { designOf, iris } from './reference.fixture.js';

const cars = () => {
  const { x, y, names } = designOf('r04_mtcars_logit');
  return { x, y: y.map(Number), names };
};

describe('the optimum', () => {
  // scikit-learn 1.9.1: LogisticRegression(penalty='elasticnet', solver='saga', C=1/(150*(l1+l2)), l1_ratio=l1/(l1+l2),
  // tol=1e-14, max_iter=4000000).fit(X, Species), its mean loss with the penalty added
  test.each([
    { l1: 0.02, l2: 0, objective: 0.2982177238554181 },
    { l1: 0.01, l2: 0.01, objective: 0.307891788843537 },
  ])('of a penalised softmax is that of scikit-learn ($l1, $l2)', async ({ l1, l2, objective }) => {
    const { report } = await fit(softmax(3), iris(), { l1, l2 });
    expect(report).toMatchObject({ solver: 'coordinate', converged: true, l1, l2, aic: null });
    near(report.objective, objective, { relative: 1e-9 });
  });

  test('of an elastic net is that of scikit-learn', async () => {
    const { x } = iris();
    // ElasticNet(alpha=0.1, l1_ratio=0.5, tol=1e-15).fit(X[:, :3], X[:, 3])
    const { coefficients } = await fit(
      gaussian,
      { x: x.map((row) => row.slice(0, 3)), y: x.map((row) => row[3] ?? 0) },
      { l1: 0.05, l2: 0.05 },
    );
    const expected = [-0.2785038420285697, 0, 0, 0.39325097801008596];
    expected.forEach((value, i) => {
      near(coefficients[i]?.estimate ?? NaN, value, { relative: 1e-12 });
    });
  });

  test('has a slope of λ₁ where a coefficient is not zero, and at most that elsewhere', async () => {
    const { x, y } = cars();
    const l1 = 0.05;
    const model = await fit(bernoulli, { x, y }, { l1 });
    const mean = model.predict({ x });
    const slopes = [0, 1].map(
      (j) => x.reduce((sum, row, i) => sum + (row[j] ?? 0) * ((mean[i] ?? 0) - (y[i] ?? 0)), 0) / x.length,
    );
    model.coefficients.slice(1).forEach(({ estimate }, j) => {
      const slope = slopes[j] ?? NaN;
      if (estimate === 0) expect(Math.abs(slope)).toBeLessThanOrEqual(l1 * (1 + 1e-9));
      else near(slope, -l1 * Math.sign(estimate ?? 0), { relative: 1e-8 });
    });
  });

  test('does not depend on the units of a column that is standardised', async () => {
    const { x, y } = cars();
    const options = { l1: 0.05, l2: 0.01, standardise: true };
    const plain = await fit(bernoulli, { x, y }, options);
    const scaled = await fit(bernoulli, { x: x.map(([hp = 0, wt = 0]) => [hp / 1000, wt]), y }, options);
    near(scaled.report.objective, plain.report.objective, { relative: 1e-12 });
    near(scaled.coefficients[1]?.estimate ?? NaN, (plain.coefficients[1]?.estimate ?? NaN) * 1000, {
      relative: 1e-7,
    });
  });

  test('without corners is that of every other solver', async () => {
    const fits = await Promise.all(
      (['newton', 'lbfgs', 'coordinate'] as const).map((solver) => fit(bernoulli, cars(), { solver })),
    );
    for (const { report, coefficients } of fits) {
      near(report.objective, fits[0]?.report.objective ?? NaN, { relative: 1e-13 });
      coefficients.forEach(({ estimate }, i) => {
        near(estimate ?? NaN, fits[0]?.coefficients[i]?.estimate ?? NaN, { relative: 1e-7 });
      });
    }
  });

  test('is found where columns are many and nearly the same', async () => {
    const x = Array.from({ length: 60 }, (_, i) =>
      Array.from({ length: 90 }, (__, j) => Math.sin(i * 0.1) + 0.01 * Math.cos(i * j + j)),
    );
    const y = x.map((row, i) => (row[3] ?? 0) * 40 - (row[60] ?? 0) * 20 + Math.sin(7 * i));
    const { report } = await fit(gaussian, { x, y }, { l1: 1e-3 });
    expect(report).toMatchObject({ converged: true });
  });
});

describe('a path', () => {
  test('begins where nothing is left and ends at the penalty that was asked for', async () => {
    const path = (await fit(softmax(3), iris(), { l1: 0.01, path: 8 })).report.path ?? [];
    expect(path.map(({ l1 }) => l1)).toEqual([...path.map(({ l1 }) => l1)].sort((a, b) => b - a));
    expect([path.length, path[0]?.nonzero, path.at(-1)?.l1]).toEqual([8, 0, 0.01]);
    const direct = await fit(softmax(3), iris(), { l1: 0.01 });
    near(path.at(-1)?.objective ?? NaN, direct.report.objective, { relative: 1e-13 });
  });

  test('without a penalty is that of a lasso, whose end the data decide', async () => {
    const { report } = await fit(bernoulli, cars(), { path: 20, standardise: true });
    const [first] = report.path ?? [];
    expect(first?.nonzero).toBe(0);
    near(report.l1 / (first?.l1 ?? NaN), 1e-4, { relative: 1e-9 });
    expect(report.path?.every(({ converged }) => converged)).toBe(true);
  });

  test('of ridges shrinks towards the null model', async () => {
    const path = (await fit(bernoulli, cars(), { l2: 0.1, path: 5 })).report.path ?? [];
    const sizes = path.map(({ estimates }) => Math.hypot(...estimates.slice(1)));
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    near(path[0]?.objective ?? NaN, 43.2297 / 64, { relative: 1e-2 });
  });
});

test.each(['newton', 'lbfgs', 'sgd'] as const)('%s refuses corners', async (solver) => {
  await expect(fit(bernoulli, cars(), { l1: 0.1, solver })).rejects.toMatchObject({
    code: 'penalty-needs-coordinate',
  });
});
