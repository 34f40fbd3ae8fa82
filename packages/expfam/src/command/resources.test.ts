// Fits that are stopped, taken up again, computed in single precision, or refused for their size.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { FitReport } from '@expfam/runtime';
import { run } from './run.fixture.js';
import { scratchFolder } from '../scratch.fixture.js';

const folder = scratchFolder();
const iris = fileURLToPath(new URL('../../reference/r05_iris_multinomial.csv', import.meta.url));
const argv = ['fit', iris, '-F', 'categorical', '-f', 'Species ~ .', '--l2', '0.01', '--format', 'json'];

describe('a checkpoint', () => {
  const file = join(folder, 'checkpoint.json');
  test('is where a resumed fit begins', async () => {
    const early = await run([...argv, '--solver', 'lbfgs', '--max-iterations', '30', '--checkpoint', file]);
    expect(early.status).toBe(4);
    expect(existsSync(file)).toBe(true);
    const resumed = JSON.parse(
      (await run([...argv, '--solver', 'newton', '--resume', file])).out,
    ) as FitReport;
    const fresh = JSON.parse((await run([...argv, '--solver', 'newton'])).out) as FitReport;
    expect(resumed.iterations).toBeLessThan(fresh.iterations);
    expect(resumed.objective).toBeCloseTo(fresh.objective, 12);
  });
  test('holds no data', () => {
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)).toEqual([
      'schema',
      'formula',
      'weights',
    ]);
  });
  test('of another formula is refused, and so is what is none', async () => {
    const other = await run(['fit', iris, '-F', 'categorical', '-f', 'Species ~ 1', '--resume', file]);
    expect(other).toMatchObject({ status: 2 });
    expect(other.err).toMatch(/^foreign-model: .*Species ~ \./);
    const path = join(folder, 'none.json');
    writeFileSync(path, '{}');
    expect((await run([...argv, '--resume', path])).err).toMatch(/^foreign-model: .* is no checkpoint/);
  });
});

test('single precision comes close and says what it predicts in a new process', async () => {
  const model = join(folder, 'single.json');
  const { status, out } = await run([...argv, '--precision', 'f32', '--out', model]);
  const double = JSON.parse((await run(argv)).out) as FitReport;
  expect(status).toBe(0);
  expect((JSON.parse(out) as FitReport).objective).toBeCloseTo(double.objective, 5);
  expect((await run(['predict', model, iris])).status).toBe(0);
});

test('a fit that needs more memory than it may take is refused before it begins', async () => {
  const { status, err } = await run([...argv, '--memory', '1KB']);
  expect(status).toBe(2);
  expect(err).toMatch(/^not-enough-memory: 150 rows of 4 columns need/);
  expect((await run([...argv, '--memory', '1GB'])).status).toBe(0);
  expect((await run([...argv, '--memory', 'much'])).err).toContain('500MB');
});
