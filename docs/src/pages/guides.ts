// The guides whose blocks run: their words stand in src/guides, what the blocks print is put in when the site is built.
import { readdirSync, readFileSync } from 'node:fs';
import { withOutputs } from '../build/with-outputs.js';
import type { Page } from './page.js';
import { page } from './page.js';

const folder = new URL('../guides/', import.meta.url);

/** One page a file. */
export const guidePages = (): Promise<Page[]> =>
  Promise.all(
    readdirSync(folder).map(async (name) => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      return page({ page: name.replace(/\.md$/, '') }, await withOutputs(text));
    }),
  );
