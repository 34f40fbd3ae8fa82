// Whole fits by the command against the reference (../reference): R's glm and nnet, recomputed with 30 to 40 digits, and the
// penalised optimum by Newton's method. Its README gives the tolerances.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FitReport } from '@expfam/runtime';
import { run } from './command/run.fixture.js';
import { scratchFolder } from './scratch.fixture.js';

const pathOf = (file: string): string => fileURLToPath(new URL(`../reference/${file}`, import.meta.url));
const folder = scratchFolder();

interface Expected {
  readonly coefficients: Readonly<Record<string, number>>;
  readonly std_errors: Readonly<Record<string, number>>;
  readonly p_values: Readonly<Record<string, number>>;
  readonly deviance: number;
  readonly null_deviance: number;
  readonly loglik: number;
  readonly aic: number;
  readonly bic: number;
  readonly df_residual: number;
  readonly df_null: number;
  readonly fitted_first10: readonly number[];
}

const expectedOf = <T>(id: string): T =>
  (JSON.parse(readFileSync(pathOf(`${id}.json`), 'utf8')) as { expected: T }).expected;

const report = async (argv: readonly string[]): Promise<FitReport> => {
  const { status, out, err } = await run(['fit', ...argv, '--format', 'json']);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return JSON.parse(out) as FitReport;
};

const within = (found: number | null | undefined, expected: number, relative: number): void => {
  expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    relative * Math.max(1e-3, Math.abs(expected)),
  );
};

/** Columns of a CSV text without quotes, by name. */
const columnsOf = (csv: string): Readonly<Record<string, readonly string[]>> => {
  const [header = '', ...lines] = csv.trim().split('\n');
  return Object.fromEntries(
    header.split(',').map((name, at) => [name, lines.map((line) => line.split(',')[at] ?? '')]),
  );
};

describe.each([
  [
    'r02_dobson_poisson',
    'poisson',
    ['--formula', 'counts ~ outcome + treatment', '--levels', 'outcome=1,2,3', '--levels', 'treatment=1,2,3'],
  ],
  [
    'r03_warpbreaks_poisson',
    'poisson',
    ['--formula', 'breaks ~ wool + tension', '--levels', 'tension=L,M,H'],
  ],
  ['r04_mtcars_logit', 'bernoulli', ['--formula', 'am ~ hp + wt']],
  ['r01_clotting_gamma_inverse', 'gamma', ['--formula', 'lot1 ~ log_u']],
])('%s', (id, family, formula) => {
  const expected = expectedOf<Expected>(id);
  const model = join(folder, `${id}.model.json`);
  let fit: FitReport;
  beforeAll(async () => {
    fit = await report([pathOf(`${id}.csv`), '--family', family, ...formula, '--out', model]);
  });

  test('coefficients, standard errors and p values', () => {
    expect(fit.coefficients.map(({ term }) => term.replace('(Intercept)', 'Intercept'))).toEqual(
      Object.keys(expected.coefficients),
    );
    for (const { term, estimate, standardError, pValue } of fit.coefficients) {
      const name = term.replace('(Intercept)', 'Intercept');
      within(estimate, expected.coefficients[name] ?? Number.NaN, 1e-8);
      within(standardError, expected.std_errors[name] ?? Number.NaN, 1e-6);
      within(pValue, expected.p_values[name] ?? Number.NaN, 1e-6);
    }
  });
  test('deviance, log-likelihood and information criteria', () => {
    within(fit.deviance, expected.deviance, 1e-10);
    within(fit.nullDeviance, expected.null_deviance, 1e-10);
    within(fit.logLikelihood, expected.loglik, 1e-10);
    within(fit.aic, expected.aic, 1e-10);
    within(fit.bic, expected.bic, 1e-10);
    expect([fit.dfResidual, fit.dfNull]).toEqual([expected.df_residual, expected.df_null]);
  });
  test('the saved model predicts the fitted means', async () => {
    const { status, out } = await run(['predict', model, pathOf(`${id}.csv`)]);
    expect(status).toBe(0);
    const { predicted = [] } = columnsOf(out);
    expected.fitted_first10.forEach((mean, row) => {
      within(Number(predicted[row]), mean, 1e-8);
    });
  });
});

