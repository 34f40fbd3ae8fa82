// What `fit` has to know of a family before there are kernels: how it reads its outcome. Of a catalogue family its text
// says so, without the engine; a density of the user's own is derived first.
import { findFamily } from './catalogue.js';
import type { FamilyChoice } from './resolve-family.js';
import type { Role } from './training/outcome.js';

/** How a family is fitted. */
export interface Traits {
  readonly name: string;
  readonly role: Role;
  /** The size K of a vector of so many entries; null where the text has no size to choose. */
  readonly sizeOf: (entries: number) => number | null;
}

/** The traits of a family. */
export const traitsOf = async (
  { name, text }: FamilyChoice,
  fix: Readonly<Record<string, string | number>> = {},
): Promise<Traits> => {
  if (text === null) return { name, ...readOutcome(name, findFamily(name)?.density ?? '') };
  const [{ deriveWith }, { densityOf }] = await Promise.all([
    import('./derivations.js'),
    import('./densities.js'),
  ]);
  const derivation = deriveWith(await densityOf({ name, text }), { fix });
  const read = readOutcome(derivation.name, text);
  return { name: derivation.name, ...read, ...(derivation.categorical ? { role: 'class' } : {}) };
};

// `simplex(K)`, `counts(n, K)`, `positive_definite(K)`, `(0, inf)^K`, `(0..inf)^(K - 1)`: the size is the last name of the domain.
const vectors =
  /^(?:(simplex|sphere|counts|positive_definite)\(.*?(\w+)\s*\)|.*(?:real|[)\]}])\s*\^\s*(?:(\w+)|\(\s*(\w+)\s*-\s*(\d+)\s*\)))$/;

const readOutcome = (name: string, density: string): Omit<Traits, 'name'> => {
  const domain = domainOf(density);
  const found = vectors.exec(domain);
  if (found === null) return { role: roleOf(name, density, domain), sizeOf: () => null };
  const [, kind, inside, exponent, reduced, less = '0'] = found;
  const named = !/^\d+$/.test(inside ?? exponent ?? reduced ?? '');
  const square = kind === 'positive_definite';
  return {
    role: 'vector',
    sizeOf: (entries) => (named ? (square ? Math.round(Math.sqrt(entries)) : entries + Number(less)) : null),
  };
};

const domainOf = (density: string): string => {
  const outcome = /\(\s*(\w+)/.exec(density)?.[1] ?? 'y';
  return new RegExp(`^\\s*${outcome}\\s+in\\s+(.+?)\\s*(?:#.*)?$`, 'm').exec(density)?.[1] ?? '';
};

/** The role that the domain of the outcome gives it, read from the text of the density. */
const roleOf = (name: string, density: string, domain: string): Role => {
  if (name === 'binomial') return 'success';
  if (/^\{\s*0\s*,\s*1\s*\}$/.test(domain)) return 'success';
  const size = /^1\s*\.\.\s*(?!inf$)([A-Za-z]\w*)$/.exec(domain)?.[1];
  // a size needs no line of its own; a number of trials has one
  return size !== undefined && !new RegExp(`^\\s*${size}\\s+in\\s`, 'm').test(density) ? 'class' : 'number';
};
