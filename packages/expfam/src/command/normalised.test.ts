// A density that does not add up to one: `generate` divides it by its total where it is told to, and the manifest says so, so that
// `check` can derive the same kernels anew.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from './run.fixture.js';

const density = `wait(y | rate) = exp(-rate * y)
  y    in (0, inf)
  rate in (0, inf)
`;

describe('kernels of a density that is not normalised', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'expfam-normalised-'));
    await writeFile(join(folder, 'wait.density'), density);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const generated = (...more: readonly string[]) =>
    run(['generate', join(folder, 'wait.density'), '--target', 'ts', '--out', join(folder, 'out'), ...more]);

  test('are refused, with the way to have them', async () => {
    const { status, err } = await generated();
    expect(status).toBe(3);
    expect(err).toMatch(/^not-normalised: /);
    expect(err).toContain('--normalise');
  });

  test('are those of the density divided by its total, and hold their budgets', async () => {
    expect((await generated('--normalise')).status).toBe(0);
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'out', 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ kernels: [{ family: 'wait', normalised: true }] });
    const { status, out } = await run(['check', join(folder, 'out'), '--points', '5', '--format', 'json']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ pass: true });
  });
});
