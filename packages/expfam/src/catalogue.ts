// The catalogue as a list, without the engine: names, densities, and the response that was derived when it was built.
import type { FamilyDefinition } from '@expfam/family';
import { catalogueEntries } from '@expfam/family/entries';

/** A family of the catalogue. */
export interface Family extends FamilyDefinition {
  /** E[y] in the density language; for a categorical outcome the probabilities. Null where it has no closed form. */
  readonly response: readonly string[] | null;
}

/**
 * The families of the catalogue.
 *
 * @example
 * ```ts
 * families().map(({ name }) => name).includes('poisson'); // true
 * ```
 */
export const families = (): readonly Family[] => all;

const all: readonly Family[] = catalogueEntries.map(({ density, ...said }) => ({
  ...said,
  name: density.name,
  density: density.source,
}));

/** The family of that name or other name, or undefined. */
export const findFamily = (name: string): FamilyDefinition | undefined =>
  all.find((family) => family.name === name || family.aliases?.includes(name) === true);

/** Every name that finds a family. */
export const familyNames = (): readonly string[] =>
  all.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
