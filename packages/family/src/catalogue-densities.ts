// The densities of the catalogue without a parser: from the data that `npm run tool -- derive-catalogue` makes of their texts.
import { densityFromData } from './density/density-data.js';
import type { Density } from './density/density.js';
import { derivedCatalogue } from './derived/catalogue.js';

/** The density of a family of the catalogue, or null. */
export const catalogueDensity = (name: string): Density | null => {
  const entry = derivedCatalogue.find(({ density }) => density.name === name);
  return entry === undefined ? null : densityFromData(entry.density);
};
