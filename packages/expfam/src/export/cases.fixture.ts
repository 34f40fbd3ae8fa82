// Models of every kind that predictors are written of: what each kind of formula, link, outcome and precision adds.
import { fileURLToPath } from 'node:url';
import { fit } from '../fit.js';
import type { FitOptions } from '../fit.js';
import type { Model } from '../models/model.js';
import { readTable } from '../tables/read-table.js';
import type { Table } from '../tables/table.js';

interface Case {
  readonly file: string;
  readonly family: string;
  readonly formula: string;
  readonly options: FitOptions;
  /** How far single precision may be off, relative to the size of the result. */
  readonly single: number;
}

const of = (file: string, family: string, formula: string, more: Partial<Case> = {}): Case => ({
  file: `${file}.csv`,
  family,
  formula,
  options: {},
  single: 2e-5,
  ...more,
});

/** The models. */
export const cases: readonly Case[] = [
  of('r05_iris_multinomial', 'categorical', 'Species ~ .', { options: { l2: 0.01 } }),
  of('r05_iris_multinomial', 'categorical', 'Species ~ Petal_Width', { options: { l2: 0.1, standardise: true } }),
  of('r05_iris_multinomial', 'categorical', 'Species ~ .', { options: { l2: 0.01, precision: 'f32' } }),
  of('r03_warpbreaks_poisson', 'poisson', 'breaks ~ wool * tension'),
  of('r03_warpbreaks_poisson', 'poisson', 'breaks ~ 1'),
  of('fits/insurance', 'poisson', 'Claims ~ 0 + District + Age + offset(log(Holders)) + offset(0.0001 * Holders)'),
  of('fits/mtcars', 'gaussian', 'mpg ~ log(hp, 2) + I(wt^2) + wt:factor(cyl) + cyl + I(qsec > 18) + C(gear)', { single: 1e-4 }),
  of('fits/mtcars', 'gaussian', 'mpg ~ pmin(hp, 200) + I(-wt / (2 + disp)^2) + log10(qsec) + log1p(drat) + expm1(-wt) + pmax(-2, -wt) + I(hp %% 10 + carb %/% 3 + vs**2) + I(!vs & am | gear == 4) + as.numeric(am) + log(drat, base = 3)', { single: 1e-3 }),
  of('fits/mtcars', 'normal', 'mpg ~ I(wt - 3)', { options: { link: 'eta2=log' }, single: 1e-4 }),
  of('fits/mtcars', 'normal', 'mpg ~ wt + offset(cbind(0.001 * hp, 0.01 * vs - 0.1))', { single: 1e-4 }),
  of('fits/birthwt', 'bernoulli', 'low ~ age + lwt + smoke', { options: { link: 'probit' }, single: 1e-4 }),
  of('fits/clotting', 'gamma', 'lot1 ~ log(u)', { single: 1e-4 }),
  of('fits/air', 'inverse_gaussian', 'Ozone ~ sqrt(Temp) - 1', { options: { link: 'log' }, single: 1e-4 }),
]; // prettier-ignore

interface Fitted {
  readonly table: Table;
  readonly model: Model;
}

const known = new Map<Case, Promise<Fitted>>();

/** The table of a case and its model, fitted once. */
export const fitted = (given: Case): Promise<Fitted> => {
  const found = known.get(given) ?? fitNow(given);
  known.set(given, found);
  return found;
};

const fitNow = async ({ file, family, formula, options }: Case): Promise<Fitted> => {
  const table = await readTable(fileURLToPath(new URL(`../../reference/${file}`, import.meta.url)));
  return { table, model: await fit(family, { table, formula }, options) };
};
