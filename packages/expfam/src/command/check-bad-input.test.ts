// What `check` does with a folder that is not as `generate` left it: what it cannot use it refuses in words, and whatever was edited
// it tells and fails.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from './run.fixture.js';

describe('check', () => {
  let folder = '';
  let manifest = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'expfam-check-'));
    await run(['generate', 'exponential', '--target', 'ts', '--kernels', 'response', '--out', folder]);
    manifest = await readFile(join(folder, 'manifest.json'), 'utf8');
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const checked = async (text: string) => {
    await writeFile(join(folder, 'manifest.json'), text);
    return run(['check', folder, '--points', '1']);
  };

  test.each<[string, (text: string) => string]>([
    ['is cut off', (text) => text.slice(0, 100)],
    ['is of another version', (text) => text.replace('expfam/manifest@1', 'expfam/manifest@9')],
    ['is something else', () => 'null'],
    ['lists no kernel', () => '{"schema":"expfam/manifest@1","kernels":[]}'],
    ['lists a kernel without a recipe', () => '{"schema":"expfam/manifest@1","kernels":[{"name":"x"}]}'],
    ['names a file of another folder', (text) => text.replace('exponential.ts', '../exponential.ts')],
    ['names a target that nobody knows', (text) => text.replace('"target": "ts"', '"target": "rust"')],
    ['says a word where a number stands', (text) => text.replace('"parameters": 1', '"parameters": "one"')],
    ['has a budget that is none', (text) => text.replace(/"budget": \{[^}]*\}/, '"budget": null')],
    ['gives a constant a list for a value', (text) => text.replace('"fix": {}', '"fix": { "rate": [] }')],
  ])('refuses a manifest that %s', async (_, edit) => {
    const edited = edit(manifest);
    expect(edited).not.toBe(manifest);
    const { status, out, err } = await checked(edited);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^no-manifest: .*manifest\.json is no manifest of kernels of this version\n/);
  });

  test('measures what a manifest with a larger budget describes, and fails', async () => {
    const { status, out } = await checked(manifest.replace('"response": 4', '"response": 4000'));
    expect(status).toBe(2);
    expect(out).toMatch(/^manifest\.json: edited\n/);
    expect(out).toMatch(/response .* pass/);
    expect(out).toMatch(/FAILED\n$/);
  });

  test('refuses a density text that an edited manifest holds, where it stands', async () => {
    const { status, err } = await checked(manifest.replace('rate * exp', 'import * exp'));
    expect(status).toBe(2);
    expect(err).toMatch(/^[a-z-]+: /);
    expect(err).not.toContain('internal-fault');
  });

  test('measures what a manifest of an earlier version describes, which says less', async () => {
    const earlier = manifest.replace(/\n *"dispersion": null,/, '').replace(/\n *"(lossSoft|inputGradient)": \d+,/g, '');
    expect(earlier.length).toBeLessThan(manifest.length - 40);
    const { out } = await checked(earlier);
    expect(out).toMatch(/response .* pass/);
  }); // prettier-ignore

  test('refuses more points than anyone waits for', async () => {
    const { status, err } = await run(['check', folder, '--points', '1e9']);
    expect({ status, err }).toMatchObject({ status: 2, err: expect.stringMatching(/^wrong-usage: --points 1000000000 is out of range/) as string }); // prettier-ignore
  });

  test('says before it measures that nothing can be recorded', async () => {
    const { status, out, err } = await run(['check', '/proc/self/nowhere', '--record']);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^file-not-writable: .*manifest\.json cannot be written: its folder does not exist/);
  });

  test('and so does generate: a refusal names the file in which a density stands', async () => {
    const path = join(folder, 'cauchy.density');
    await writeFile(path, 'cauchy(y | m) = 1 / (pi * (1 + (y - m)^2))\n  y in real\n  m in real\n');
    const { status, err } = await run(['generate', path, '--target', 'ts', '--out', folder]);
    expect(status).toBe(3);
    expect(err).toContain('cauchy.density:1:17\n');
  });
});
