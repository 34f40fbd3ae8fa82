// Every kind of page by the rules of axe, in light and in dark, some on a phone; and the playground by keyboard alone.
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
}

const opened = async (path: string, { width = 1280 }: Looks = {}): Promise<Page> => {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: 'light',
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

/** Violations that are more than a trifle, each with where it is. */
const violationsOf = async (page: Page): Promise<readonly string[]> => {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run: () => Promise<Found> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact !== 'minor')
    .flatMap(({ id, nodes }) => nodes.slice(0, 5).map(({ html }) => `${id}: ${html.slice(0, 160)}`));
};

const kinds = [
  'index.html',
  'whence-softmax.html',
  'playground.html',
  'families/index.html',
  ...['bernoulli', 'poisson', 'multinomial', 'von_mises', 'wishart'].map((name) => `families/${name}.html`),
  ...['start', 'language', 'accuracy', 'performance', 'architecture', 'contributing'].map((name) => `guide/${name}.html`),
  ...['command', 'functions', 'api-expfam'].map((name) => `reference/${name}.html`),
  'errors/index.html',
  'errors/unknown-name.html',
  'refused/index.html',
  'refused/cauchy.html',
  '404.html',
]; // prettier-ignore

test.each<readonly [string, Looks]>([
  ...kinds.map((path) => [path, {}] as const),
  ['index.html', { width: 380 }],
  ['playground.html', { width: 380 }],
  ['families/bernoulli.html', { width: 380 }],
])(
  '%s %o breaks no rule, in light and in dark',
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
    const light = await violationsOf(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html.dark').waitFor();
    const dark = await violationsOf(page);
    await page.close();
    expect({ light, dark }).toEqual({ light: [], dark: [] });
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

test.each(['playground.html', 'families/bernoulli.html'])(
  'on %s the keyboard is seen wherever it stands',
  async (path) => {
    const page = await opened(path);
    if (path.startsWith('playground')) await page.locator('.answer .step').first().waitFor();
    else await page.getByRole('slider').first().waitFor();
    await page.locator('h1').first().click();
    const hidden: string[] = [];
    const stops = new Set<string>();
    for (let i = 0; i < 25; i++) {
      await page.keyboard.press('Tab');
      const [name, isSeen] = await page.evaluate(() => {
        const at = document.activeElement ?? document.body;
        const { outlineStyle, outlineWidth } = getComputedStyle(at);
        const isSeen = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
        return [at.outerHTML.slice(0, 80), at.closest('.vp-doc') === null || isSeen];
      });
      stops.add(name);
      if (!isSeen) hidden.push(name);
    }
    await page.close();
    expect(hidden).toEqual([]);
    expect(
      [...stops].filter((each) => /^<(?:input|select|textarea|summary)/.test(each)).length,
    ).toBeGreaterThan(1);
  },
  60_000,
);

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
