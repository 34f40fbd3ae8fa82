// Inference beyond the coefficients against R 4.2.2: residuals, leverage, influence, the sandwich, profile intervals, errors
// of predictions, analysis of deviance. The expected values and the script that made them are in ../reference.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fit } from '../fit.js';
import type { DatasetInput } from '../dataset-input.js';
import type { KernelModule } from '../kernel.js';
import { bernoulli, gaussian, poisson, softmax } from '../kernels.fixture.js';
import { near } from '../near.fixture.js';
import type { FitOptions } from '../options.js';
import { designOf, iris } from '../reference.fixture.js';
import { analysisOfDeviance } from './compare.js';

interface Expected {
  readonly [quantity: string]: readonly number[];
}

const expected = JSON.parse(
  readFileSync(new URL('../../reference/inference.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Expected>>;

const numbers = (id: string): DatasetInput => {
  const { x, y, names } = designOf(id);
  return { x, y: y.map(Number), names };
};

const petals = (): DatasetInput => {
  const { x } = iris();
  return { x: x.map((row) => [row[0] ?? 0, row[2] ?? 0]), y: x.map((row) => row[3] ?? 0) };
};

// The smaller model of each analysis of deviance keeps these columns.
const cases: readonly { kernels: KernelModule; data: DatasetInput; smaller: readonly number[] }[] = [
  { kernels: poisson, data: numbers('r03_warpbreaks_poisson'), smaller: [0] },
  { kernels: bernoulli, data: numbers('r04_mtcars_logit'), smaller: [1] },
  { kernels: gaussian, data: petals(), smaller: [0] },
];

const close = (
  found: ArrayLike<number> | null,
  wanted: readonly number[] | undefined,
  relative: number,
): void => {
  expect(found?.length).toBe(wanted?.length);
  wanted?.forEach((value, i) => {
    near(found?.[i], value, { relative, absolute: relative * 1e-3 });
  });
};

describe.each(cases)('$kernels.family', ({ kernels, data, smaller }) => {
  const wanted = expected[kernels.family] ?? {};
  const fitted = (options: FitOptions = {}) => fit(kernels, data, options);

  test.each(['response', 'pearson', 'deviance', 'leverage', 'cooks'] as const)(
    '%s of every row',
    async (name) => {
      // R's own leverages are those of the iteration before the last
      close((await fitted()).diagnose(data)[name], wanted[name], 1e-6);
    },
  );
  test('leverages sum to the number of coefficients', async () => {
    const model = await fitted();
    const sum = model.diagnose(data).leverage?.reduce((total, h) => total + h, 0) ?? NaN;
    near(sum, model.coefficients.length, { relative: 1e-12 });
  });
  test('robust standard errors', async () => {
    const { report } = await fitted({ errors: 'robust' });
    expect(report.errors).toBe('HC0');
    close(
      report.coefficients.map(({ standardError }) => standardError ?? NaN),
      wanted['robust'],
      1e-7,
    );
  });
  test('profile intervals', async () => {
    const { coefficients } = await fitted({ intervals: 'profile' });
    close(
      coefficients.map(({ interval }) => interval?.[0] ?? NaN),
      wanted['lower'],
      1e-6,
    );
    close(
      coefficients.map(({ interval }) => interval?.[1] ?? NaN),
      wanted['upper'],
      1e-6,
    );
  });
  test('standard errors of predictions', async () => {
    const { link, response } = (await fitted()).predictErrors(data);
    close(link, wanted['linkErrors'], 1e-7);
    close(response, wanted['responseErrors'], 1e-7);
  });
  test('analysis of deviance', async () => {
    const rows = data.x as readonly (readonly number[])[];
    const less = await fit(kernels, {
      ...data,
      x: rows.map((row) => smaller.map((j) => row[j] ?? 0)),
      names: smaller.map((j) => `x${String(j)}`),
    });
    const { df, difference, pValue } = analysisOfDeviance((await fitted()).report, less.report);
    close([df, difference, pValue], wanted['test'], 1e-8);
    expect(() => analysisOfDeviance(less.report, less.report)).toThrow('not-nested');
  });
});

describe('frequencies', () => {
  const counts = [3, 1, 2, 4, 1, 2];
  const x = [[0], [1], [2], [3], [4], [5]];
  const y = [1, 2, 2, 5, 7, 6];
  const repeated = <T>(values: readonly T[]): T[] =>
    values.flatMap((value, i) => new Array<T>(counts[i] ?? 0).fill(value));
  test.each([gaussian, poisson])('are as good as the rows themselves: $family', async (kernels) => {
    const options = { errors: 'robust' } as const;
    const { report: short } = await fit(kernels, { x, y, frequencies: counts }, options);
    const { report: long } = await fit(kernels, { x: repeated(x), y: repeated(y) }, options);
    for (const name of ['logLikelihood', 'aic', 'bic', 'dispersion', 'deviance', 'dfResidual'] as const)
      near(short[name], long[name] ?? NaN, { relative: 1e-10 });
    short.coefficients.forEach(({ standardError }, i) => {
      near(standardError, long.coefficients[i]?.standardError ?? NaN, { relative: 1e-9 });
    });
  });
});

describe('classes', () => {
  test('weights of classes are weights of their rows', async () => {
    const { x, y } = designOf('r04_mtcars_logit');
    const labels = y.map(Number);
    const weighted = await fit(bernoulli, { x, y: labels }, { classWeights: { 1: 3 } });
    const weights = labels.map((label) => (label === 1 ? 3 : 1));
    const same = await fit(bernoulli, { x, y: labels, weights });
    near(weighted.report.objective, same.report.objective, { relative: 1e-14 });
    const balanced = await fit(bernoulli, { x: x.map(() => [0]), y: labels }, { classWeights: 'balanced' });
    near(balanced.coefficients[0]?.estimate, 0, { relative: 0, absolute: 1e-12 });
  });
  test('a stranger among their weights is refused', async () => {
    await expect(fit(softmax(3), iris(), { classWeights: { rose: 2 }, l2: 1 })).rejects.toMatchObject({
      code: 'unsuitable-class-weights',
    });
    await expect(fit(gaussian, petals(), { classWeights: 'balanced' })).rejects.toMatchObject({
      code: 'unsuitable-class-weights',
    });
  });
  test('probabilities are as often true as they say, on average, in a model with an intercept', async () => {
    const { x, y } = designOf('r04_mtcars_logit');
    const { report } = await fit(bernoulli, { x, y: y.map(Number), classes: ['automatic', 'manual'] });
    const bins = report.calibration ?? [];
    const sum = (name: 'predicted' | 'observed') =>
      bins.reduce((total, bin) => total + bin.weight * bin[name], 0);
    near(sum('predicted'), sum('observed'), { relative: 1e-10 });
    near(report.logLoss, (report.deviance ?? NaN) / 64, { relative: 1e-12 });
  });
});

describe('unseen rows', () => {
  test('leaving out each row in turn is what a loop over fits does', async () => {
    const data = { x: [[0], [1], [2], [3], [4]], y: [1, 2, 2, 5, 7] };
    const { report } = await fit(poisson, data, { crossValidate: 5 });
    let total = 0;
    for (let left = 0; left < 5; left++) {
      const rest = { x: data.x.filter((_, i) => i !== left), y: data.y.filter((_, i) => i !== left) };
      const [eta = NaN] = (await fit(poisson, rest)).predictLinear({ x: [data.x[left] ?? []] });
      total += Math.exp(eta) - eta * (data.y[left] ?? NaN);
    }
    near(report.crossValidation?.meanLoss, total / 5, { relative: 1e-9 });
  });
  test('a path takes the penalty that does best', async () => {
    const { report } = await fit(softmax(3), iris(), { path: 12, crossValidate: 5 });
    const found = report.crossValidation?.path ?? [];
    const best = found.reduce((least, point) => (point.meanLoss < least.meanLoss ? point : least));
    expect(report.l1).toBe(best.l1);
    expect(report.crossValidation?.accuracy).toBeGreaterThan(0.9);
  });
  test('a part held out is of all classes and no part of the fit', async () => {
    const { report } = await fit(softmax(3), iris(), { l2: 0.01, holdout: 0.2, seed: 3 });
    expect(report.holdout?.rows).toBe(30);
    expect(report.holdout?.confusion?.map((row) => row.reduce((a, b) => a + b))).toEqual([10, 10, 10]);
    expect(report.confusion?.map((row) => row.reduce((a, b) => a + b))).toEqual([40, 40, 40]);
  });
  test('too few rows for the parts are refused', async () => {
    await expect(fit(poisson, { x: [[0], [1]], y: [1, 2] }, { crossValidate: 5 })).rejects.toMatchObject({
      code: 'too-few-rows',
    });
  });
});
