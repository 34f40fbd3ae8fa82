// What a link to the playground holds: every setting comes back, and what was made can be taken away in one file.
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Playground } from './open-playground.fixture.js';
import { openPlayground, slow } from './open-playground.fixture.js';

let playground: Playground;
let page: Page;
beforeAll(async () => {
  playground = await openPlayground();
  page = playground.page;
}, 120_000);
afterAll(() => playground.close());

const binomial = `trials(y | p; n) = combinations(n, y) * p^y * (1 - p)^(n - y)
  y in 0..n
  p in (0, 1)
  n in 1..inf
`;

const controls = async (shown: Page): Promise<Record<string, string>> => {
  const value = (label: string): Promise<string> =>
    shown
      .locator('.playground')
      .getByLabel(label, { exact: label === 'n' })
      .last()
      .inputValue(slow);
  return {
    density: await value('A density text'),
    data: await value('Data'),
    formula: await value('Formula'),
    n: await value('n'),
    l2: await value('λ₂'),
    solver: await value('Solver'),
    device: await value('Device'),
  };
};

test('every setting of a training comes back from its link, and after a reload', async () => {
  await playground.write(binomial);
  await expect.poll(() => playground.verdict.innerText(), slow).toContain('dimension 1');
  await page.getByRole('tab', { name: 'Train' }).click();
  await page.getByLabel('Data').selectOption('mtcars.csv');
  await page.getByLabel('Formula').fill('am ~ wt');
  await page.locator('.training').getByLabel('n', { exact: true }).fill('1');
  await page.getByLabel('λ₂').fill('0.25');
  await page.getByLabel('Solver').selectOption('lbfgs');
  await page.getByLabel('Device').selectOption('gpu');
  await expect.poll(() => page.url()).toContain('device=gpu');
  const set = await controls(page);
  expect(set).toMatchObject({ n: '1', l2: '0.25', solver: 'lbfgs', device: 'gpu', data: 'mtcars.csv' });
  const other = await playground.browser.newPage();
  await other.goto(page.url());
  expect(await controls(other)).toEqual(set);
  await other.close();
  await page.reload();
  expect(await controls(page)).toEqual(set);
}, 120_000);

test('kernels and model are taken away in one file, at the constants of the training', async () => {
  await page.getByLabel('Device').selectOption('cpu');
  await page.getByRole('button', { name: 'Train', exact: true }).click(slow);
  await playground.summary.waitFor(slow);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download kernels and model' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('expfam.zip');
  const files = unzipSync(readFileSync(await file.path()));
  expect(Object.keys(files).sort()).toEqual(['manifest.json', 'model.json', 'trials.ts', 'trials.wasm', 'trials.wasm.d.ts', 'trials.wasm.js', 'trials.wgsl']); // prettier-ignore
  const manifest = JSON.parse(strFromU8(files['manifest.json'])) as { kernels: readonly { fix: unknown }[] };
  expect(manifest.kernels[0].fix).toEqual({ n: '1' });
  expect((JSON.parse(strFromU8(files['model.json'])) as { family: string }).family).toBe('trials');
}, 120_000);
