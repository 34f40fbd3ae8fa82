// The densities that a choice of family stands for. The catalogue's come ready made; only a text of the user's own needs the
// parser, which is loaded then.
import { catalogueDensity } from '@expfam/family';
import type { Density } from '@expfam/family';
import { findFamily } from './catalogue.js';
import { Problem } from './problems.js';
import type { FamilyChoice } from './resolve-family.js';

/** The density of a name of the catalogue, or null. */
export const densityOfName = (name: string): Density | null => {
  const family = findFamily(name);
  return family === undefined ? null : catalogueDensity(family.name);
};

/** The densities of a choice: one of the catalogue, or all of a text. */
export const densitiesOf = async ({ name, text }: FamilyChoice): Promise<readonly Density[]> => {
  if (text !== null) return (await import('@expfam/family/text')).readDensities(text, name);
  const known = densityOfName(name);
  if (known === null) throw new Problem('unknown-family', `there is no family \`${name}\``);
  return [known];
};

/**
 * The only density of a choice.
 *
 * @throws Problem `several-densities`
 */
export const densityOf = async (choice: FamilyChoice): Promise<Density> => onlyOne(await densitiesOf(choice));

/** The only density of a list. */
export const onlyOne = (densities: readonly Density[]): Density => {
  const [density, ...more] = densities;
  if (density === undefined || more.length > 0)
    throw new Problem('several-densities', `the text holds ${String(more.length + 1)} densities`);
  return density;
};
