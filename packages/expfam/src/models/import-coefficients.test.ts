// Models from the coefficients of scikit-learn and of R predict what those programs predict.
import { describe, expect, test } from 'vitest';
import { tableFrom } from '../tables/from-values.js';
import { importCoefficients } from './import-coefficients.js';
import { Model } from './model.js';

describe('coefficients', () => {
  test("of R's glm give its means", async () => {
    // fit <- glm(breaks ~ wool, poisson, warpbreaks); coef(fit); fitted(fit)[c(1, 54)]
    const table = { '(Intercept)': 3.4351799829, woolB: -0.2059884 };
    const model = await importCoefficients('poisson', { table });
    const [a, b] = model.predict({ x: [[0], [1]] });
    expect(a).toBeCloseTo(31.03704, 4);
    expect(b).toBeCloseTo(25.25926, 4);
    expect(model.summary()).toContain('woolB');
  });
  test('of a link that is not canonical are those of that link', async () => {
    const model = await importCoefficients('bernoulli', { table: { '(Intercept)': 0 } }, { link: 'probit' });
    expect(model.predict({ x: [[]] })[0]).toBeCloseTo(0.5, 14);
  });
  test('of a classifier of scikit-learn give its probabilities', async () => {
    const model = await importCoefficients('categorical', {
      coef: [
        [1, 0],
        [0, 1],
        [0, 0],
      ],
      intercept: [0, 0, 1],
      classes: ['a', 'b', 'c'],
      names: ['u', 'v'],
    });
    const total = Math.exp(2) + Math.exp(3) + Math.exp(1);
    const found = model.predictProbabilities({ x: [[2, 3]] });
    [Math.exp(2), Math.exp(3), Math.exp(1)].forEach((power, k) => {
      expect(found[k]).toBeCloseTo(power / total, 14);
    });
    expect(model.predictClasses({ x: [[2, 3]] })).toEqual(['b']);
    const again = Model.fromJSON(JSON.parse(JSON.stringify(model)));
    expect([...again.predictProbabilities({ x: [[2, 3]] })]).toEqual([...found]);
  });
  test('that do not agree in shape are refused', async () => {
    await expect(
      importCoefficients('categorical', { coef: [[1], [2]], intercept: [0] }),
    ).rejects.toMatchObject({ code: 'wrong-usage' });
    await expect(importCoefficients('poisson', { table: { '(Intercept)': null } })).rejects.toMatchObject({
      code: 'wrong-usage',
    });
    await expect(importCoefficients('normal', { table: { '(Intercept)': 1 } })).rejects.toMatchObject({
      code: 'wrong-usage',
    });
  });
});

test('a table of Arrow is read by its shape', () => {
  const columns = [
    [1, null, 3],
    ['a', 'b', 'a'],
    [1n, 2n, 3n],
  ];
  const table = tableFrom({
    numRows: 3,
    schema: { fields: [{ name: 'x' }, { name: 'f' }, { name: 'n' }] },
    getChildAt: (index) => columns[index] ?? null,
  });
  expect(table).toMatchObject({
    rows: 3,
    columns: [{ kind: 'number' }, { kind: 'text' }, { kind: 'number' }],
  });
  expect(table.columns[0]?.missing?.[1]).toBe(1);
});
