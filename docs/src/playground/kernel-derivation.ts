// The derivation that a text's kernels are printed from: K logits for classes, as the command has it, and nothing checked twice.
import { Rational, text as written } from '@expfam/expression';
import type { Density, Derivation } from '@expfam/family';
import { deriveDensity, sizeOfDensity } from '@expfam/family';
import { densityOf } from './derivation-view.js';
import type { Given } from './view.js';

const usualClasses = 3;

/** A derivation with the constants that it stands at, in decimals. */
export interface KernelDerivation {
  readonly derivation: Derivation;
  readonly fix: Readonly<Record<string, string>>;
}

/** The derivation of the first density of a text; a size that is free is `classes`, or three. */
export const kernelDerivation = (text: string, given: Given): KernelDerivation => {
  const density = densityOf(text);
  const size = sizeOfDensity(density);
  const name = size?.op === 'symbol' ? written(size) : '';
  // the number of trials of a binomial is a size and a constant at once: then the one that was given counts
  const fix = constantsIn(density, given, given.classes === null ? '' : name);
  const sized = size === null || Object.hasOwn(fix, name) ? {} : { classes: given.classes ?? usualClasses };
  const values = Object.entries(fix).map(([each, value]) => [each, Rational.parse(value)]);
  const options = { ...sized, fix: Object.fromEntries(values) as Record<string, Rational>, checked: false };
  const derivation = deriveDensity(density, options);
  return {
    derivation: derivation.categorical
      ? deriveDensity(density, { ...options, form: 'symmetric' })
      : derivation,
    fix,
  };
};

/** The values of those constants that the density has, but for one that is given otherwise. */
const constantsIn = (density: Density, { fix }: Given, other: string): Record<string, string> =>
  Object.fromEntries(
    density.constants
      .map(({ symbol }) => written(symbol))
      .filter((name) => name !== other && Object.hasOwn(fix, name) && Number.isFinite(fix[name]))
      .map((name) => [name, String(fix[name])]),
  );
