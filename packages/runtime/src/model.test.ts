// A model saves, loads and predicts; what it saves holds no row of the data.
import { beforeAll, describe, expect, test } from 'vitest';
import { fit } from './fit.js';
import { bernoulli, gaussian, poisson, softmax } from './kernels.fixture.js';
import type { KernelModule } from './kernel.js';
import { Model } from './model.js';
import { near } from './near.fixture.js';
import { iris } from './reference.fixture.js';

const line = { x: [[1], [2], [3], [4], [5]], y: [1, 3, 2, 5, 8], names: ['dose'] };

describe('prediction', () => {
  test('is the mean at new rows, from tables and from flat arrays alike', async () => {
    const model = await fit(gaussian, line);
    for (const x of [[[10], [0]], Float64Array.of(10, 0)]) {
      const [far, near0] = model.predict({ x });
      near(far, 15, { relative: 1e-12 });
      near(near0, -1, { relative: 1e-12 });
    }
  });
  test('adds an offset', async () => {
    const model = await fit(gaussian, line);
    near(model.predict({ x: [[10]], offset: Float64Array.of(5) })[0], 20, { relative: 1e-12 });
    near(model.predictLinear({ x: [[10]], offset: Float64Array.of(5) })[0], 20, { relative: 1e-12 });
    expect(() => model.predict({ x: [[10]], offset: Float64Array.of(5, 6) })).toThrow('shape-mismatch');
  });
  test('works without an intercept', async () => {
    const model = await fit(gaussian, { ...line, intercept: false });
    near(model.predict({ x: [[55]] })[0], 73, { relative: 1e-12 });
  });
  test('names the likeliest class, and numbers it', async () => {
    const data = iris();
    const model = await fit(softmax(3), data, { l2: 0.01 });
    const x = [data.x[0] ?? [], data.x[149] ?? []];
    expect(Array.from(model.predict({ x }))).toEqual([0, 2]);
    expect(model.predictClasses({ x })).toEqual(['setosa', 'virginica']);
    const probabilities = model.predictProbabilities({ x });
    near((probabilities[0] ?? 0) + (probabilities[1] ?? 0) + (probabilities[2] ?? 0), 1, { relative: 1e-15 });
    const eta = model.predictLinear({ x });
    near(Math.log((probabilities[0] ?? NaN) / (probabilities[1] ?? NaN)), (eta[0] ?? NaN) - (eta[1] ?? NaN), {
      relative: 1e-12,
    });
  });
  test('of a yes or no names the level', async () => {
    const y = ['no', 'yes', 'no', 'yes', 'yes'];
    const model = await fit(bernoulli, { ...line, y }, { l2: 0.01 });
    expect(model.classes).toEqual(['no', 'yes']);
    expect(model.predictClasses({ x: [[0], [9]] })).toEqual(['no', 'yes']);
    // the fitted line of probabilities is about 0.2, 0.4, 0.6, 0.8, 1: the second row and the third are wrong
    near(model.report.accuracy, 0.6, { relative: 1e-15 });
    expect(model.report.confusion).toEqual([
      [1, 1],
      [1, 2],
    ]);
  });
  test('refuses rows of another shape and numbers that are none', async () => {
    const model = await fit(gaussian, line);
    expect(() => model.predict({ x: [[1, 2]] })).toThrow('shape-mismatch');
    expect(() => model.predict({ x: [[NaN]] })).toThrow(/dose is NaN in row 1/);
    expect(model.predict({ x: [] })).toHaveLength(0);
  });
});

