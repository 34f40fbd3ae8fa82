// The reference (../reference) through the library, by kernels of TypeScript and of WebAssembly alike: R's glm and nnet recomputed
// with 30 to 40 digits. What the command says of the same fits is in reference.test.ts.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compile, fit } from './index.js';
import type { CompileOptions, Model } from './index.js';

type Numbers = Readonly<Record<string, number>>;

interface Expected {
  readonly coefficients?: Numbers | Readonly<Record<string, Numbers>>;
  readonly weights?: Readonly<Record<string, Numbers>>;
  readonly std_errors?: Numbers | Readonly<Record<string, Numbers>>;
  readonly deviance?: number;
  readonly loglik?: number;
  readonly aic?: number;
  readonly objective_mean_form?: number;
  readonly fitted_first10?: readonly number[];
  readonly probabilities_first10?: readonly (readonly number[])[];
}

const textOf = (file: string): string =>
  readFileSync(fileURLToPath(new URL(`../reference/${file}`, import.meta.url)), 'utf8');

/** Rows of a CSV file without quotes, header first. */
const cellsOf = (file: string): readonly (readonly string[])[] =>
  textOf(file)
    .trim()
    .split('\n')
    .map((line) => line.split(','));

const species = ['setosa', 'versicolor', 'virginica'];

/** Features without the intercept, and outcomes as class indices or numbers. */
const dataOf = (id: string) => {
  const [header = [], ...rows] = cellsOf(
    id.startsWith('r06') ? 'r05_iris_multinomial.csv' : `${id}.design.csv`,
  );
  const outcome = header.includes('y') ? 'y' : 'Species';
  const names = header.filter((name) => ![outcome, 'Intercept', '(Intercept)', 'Unnamed: 0'].includes(name));
  const column = (row: readonly string[], name: string) => row[header.indexOf(name)] ?? '';
  const y = rows.map((row) => {
    const cell = column(row, outcome);
    return species.includes(cell) ? species.indexOf(cell) : Number(cell);
  });
  return { x: rows.map((row) => names.map((name) => Number(column(row, name)))), y, names };
};

const cases: readonly (readonly [
  string,
  string,
  Omit<CompileOptions<'ts' | 'wasm'>, 'target'>,
  { readonly l2?: number },
])[] = [
  ['r01_clotting_gamma_inverse', 'gamma', { link: 'inverse' }, {}],
  ['r02_dobson_poisson', 'poisson', {}, {}],
  ['r03_warpbreaks_poisson', 'poisson', {}, {}],
  ['r04_mtcars_logit', 'bernoulli', {}, {}],
  ['r05_iris_multinomial', 'categorical', { classes: 3 }, {}],
  ['r06_iris_ridge_softmax', 'categorical', { classes: 3 }, { l2: 0.01 }],
];

// two coefficients of r02 are exactly zero, so that small ones are compared absolutely
const near = (found: number | null | undefined, wanted: number, relative: number): void => {
  expect(Math.abs((found ?? NaN) - wanted)).toBeLessThanOrEqual(relative * Math.max(1e-3, Math.abs(wanted)));
};

const valueOf = (table: Expected['coefficients'], level: string | null, term: string): number => {
  const row = level === null ? table : table?.[level];
  const found = typeof row === 'object' ? (row[term] ?? row[term.replace(/[()]/g, '')]) : undefined;
  return typeof found === 'number' ? found : NaN;
};

const checkInference = ({ report, coefficients }: Model, expected: Expected): void => {
  for (const { class: level, term, estimate, standardError } of coefficients) {
    near(estimate, valueOf(expected.coefficients, level, term), 1e-8);
    near(standardError, valueOf(expected.std_errors, level, term), 1e-6);
  }
  near(report.deviance, expected.deviance ?? NaN, 1e-9);
  near(report.logLikelihood, expected.loglik ?? NaN, 1e-9);
  near(report.aic, expected.aic ?? NaN, 1e-9);
};

describe.each(['ts', 'wasm'] as const)('by kernels for %s', (target) => {
  test.each(cases)('%s', async (id, family, options, penalty) => {
    const { expected } = JSON.parse(textOf(`${id}.json`)) as { readonly expected: Expected };
    const data = dataOf(id);
    const kernels = await compile(family, { ...options, target });
    const model = await fit(
      kernels,
      { ...data, ...(kernels.classes === null ? {} : { classes: species }) },
      penalty,
    );
    expect(model.report).toMatchObject({ converged: true, warnings: [] });
    if (expected.objective_mean_form === undefined) checkInference(model, expected);
    else near(model.report.objective, expected.objective_mean_form, 1e-9);
    const x = data.x.slice(0, 10);
    const found = kernels.classes === null ? model.predict({ x }) : model.predictProbabilities({ x });
    const wanted = expected.fitted_first10 ?? expected.probabilities_first10?.flat() ?? [];
    expect(wanted.length).toBe(found.length);
    wanted.forEach((mean, at) => {
      near(found[at], mean, kernels.classes === null ? 1e-8 : 1e-7);
    });
  });
});
