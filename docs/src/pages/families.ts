// The pages of all families, in the order of the catalogue.
import { catalogue, catalogueEntries } from '@expfam/family';
import { familyPage } from './family-page.js';
import type { Page } from './page.js';

export const familyPages = (): Promise<Page[]> =>
  Promise.all(
    catalogueEntries.map((entry) => {
      const family = catalogue.find(({ name }) => name === entry.density.name);
      if (family === undefined) throw new Error(`${entry.density.name} is derived but not in the catalogue`);
      return familyPage(family, entry);
    }),
  );
