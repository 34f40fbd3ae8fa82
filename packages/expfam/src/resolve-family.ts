// What a user calls a family: a name of the catalogue, one of its other names, a file with a density, or the density itself.
import { familyNames, findFamily } from './catalogue.js';
import { nearest } from './formula/frame.js';
import { Problem } from './problems.js';
import { readAll } from './tables/read-all.js';
import type { Input } from './tables/read-table.js';

/** A family of the catalogue (`text` is null), or the text of a density with the name of its source. */
export interface FamilyChoice {
  readonly name: string;
  readonly text: string | null;
}

/**
 * Finds the family that the user means; `-` is read from `input` where there is one.
 *
 * @throws Problem `unknown-family`, `file-not-found`
 */
export const resolveFamily = async (given: string, input: Input | null = null): Promise<FamilyChoice> => {
  if (given === '-' && input !== null) return { name: 'standard input', text: await readAll(input) };
  const known = findFamily(given);
  if (known !== undefined) return { name: known.name, text: null };
  if (given.includes('(') && given.includes('=')) return { name: 'density', text: given };
  // A name is one word: whatever holds a dot or a slash is a path.
  if (!/[./\\]/.test(given))
    throw new Problem('unknown-family', `there is no family \`${given}\`${nearest(given, familyNames())}`);
  const { readText } = await import('./read-text.js');
  return { name: given, text: await readText(given) };
};

/**
 * The family whose kernels serve the user's choice: `multinomial` outcomes are fitted as categorical ones, unless the number
 * of trials is fixed.
 *
 * @throws Problem `unknown-family`, `file-not-found`
 */
export const resolveForKernels = async (
  given: string,
  input: Input | null = null,
  fix: Readonly<Record<string, unknown>> = {},
): Promise<FamilyChoice> => {
  const choice = await resolveFamily(given, input);
  const server = choice.text === null ? findFamily(choice.name)?.servedBy : undefined;
  return server === undefined || (await isWhole(choice, fix)) ? choice : { name: server, text: null };
};

/** Whether every constant of a family of the catalogue has a value; its size is no constant to fix. */
const isWhole = async (choice: FamilyChoice, fix: Readonly<Record<string, unknown>>): Promise<boolean> => {
  const [{ densityOf }, { lackingConstant }] = await Promise.all([
    import('./densities.js'),
    import('./engine.js'),
  ]);
  return lackingConstant(await densityOf(choice), fix) === null;
};
