// What `fit` says beyond coefficients, and what it writes beside the model, by the command.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { FitReport } from '@expfam/runtime';
import { run } from './run.fixture.js';
import { scratchFolder } from '../scratch.fixture.js';

const folder = scratchFolder();

const pathOf = (file: string): string => fileURLToPath(new URL(`../../reference/${file}`, import.meta.url));
const warp = pathOf('r03_warpbreaks_poisson.csv');
const cars = pathOf('r04_mtcars_logit.csv');
const iris = pathOf('r05_iris_multinomial.csv');
const counts = 'y,x,w\n1,0,1\n3,1,2\n4,2,1\n9,3,3\n6,2,1\n';

const report = async (argv: readonly string[], input = ''): Promise<FitReport> => {
  const { status, out, err } = await run(['fit', ...argv, '--format', 'json', '--quiet'], input);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return JSON.parse(out) as FitReport;
};

describe('analysis of deviance', () => {
  test('is that of R', async () => {
    // anova(glm(breaks ~ wool, poisson), glm(breaks ~ wool + tension, poisson), test = "Chisq")
    const argv = [warp, '-F', 'poisson', '-f', 'breaks ~ wool + tension', '--against', 'breaks ~ wool'];
    const { against } = await report(argv);
    expect(against).toMatchObject({ formula: 'breaks ~ wool', df: 2, test: 'chi-square' });
    expect(against?.difference).toBeCloseTo(70.942, 3);
    expect((await run(['fit', ...argv])).out).toContain('analysis of deviance against breaks ~ wool');
  });
  test('is over the rows that both formulas can use', async () => {
    const { rows, rowsDropped } = await report(
      ['-', '-F', 'poisson', '-f', 'y ~ x + z', '--against', 'y ~ x'],
      'y,x,z\n1,0,1\n3,1,2\n4,2,\n9,3,3\n6,2,5\n',
    );
    expect([rows, rowsDropped]).toEqual([4, 1]);
  });
  test('of formulas that are not nested is refused', async () => {
    const { status, err } = await run(
      ['fit', '-', '-F', 'poisson', '-f', 'y ~ x', '--against', 'y ~ x + w'],
      counts,
    );
    expect(status).toBe(2);
    expect(err).toMatch(/^not-nested: /);
  });
});

describe('intervals and errors', () => {
  test('of the level and kind that was asked for', async () => {
    const argv = [cars, '-F', 'bernoulli', '-f', 'am ~ hp + wt'];
    const wide = await report([...argv, '--intervals', 'profile', '--level', '0.99']);
    const narrow = await report([...argv, '--intervals', 'profile', '--level', '0.5']);
    wide.coefficients.forEach(({ interval, estimate }, i) => {
      const [low = NaN, high = NaN] = narrow.coefficients[i]?.interval ?? [];
      expect(interval?.[0]).toBeLessThan(low);
      expect(interval?.[1]).toBeGreaterThan(high);
      expect(low < (estimate ?? NaN) && (estimate ?? NaN) < high).toBe(true);
    });
    expect((await report([...argv, '--errors', 'robust'])).errors).toBe('HC0');
  });
  test.each(['0', '1', '1.5', 'x'])('a level of %s is refused', async (level) => {
    const { status, err } = await run(['fit', '-', '-F', 'poisson', '-f', 'y ~ x', '--level', level], counts);
    expect(status).toBe(2);
    expect(err).toContain('--level');
  });
});

describe('weights', () => {
  test('that are frequencies are as good as repeated rows', async () => {
    const argv = ['-', '-F', 'gaussian', '-f', 'y ~ x'];
    const short = await report([...argv, '--weights', 'w', '--weights-are', 'frequencies'], counts);
    const long = await report(argv, 'y,x\n1,0\n3,1\n3,1\n4,2\n9,3\n9,3\n9,3\n6,2\n');
    expect(short.dfResidual).toBe(long.dfResidual);
    expect(short.aic).toBeCloseTo(long.aic ?? NaN, 9);
  });
  test('that are frequencies are whole', async () => {
    const { status, err } = await run(
      ['fit', '-', '-F', 'poisson', '-f', 'y ~ 1', '--weights', 'w', '--weights-are', 'frequencies'],
      'y,w\n1,1\n2,1.5\n',
    );
    expect(status).toBe(2);
    expect(err).toMatch(/unsuitable-weight: the frequency `w` is 1.5 in row 2/);
  });
  test('of classes move the decision towards them', async () => {
    const argv = [iris, '-F', 'categorical', '-f', 'Species ~ Sepal_Width', '--l2', '0.01'];
    const share = ({ confusion }: FitReport) =>
      confusion?.reduce((sum, row) => sum + (row[2] ?? 0), 0) ?? NaN;
    const weighted = await report([...argv, '--class-weights', 'virginica=5']);
    expect(share(weighted)).toBeGreaterThan(share(await report(argv)));
    expect((await run(['fit', ...argv, '--class-weights', 'rose=5'])).err).toMatch(
      /^unsuitable-class-weights: .*rose/,
    );
    expect((await run(['fit', ...argv, '--class-weights', 'virginica'])).err).toContain('CLASS=WEIGHT');
  });
});

