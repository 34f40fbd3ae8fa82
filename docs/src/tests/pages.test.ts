// Every page of the built site in a real browser: nothing is complained of, nothing is fetched from elsewhere, and every formula
// that was emitted was rendered.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openBrowser } from '@expfam/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { siteBase } from '../build/site-base.js';
import type { Served } from './serve-site.fixture.js';
import { serveSite, siteFolder } from './serve-site.fixture.js';

let browser: Browser;
let served: Served;
beforeAll(async () => {
  [browser, served] = await Promise.all([openBrowser(), serveSite()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await served.close();
});

const pages = (): readonly string[] =>
  readdirSync(siteFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .sort();

/** What pages load when it is opened: of hundreds alike a few are looked at. */
const isPart = (path: string): boolean => path.startsWith('later');
const seldom = 60;
const seen = (): readonly string[] => [
  ...pages().filter((path) => path !== '404.html' && !isPart(path)),
  ...pages().filter((path, i) => isPart(path) && i % seldom === 0),
];

/** A page that remembers what went wrong on it and what it asked of others. */
const watched = async (width = 1280): Promise<{ readonly page: Page; readonly faults: string[] }> => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(served.root) && !/^(data|blob):/.test(url)) faults.push(`asks ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${String(response.status())} for ${response.url()}`);
  });
  return { page, faults };
};

test('every page loads without a complaint and without asking another host', async () => {
  const { page, faults } = await watched();
  const found: Record<string, readonly string[]> = {};
  for (const path of seen()) {
    await page.goto(served.root + path, { waitUntil: 'load' });
    if (faults.length > 0) found[path] = faults.splice(0);
  }
  await page.close();
  expect(found).toEqual({});
}, 600_000);

test('every formula that a page holds was rendered, once for the eye and once as MathML', () => {
  const wrong = pages().flatMap((path) => {
    const html = readFileSync(join(siteFolder, path), 'utf8');
    const emitted = /<meta name="formulas" content="(\d+)">/.exec(html)?.[1];
    if (emitted === undefined) return [];
    const count = (mark: string): number => html.split(mark).length - 1;
    const [rendered, spoken, failed] = ['class="katex"', '<math ', 'katex-error'].map(count);
    return rendered === Number(emitted) && spoken === rendered && failed === 0
      ? []
      : [{ path, emitted, rendered, spoken, failed }];
  });
  expect(wrong).toEqual([]);
});

test('no page weighs more than 1.25 MB, and 100 KB compressed', () => {
  const heavy = pages()
    .filter((path) => !isPart(path))
    .flatMap((path) => {
      const whole = readFileSync(join(siteFolder, path));
      const compressed = gzipSync(whole).length;
      return whole.length < 1_250_000 && compressed < 100_000
        ? []
        : [{ path, bytes: whole.length, compressed }];
    });
  expect(heavy).toEqual([]);
});

test('every part that a page loads later is there, and every one that is there is led to', () => {
  const led = new Set(
    pages().flatMap((path) => [
      ...(readFileSync(join(siteFolder, path), 'utf8').match(/later\/[0-9a-f]+\.html/g) ?? []),
    ]),
  );
  expect(led.size).toBeGreaterThan(100);
  expect([...led].sort()).toEqual(pages().filter(isPart));
});

test('every link leads to a page that is there, and every anchor to a place on it', () => {
  const texts = new Map(pages().map((path) => [path, readFileSync(join(siteFolder, path), 'utf8')]));
  const anchors = new Map(
    [...texts].map(([path, html]) => [
      path,
      new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)),
    ]),
  );
  const wrong: string[] = [];
  for (const [path, html] of texts)
    for (const [, href = ''] of html.matchAll(/<a [^>]*?href="([^"]+)"/g)) {
      if (/^(?:https?|mailto):/.test(href)) continue;
      const target = new URL(href, `http://site${siteBase}${path}`);
      const inside = decodeURIComponent(target.pathname);
      const file = inside.startsWith(siteBase)
        ? inside.slice(siteBase.length).replace(/(^|\/)$/, '$1index.html')
        : '..';
      const anchor = decodeURIComponent(target.hash.slice(1));
      const isThere = anchors.has(file) || existsSync(join(siteFolder, file));
      // the state of the playground is no place on a page
      const isPlace =
        anchor === '' || anchor.startsWith('density=') || anchors.get(file)?.has(anchor) === true;
      if (!isThere || !isPlace) wrong.push(`${path}: ${href}`);
    }
  expect(texts.size).toBeGreaterThan(0);
  expect([...new Set(wrong)]).toEqual([]);
});

test('the first page needs less than 150 KB of script, compressed', async () => {
  const { page } = await watched();
  const sizes: number[] = [];
  page.on('response', (response) => {
    if (!response.url().endsWith('.js')) return;
    sizes.push(gzipSync(readFileSync(join(siteFolder, response.url().slice(served.root.length)))).length);
  });
  await page.goto(served.root, { waitUntil: 'networkidle' });
  await page.close();
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(150_000);
});

test.each([
  'index.html',
  'whence-softmax.html',
  'playground.html',
  'families/index.html',
  'families/categorical.html',
  'guide/start.html',
  'guide/accuracy.html',
  'guide/performance.html',
  'guide/contributing.html',
  'reference/command.html',
  'reference/api-expfam.html',
  'errors/not-separable.html',
])('%s fits every screen from a phone to a wide one: nothing is wider than it', async (path) => {
  const { page } = await watched(380);
  await page.goto(served.root + path, { waitUntil: 'networkidle' });
  const wide: number[] = [];
  for (const width of [380, 768, 1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    const content = await page.evaluate(() => document.documentElement.scrollWidth);
    if (content > width) wide.push(width);
  }
  await page.close();
  expect(wide).toEqual([]);
});

test('the search finds pages without asking another host', async () => {
  const { page, faults } = await watched();
  await page.goto(served.root, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Search' }).first().click();
  await page.getByRole('searchbox').fill('separable');
  const first = page.locator('.results a').first();
  await first.waitFor({ timeout: 30_000 });
  await first.click();
  await page.waitForURL(`${served.root}**`);
  expect(await page.locator('h1').first().innerText()).not.toBe('');
  await page.close();
  expect(faults).toEqual([]);
}, 60_000);

test('the first stop of the Tab key leads past the menus, and where it stands can be seen', async () => {
  const { page } = await watched();
  await page.goto(`${served.root}guide/start.html`, { waitUntil: 'networkidle' });
  await page.keyboard.press('Tab');
  const focused = page.locator(':focus-visible');
  expect(await focused.innerText()).toBe('Skip to content');
  expect((await focused.boundingBox())?.width).toBeGreaterThan(20);
  await page.keyboard.press('Enter');
  expect(new URL(page.url()).hash).toBe('#VPContent');
  await page.close();
}, 60_000);

test('the slider of the story says at what gap clipping ends the gradient', async () => {
  const { page } = await watched();
  await page.goto(`${served.root}whence-softmax.html`, { waitUntil: 'networkidle' });
  const slider = page.getByRole('slider', { name: 'gap' });
  await slider.scrollIntoViewIfNeeded();
  const reading = page.locator('.clipping .reading');
  const at = async (gap: number): Promise<string> => {
    await slider.fill(String(gap));
    return reading.innerText();
  };
  expect(await at(16)).not.toMatch(/and 0\.$/);
  expect(await at(16.2)).toMatch(/and 0\.$/);
  expect(await page.locator('.clipping svg[role=img]').count()).toBe(2);
  await page.close();
}, 60_000);
