// Fits by the command: closed forms, what it says, what it writes.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FitReport, ModelJson } from '@expfam/runtime';
import { fit, run } from './run.fixture.js';
import { scratchFolder } from '../scratch.fixture.js';

const folder = scratchFolder();

const counts = 'y,x,f,w\n1,0,a,1\n3,1,b,2\n4,2,a,1\n9,3,b,1\n6,2,b,0\n';

const fitted = async (csv: string, argv: readonly string[]): Promise<FitReport> => {
  const { status, out, err } = await run(['fit', '-', ...argv, '--format', 'json', '--quiet'], csv);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  return JSON.parse(out) as FitReport;
};

const estimates = ({ coefficients }: FitReport): Readonly<Record<string, number | null>> =>
  Object.fromEntries(coefficients.map(({ term, estimate }) => [term, estimate]));

describe('closed forms', () => {
  test('a Poisson intercept is the logarithm of the mean', async () => {
    const { coefficients } = await fitted(counts, ['-F', 'poisson', '-f', 'y ~ 1']);
    expect(coefficients[0]?.estimate).toBeCloseTo(Math.log(23 / 5), 10);
  });
  test('two groups differ by the logarithm of the ratio of their means', async () => {
    const found = estimates(await fitted(counts, ['-F', 'poisson', '-f', 'y ~ f']));
    expect(found['(Intercept)']).toBeCloseTo(Math.log(2.5), 10);
    expect(found['fb']).toBeCloseTo(Math.log(6 / 2.5), 10);
  });
  test('a row of weight 0 is no row', async () => {
    const found = await fitted(counts, ['-F', 'poisson', '-f', 'y ~ f', '--weights', 'w']);
    expect(estimates(found)['fb']).toBeCloseTo(Math.log(5 / 2.5), 10);
  });
  test('weights are no part of the dot', async () => {
    const found = await fitted(counts, ['-F', 'poisson', '-f', 'y ~ .', '--weights', 'w']);
    expect(Object.keys(estimates(found))).toEqual(['(Intercept)', 'x', 'fb']);
  });
  test('an offset moves the intercept by itself', async () => {
    const found = await fitted('y,n\n1,10\n4,20\n5,20\n', ['-F', 'poisson', '-f', 'y ~ offset(log(n))']);
    expect(estimates(found)['(Intercept)']).toBeCloseTo(Math.log(10 / 50), 10);
  });
  test('least squares on a line', async () => {
    const found = estimates(await fitted('y,x\n1,0\n3,1\n5,2\n8,3\n', ['-F', 'gaussian', '-f', 'y ~ x']));
    expect(found['x']).toBeCloseTo(2.3, 10);
    expect(found['(Intercept)']).toBeCloseTo(0.8, 10);
  });
  test('the likelihood of least squares is that of R, and weights scale the dispersion', async () => {
    const csv = 'y,x,w\n1,0,1\n3,1,2\n5,2,1\n8,3,4\n';
    const plain = await fitted(csv, ['-F', 'gaussian', '-f', 'y ~ x']);
    // Residuals 0.2, -0.1, -0.4, 0.3: their squares add up to 0.3, and logLik(lm) is -n/2 (log(2 pi RSS/n) + 1).
    expect(plain.deviance).toBeCloseTo(0.3, 10);
    expect(plain.dispersion).toBeCloseTo(0.15, 10);
    expect(plain.logLikelihood).toBeCloseTo(-2 * (Math.log((2 * Math.PI * 0.3) / 4) + 1), 10);
    expect(plain.aic).toBeCloseTo(4 * (Math.log((2 * Math.PI * 0.3) / 4) + 1) + 6, 10);
    const found = await fitted(csv, ['-F', 'gaussian', '-f', 'y ~ x', '--weights', 'w']);
    const residual = (2 * Math.PI * (found.deviance ?? Number.NaN)) / 4;
    expect(found.logLikelihood).toBeCloseTo(-2 * (Math.log(residual) + 1) + Math.log(8) / 2, 10);
  });
  test('the inverse link of the exponential family has the sign of R', async () => {
    const found = estimates(await fitted('y,f\n1,a\n3,a\n4,b\n6,b\n', ['-F', 'exponential', '-f', 'y ~ f']));
    expect(found['(Intercept)']).toBeCloseTo(1 / 2, 10);
    expect(found['fb']).toBeCloseTo(1 / 5 - 1 / 2, 10);
  });
  test('grouped trials count the orders of their successes', async () => {
    const found = await fitted('k,m\n3,1\n', ['-F', 'binomial', '-f', 'cbind(k, m) ~ 1']);
    // dbinom(3, 4, 3/4, log = TRUE)
    expect(found.logLikelihood).toBeCloseTo(Math.log((4 * 27) / 256), 10);
  });
  test.each(['binomial', 'bernoulli'])(
    'counts of %s trials give the logit of their share',
    async (family) => {
      const found = await fitted('k,m\n3,1\n2,4\n', ['-F', family, '-f', 'cbind(k, m) ~ 1']);
      expect(estimates(found)['(Intercept)']).toBeCloseTo(Math.log(5 / 5), 10);
    },
  );
  test('grouped and ungrouped trials agree', async () => {
    const grouped = await fitted('k,m,x\n3,1,0\n2,4,1\n', ['-F', 'binomial', '-f', 'cbind(k, m) ~ x']);
    const rows = ['1,0', '1,0', '1,0', '0,0', '1,1', '1,1', '0,1', '0,1', '0,1', '0,1'];
    const single = await fitted(`y,x\n${rows.join('\n')}\n`, ['-F', 'bernoulli', '-f', 'y ~ x']);
    expect(estimates(grouped)['x']).toBeCloseTo(estimates(single)['x'] ?? Number.NaN, 9);
    expect(grouped.objective).toBeCloseTo(single.objective, 12);
  });
  test('the second level of two is the success, unless the order is given', async () => {
    const csv = 'y\nno\nyes\nyes\nyes\n';
    const found = await fitted(csv, ['-F', 'bernoulli', '-f', 'y ~ 1']);
    expect(found.coefficients[0]?.estimate).toBeCloseTo(Math.log(3), 10);
    const turned = await fitted(csv, ['-F', 'bernoulli', '-f', 'y ~ 1', '--levels', 'y=yes,no']);
    expect(turned.coefficients[0]?.estimate).toBeCloseTo(-Math.log(3), 10);
  });
});

