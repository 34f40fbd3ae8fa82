// The fits of `reference/`: what R's glm and nnet give, refined in 30 digits, must come out of every solver.
import { describe, expect, test } from 'vitest';
import { fit } from './fit.js';
import { bernoulli, poisson, softmax } from './kernels.fixture.js';
import type { CoefficientReport } from './report.js';
import { designOf, expected, iris } from './reference.fixture.js';
import type { Expected } from './reference.fixture.js';

const near = (actual: number | null | undefined, wanted: number, relative: number, absolute = 0) => {
  expect(actual).toBeTypeOf('number');
  const difference = Math.abs((actual ?? NaN) - wanted);
  expect(difference, `${String(actual)} against ${String(wanted)}`).toBeLessThanOrEqual(
    relative * Math.abs(wanted) + absolute,
  );
};

const termOf = (name: string): string => (name === 'Intercept' ? '(Intercept)' : name);

const find = (coefficients: readonly CoefficientReport[], name: string, level: string | null = null) => {
  const found = coefficients.find((one) => one.term === termOf(name) && one.class === level);
  expect(found, name).toBeDefined();
  return found;
};

const cases = [
  { id: 'r02_dobson_poisson', kernels: poisson },
  { id: 'r03_warpbreaks_poisson', kernels: poisson },
  { id: 'r04_mtcars_logit', kernels: bernoulli },
] as const;

describe.each(cases)('$id', ({ id, kernels }) => {
  const wanted = expected(id);
  const { names, x, y } = designOf(id);
  test.each(['newton', 'lbfgs'] as const)('%s finds the coefficients of the reference', async (solver) => {
    const model = await fit(kernels, { x, y: y.map(Number), names }, { solver });
    expect(model.report.converged).toBe(true);
    for (const [name, value] of Object.entries(wanted.coefficients))
      near(find(model.coefficients, name)?.estimate, value, solver === 'newton' ? 1e-10 : 1e-8, 1e-9);
  });
  test('inference is that of the reference', async () => {
    const model = await fit(kernels, { x, y: y.map(Number), names });
    const { report } = model;
    for (const name of Object.keys(wanted.coefficients)) {
      const one = find(report.coefficients, name);
      near(one?.standardError, wanted.std_errors[name] ?? NaN, 1e-9);
      near(one?.statistic, wanted.statistics[name] ?? NaN, 1e-9, 1e-9);
      near(one?.pValue, wanted.p_values[name] ?? NaN, 1e-7, 1e-300);
      near(one?.interval?.[0], wanted.wald_ci95[name]?.[0] ?? NaN, 1e-9);
      near(one?.interval?.[1], wanted.wald_ci95[name]?.[1] ?? NaN, 1e-9);
    }
    near(report.deviance, wanted.deviance, 1e-10);
    near(report.nullDeviance, wanted.null_deviance, 1e-10);
    near(report.logLikelihood, wanted.loglik, 1e-10);
    near(report.aic, wanted.aic, 1e-10);
    near(report.bic, wanted.bic, 1e-10);
    expect(report.dispersion).toBe(wanted.dispersion);
    expect([report.dfResidual, report.dfNull]).toEqual([wanted.df_residual, wanted.df_null]);
  });
  test('fitted means are those of the reference', async () => {
    const model = await fit(kernels, { x, y: y.map(Number), names });
    const means = model.predict({ x: x.slice(0, 10) });
    wanted.fitted_first10.forEach((value, row) => {
      near(means[row], value, 1e-8);
    });
  });
});

interface ExpectedClasses {
  readonly coefficients: Readonly<Record<string, Expected['coefficients']>>;
  readonly std_errors: Readonly<Record<string, Expected['coefficients']>>;
  readonly weights: Readonly<Record<string, Expected['coefficients']>>;
  readonly deviance: number;
  readonly null_deviance: number;
  readonly loglik: number;
  readonly aic: number;
  readonly accuracy: number;
  readonly objective_mean_form: number;
  readonly probabilities_first10: readonly (readonly number[])[];
}

describe('r05_iris_multinomial', () => {
  const wanted = expected<ExpectedClasses>('r05_iris_multinomial');
  const { names, x, y } = designOf('r05_iris_multinomial');
  test.each(['newton', 'lbfgs'] as const)('%s finds the baseline form of the reference', async (solver) => {
    const { report } = await fit(softmax(3), { x, y, names }, { solver });
    expect(report.converged).toBe(true);
    for (const [level, terms] of Object.entries(wanted.coefficients))
      for (const [name, value] of Object.entries(terms)) {
        const one = find(report.coefficients, name, level);
        near(one?.estimate, value, 1e-8);
        near(one?.standardError, wanted.std_errors[level]?.[name] ?? NaN, 1e-6);
      }
    near(report.deviance, wanted.deviance, 1e-10);
    near(report.nullDeviance, wanted.null_deviance, 1e-10);
    near(report.logLikelihood, wanted.loglik, 1e-10);
    near(report.aic, wanted.aic, 1e-10);
    near(report.accuracy, wanted.accuracy, 1e-12);
  });
});

describe('r06_iris_ridge_softmax', () => {
  const wanted = expected<ExpectedClasses>('r06_iris_ridge_softmax');
  const data = iris();
  test.each(['newton', 'lbfgs'] as const)(
    '%s reaches the penalised optimum of the reference',
    async (solver) => {
      const model = await fit(softmax(3), data, { l2: 0.01, solver });
      expect(model.report.converged).toBe(true);
      near(model.report.objective, wanted.objective_mean_form, 1e-12);
      near(model.report.accuracy, wanted.accuracy, 1e-12);
      for (const [level, terms] of Object.entries(wanted.weights))
        for (const [name, value] of Object.entries(terms)) {
          const one = find(model.coefficients, name, level);
          near(one?.estimate, value, 1e-7);
          expect([one?.standardError, one?.pValue, one?.interval]).toEqual([null, null, null]);
        }
      const probabilities = model.predictProbabilities({ x: data.x.slice(0, 10) });
      wanted.probabilities_first10.flat().forEach((value, at) => {
        near(probabilities[at], value, 1e-7);
      });
    },
  );
  test.each(['sgd', 'momentum', 'adam'] as const)('%s comes within 1e-3 of the optimum', async (solver) => {
    const { report } = await fit(softmax(3), data, { l2: 0.01, solver });
    expect(report.objective - wanted.objective_mean_form).toBeGreaterThan(-1e-9);
    expect(report.objective - wanted.objective_mean_form).toBeLessThan(1e-3);
  });
});
