// `check`: what was generated passes, what was edited does not, and what cannot be run says so.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '@expfam/codegen';
import { checkFolder } from '../check/check-folder.js';
import type { CheckReport } from '../check/check-folder.js';
import { textOf } from './check.js';
import { run } from './run.fixture.js';

/** Whether the rows of a shader were searched for the worst, and its linear entry points measured. */
const isOnAdapter = (file: CheckReport['kernels'][number]['files'][number] | undefined): boolean => {
  const functions = file?.functions ?? [];
  const linear = functions.slice(5).map(({ name, points }) => `${name} ${String(points > 10)}`);
  return (
    functions.slice(0, 5).every(({ climbed }) => climbed > 5) &&
    linear.join() === 'linearResponse true,linearGradient true,inputGradient true'
  );
};

describe('check', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'expfam-check-'));
    for (const family of [['poisson'], ['bernoulli', '--link', 'cauchit']])
      await run(['generate', ...family, '--target', 'ts,wgsl,wasm', '--out', folder]);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('measures every function of every kernel of a folder, in every target that runs here', async () => {
    const { status, out } = await run(['check', folder, '--format', 'json', '--points', '5']);
    expect(status).toBe(0);
    const report = JSON.parse(out) as CheckReport;
    expect(report.kernels.map(({ name }) => name)).toEqual(['bernoulli-cauchit', 'poisson']);
    for (const { name: family, files } of report.kernels) {
      expect(files.map(({ target }) => target)).toEqual(['ts', 'wgsl', 'wasm']);
      const [ts, wgsl, wasm] = files;
      // the factorial of a Poisson outcome is several formulas, and so is the arctangent of a Cauchy link
      for (const file of [ts, wasm]) expect(file?.crossings, family).toBeGreaterThan(0);
      expect(ts?.functions.map(({ name }) => name)).toEqual([
        'response', 'loss', 'gradient', 'hessian', 'jacobian', 'linearResponse', 'linearGradient', 'inputGradient',
        'saturatedLoss', 'logBaseMeasure',
      ]); // prettier-ignore
      for (const file of [ts, wasm])
        for (const { name, points, climbed } of file?.functions ?? []) {
          // a trial has two outcomes, among which there is nothing to search
          const isOfOutcome = name === 'saturatedLoss' || name === 'logBaseMeasure';
          expect(points).toBeGreaterThan(isOfOutcome ? 1 : 10);
          expect(climbed).toBeGreaterThanOrEqual(isOfOutcome ? 0 : 1);
        }
      // on an adapter where there is one, and said plainly where there is none
      expect(wgsl?.notMeasured ?? String(isOnAdapter(wgsl))).toMatch(
        /^(true|there is no WebGPU adapter here.*)$/,
      );
      expect(wgsl?.bounds?.['loss']).toBeGreaterThan(1);
    }
  });

  test('says in words where the worst is, and that all is well', async () => {
    const { out } = await run(['check', folder, '--points', '5']);
    expect(out).toMatch(/poisson\.ts \(ts, f64\)\n +worst +mean +budget/);
    expect(out).toMatch(/response +0\.\d+ +0\.\d+ +4 +pass +eta = -?\d/);
    expect(out).toMatch(
      /every function (is within its budget|that was measured is within its budget; not measured: \S+\.wgsl)\n$/,
    );
  });

  test('never says that what could not be measured is within its budget', async () => {
    const measured = await checkFolder(folder, { points: 2 });
    const asIf = (notMeasured: (path: string) => string | null): string =>
      textOf({
        ...measured,
        kernels: measured.kernels.map((kernel) => ({
          ...kernel,
          files: kernel.files.map((file) => ({ ...file, notMeasured: notMeasured(file.path) })),
        })),
      });
    expect(asIf(() => 'no device')).toMatch(/nothing was measured here\n$/);
    expect(asIf((path) => (path.endsWith('.ts') ? 'no device' : null))).toMatch(
      /every function that was measured is within its budget; not measured: \S+\.ts(, \S+\.ts)*\n$/,
    );
    expect(asIf(() => null)).toMatch(/every function is within its budget\n$/);
  });

  test('fails with status 2 where a module was edited and is wrong', async () => {
    const path = join(folder, 'poisson.ts');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replaceAll('exp(eta1)', 'exp(eta1 * 1.000000001)'));
    const { status, out } = await run(['check', folder, '--points', '5']);
    await writeFile(path, text);
    expect(status).toBe(2);
    expect(out).toContain('poisson.ts (ts, f64): edited, or missing');
    expect(out).toMatch(/response .* FAIL/);
    expect(out).toMatch(/FAILED\n$/);
  });

  test('measures a WebAssembly module as it stands, and says that it was edited', async () => {
    const path = join(folder, 'poisson.wasm');
    const bytes = await readFile(path);
    // log2(e), by which the exponential is reduced, a little off
    const constant = Buffer.alloc(8);
    constant.writeDoubleLE(Math.LOG2E);
    const edited = Buffer.from(bytes);
    for (let at = edited.indexOf(constant); at >= 0; at = edited.indexOf(constant, at + 1))
      edited.writeDoubleLE(Math.LOG2E + 1, at);
    await writeFile(path, edited);
    const { status, out } = await run(['check', folder, '--format', 'json', '--points', '5']);
    await writeFile(path, bytes);
    const files = (JSON.parse(out) as CheckReport).kernels.flatMap((kernel) => kernel.files);
    const found = files.find((file) => file.path === 'poisson.wasm');
    expect(found).toMatchObject({ unchanged: false, notMeasured: null, pass: false });
    expect(found?.functions.find(({ name }) => name === 'response')?.pass).toBe(false);
    expect(status).toBe(2);
  });

  test('fails where a module does not load, or its loader was edited', async () => {
    const [path, loader] = [join(folder, 'poisson.wasm'), join(folder, 'bernoulli-cauchit.wasm.js')];
    const [bytes, text] = [await readFile(path), await readFile(loader, 'utf8')];
    await writeFile(path, 'no module');
    await writeFile(loader, `${text}// mine\n`);
    const { status, out } = await run(['check', folder, '--points', '5']);
    await Promise.all([writeFile(path, bytes), writeFile(loader, text)]);
    expect(out).toMatch(/poisson\.wasm .*edited, or missing\n {2}not measured: it does not run: \S/);
    expect(out).toContain('bernoulli-cauchit.wasm (wasm, f64): edited, or missing');
    expect(status).toBe(2);
  });

  test('measures the functions that a file has, and no other', async () => {
    const part = await mkdtemp(join(tmpdir(), 'expfam-check-'));
    await run(['generate', 'poisson', '--target', 'ts,wasm', '--kernels', 'response,loss', '--out', part]);
    const { status, out } = await run(['check', part, '--format', 'json', '--points', '5']);
    await rm(part, { recursive: true });
    const files = (JSON.parse(out) as CheckReport).kernels.flatMap((kernel) => kernel.files);
    const measured = files.map(({ target, functions }) => [target, functions.map(({ name }) => name)]);
    expect(measured).toEqual([
      ['ts', ['response', 'loss']],
      ['wasm', ['response', 'loss']],
    ]);
    expect(status).toBe(0);
  });

  test('measures a gradient that no formula gives, as that of an order of a Bessel function', async () => {
    const other = join(folder, 'order');
    const kernels = ['--kernels', 'gradient,hessian', '--target', 'ts'];
    await run(['generate', 'generalised_inverse_gaussian', ...kernels, '--out', other]);
    const { status, out } = await run(['check', other, '--format', 'json', '--points', '2']);
    expect(status).toBe(0);
    const functions = (JSON.parse(out) as CheckReport).kernels[0]?.files[0]?.functions ?? [];
    expect(functions.map(({ name }) => name)).toEqual(['gradient', 'hessian']);
    for (const { name, points } of functions) expect(points, name).toBeGreaterThan(0);
  }, 60_000);

  test('records what an adapter was measured to, where it is asked to', async () => {
    const before = await readFile(join(folder, 'manifest.json'), 'utf8');
    const { out } = await run(['check', folder, '--points', '5', '--record', '--format', 'json']);
    const reported = (JSON.parse(out) as CheckReport).kernels[1]?.files.find(
      ({ target }) => target === 'wgsl',
    );
    const after = await readFile(join(folder, 'manifest.json'), 'utf8');
    const { kernels } = JSON.parse(after) as Manifest;
    const shader = kernels[1]?.files.find(({ target }) => target === 'wgsl');
    if (reported?.adapter === null) expect(after).toBe(before);
    else {
      expect(shader?.measured?.adapter).toBe(reported?.adapter);
      expect(shader?.measured?.worst['loss']).toBeCloseTo(
        reported?.functions.find(({ name }) => name === 'loss')?.worst ?? NaN,
        1,
      );
    }
    // it is still as generated, and may be written again
    expect((await run(['generate', 'poisson', '--target', 'ts', '--out', folder])).status).toBe(0);
  });

  test('refuses a folder that holds no kernels', async () => {
    const { status, err } = await run(['check', tmpdir()]);
    expect(status).toBe(2);
    expect(err).toMatch(/^no-manifest: /);
  });
});
