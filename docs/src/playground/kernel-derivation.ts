// The derivation that a text's kernels are printed from: K logits for classes, as the command has it, and nothing checked twice.
import type { Derivation } from '@expfam/family';
import { deriveDensity, sizeOfDensity } from '@expfam/family';
import { densityOf } from './derivation-view.js';

const usualClasses = 3;

/** The derivation of the first density of a text; a size that is free is `classes`, or three. */
export const kernelDerivation = (text: string, classes: number | null): Derivation => {
  const density = densityOf(text);
  const fixed = sizeOfDensity(density) === null ? {} : { classes: classes ?? usualClasses };
  const derivation = deriveDensity(density, { ...fixed, checked: false });
  return derivation.categorical
    ? deriveDensity(density, { ...fixed, form: 'symmetric', checked: false })
    : derivation;
};
