// Fits by the command: what it says, what it writes, and how bad data are refused.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { FitReport, ModelJson } from '@expfam/runtime';
import { run } from './run.fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'expfam-fit-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

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
  test('a fit that was stopped too early ends with status 4 and is written all the same', async () => {
    const out = join(folder, 'early.json');
    const ran = await run(
      [
        'fit',
        '-',
        '-F',
        'poisson',
        '-f',
        'y ~ x',
        '--solver',
        'lbfgs',
        '--max-iterations',
        '1',
        '--out',
        out,
      ],
      counts,
    );
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
      const argv = [
        'fit',
        '-',
        '-F',
        'poisson',
        '-f',
        'y ~ x',
        '--solver',
        'sgd',
        '--epochs',
        '9',
        '--batch',
        '2',
      ];
      return (await run([...argv, '--seed', seed, '--format', 'json'], counts)).out;
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

describe('bad input ends with status 2 and names what is wrong', () => {
  test.each<[string, string, readonly string[], RegExp]>([
    [
      'a letter among numbers',
      'y,x\n1,12\n2,12O\n3,4\n',
      ['poisson', 'y ~ x'],
      /mixed-column: .*`x`.*`12O` in row 2/,
    ],
    [
      'a negative count',
      'y,x\n1,1\n-2,2\n3,3\n',
      ['poisson', 'y ~ x'],
      /outcome-outside-support: `y` is -2 in row 2/,
    ],
    [
      'a fractional count after a dropped row',
      'y,x\n1,1\n1,\n2.5,2\n',
      ['poisson', 'y ~ x'],
      /`y` is 2.5 in row 3/,
    ],
    ['a number above one', 'y,x\n0,1\n2,2\n', ['bernoulli', 'y ~ x'], /`y` is 2 in row 2/],
    ['three levels for two', 'y\na\nb\nc\n', ['bernoulli', 'y ~ 1'], /too-many-classes/],
    ['one class', 'y,x\na,1\na,2\n', ['categorical', 'y ~ x'], /single-class/],
    ['text for a number', 'y,x\na,1\nb,2\n', ['poisson', 'y ~ x'], /unsuitable-outcome/],
    ['an unknown column', 'y,x\n1,1\n2,2\n', ['poisson', 'y ~ z'], /unknown-column: there is no column `z`/],
    [
      'an unknown family',
      'y,x\n1,1\n2,2\n',
      ['poison', 'y ~ x'],
      /unknown-family: .*`poison`; did you mean `poisson`/,
    ],
    [
      'an infinite value',
      'y,x\n1,1\n2,inf\n',
      ['poisson', 'y ~ x'],
      /non-finite-value: `x` is Infinity in row 2/,
    ],
    [
      'the logarithm of zero',
      'y,x\n1,1\n2,0\n',
      ['poisson', 'y ~ log(x)'],
      /non-finite-value: `log\(x\)` is -Infinity in row 2/,
    ],
    [
      'the outcome among its predictors',
      'y,x\n1,1\n2,0\n',
      ['poisson', 'y ~ x + y'],
      /outcome-among-predictors/,
    ],
    ['a duplicate column', 'y,x,x\n1,1,2\n', ['poisson', 'y ~ x'], /duplicate-column/],
    ['no rows', 'y,x\n', ['poisson', 'y ~ x'], /no-complete-row/],
    ['nothing at all', '', ['poisson', 'y ~ x'], /empty-file/],
    [
      'a level that is not listed',
      'y,f\n1,a\n2,b\n',
      ['poisson', 'y ~ f', '--levels', 'f=a,c'],
      /unlisted-level: `b` in row 2/,
    ],
    [
      'levels of no column',
      'y,f\n1,a\n2,b\n',
      ['poisson', 'y ~ f', '--levels', 'g=a,b'],
      /unknown-column: .*`g`/,
    ],
    [
      'a negative weight',
      'y,w\n1,1\n2,-1\n',
      ['poisson', 'y ~ 1', '--weights', 'w'],
      /unsuitable-weight: .*`w` is -1 in row 2/,
    ],
    [
      'a missing cell where none may be',
      'y,x\n1,1\n2,\n',
      ['poisson', 'y ~ x', '--missing', 'error'],
      /missing-cell: .*`x`.*row 2/,
    ],
    [
      'a link that is not there yet',
      'y,x\n1,1\n2,2\n',
      ['poisson', 'y ~ x', '--link', 'sqrt'],
      /option-not-available: the link `sqrt`/,
    ],
    [
      'fractional successes',
      'k,m\n1.5,1\n2,2\n',
      ['binomial', 'cbind(k, m) ~ 1'],
      /fractional-trials: `k` is 1.5 in row 1/,
    ],
  ])('%s', async (_, csv, [family = '', formula = '', ...rest], message) => {
    const { status, out, err } = await run(['fit', '-', '-F', family, '-f', formula, ...rest], csv);
    expect(err).toMatch(message);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });
});

describe('prediction', () => {
  const model = join(folder, 'model.json');
  const prepared = run(['fit', '-', '-F', 'poisson', '-f', 'y ~ x + f', '--out', model, '--quiet'], counts);
  const predict = async (csv: string, ...argv: string[]) => {
    await prepared;
    return run(['predict', model, '-', ...argv], csv);
  };
  test('rows keep their cells and get a column more; a missing cell gives no prediction', async () => {
    const { status, out, err } = await predict('id,x,f\n"a,1",1,a\nb,,b\n');
    expect(status).toBe(0);
    const [header, first, second] = out.split('\n');
    expect(header).toBe('id,x,f,predicted');
    expect(first).toMatch(/^"a,1",1,a,[0-9.]+$/);
    expect(second).toBe('b,,b,');
    expect(err).toMatch(/1 of 2 rows lack a cell/);
  });
  test('the link is the logarithm of the response', async () => {
    const [mean, eta] = await Promise.all([predict('x,f\n1,a\n'), predict('x,f\n1,a\n', '--type', 'link')]);
    const last = (text: string): number => Number(text.trim().split(',').at(-1));
    expect(last(eta.out)).toBeCloseTo(Math.log(last(mean.out)), 12);
  });
  test('the result may go to a file, in its format', async () => {
    const out = join(folder, 'predicted.jsonl');
    expect(await predict('x,f\n1,a\n', '--out', out)).toEqual({ status: 0, out: '', err: '' });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ x: 1, f: 'a' });
  });
  test.each<[string, RegExp]>([
    ['x,f\n1,c\n', /new-level: `c` in row 1/],
    ['x\n1\n', /unknown-column: there is no column `f`/],
    ['x,f\nhigh,a\n', /wrong-type: .*`x` holds text/],
    ['x,f,predicted\n1,a,2\n', /duplicate-column: .*`predicted`/],
  ])('what does not fit is named: %j', async (csv, message) => {
    const { status, out, err } = await predict(csv);
    expect(err).toMatch(message);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });
  test.each([
    ['{"schema":"expfam/model@2"}', /foreign-model/],
    ['{', /foreign-model: .*no JSON/],
    ['[]', /foreign-model/],
    ['{"schema":"expfam/model@1","design":{}}', /foreign-model/],
  ])('a file that is no model is refused: %s', async (text, message) => {
    const { status, err } = await run(['predict', file('foreign.json', text), '-'], 'x\n1\n');
    expect(err).toMatch(message);
    expect(status).toBe(2);
  });
});
