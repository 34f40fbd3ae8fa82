// The picture of a trained model shows what the model predicts, whatever the formula is made of.
import { readFileSync } from 'node:fs';
import { fit } from 'expfam';
import { expect, test } from 'vitest';
import { pictureOf } from './picture.js';
import { readCsv } from './read-csv.js';
import type { CurvesView, RegionsView } from './view.js';

const pictured = async (family: string, file: string, formula: string) => {
  const text = readFileSync(new URL(`../../pages/public/data/${file}`, import.meta.url), 'utf8');
  const data = readCsv(text, file);
  const model = await fit(family, { table: data.table, formula }, { l2: 0.01 });
  return { model, data, picture: pictureOf(model, data, formula) };
};

test('a curve goes through what the model predicts, other columns at values that occur', async () => {
  const { model, picture } = await pictured('bernoulli', 'mtcars.csv', 'am ~ wt + factor(cyl)');
  const { x, curves, rows } = picture as CurvesView;
  expect(x).toBe('wt');
  expect(rows).toHaveLength(32);
  const [first] = curves;
  const cyl = [4, 6, 8].map((value) => model.predict({ table: { wt: [first.x], cyl: [value] } })[0]);
  expect(cyl).toContain(first.y);
});

test('under a logarithm the curve stays where it is defined', async () => {
  const { picture } = await pictured('gaussian', 'clotting.csv', 'lot1 ~ log(u)');
  const { curves } = picture as CurvesView;
  expect(curves.every(({ x, y }) => x > 0 && Number.isFinite(y))).toBe(true);
});

test('classes over two predictors are regions, each cell the likeliest class', async () => {
  const { model, picture } = await pictured(
    'categorical',
    'iris.csv',
    'Species ~ Petal_Length + Petal_Width',
  );
  const { x, y, cells, rows } = picture as RegionsView;
  expect(rows).toHaveLength(150);
  const [cell] = cells;
  const table = { [x]: [cell.x], [y]: [cell.y] };
  expect(model.predictClasses({ table })).toEqual([cell.class]);
});

test('of factors alone, what was observed stands over what is fitted, around the line on which both are one', async () => {
  const { model, data, picture } = await pictured('poisson', 'warpbreaks.csv', 'breaks ~ wool * tension');
  const { x, rows, curves } = picture as CurvesView;
  expect(x).toBe('fitted mean');
  expect(rows.map((row) => row.x)).toEqual([...model.predict({ table: data.table })]);
  expect(rows.map(({ y }) => y)).toEqual(data.columns.get('breaks'));
  expect(curves.every((end) => end.x === end.y)).toBe(true);
});

test('classes that depend on factors alone have no picture', async () => {
  const { picture } = await pictured('categorical', 'warpbreaks.csv', 'tension ~ wool');
  expect(picture).toBeNull();
});