describe('judgement by unseen rows', () => {
  test('is in the report and in the summary', async () => {
    const argv = [iris, '-F', 'categorical', '-f', 'Species ~ .', '--path', '10'];
    const found = await report([...argv, '--cross-validate', '5', '--holdout', '0.2', '--seed', '4']);
    expect(found.crossValidation).toMatchObject({ folds: 5 });
    expect(found.holdout?.rows).toBe(30);
    const { out } = await run(['fit', ...argv, '--cross-validate', '5', '--holdout', '0.2']);
    expect(out).toMatch(/cross-validation {2}mean loss/);
    expect(out).toMatch(/held out +mean loss/);
  });
});

describe('several families', () => {
  const argv = [warp, '-F', 'poisson,geometric,bernoulli', '-f', 'breaks ~ wool'];
  test('are compared by AIC, those that cannot produce the outcome with the reason', async () => {
    const { status, out } = await run(['fit', ...argv]);
    expect(status).toBe(0);
    expect(out.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'family',
      'geometric',
      'poisson',
      'bernoulli',
      '',
    ]);
    expect(out).toContain('outcome-outside-support: `breaks` is 26 in row 1');
  });
  test('are compared in data, and the best is written', async () => {
    const model = join(folder, 'best.json');
    const { out } = await run(['fit', ...argv, '--format', 'json', '--out', model]);
    expect(JSON.parse(out)).toMatchObject({
      schema: 'expfam/comparison@1',
      best: 'geometric',
      fits: [{ difference: 0 }, { refused: null }, { family: 'bernoulli', report: null }],
    });
    expect(JSON.parse(readFileSync(model, 'utf8'))).toMatchObject({ family: 'geometric' });
  });
});

describe('beside the model', () => {
  test('diagnostics have a row for every row of the table', async () => {
    const file = join(folder, 'diagnostics.csv');
    await report(
      ['-', '-F', 'poisson', '-f', 'y ~ x', '--diagnostics', file],
      'y,x\n1,0\n2,\n3,1\n4,2\n9,3\n',
    );
    const [header = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(header).toBe('fitted,residual,pearson_residual,deviance_residual,leverage,cooks_distance');
    expect(rows.length).toBe(5);
    expect(rows[1]).toBe(',,,,,');
  });
  test('predictions have standard errors where the model has them', async () => {
    const model = join(folder, 'cars.json');
    await report([cars, '-F', 'bernoulli', '-f', 'am ~ hp + wt', '--out', model]);
    const found = await run(['predict', model, cars, '--se']);
    // predict(glm(am ~ hp + wt, binomial, mtcars), type = "response", se.fit = TRUE)$se.fit[1]
    expect(Number(found.out.split('\n')[1]?.split(',').at(-1))).toBeCloseTo(0.1563526, 6);
    const link = await run(['predict', model, cars, '--se', '--type', 'link']);
    expect(link.out.split('\n')[0]).toMatch(/predicted,se$/);
    const ridge = join(folder, 'ridge.json');
    await report([cars, '-F', 'bernoulli', '-f', 'am ~ hp + wt', '--l2', '1', '--out', ridge]);
    expect((await run(['predict', ridge, cars, '--se'])).err).toMatch(/^covariance-not-kept: /);
  });
  test('class probabilities have one each', async () => {
    const model = join(folder, 'iris.json');
    await report([iris, '-F', 'categorical', '-f', 'Species ~ Sepal_Width', '--out', model]);
    const { out } = await run(['predict', model, iris, '--se']);
    expect(out.split('\n')[0]).toContain(
      'P(virginica),class,se(P(setosa)),se(P(versicolor)),se(P(virginica))',
    );
  });
});