interface ExpectedClasses {
  readonly coefficients: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly std_errors: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly weights: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly deviance: number;
  readonly null_deviance: number;
  readonly loglik: number;
  readonly aic: number;
  readonly accuracy: number;
  readonly objective_mean_form: number;
  readonly probabilities_first10: readonly (readonly number[])[];
}

const iris = pathOf('r05_iris_multinomial.csv');
const species = ['setosa', 'versicolor', 'virginica'];

const predictsFirstTen = async (model: string, expected: ExpectedClasses): Promise<void> => {
  const { out } = await run(['predict', model, iris]);
  const columns = columnsOf(out);
  expected.probabilities_first10.forEach((row, at) => {
    row.forEach((probability, k) => {
      within(Number(columns[`P(${species[k] ?? ''})`]?.[at]), probability, 1e-7);
    });
  });
  expect(columns['class']?.length).toBe(150);
};

test.each(['categorical', 'multinomial'])('r05: the baseline form of %s', async (family) => {
  const expected = expectedOf<ExpectedClasses>('r05_iris_multinomial');
  const model = join(folder, 'r05.json');
  const fit = await report([iris, '--family', family, '--formula', 'Species ~ Sepal_Width', '--out', model]);
  for (const { class: level, term, estimate, standardError } of fit.coefficients) {
    const name = term.replace('(Intercept)', 'Intercept');
    within(estimate, expected.coefficients[level ?? '']?.[name] ?? Number.NaN, 1e-8);
    within(standardError, expected.std_errors[level ?? '']?.[name] ?? Number.NaN, 1e-6);
  }
  expect(fit.coefficients.length).toBe(4);
  within(fit.deviance, expected.deviance, 1e-10);
  within(fit.nullDeviance, expected.null_deviance, 1e-10);
  within(fit.logLikelihood, expected.loglik, 1e-10);
  within(fit.aic, expected.aic, 1e-10);
  within(fit.accuracy, expected.accuracy, 1e-12);
  await predictsFirstTen(model, expected);
});

describe('r06: the penalised softmax', () => {
  const expected = expectedOf<ExpectedClasses>('r06_iris_ridge_softmax');
  test.each(['auto', 'newton', 'lbfgs'])('the optimum by %s', async (solver) => {
    const model = join(folder, `r06-${solver}.json`);
    const fit = await report([
      iris,
      '--family',
      'categorical',
      '--formula',
      'Species ~ .',
      '--l2',
      '0.01',
      '--solver',
      solver,
      '--out',
      model,
    ]);
    within(fit.objective, expected.objective_mean_form, 1e-8);
    within(fit.accuracy, expected.accuracy, 1e-12);
    expect(
      fit.coefficients.every(({ standardError, pValue }) => standardError === null && pValue === null),
    ).toBe(true);
    for (const { class: level, term, estimate } of fit.coefficients)
      within(
        estimate,
        expected.weights[level ?? '']?.[term.replace('(Intercept)', 'Intercept')] ?? Number.NaN,
        1e-5,
      );
    await predictsFirstTen(model, expected);
  });
  test.each(['sgd', 'adam'])('close to it by %s', async (solver) => {
    const { out } = await run([
      'fit',
      iris,
      '-F',
      'categorical',
      '-f',
      'Species ~ .',
      '--l2',
      '0.01',
      '--solver',
      solver,
      '--format',
      'json',
    ]);
    expect(Math.abs((JSON.parse(out) as FitReport).objective - expected.objective_mean_form)).toBeLessThan(
      1e-3,
    );
  });
});
