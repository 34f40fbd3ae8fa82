// Tables that were not made for the playground: each is fitted, or complained of in the house's form at its spot.
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

const [die, , counts] = examples;

const open = async (text: string): Promise<void> => {
  await page.goto('about:blank');
  await page.goto(`${playground.served.root}playground.html`);
  await playground.write(text);
  await expect.poll(() => playground.verdict.innerText(), slow).toContain('dimension');
  await page.getByRole('tab', { name: 'Train' }).click();
};

const drop = (name: string, contents: string): Promise<void> =>
  page
    .getByLabel('or a CSV file')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(contents) });

const fitIt = async (formula: string): Promise<void> => {
  await page.getByLabel('Formula').fill(formula);
  await page.getByRole('button', { name: 'Train', exact: true }).click(slow);
};

const complaint = (): Promise<string> => page.locator('.training .complaint').innerText(slow);

describe('a table', () => {
  test.each([
    ['without a header', '1,2\n3,4\n5,6\n', '`1` ~ `2`', /2 rows/],
    ['of one column', 'y\n1\n2\n4\n', 'y ~ 1', /3 rows/],
    ['with missing cells', 'y,x\n1,2\nNA,3\n2,4\n3,\n', 'y ~ x', /2 rows, 2 dropped/],
    [
      'with commas, quotes and markup in its names',
      '"a,b","say ""hi""","<img src=x onerror=alert(1)>",y\n1,2,3,4\n2,1,5,3\n4,4,1,2\n3,5,5,6\n6,1,2,4\n',
      'y ~ `a,b` + `say "hi"` + `<img src=x onerror=alert(1)>`',
      /5 rows[^]*a,b[^]*say "hi"[^]*<img src=x/,
    ],
  ])(
    '%s is fitted',
    async (_, contents, formula, words) => {
      await open(counts.text);
      await drop('strange.csv', contents);
      await fitIt(formula);
      await playground.summary.waitFor(slow);
      expect(await playground.summary.innerText()).toMatch(words);
      expect(await page.locator('.playground img').count()).toBe(0);
      expect(playground.faults).toEqual([]);
    },
    60_000,
  );

  test.each([
    ['with a row that is too short', 'y,x\n1,2\n3\n', '', /^ragged-row: [^]*row 2/],
    ['with a quote that is not closed', 'y,x\n1,"2\n3,4\n', '', /^unclosed-quote: [^]*row 1/],
    ['with twins among its names', 'y,x,x\n1,2,3\n', '', /^duplicate-column: [^]*`x`/],
    ['with words among its numbers', 'y,x\n1,2\nmany,3\n2,4\n', 'y ~ x', /^[a-z-]+: [^]*many/],
    ['with outcomes that cannot be', 'y,x\n1,2\n-3,3\n2,4\n', 'y ~ x', /^outcome-outside-support: [^]*-3/],
    ['of a header alone', 'y,x\n', 'y ~ x', /^[a-z-]+: /],
  ])(
    '%s is complained of',
    async (_, contents, formula, words) => {
      await open(counts.text);
      await drop('strange.csv', contents);
      if (formula !== '') await fitIt(formula);
      expect(await complaint()).toMatch(words);
    },
    60_000,
  );

  test('with a hundred classes is fitted, and its picture can be read', async () => {
    await open(die.text);
    const rows = Array.from(
      { length: 1500 },
      (_, i) => `c${String(i % 100)},${String((i * 37) % 101)},${String((i * 53) % 89)}`,
    );
    await drop('classes.csv', `class,a,b\n${rows.join('\n')}\n`);
    await page.getByLabel('λ₂').fill('1');
    await fitIt('class ~ a + b');
    await playground.summary.or(page.locator('.training .complaint')).waitFor({ timeout: 110_000 });
    expect(await page.locator('.training .complaint').count()).toBe(0);
    expect((await page.locator('.training .pictures').innerHTML()).length).toBeLessThan(3_000_000);
  }, 180_000);
});

test('a second file that is dropped while the first is read is the one that is shown', async () => {
  await open(counts.text);
  const many = Array.from({ length: 600_000 }, (_, i) => `${String(i % 7)},${String(i % 97)}`).join('\n');
  await drop('first.csv', `y,x\n${many}\n`);
  await drop('second.csv', 'y,z\n1,2\n2,3\n3,1\n');
  await expect.poll(() => page.locator('.training .columns').innerText(), slow).toBe('3 rows of y, z');
  await fitIt('y ~ z');
  await playground.summary.waitFor(slow);
  expect(await playground.summary.innerText()).toContain('3 rows');
}, 120_000);
