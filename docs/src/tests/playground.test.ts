// The playground in a real browser: it derives, refuses, bears hostile texts, and trains to the numbers that Node gives.
import { readFileSync } from 'node:fs';
import { fit } from 'expfam';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examples } from '../playground/examples.js';
import { readCsv } from '../playground/read-csv.js';
import type { Playground } from './open-playground.fixture.js';
import { openPlayground, slow } from './open-playground.fixture.js';

let playground: Playground;
let page: Page;
beforeAll(async () => {
  playground = await openPlayground();
  page = playground.page;
}, 120_000);
afterAll(() => playground.close());

const die = examples[0].text;

test('a die is derived as it is typed, and the address leads back to it', async () => {
  await playground.write(die);
  await expect.poll(() => playground.verdict.innerText(), slow).toContain('dimension K - 1');
  const address = page.url();
  expect(address).toContain('#density=');
  const other = await playground.browser.newPage();
  await other.goto(address);
  await expect.poll(() => other.getByLabel('A density text').inputValue(), slow).toBe(die);
  await other.close();
}, 120_000);

test('its lines are rendered, and each opens into its rewrites', async () => {
  await playground.write(die);
  const first = page.locator('.answer .step').first();
  await first.locator('.katex').first().waitFor(slow);
  await first.locator('summary').click();
  await expect.poll(() => first.locator('.step').count(), slow).toBeGreaterThan(0);
});

test('a Cauchy density is refused with its reason', async () => {
  await playground.write('cauchy(y | m) = 1 / (pi * (1 + (y - m)^2))\n  y in real\n  m in real\n');
  await expect.poll(() => playground.verdict.innerText(), slow).toContain('No exponential family');
  expect(await playground.complaint.innerText()).toContain('not-separable');
}, 120_000);

test('a misspelt name is pointed at', async () => {
  await playground.write('f(y | p) = q^y\n  y in {0, 1}\n  p in (0, 1)\n');
  await expect.poll(() => playground.complaint.innerText(), slow).toMatch(/unknown-name[^]*\^/);
});

describe('a text that takes long', () => {
  const term = (i: number): string =>
    `sin(a*y^${String(i)})*cos(b*y+${String(i)})^(c+${String(i)})*log(1+d^2*y^2+${String(i)})`;
  const terms = Array.from({ length: 40 }, (_, i) => term(i)).join(' + ');
  const heavy = `f(y | a, b, c, d) = exp(${terms})${['y', 'a', 'b', 'c', 'd'].map((name) => `\n  ${name} in real`).join('')}\n`;

  test('leaves the page drawing its frames, and is let go of when the reader goes on typing', async () => {
    await playground.write(heavy);
    await expect.poll(() => playground.verdict.innerText(), slow).toBe('reading …');
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          let left = 30;
          const frame = (): void => {
            left -= 1;
            if (left === 0) resolve();
            else requestAnimationFrame(frame);
          };
          requestAnimationFrame(frame);
        }),
    );
    expect(await playground.verdict.innerText()).toBe('reading …');
    await playground.write(die);
    // sooner than a text is given up
    await expect.poll(() => playground.verdict.innerText(), { timeout: 15_000 }).toContain('dimension K - 1');
  }, 120_000);

  test('of many classes shows as much of its results as can be scrolled', async () => {
    await playground.write(die);
    await page.locator('.source input[type=number]').fill('10');
    await expect.poll(() => playground.verdict.innerText(), slow).toContain('dimension 9');
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByRole('heading', { name: 'Hypothesis' }).waitFor(slow);
    const answer = page.locator('.answer');
    expect(await answer.innerText()).toMatch(/and \d+ more/);
    expect((await answer.innerHTML()).length).toBeLessThan(2_000_000);
    await page.getByRole('tab', { name: 'Derivation' }).click();
    await page.locator('.source input[type=number]').fill('');
  }, 120_000);
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
      await playground.write(text);
      await expect.poll(() => playground.complaint.innerText(), slow).toMatch(/^[a-z-]+: /);
      expect(await page.locator('.playground script, .playground img').count()).toBe(0);
      expect(playground.faults).toEqual([]);
    },
    120_000,
  );
});

test('the kernels are measured in the browser and stay within their budgets', async () => {
  await playground.write(examples[1].text);
  await expect.poll(() => playground.verdict.innerText(), slow).toContain('dimension 1');
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
      { table: readCsv(csv, 'iris.csv').table, formula: 'Species ~ .' },
      { l2: 0.01 },
    );
    return model.report.objective;
  };

  const train = async (device: string): Promise<number> => {
    await playground.train();
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

describe('the address', () => {
  test('leads back from an example to what was there before, and forward again', async () => {
    await page.goto('about:blank');
    await page.goto(`${playground.served.root}playground.html`);
    await page.getByLabel('Example').selectOption('Counts');
    await expect.poll(() => playground.source.inputValue(), slow).toContain('poisson');
    await page.goBack();
    await expect.poll(() => playground.source.inputValue(), slow).toContain('categorical');
    await expect.poll(() => playground.verdict.innerText(), slow).toContain('dimension K');
    await page.goForward();
    await expect.poll(() => playground.source.inputValue(), slow).toContain('poisson');
  }, 120_000);

  test('holds the open part and the training', async () => {
    await playground.train();
    await page.getByLabel('Formula').fill('Species ~ Petal_Length');
    await expect.poll(() => page.url()).toContain('Petal_Length');
    const other = await playground.browser.newPage();
    await other.goto(page.url());
    await other.getByLabel('Formula').waitFor(slow);
    expect(await other.getByLabel('Formula').inputValue()).toBe('Species ~ Petal_Length');
    await other.close();
  }, 120_000);

  test.each(['#density=%E0%A4%A', '#density=AAAA&classes=99999', '#<script>alert(1)</script>'])(
    'may be %s, and the page stands',
    async (hash) => {
      await page.goto('about:blank');
      await page.goto(`${playground.served.root}playground.html${hash}`);
      await playground.source.waitFor(slow);
      await expect.poll(() => playground.verdict.innerText(), slow).not.toBe('');
      expect(playground.faults).toEqual([]);
    },
    60_000,
  );
});
