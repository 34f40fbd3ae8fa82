// The pictures of densities and responses, judged by what is known of them.
import { Rational, text } from '@expfam/expression';
import { catalogue, catalogueDensity, deriveDensity, fix } from '@expfam/family';
import type { Density } from '@expfam/family';
import { describe, expect, test } from 'vitest';
import { functionOf } from './curve.js';
import { densityField } from './density-field.js';
import { densityFigure } from './density-figure.js';
import { openResponse } from './open-response.js';
import { responseTable, tableFigure } from './response-table.js';
import { responseData } from './response-data.js';
import { sized } from './sized.js';
import { slidersOf, startOf, valuesAt } from './sliders.js';
import { valueOf } from './value.js';

const named = (name: string): Density => {
  const density = catalogueDensity(name);
  if (density === null) throw new Error(`the catalogue has no ${name}`);
  return sized(density);
};

test('every family of the catalogue has a picture where its sliders start', () => {
  const empty = catalogue.filter(({ name }) => {
    const density = named(name);
    const values = startOf(density);
    const points = densityFigure(density, values)?.points ?? densityField(density, values)?.cells ?? [];
    return slidersOf(density) === null || points.length < 2;
  });
  expect(empty.map(({ name }) => name)).toEqual([]);
});

describe('a formula in doubles', () => {
  test.each(['normal', 'beta', 'poisson', 'categorical', 'von_mises', 'zero_inflated_poisson'])(
    'has the value that it has at twenty digits: %s',
    (name) => {
      const density = named(name);
      const values = startOf(density);
      const outcome = text(density.outcome.symbol);
      const formula = density.formula!;
      const quick = functionOf(formula, density.outcome.symbol, outcome, values);
      for (const y of [1, 2, 3, 0.25]) {
        const exact = valueOf(formula, { ...values, [outcome]: y });
        if (Number.isFinite(exact)) expect(quick(y)).toBeCloseTo(exact, 12);
      }
    },
  );
});

test('the cells of a Dirichlet make one', () => {
  const field = densityField(named('dirichlet'), { alpha: [2, 3, 4] })!;
  const total = field.cells.reduce((sum, { p }) => sum + p * field.width * field.height, 0);
  expect(total).toBeCloseTo(1, 2);
});

test('counts of three kinds are drawn one by one and make one', () => {
  const density = fix(named('multinomial'), new Map([['n', Rational.of(5n)]]));
  const field = densityField(density, { phi: [0.5, 0.3, 0.2] })!;
  expect(field.cells).toHaveLength(21);
  expect(field.cells.reduce((sum, { p }) => sum + p, 0)).toBeCloseTo(1, 12);
});

test('the weights of a simplex count only by their shares', () => {
  const values = valuesAt(named('categorical'), { 'weight of phi[1]': 0.2, 'weight of phi[2]': 0.2, 'weight of phi[3]': 0.4 }); // prettier-ignore
  expect(values['phi']).toEqual([0.25, 0.25, 0.5]);
});

test('a symmetric matrix stays positive definite wherever its sliders stand', () => {
  const values = valuesAt(named('multivariate_normal'), { 'Sigma[1, 1]': 4, 'correlation of Sigma': -0.5 });
  expect(values['Sigma']).toEqual([4, -0.5 * Math.sqrt(6), -0.5 * Math.sqrt(6), 1.5]);
});

test('a response of several parameters has a slider for each beside the first', () => {
  const density = named('categorical');
  const response = responseData(deriveDensity(density, { checked: false }), density)!;
  expect(response.means.map(({ name }) => name)).toEqual(['P(y = 1)', 'P(y = 2)', 'P(y = 3)']);
  expect(response.sliders.map(({ name }) => name)).toEqual(['eta2']);
  expect(openResponse(response)).toBeTypeOf('function');
});

test('a response that kernels tell is the table of what they tell, at the position of its slider', () => {
  const density = named('von_mises');
  const table = responseTable(deriveDensity(density, { checked: false }), density, {
    respond: (eta, mean, rows) => {
      for (let row = 0; row < rows; row++) mean[row] = (eta[2 * row] ?? 0) + 100 * (eta[2 * row + 1] ?? 0);
    },
    columns: 1,
  })!;
  const [slider] = table.sliders;
  expect(slider?.name).toBe('eta2');
  const position = slider.min + 3 * slider.step;
  for (const { eta, mean } of tableFigure(table, { eta2: position }))
    expect(mean).toBeCloseTo(eta + 100 * position, 2);
});

test('where kernels know no mean there is no curve', () => {
  const density = named('levy');
  const silent = { respond: (_: Float64Array, mean: Float64Array) => void mean.fill(NaN), columns: 1 };
  expect(responseTable(deriveDensity(density, { checked: false }), density, silent)).toBeNull();
});
