// The values at which the known constants of a family stand on its page: the same for its kernels, what was measured of them,
// and its fit.
import { text } from '@expfam/expression';
import type { Density, FamilyDefinition } from '@expfam/family';
import { constantsOf } from '../figures/response-data.js';

/** Values by the names of constants. */
export type Fixed = Readonly<Record<string, number>>;

/** Every known constant that is one number; a dispersion is the user's to estimate. */
export const fixedOf = (family: FamilyDefinition, density: Density): Fixed =>
  Object.fromEntries(
    Object.entries(constantsOf(density))
      .filter(([name]) => name !== family.dispersion)
      .map(([name, value]) => [name, Math.max(1, Math.round(value))]),
  );

/** Without the end of the outcome's range, such as the number of trials, which a fit may count by itself. */
export const withoutEnd = (fix: Fixed, { outcome: { domain } }: Density): Fixed => {
  const end = domain.kind === 'range' ? text(domain.upper) : '';
  return Object.fromEntries(Object.entries(fix).filter(([name]) => name !== end));
};

/** As arguments of the command. */
export const fixedArguments = (fix: Fixed): string =>
  Object.entries(fix)
    .map(([name, value]) => ` --fix ${name}=${String(value)}`)
    .join('');
