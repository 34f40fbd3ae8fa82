// The playground of the built site, open in a browser, with names for its parts.
import { openBrowser } from '@expfam/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Served } from './serve-site.fixture.js';
import { serveSite } from './serve-site.fixture.js';

/** For what a worker takes a while to do. */
export const slow = { timeout: 60_000 };

/** An open playground. */
export interface Playground {
  readonly browser: Browser;
  readonly served: Served;
  readonly page: Page;
  /** What should never happen: errors of the page, and dialogs. */
  readonly faults: readonly string[];
  readonly source: Locator;
  readonly verdict: Locator;
  readonly complaint: Locator;
  readonly note: Locator;
  readonly summary: Locator;
  readonly write: (text: string) => Promise<void>;
  /** A fresh page with its training open: of the first example, of another by its title, or of a text; both of dimension one. */
  readonly train: (of?: { readonly text: string } | { readonly example: string }) => Promise<void>;
  readonly close: () => Promise<void>;
}

export const openPlayground = async (): Promise<Playground> => {
  const [browser, served] = await Promise.all([openBrowser(), serveSite()]);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(`${served.root}playground.html`);
  const source = page.getByLabel('A density text');
  const verdict = page.locator('.source [role=status]');
  return {
    browser,
    served,
    page,
    faults,
    source,
    verdict,
    complaint: page.locator('[aria-label="What stands in the way"] .complaint'),
    note: page.locator('.training [role=status]'),
    summary: page.locator('.training .summary'),
    write: (text) => source.fill(text),
    train: async (of) => {
      // another address first, so that nothing is kept
      await page.goto('about:blank');
      await page.goto(`${served.root}playground.html`);
      if (of !== undefined) {
        await ('text' in of ? source.fill(of.text) : page.getByLabel('Example').selectOption(of.example));
        await expect.poll(() => verdict.innerText(), slow).toContain('dimension 1');
      }
      await page.getByRole('tab', { name: 'Train' }).click(slow);
    },
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
};
