// The first word of the library: a density in, everything that follows from it out.
import type { Derivation } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { familyNames } from './catalogue.js';
import { densityOfName, onlyOne } from './densities.js';
import { deriveWith } from './derivations.js';
import type { DeriveOptions } from './derivations.js';
import { nearest } from './formula/frame.js';
import { Problem } from './problems.js';

/**
 * Derives everything from a density: the exponential-family form, the response function, loss, gradient and Hessian, with
 * every step checked.
 *
 * @param family a name of the catalogue, or the text of a density.
 * @throws Refusal where it is no exponential family, or where that cannot be decided; Problem for a text that cannot be read.
 * @example
 * ```ts
 * const derivation = derive('categorical', { classes: 3 });
 * derivation.response?.length; // 3
 * ```
 */
export const derive = (family: string, options: DeriveOptions = {}): Derivation => {
  const known = densityOfName(family);
  if (known !== null) return deriveWith(known, options);
  // A name is one word; whatever holds a bracket or a line end is meant as a text.
  if (!/[(\n]/.test(family))
    throw new Problem('unknown-family', `there is no family \`${family}\`${nearest(family, familyNames())}`);
  return deriveWith(onlyOne(readDensities(family)), options);
};
