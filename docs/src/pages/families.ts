// The pages of all families, in the order of the catalogue, and the one that lists them.
import { catalogue, catalogueEntries } from '@expfam/family';
import { atMost } from '../build/at-most.js';
import { familiesIndex } from './families-index.js';
import { familyPage } from './family-page.js';
import type { Page } from './page.js';

export const familyPages = async (): Promise<Page[]> => {
  const pages = await atMost(3, catalogueEntries, (entry) => {
    const family = catalogue.find(({ name }) => name === entry.density.name);
    if (family === undefined) throw new Error(`${entry.density.name} is derived but not in the catalogue`);
    return familyPage(family, entry);
  });
  return [familiesIndex(catalogue, catalogueEntries), ...pages];
};
