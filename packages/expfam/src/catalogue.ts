// The catalogue as a list, without the engine: names, densities, and the response that was derived when it was built.
import { catalogue, catalogueEntries } from '@expfam/family';
import type { FamilyDefinition } from '@expfam/family';

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
export const families = (): readonly Family[] =>
  definitions.map((family) => ({
    ...family,
    response: catalogueEntries.find(({ density }) => density.name === family.name)?.response ?? null,
  }));

const definitions: readonly FamilyDefinition[] = catalogue;

/** The family of that name or other name, or undefined. */
export const findFamily = (name: string): FamilyDefinition | undefined =>
  definitions.find((family) => family.name === name || family.aliases?.includes(name) === true);

/** Every name that finds a family. */
export const familyNames = (): readonly string[] =>
  definitions.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