describe('a saved model', () => {
  let model: Model;
  beforeAll(async () => {
    model = await fit(softmax(3), iris(), { l2: 0.01, design: { terms: ['all'] } });
  });
  const copy = () => Model.fromJSON(JSON.parse(JSON.stringify(model)), softmax(3));

  test('predicts the same bits', () => {
    const x = iris().x;
    expect(copy().predictProbabilities({ x })).toEqual(model.predictProbabilities({ x }));
    expect(copy().predictClasses({ x })).toEqual(model.predictClasses({ x }));
  });
  test('keeps its report, its summary and what the caller left with it', () => {
    expect(copy().report).toEqual(model.report);
    expect(copy().summary()).toBe(model.summary());
    expect(copy().design).toEqual({ terms: ['all'] });
  });
  test('says its schema and holds no data: it is as long for 150 rows as for 300', async () => {
    const data = iris();
    const twice = { ...data, x: [...data.x, ...data.x], y: [...data.y, ...data.y] };
    const longer = await fit(softmax(3), twice, { l2: 0.01, design: { terms: ['all'] } });
    expect(model.toJSON().schema).toBe('expfam/model@1');
    expect(Math.abs(JSON.stringify(longer).length - JSON.stringify(model).length)).toBeLessThan(100);
  });
  test('is refused where it is damaged or foreign', () => {
    const json = JSON.parse(JSON.stringify(model)) as Record<string, unknown>;
    const broken: readonly unknown[] = [
      null,
      'text',
      [],
      {},
      { ...json, schema: 'expfam/model@2' },
      { ...json, family: 3 },
      { ...json, names: [1] },
      { ...json, weights: [1, 2] },
      { ...json, weights: (json['weights'] as number[]).map(() => null) },
      { ...json, intercept: 'yes' },
      { ...json, classes: 'abc' },
      { ...json, classCount: 0 },
      { ...json, parameters: -1 },
      { ...json, fit: {} },
    ];
    for (const one of broken) expect(() => Model.fromJSON(one, softmax(3))).toThrow('foreign-model');
  });
  test('is refused by other kernels', () => {
    expect(() => Model.fromJSON(model.toJSON(), softmax(4))).toThrow('kernel-mismatch');
    expect(() => Model.fromJSON(model.toJSON(), poisson)).toThrow('kernel-mismatch');
  });
});

describe('the summary', () => {
  test('of a straight line reads as in R', async () => {
    const model = await fit(gaussian, line, { formula: 'y ~ dose', link: 'identity' });
    // estimates and errors are those of the textbook: see laws.test.ts
    expect(model.summary()).toBe(
      [
        'y ~ dose',
        'family gaussian, link identity, 5 rows',
        '',
        'coefficients',
        '               estimate  std. error       t  P(>|t|)',
        '  (Intercept)  -1.00000     1.38082  -0.724   0.5213',
        '  dose          1.60000    0.416333   3.843   0.0311  *',
        '',
        'deviance        5.20000 on 3 degrees of freedom',
        'null deviance   30.8000 on 4 degrees of freedom',
        'dispersion      1.73333',
        'log-likelihood  -7.19274',
        'AIC             20.3855',
        'objective       -9.78000',
        `solver          newton on cpu, ${String(model.report.iterations)} iteration, converged, gradient ${model.report.gradientNorm.toExponential(1)}`,
      ].join('\n'),
    );
  });
  test('of classes has accuracy, the confusion matrix and the penalty', async () => {
    const text = (await fit(softmax(3), iris(), { l2: 0.01 })).summary();
    for (const part of [
      'accuracy  0.9733',
      'penalty         λ₂ = 0.01',
      'versicolor: Petal_Width',
      '  virginica        0           1         49',
    ])
      expect(text).toContain(part);
  });
  test('ends with the warnings, and shows NA where there is no estimate', async () => {
    const text = (
      await fit(gaussian, { ...line, x: line.x.map(([a = 0]) => [a, a]), names: ['a', 'b'] })
    ).summary();
    expect(text).toMatch(/^ {2}b +NA$/m);
    expect(text.split('\n').at(-1)).toBe(
      'warning: rank-deficient: b is a linear combination of a: its coefficient cannot be determined',
    );
  });
  test('says where a fit did not converge', async () => {
    const text = (await fit(softmax(3), iris(), { l2: 0.01, maxIterations: 1 })).summary();
    expect(text).toContain('NOT CONVERGED (max-iterations)');
  });
});

test('a family without a formula for its mean predicts no NaN', async () => {
  const mute: KernelModule = {
    ...poisson,
    response: (_, mean) => {
      mean.fill(NaN);
    },
    linearResponse: (_, __, mean) => {
      mean.fill(NaN);
    },
  };
  const model = await fit(mute, { x: [[0], [1], [2]], y: [1, 2, 6] });
  expect(() => model.predict({ x: [[1]] })).toThrow(/no-response: E\[y\] of the family poisson/);
  expect(model.predictLinear({ x: [[1]] }).every(Number.isFinite)).toBe(true);
});
