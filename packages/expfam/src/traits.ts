// What `fit` has to know of a family before there are kernels: how it reads its outcome. Of a catalogue family its text
// says so, without the engine; a density of the user's own is derived first.
import { findFamily } from './catalogue.js';
import { densityOf } from './densities.js';
import type { FamilyChoice } from './resolve-family.js';
import type { Role } from './training/outcome.js';

/** How a family is fitted. */
export interface Traits {
  readonly name: string;
  readonly role: Role;
}

/** The traits of a family. */
export const traitsOf = async (
  { name, text }: FamilyChoice,
  fix: Readonly<Record<string, string | number>> = {},
): Promise<Traits> => {
  if (text === null) return { name, role: roleOf(name, findFamily(name)?.density ?? '') };
  const [{ deriveWith }, density] = await Promise.all([
    import('./derivations.js'),
    densityOf({ name, text }),
  ]);
  const derivation = deriveWith(density, { fix });
  return {
    name: derivation.name,
    role: derivation.categorical ? 'class' : roleOf(derivation.name, text),
  };
};

/** The role that the domain of the outcome gives it, read from the text of the density. */
const roleOf = (name: string, density: string): Role => {
  if (name === 'binomial') return 'success';
  const outcome = /\(\s*(\w+)/.exec(density)?.[1] ?? 'y';
  const domain = new RegExp(`^\\s*${outcome}\\s+in\\s+(.+?)\\s*(?:#.*)?$`, 'm').exec(density)?.[1] ?? '';
  if (/^\{\s*0\s*,\s*1\s*\}$/.test(domain)) return 'success';
  const size = /^1\s*\.\.\s*(?!inf$)([A-Za-z]\w*)$/.exec(domain)?.[1];
  // a size needs no line of its own; a number of trials has one
  return size !== undefined && !new RegExp(`^\\s*${size}\\s+in\\s`, 'm').test(density) ? 'class' : 'number';
};
