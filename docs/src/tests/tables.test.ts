// Tables of the reader's in the playground, in a real browser, and what can be taken away from it.
import { readFileSync } from 'node:fs';
import { loadModel } from 'expfam';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examples } from '../playground/examples.js';
import type { Playground } from './open-playground.fixture.js';
import { openPlayground, slow } from './open-playground.fixture.js';

let playground: Playground;
let page: Page;
beforeAll(async () => {
  playground = await openPlayground();
  page = playground.page;
}, 120_000);
afterAll(() => playground.close());

describe('a table of the reader’s', () => {
  const open = (): Promise<void> => playground.train({ text: examples[2].text });
  const drop = async (name: string, contents: string | Buffer): Promise<void> => {
    await page
      .getByLabel('or a CSV file')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(contents) });
  };
  const counts = (rows: number): string =>
    `x,y\n${Array.from({ length: rows }, (_, i) => `${String((i % 97) / 97)},${String(i % 7)}`).join('\n')}\n`;
  const fitIt = async (formula: string): Promise<void> => {
    await page.getByLabel('Formula').fill(formula);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
  };

  test('with a mark of byte order and Windows line ends is read like any other', async () => {
    await open();
    await drop('bom.csv', `\uFEFF${counts(50).replaceAll('\n', '\r\n')}`);
    await fitIt('y ~ x');
    await playground.summary.waitFor(slow);
    expect(await playground.summary.innerText()).toContain('50 rows');
  }, 120_000);

  test('of ten megabytes leaves the page alive, and its picture small', async () => {
    await open();
    await drop('large.csv', counts(450_000));
    await fitIt('y ~ x');
    // the page answers while the worker is at it
    const started = Date.now();
    await page.evaluate(() => document.title);
    expect(Date.now() - started).toBeLessThan(5000);
    await playground.summary.waitFor({ timeout: 110_000 });
    expect(await playground.summary.innerText()).toContain('450000 rows');
    expect(await page.locator('.training .picture circle').count()).toBeLessThanOrEqual(2000);
  }, 180_000);

  test('with semicolons, quoted line ends and names of other alphabets says what it holds, and is fitted', async () => {
    await open();
    await drop(
      '<b>größe</b>.csv',
      'größe;"two\nlines";<i>y</i>;y\n1;a;1;2\n2;"b\nc";2;3\n3;a;3;5\n4;a;4;4\n',
    );
    const columns = page.locator('.training .columns');
    await columns.waitFor(slow);
    expect((await columns.innerText()).replace(/\s+/g, ' ')).toBe('4 rows of größe, `two lines` (text), `<i>y</i>`, y'); // prettier-ignore
    await fitIt('y ~ größe');
    await playground.summary.waitFor(slow);
    expect(await playground.summary.innerText()).toMatch(/größe +\d/);
    expect(await page.locator('.playground b, .playground i').count()).toBe(0);
  }, 60_000);

  test('of thousands of columns is fitted', async () => {
    await open();
    const names = Array.from({ length: 3000 }, (_, i) => (i === 0 ? 'y' : `c${String(i)}`));
    const cells = (row: number): string => names.map((_, i) => (i === 0 ? row % 5 : ((row * 31 + i * 17) % 101) / 50)).join(','); // prettier-ignore
    await drop('wide.csv', `${names.join(',')}\n${Array.from({ length: 20 }, (_, row) => cells(row)).join('\n')}\n`); // prettier-ignore
    await page.locator('.training .columns').waitFor(slow);
    expect(await page.locator('.training .columns').innerText()).toContain('and 2988 more columns');
    await fitIt('y ~ c1 + c2');
    await playground.summary.waitFor(slow);
  }, 60_000);

  test('that is no text is refused', async () => {
    await open();
    await drop('image.csv', Buffer.from([0x89, 0x50, 0xff, 0xfe, 0x00, 0xc3, 0x28]));
    await expect
      .poll(() => page.locator('.training .complaint').innerText(), slow)
      .toContain('wrong-encoding');
  }, 60_000);

  test.each([
    ['without the column of the formula', 'y ~ z', /unknown-column/],
    ['with a formula that cannot be read', 'y ~ (', /unreadable-formula/],
    ['with markup in the formula', '<img src=x onerror=alert(1)> ~ x', /^[a-z-]+: /],
  ])(
    '%s is complained of',
    async (_, formula, words) => {
      await open();
      await drop('counts.csv', counts(50));
      await fitIt(formula);
      await expect.poll(() => page.locator('.training .complaint').innerText(), slow).toMatch(words);
      expect(playground.faults).toEqual([]);
    },
    60_000,
  );

  test('is let go of when the density changes during the training', async () => {
    await open();
    await drop('large.csv', counts(300_000));
    await page.getByLabel('Solver').selectOption('adam');
    await fitIt('y ~ x');
    await page.getByRole('button', { name: 'Stop' }).waitFor(slow);
    await playground.write(examples[3].text);
    await expect.poll(() => playground.note.innerText(), slow).toContain('have changed');
    await expect.poll(() => page.getByRole('button', { name: 'Stop' }).count(), slow).toBe(0);
    expect(await playground.summary.count()).toBe(0);
  }, 120_000);
});

describe('what is downloaded', () => {
  test('is the model, which Node reads and which predicts there what it predicts here', async () => {
    await playground.train({ example: 'One trial, yes or no' });
    await page.getByRole('button', { name: 'Train', exact: true }).click(slow);
    await playground.summary.waitFor(slow);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download the model' }).click(),
    ]);
    const model = await loadModel(JSON.parse(readFileSync(await file.path(), 'utf8')));
    expect(model.report.objective).toBeCloseTo(
      Number(/objective\s+(\S+)/.exec(await playground.summary.innerText())?.[1]),
      5,
    );
    expect(model.predict({ table: { hp: [120], wt: [2.6] } })[0]).toBeGreaterThan(0.5);
  }, 120_000);

  test('is every file of the kernels, under the name of the family', async () => {
    await page.getByRole('tab', { name: 'Kernels' }).click();
    await page.locator('.kernels pre').waitFor(slow);
    const names = await page.getByRole('tablist', { name: 'Files' }).getByRole('tab').allInnerTexts();
    expect(names).toEqual(['bernoulli.ts', 'bernoulli.wgsl', 'bernoulli.wasm', 'bernoulli.wasm.js', 'bernoulli.wasm.d.ts', 'manifest.json']); // prettier-ignore
    await page.getByRole('tab', { name: 'bernoulli.wasm', exact: true }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download bernoulli.wasm' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('bernoulli.wasm');
    expect(WebAssembly.validate(readFileSync(await file.path()))).toBe(true);
  }, 60_000);
});
