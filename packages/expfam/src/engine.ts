// From a choice of family to what kernels are made of: the derivation, the base measure with the dispersion still free, and
// the recipe by which the same can be made again.
import { variableOf } from '@expfam/expression';
import type { BaseMeasure, Recipe } from '@expfam/codegen';
import { sizeOfDensity } from '@expfam/family';
import type { Density, Derivation } from '@expfam/family';
import { findFamily } from './catalogue.js';
import { densityOf } from './densities.js';
import { deriveForKernels, deriveWith, hasSize } from './derivations.js';
import type { DeriveOptions } from './derivations.js';
import { Problem } from './problems.js';
import type { FamilyChoice } from './resolve-family.js';

/** What codegen is given. */
export interface Prepared {
  readonly derivation: Derivation;
  readonly base: BaseMeasure;
  readonly recipe: Recipe;
  /** K of a choice, where it is beyond what is unrolled: the derivation leaves it open, and kernels loop over the classes. */
  readonly looped: { readonly classes?: number };
}

/** Up to so many classes kernels are unrolled: codegen's number, known here without loading it. */
const mostUnrolled = 64;

/** So many entries at most has a vector: the derivation holds a term for each, and takes minutes there. */
const mostEntries = 1024;

/** Derives a family for its kernels: a dispersion without a value stands at 1 there, and is estimated by a fit. */
export const prepare = async (choice: FamilyChoice, options: DeriveOptions = {}): Promise<Prepared> => {
  const density = await densityOf(choice);
  const named = choice.text === null ? findFamily(choice.name)?.dispersion : undefined;
  return prepareDensity(density, options, named ?? null);
};

/** A constant that is no size and has no value, or null. */
export const lackingConstant = (density: Density, fix: Readonly<Record<string, unknown>>): string | null => {
  const size = sizeOfDensity(density);
  const names = density.constants
    .filter(({ symbol }) => symbol !== size)
    .map(({ symbol }) => variableOf(symbol).name);
  return names.find((name) => !Object.hasOwn(fix, name)) ?? null;
};

/** @throws Problem `constant-without-value` where a constant that is no size has none */
export const needConstants = (density: Density, fix: Readonly<Record<string, unknown>>): void => {
  const lacking = lackingConstant(density, fix);
  if (lacking === null) return;
  throw new Problem('constant-without-value', `the constant ${lacking} of ${density.name} has no value`, {
    help: `give it one: --fix ${lacking}=2`,
  });
};

/** The size that a family has where none is given; null where there is none, or where a constant gives it. */
const usualSize = (density: Density, { classes }: Derivation, fix: Readonly<Record<string, unknown>>) => {
  const size = sizeOfDensity(density);
  return size?.op === 'symbol' && !Object.hasOwn(fix, variableOf(size).name) ? classes : null;
};

/** The same for a density, with the name of the constant that is a dispersion. */
export const prepareDensity = (
  density: Density,
  options: DeriveOptions,
  dispersion: string | null,
): Prepared => {
  const { fix = {} } = options;
  const free = dispersion !== null && !Object.hasOwn(fix, dispersion) ? dispersion : null;
  const known = free === null ? fix : { ...fix, [free]: '1' };
  const { classes = 0, ...open } = options;
  const isLong = classes > mostUnrolled;
  // a choice loops at any K; of a vector a few entries are derived, and the others are renamings of them
  const isOpen = isLong && hasSize(density);
  if (isLong && !isOpen && classes > mostEntries)
    throw new Problem('too-many-entries', `${density.name} has no kernel for ${String(classes)} entries`);
  const derivation = deriveForKernels(density, {
    ...(isOpen ? open : options),
    fix: known,
    brief: true,
    representatives: isLong && !isOpen,
  });
  const looped = isOpen ? { classes } : {};
  const recipe = {
    density: density.source,
    size: options.classes ?? usualSize(density, derivation, fix),
    fix: Object.fromEntries(Object.entries(fix).map(([name, value]) => [name, String(value)])),
    dispersion: free,
    ...(options.normalise === true ? { normalised: true as const } : {}),
  };
  const quantity = density.constants.find(({ symbol }) => variableOf(symbol).name === free);
  if (quantity === undefined) return { derivation, base: {}, recipe, looped };
  const { logBaseMeasure } = deriveWith(density, { fix, brief: true });
  return { derivation, base: { dispersion: { symbol: quantity.symbol, logBaseMeasure } }, recipe, looped };
};
