// The main pages by the rules of axe: nothing serious, in light, in dark and on a phone; and the playground by keyboard alone.
import { createRequire } from 'node:module';
import { openBrowser } from '@expfam/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Served } from './serve-site.fixture.js';
import { serveSite } from './serve-site.fixture.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let browser: Browser;
let served: Served;
beforeAll(async () => {
  [browser, served] = await Promise.all([openBrowser(), serveSite()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.close();
});

interface Looks {
  readonly width?: number;
  readonly dark?: boolean;
}

const opened = async (path: string, { width = 1280, dark = false }: Looks = {}): Promise<Page> => {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(served.root + path, { waitUntil: 'networkidle' });
  return page;
};

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** Serious and critical violations, each with where it is. */
const violationsOf = async (page: Page): Promise<readonly string[]> => {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run: () => Promise<Found> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 5).map(({ html }) => `${id}: ${html.slice(0, 160)}`));
};

const main = [
  'index.html',
  'whence-softmax.html',
  'playground.html',
  'families/index.html',
  'families/bernoulli.html',
  'guide/start.html',
  'guide/performance.html',
  'reference/command.html',
  'errors/unknown-name.html',
  'refused/cauchy.html',
];

test.each<readonly [string, Looks]>([
  ...main.map((path) => [path, {}] as const),
  ['families/bernoulli.html', { dark: true }],
  ['playground.html', { dark: true }],
  ['families/index.html', { dark: true }],
  ['families/bernoulli.html', { width: 380 }],
])(
  '%s %o breaks no serious rule',
  async (path, looks) => {
    const page = await opened(path, looks);
    if (path.startsWith('playground')) {
      await page.locator('.answer .step').first().waitFor();
      // wide formulas become stops of the Tab key a moment after they appear
      await page.waitForFunction(() =>
        [...document.querySelectorAll<HTMLElement>('.katex-display')].every(
          ({ scrollWidth, clientWidth, tabIndex }) => scrollWidth <= clientWidth + 1 || tabIndex === 0,
        ),
      );
    }
    const found = await violationsOf(page);
    await page.close();
    expect(found).toEqual([]);
  },
  60_000,
);

describe('the playground by keyboard', () => {
  test('its parts are one stop, and the arrows move among them', async () => {
    const page = await opened('playground.html');
    await page.locator('.answer .step').first().waitFor();
    await page.getByRole('tab', { name: 'Derivation' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('Results');
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Results');
    await page.keyboard.press('End');
    expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('Train');
    // what is open breaks no rule either
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  }, 60_000);

  test('a density is written, refused and said aloud', async () => {
    const page = await opened('playground.html');
    await page.getByLabel('A density text').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText('cauchy(y | m) = 1 / (pi * (1 + (y - m)^2))\n  y in real\n  m in real\n');
    await page.getByRole('alert').waitFor({ timeout: 60_000 });
    expect(await page.getByRole('status').first().innerText()).toContain('No exponential family');
    await page.close();
  }, 90_000);
});

test('a slider of a picture has a name and is moved by the arrows', async () => {
  const page = await opened('families/bernoulli.html');
  const slider = page.getByRole('slider', { name: 'p' }).first();
  await slider.waitFor();
  const before = await page.locator('.figure svg').first().innerHTML();
  await slider.focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.locator('.figure svg').first().innerHTML()).not.toBe(before);
  await page.close();
}, 60_000);

test('a step of a derivation opens with Enter, and its rewrites are loaded into it', async () => {
  const page = await opened('families/bernoulli.html');
  const step = page.locator('details.evidence').first();
  await step.locator('summary').focus();
  await page.keyboard.press('Enter');
  await step.locator('math').first().waitFor({ state: 'attached' });
  expect(await step.locator('a').count()).toBe(0);
  await page.close();
}, 60_000);

test('a step that cannot be loaded says so, and leads to what it holds; opened again it is tried again', async () => {
  const page = await opened('families/bernoulli.html');
  const step = page.locator('details.evidence').first();
  await page.route('**/later/**', (route) => route.abort());
  await step.locator('summary').click();
  const link = step.getByText('could not be loaded');
  await link.waitFor();
  expect(await link.getAttribute('href')).toMatch(/later\/\w+\.html$/);
  await page.unroute('**/later/**');
  await step.locator('summary').click();
  await step.locator('summary').click();
  await step.locator('math').first().waitFor({ state: 'attached' });
  await page.close();
}, 60_000);
