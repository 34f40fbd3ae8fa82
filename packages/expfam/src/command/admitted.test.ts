// What `fit` admits or warns of, and what `predict` refuses, by the command.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fit, run } from './run.fixture.js';
import { scratchFolder } from '../scratch.fixture.js';

const folder = scratchFolder();

describe('admitted with status 4', () => {
  test.each<[string, string, readonly string[], RegExp]>([
    [
      'separated classes',
      'y,x\n0,1\n0,2\n1,3\n1,4\n',
      fit('bernoulli', 'y ~ x'),
      /separation: .*\bx\b.*--l2.*--bias-reduction/,
    ],
    [
      'a group of failures only',
      'k,m,f\n0,5,a\n0,3,a\n2,2,b\n',
      fit('binomial', 'cbind(k, m) ~ f'),
      /separation: .*\bfb\b/,
    ],
    ['a group without events', 'y,f\n0,a\n0,a\n3,b\n2,b\n', fit('poisson', 'y ~ f'), /separation: .*\bfb\b/],
    [
      'a class that stands apart',
      'y,x\na,1\na,2\nb,1\nb,2\nc,8\nc,9\n',
      fit('categorical', 'y ~ x'),
      /separation: .*\bx\b/,
    ],
    [
      'a level of successes under a log link',
      'y,f\n1,a\n0,a\n1,b\n1,b\n',
      fit('bernoulli', 'y ~ f', '--link', 'log'),
      /boundary: .*\bfb\b.*--link/,
    ],
    ['nothing but zeros', 'y,x\n0,1\n0,2\n', fit('poisson', 'y ~ 1'), /separation: .*\(Intercept\)/],
  ])('%s', async (_, csv, argv, message) => {
    const { status, out, err } = await run(argv, csv);
    expect(err).toMatch(message);
    expect(status).toBe(4);
    expect(out).not.toMatch(/NaN/);
  });
  test('and cured by what the message offers', async () => {
    const csv = 'y,x\n0,1\n0,2\n1,3\n1,4\n';
    for (const cure of [['--l2', '0.1'], ['--bias-reduction']])
      expect((await run(fit('bernoulli', 'y ~ x', ...cure), csv)).status).toBe(0);
  });
});

describe('a comparison', () => {
  const csv = 'y,x\n1,1\n2,2\n1,3\n2,4\n';
  test('of families of which none can produce the outcome ends with status 2, each with its reason', async () => {
    const { status, out } = await run(fit('bernoulli,beta', 'y ~ x'), csv);
    expect(out.match(/outcome-outside-support/g)).toHaveLength(2);
    expect(status).toBe(2);
  });
  test('without a maximum ends with status 4 and writes no model', async () => {
    const out = join(folder, 'none.json');
    const argv = fit('bernoulli,categorical', 'y ~ x', '--out', out);
    const { status, err } = await run(argv, 'y,x\n1,1\n1,2\n2,3\n2,4\n');
    expect(err).toMatch(/warning: categorical: separation: /);
    expect([status, existsSync(out)]).toEqual([4, false]);
  });
  test('says once what was dropped', async () => {
    const { status, err } = await run(fit('poisson,geometric', 'y ~ x'), `${csv}3,\n`);
    expect(err).toBe('warning: rows-dropped: 1 of 5 rows lack a cell that the formula uses\n');
    expect(status).toBe(0);
  });
});

describe('warned of', () => {
  test('a constant column', async () => {
    const { err, status } = await run(fit('poisson', 'y ~ x + z'), 'y,x,z\n1,1,7\n2,2,7\n2,3,7\n');
    expect(err).toMatch(/rank-deficient: z is constant/);
    expect(status).toBe(0);
  });
  test('lines that end as on an old Macintosh', async () => {
    expect((await run(fit('poisson', 'y ~ x'), 'y,x\r1,1\r2,2\r4,3\r')).status).toBe(0);
  });
  test('a byte-order mark is no part of a name', async () => {
    expect((await run(fit('poisson', 'y ~ x'), '\ufeffy,x\n1,1\n2,2\n4,3\n')).status).toBe(0);
  });
});

describe('at prediction', () => {
  const model = join(folder, 'model.json');
  test.each<[string, string, RegExp]>([
    ['a new level', 'x,f\n1,c\n', /new-level: `c` in row 1 is a new level of `f`/],
    ['a missing column', 'x\n1\n', /unknown-column: there is no column `f`/],
    ['text for a number', 'x,f\nten,a\n', /wrong-type: column `x` holds text/],
    ['an infinite number', 'x,f\ninf,a\n2,b\n', /non-finite-value: `x` is Infinity in row 1/],
    ['a letter in a number', 'x,f\n1O,a\n2,b\n3,b\n', /mixed-column: .*`1O` in row 1/],
  ])('%s', async (_, csv, message) => {
    await run(fit('poisson', 'y ~ x + f', '--out', model), 'y,x,f\n1,1,a\n2,2,b\n4,3,a\n3,1,b\n');
    const { status, err } = await run(['predict', model, '-'], csv);
    expect(err).toMatch(message);
    expect(status).toBe(2);
  });
  test.each<[string, string, RegExp]>([
    ['no JSON', '{"schema":', /foreign-model: .* is no JSON/],
    ['another schema', '{"schema":"other/model@3"}', /foreign-model/],
    ['a list', '[]', /foreign-model/],
    ['a model cut short', '{"schema":"expfam/model@1","design":{}}', /foreign-model/],
  ])('%s is no model', async (_, text, message) => {
    const path = join(folder, 'damaged.json');
    writeFileSync(path, text);
    const { status, err } = await run(['predict', path, '-'], 'x\n1\n');
    expect(err).toMatch(message);
    expect(status).toBe(2);
  });
});
