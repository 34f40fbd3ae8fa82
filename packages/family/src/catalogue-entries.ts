// The catalogue as data, without the engine and without a file for each family: enough to list it and to find a family by name.
import type { CatalogueEntry } from './density/density-data.js';
import { derivedCatalogue } from './derived/catalogue.js';

/** What is kept of each family of the catalogue. */
export const catalogueEntries: readonly CatalogueEntry[] = derivedCatalogue;
