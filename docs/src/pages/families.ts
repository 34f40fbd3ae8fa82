// The pages of all families, in the order of the catalogue, and the one that lists them.
import { catalogue, catalogueEntries } from '@expfam/family';
import { atMost } from '../build/at-most.js';
import { previewed } from '../build/previewed.js';
import { familiesIndex } from './families-index.js';
import { familyPage } from './family-page.js';
import type { Page } from './page.js';

export const familyPages = async (): Promise<Page[]> => {
  const shown = catalogue.filter(({ name }) => previewed === null || previewed.includes(name));
  const pages = await atMost(3, shown, familyPage);
  return [familiesIndex(catalogue, catalogueEntries), ...pages];
};