describe('what the command says', () => {
  test('a summary on standard output, nothing on standard error', async () => {
    const { status, out, err } = await run(['fit', '-', '-F', 'poisson', '-f', 'y ~ x'], counts);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    for (const part of ['y ~ x', 'poisson', '(Intercept)', 'deviance', 'AIC']) expect(out).toContain(part);
  });
  test('dropped rows are counted in a warning and in the report', async () => {
    const { out, err } = await run(
      ['fit', '-', '-F', 'poisson', '-f', 'y ~ x', '--format', 'json'],
      `${counts}2,,a,1\n`,
    );
    expect(err).toBe('warning: rows-dropped: 1 of 6 rows lack a cell that the formula uses\n');
    expect((JSON.parse(out) as FitReport).rowsDropped).toBe(1);
  });
  test('an aliased column is named and has no estimate', async () => {
    const found = await fitted('y,x,z\n1,0,0\n3,1,2\n4,2,4\n9,3,6\n', ['-F', 'poisson', '-f', 'y ~ x + z']);
    expect(estimates(found)['z']).toBeNull();
    expect(found.warnings).toMatchObject([{ code: 'rank-deficient', columns: ['z', 'x'] }]);
  });
  test('separated classes are told once, on standard error, with status 4', async () => {
    const csv = 'y,x\n0,1\n0,2\n0,3\n1,4\n1,5\n1,6\n';
    const argv = ['fit', '-', '-F', 'bernoulli', '-f', 'y ~ x'];
    const spoken = await run(argv, csv);
    expect(spoken.status).toBe(4);
    expect(spoken.err).toMatch(/^warning: separation: .*\bx\b/);
    expect(spoken.out).not.toContain('warning');
    const quiet = await run([...argv, '--quiet'], csv);
    expect(quiet.err).toBe('');
    expect(quiet.out).toContain('warning: separation');
    const data = JSON.parse((await run([...argv, '--format', 'json'], csv)).out) as FitReport;
    expect(data).toMatchObject({ converged: false, warnings: [{ code: 'separation', columns: ['x'] }] });
    expect(data.coefficients.every(({ standardError }) => standardError === null)).toBe(true);
  });
  test('a fit that was stopped too early ends with status 4 and is written all the same', async () => {
    const out = join(folder, 'early.json');
    const argv = fit('poisson', 'y ~ x', '--solver', 'lbfgs', '--max-iterations', '1', '--out', out);
    const ran = await run(argv, counts);
    expect(ran.status).toBe(4);
    expect(existsSync(out)).toBe(true);
    expect(ran.out).toContain('NOT CONVERGED');
  });
  test('the model file holds no data', async () => {
    const out = join(folder, 'small.json');
    await run(
      ['fit', '-', '-F', 'poisson', '-f', 'y ~ x', '--out', out, '--quiet'],
      `y,x\n1,12345.678\n2,9876.54321\n4,1\n`,
    );
    const text = readFileSync(out, 'utf8');
    expect((JSON.parse(text) as ModelJson).schema).toBe('expfam/model@1');
    expect(text).not.toContain('12345.678');
  });
  test('the same seed gives the same bits, another seed others', async () => {
    const sgd = async (seed: string) => {
      const how = ['--solver', 'sgd', '--epochs', '9', '--batch', '2', '--seed', seed, '--format', 'json'];
      return (await run(fit('poisson', 'y ~ x', ...how), counts)).out;
    };
    expect(await sgd('7')).toBe(await sgd('7'));
    expect(await sgd('7')).not.toBe(await sgd('8'));
  });
  test('a fit that the user stops ends with 130', async () => {
    const stopper = new AbortController();
    stopper.abort();
    const { status, out } = await run(['fit', '-', '-F', 'poisson', '-f', 'y ~ x'], counts, {
      signal: stopper.signal,
    });
    expect({ status, out }).toEqual({ status: 130, out: '' });
  });
});
