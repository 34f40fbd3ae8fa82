// The playground in a real browser: it derives, refuses, bears hostile texts, and trains to the numbers that Node gives.
import { readFileSync } from 'node:fs';
import { openBrowser } from '@expfam/testing';
import { fit, tableFrom } from 'expfam';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examples } from '../playground/examples.js';
import { readCsv } from '../playground/read-csv.js';
import type { Served } from './serve-site.fixture.js';
import { serveSite } from './serve-site.fixture.js';

let browser: Browser;
let served: Served;
let page: Page;
const faults: string[] = [];
beforeAll(async () => {
  [browser, served] = await Promise.all([openBrowser(), serveSite()]);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`${served.root}playground.html`);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.close();
});

const source = () => page.getByLabel('A density text');
const verdict = () => page.getByRole('status');
const complaint = () => page.locator('.source .complaint');
const slow = { timeout: 60_000 };

const write = async (text: string): Promise<void> => {
  await source().fill(text);
};

const die = examples[0].text;

test('a die is derived as it is typed, and the address leads back to it', async () => {
  await write(die);
  await expect.poll(() => verdict().innerText(), slow).toContain('dimension K - 1');
  const address = page.url();
  expect(address).toContain('#density=');
  const other = await browser.newPage();
  await other.goto(address);
  await expect.poll(() => other.getByLabel('A density text').inputValue(), slow).toBe(die);
  await other.close();
}, 120_000);

test('its lines are rendered, and each opens into its rewrites', async () => {
  await write(die);
  const first = page.locator('.answer .step').first();
  await first.locator('.katex').first().waitFor(slow);
  await first.locator('summary').click();
  await expect.poll(() => first.locator('.step').count(), slow).toBeGreaterThan(0);
});

test('a Cauchy density is refused with its reason', async () => {
  await write('cauchy(y | m) = 1 / (pi * (1 + (y - m)^2))\n  y in real\n  m in real\n');
  await expect.poll(() => verdict().innerText(), slow).toContain('No exponential family');
  expect(await complaint().innerText()).toContain('not-separable');
}, 120_000);

test('a misspelt name is pointed at', async () => {
  await write('f(y | p) = q^y\n  y in {0, 1}\n  p in (0, 1)\n');
  await expect.poll(() => complaint().innerText(), slow).toMatch(/unknown-name[^]*\^/);
});

describe('a hostile text', () => {
  test.each([
    ['markup', '<img src=x onerror="alert(1)">(y | p) = <script>alert(2)</script>\n  y in real'],
    ['markup in a name', 'f(y | p) = "<b onmouseover=alert(3)>"\n  y in {0, 1}\n  p in (0, 1)'],
    ['property access', 'f(y | p) = y.constructor.constructor("alert(4)")()\n  y in real\n  p in real'],
    ['TeX commands', 'f(y | p) = \\href{javascript:alert(5)}{p}^y\n  y in {0, 1}\n  p in (0, 1)'],
    ['mustaches', 'f(y | p) = {{constructor.constructor("alert(6)")()}}\n  y in real\n  p in real'],
    ['deep nesting', `f(y | p) = ${'('.repeat(50_000)}y${')'.repeat(50_000)}\n  y in real\n  p in real`],
  ])(
    'with %s is complained of, and the page goes on',
    async (_, text) => {
      await write(text);
      await expect.poll(() => complaint().innerText(), slow).toMatch(/^[a-z-]+: /);
      expect(await page.locator('.playground script, .playground img').count()).toBe(0);
      expect(faults).toEqual([]);
    },
    120_000,
  );
});

test('the kernels are measured in the browser and stay within their budgets', async () => {
  await write(examples[1].text);
  await expect.poll(() => verdict().innerText(), slow).toContain('dimension 1');
  await page.getByRole('tab', { name: 'Accuracy' }).click();
  const rows = page.locator('table.accuracy tbody tr');
  await rows.first().waitFor(slow);
  const texts = await rows.allInnerTexts();
  expect(texts).toHaveLength(10);
  expect(texts.filter((row) => !row.endsWith('within'))).toEqual([]);
}, 120_000);

describe('training on the iris data', () => {
  const csv = readFileSync(new URL('../../pages/public/data/iris.csv', import.meta.url), 'utf8');
  const node = async (): Promise<number> => {
    const model = await fit(
      'categorical',
      { table: tableFrom(readCsv(csv).columns), formula: 'Species ~ .' },
      { l2: 0.01 },
    );
    return model.report.objective;
  };

  const train = async (device: string): Promise<number> => {
    await page.goto(`${served.root}playground.html`);
    await page.getByRole('tab', { name: 'Train' }).click(slow);
    await page.getByLabel('Device').selectOption(device);
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    const summary = page.locator('.training .summary');
    await summary.waitFor(slow);
    return Number(/objective\s+(\S+)/.exec(await summary.innerText())?.[1]);
  };

  test('on the CPU gives what Node gives', async () => {
    expect(Math.abs((await train('cpu')) - (await node()))).toBeLessThan(1e-6);
    expect(await page.locator('.training .picture svg').count()).toBeGreaterThan(0);
    expect(await page.locator('.training .loss svg').count()).toBeGreaterThan(0);
  }, 120_000);

  test('on WebGPU gives the same to single precision', async () => {
    expect(Math.abs((await train('gpu')) - (await node()))).toBeLessThan(1e-4);
  }, 120_000);
});
