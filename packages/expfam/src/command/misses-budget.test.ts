// A kernel that cannot meet its budget: `generate` refuses it with its error and writes nothing, in whichever targets, and writes it
// where that is asked for.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from './run.fixture.js';

/** Its total is written as a quotient of differences that overflow one by one. */
const density = `sinc(y | t) = exp(t * y) * cos(y)^2 / ((exp(t) - 1) / (2 * t) + (t * (exp(t) * cos(2) - 1) + 2 * exp(t) * sin(2)) / (2 * (t^2 + 4)))
  y in [0, 1]
  t in (0, inf)
`;

describe('a kernel that misses its budget', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'expfam-budget-'));
    await writeFile(join(folder, 'sinc.density'), density);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const generated = (...more: readonly string[]) =>
    run(['generate', join(folder, 'sinc.density'), '--out', join(folder, 'out'), ...more]);

  test.each(['ts', 'wasm', 'ts,wgsl'])(
    'is refused with the measured error, and nothing is written: %s',
    async (target) => {
      const { status, out, err } = await generated('--target', target);
      expect({ status, out }).toEqual({ status: 2, out: '' });
      expect(err).toMatch(
        /^misses-its-budget: the \w+ of sinc in \w+ \(f64\) is .*, its budget is \d+ ulp; at eta = \d/,
      );
      expect(err).toContain('--accept-accuracy');
      expect(await readdir(folder)).toEqual(['sinc.density']);
    },
  );

  test('is printed with --accept-accuracy', async () => {
    const { status, out } = await generated('--target', 'ts', '--accept-accuracy');
    expect(status).toBe(0);
    expect(out).toContain('sinc.ts');
    expect((await readdir(join(folder, 'out'))).sort()).toEqual(['manifest.json', 'sinc.ts']);
  });
});
