// The guides: their words stand in src/guides; what their blocks print is put in when the site is built, and so are tables of
// data where a line names one, such as `@stable-forms`.
import { readdirSync, readFileSync } from 'node:fs';
import { withOutputs } from '../build/with-outputs.js';
import { accuracyTables } from './accuracy-tables.js';
import type { Page } from './page.js';
import { page } from './page.js';

const folder = new URL('../guides/', import.meta.url);

/** One page a file. */
export const guidePages = (): Promise<Page[]> =>
  Promise.all(
    readdirSync(folder).map(async (name) => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      return page({ page: name.replace(/\.md$/, '') }, withTables(await withOutputs(text)));
    }),
  );

/** @throws Error for a table that is not known */
const withTables = (text: string): string =>
  text.replace(/^@([\w-]+)$/gm, (_, name: string) => {
    const made = accuracyTables[name];
    if (made === undefined) throw new Error(`a guide asks for a table that is not known: ${name}`);
    return made();
  });
