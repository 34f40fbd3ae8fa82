// Predictors that are written out give the model's own predictions to the last bit, and are small.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from './command/run.fixture.js';
import { exportPredictor } from './export-predictor.js';
import { fit } from './fit.js';
import { readTable } from './tables/read-table.js';
import type { Table } from './tables/table.js';

const folder = mkdtempSync(join(tmpdir(), 'expfam-export-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const pathOf = (file: string): string => fileURLToPath(new URL(`../reference/${file}`, import.meta.url));

interface Predictor {
  predict(row: unknown): number | Record<string, number>;
  predictMany(columns: unknown, rows: number): (number | Record<string, number>)[];
}

const load = async (name: string, contents: string): Promise<Predictor> => {
  const path = join(folder, `${name}.ts`);
  writeFileSync(path, contents);
  return (await import(path)) as Predictor;
};

const rowsOf = (table: Table): Record<string, unknown>[] =>
  Array.from({ length: table.rows }, (_, i) =>
    Object.fromEntries(
      table.columns.map((column) => [column.name, column.kind === 'unsupported' ? null : column.values[i]]),
    ),
  );

const cases = [
  ['r05_iris_multinomial.csv', 'categorical', 'Species ~ .', { l2: 0.01 }],
  ['r05_iris_multinomial.csv', 'categorical', 'Species ~ Sepal_Width', {}],
  ['r03_warpbreaks_poisson.csv', 'poisson', 'breaks ~ wool * tension', {}],
  ['fits/insurance.csv', 'poisson', 'Claims ~ 0 + District + Age + offset(log(Holders))', {}],
  ['fits/mtcars.csv', 'gaussian', 'mpg ~ log(hp, 2) + I(wt^2) + wt:factor(cyl) + I(qsec > 18)', {}],
  ['fits/birthwt.csv', 'bernoulli', 'low ~ age + lwt + smoke', { link: 'probit' }],
  ['fits/clotting.csv', 'gamma', 'lot1 ~ log(u)', {}],
  ['fits/air.csv', 'inverse_gaussian', 'Ozone ~ sqrt(Temp) - 1', { link: 'log' }],
] as const;

describe.each(cases)('%s, %s: %s', (file, family, formula, options) => {
  test('predicts as the model does', async () => {
    const table = await readTable(pathOf(file));
    const model = await fit(family, { table, formula }, options);
    const { contents } = await exportPredictor(model);
    expect(contents).not.toMatch(/^import|require\(/m);
    const { predict, predictMany } = await load(`${family}-${String(formula.length)}`, contents);
    const numbers = (value: number | Record<string, number>): number[] =>
      typeof value === 'number' ? [value] : Object.values(value);
    const found = rowsOf(table).flatMap((row) => numbers(predict(row)));
    expect(found).toEqual([...model.predictProbabilities({ table })]);
    const columns = Object.fromEntries(
      table.columns.map((column) => [column.name, column.kind === 'unsupported' ? [] : column.values]),
    );
    expect(predictMany(columns, table.rows).flatMap(numbers)).toEqual(found);
  });
});

test('the predictor of the iris flowers is smaller than 2 KB', async () => {
  const table = await readTable(pathOf('r05_iris_multinomial.csv'));
  const model = await fit('categorical', { table, formula: 'Species ~ .' }, { l2: 0.01 });
  const { contents } = await exportPredictor(model, { target: 'ts' });
  expect(gzipSync(contents).length).toBeLessThan(2048);
});

test('a level that the model does not know is an error of the predictor', async () => {
  const table = await readTable(pathOf('r03_warpbreaks_poisson.csv'));
  const { contents } = await exportPredictor(await fit('poisson', { table, formula: 'breaks ~ wool' }));
  const { predict } = await load('levels', contents);
  expect(() => predict({ wool: 'C' })).toThrow('new level: C is none of A, B');
});

test('what a user calls a column or a class is never code', async () => {
  const name = 'a"]; throw new Error("no"); //`${1}';
  const table = { y: ['x"', '\n//', 'x"', '\n//', 'x"'], [name]: [1, 2, 3, 4, 1] };
  const model = await fit('categorical', { table, formula: `y ~ .` }, { l2: 1 });
  const { predict } = await load('names', (await exportPredictor(model)).contents);
  expect(Object.values(predict({ [name]: 2 }))).toEqual([
    ...model.predictProbabilities({ table: { [name]: [2] } }),
  ]);
});

test('the command writes it', async () => {
  const [model, out] = [join(folder, 'm.json'), join(folder, 'p.ts')];
  await run(['fit', pathOf('fits/cars.csv'), '-F', 'gaussian', '-f', 'dist ~ speed', '--out', model]);
  expect(await run(['export', model, '--target', 'ts', '--out', out])).toEqual({
    status: 0,
    out: '',
    err: '',
  });
  const { predict } = (await import(out)) as Predictor;
  // coef(lm(dist ~ speed, cars)): -17.579095, 3.932409
  expect(predict({ speed: 10 })).toBeCloseTo(-17.579095 + 39.32409, 4);
  expect((await run(['export', model])).out).toContain('export function predict');
});
