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

test('a model of factors alone has no picture', async () => {
  const { picture } = await pictured('poisson', 'warpbreaks.csv', 'breaks ~ wool * tension');
  expect(picture).toBeNull();
});
