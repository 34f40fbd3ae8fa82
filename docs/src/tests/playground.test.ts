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
const note = () => page.locator('.training [role=status]');
const summary = () => page.locator('.training .summary');
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
  expect(texts.length).toBeGreaterThanOrEqual(10);
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

describe('a table of the reader’s', () => {
  const open = async (): Promise<void> => {
    // another address first, so that nothing is kept
    await page.goto('about:blank');
    await page.goto(`${served.root}playground.html`);
    await write(examples[2].text);
    await expect.poll(() => verdict().innerText(), slow).toContain('dimension 1');
    await page.getByRole('tab', { name: 'Train' }).click();
  };
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
    await summary().waitFor(slow);
    expect(await summary().innerText()).toContain('50 rows');
  }, 120_000);

  test('of ten megabytes leaves the page alive, and its picture small', async () => {
    await open();
    await drop('large.csv', counts(450_000));
    await fitIt('y ~ x');
    // the page answers while the worker is at it
    const started = Date.now();
    await page.evaluate(() => document.title);
    expect(Date.now() - started).toBeLessThan(5000);
    await summary().waitFor({ timeout: 110_000 });
    expect(await summary().innerText()).toContain('450000 rows');
    expect(await page.locator('.training .picture circle').count()).toBeLessThanOrEqual(2000);
  }, 180_000);

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
      expect(faults).toEqual([]);
    },
    60_000,
  );

  test('is let go of when the density changes during the training', async () => {
    await open();
    await drop('large.csv', counts(300_000));
    await page.getByLabel('Solver').selectOption('adam');
    await fitIt('y ~ x');
    await page.getByRole('button', { name: 'Stop' }).waitFor(slow);
    await write(examples[3].text);
    await expect.poll(() => note().innerText(), slow).toContain('have changed');
    await expect.poll(() => page.getByRole('button', { name: 'Stop' }).count(), slow).toBe(0);
    expect(await summary().count()).toBe(0);
  }, 120_000);
});

describe('the address', () => {
  test('leads back from an example to what was there before, and forward again', async () => {
    await page.goto('about:blank');
    await page.goto(`${served.root}playground.html`);
    await page.getByLabel('Example').selectOption('Counts');
    await expect.poll(() => source().inputValue(), slow).toContain('poisson');
    await page.goBack();
    await expect.poll(() => source().inputValue(), slow).toContain('categorical');
    await expect.poll(() => verdict().innerText(), slow).toContain('dimension K');
    await page.goForward();
    await expect.poll(() => source().inputValue(), slow).toContain('poisson');
  }, 120_000);

  test('holds the open part and the training', async () => {
    await page.goto(`${served.root}playground.html`);
    await page.getByRole('tab', { name: 'Train' }).click(slow);
    await page.getByLabel('Formula').fill('Species ~ Petal_Length');
    await expect.poll(() => page.url()).toContain('Petal_Length');
    const other = await browser.newPage();
    await other.goto(page.url());
    await other.getByLabel('Formula').waitFor(slow);
    expect(await other.getByLabel('Formula').inputValue()).toBe('Species ~ Petal_Length');
    await other.close();
  }, 120_000);

  test.each(['#density=%E0%A4%A', '#density=AAAA&classes=99999', '#<script>alert(1)</script>'])(
    'may be %s, and the page stands',
    async (hash) => {
      await page.goto('about:blank');
      await page.goto(`${served.root}playground.html${hash}`);
      await source().waitFor(slow);
      await expect.poll(() => verdict().innerText(), slow).not.toBe('');
      expect(faults).toEqual([]);
    },
    60_000,
  );
});
