// Predictions by the command, from a model file alone.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from './run.fixture.js';
import { scratchFolder } from '../scratch.fixture.js';

const folder = scratchFolder();

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const counts = 'y,x,f,w\n1,0,a,1\n3,1,b,2\n4,2,a,1\n9,3,b,1\n6,2,b,0\n';

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

test('the entries of a vector have a column each, by their names', async () => {
  const model = join(folder, 'dirichlet.json');
  const csv =
    'a,b,c,x\n0.2,0.3,0.5,1\n0.1,0.4,0.5,2\n0.25,0.25,0.5,3\n0.3,0.1,0.6,4\n0.15,0.35,0.5,2.5\n0.4,0.2,0.4,1\n';
  await run(['fit', '-', '-F', 'dirichlet', '-f', 'cbind(a, b, c) ~ x', '--out', model], csv);
  const { out } = await run(['predict', model, '-'], 'x\n1\n2\n');
  const [header, ...rows] = out.trim().split('\n');
  expect(header).toBe('x,predicted(a),predicted(b),predicted(c)');
  for (const row of rows) {
    const [, ...shares] = row.split(',').map(Number);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  }
});
