// Design matrices against those that R made of the same files (../../reference).
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readTable } from '../tables/read-table.js';
import { buildDesign } from './design.js';

const pathOf = (file: string): string => fileURLToPath(new URL(`../../reference/${file}`, import.meta.url));

/** The numbers of a design file but its first two columns, outcome and intercept. */
const expected = (id: string): readonly (readonly number[])[] =>
  readFileSync(pathOf(`${id}.design.csv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(2).map(Number));

test.each([
  ['r02_dobson_poisson', 'counts ~ C(outcome) + C(treatment)', {}],
  [
    'r02_dobson_poisson',
    'counts ~ outcome + treatment',
    { outcome: ['1', '2', '3'], treatment: ['1', '2', '3'] },
  ],
  ['r03_warpbreaks_poisson', 'breaks ~ wool + tension', { tension: ['L', 'M', 'H'] }],
  ['r04_mtcars_logit', 'am ~ hp + wt', {}],
  ['r05_iris_multinomial', 'Species ~ Sepal_Width', {}],
])('%s: %s', async (id, formula, levels: Record<string, readonly string[]>) => {
  const table = await readTable(pathOf(`${id}.csv`));
  const { x, rows, design } = buildDesign(formula, table, { levels: new Map(Object.entries(levels)) });
  const width = design.columns.length;
  const matrix = Array.from({ length: rows }, (_, row) => [...x.subarray(row * width, (row + 1) * width)]);
  expect(matrix).toEqual(expected(id));
});
