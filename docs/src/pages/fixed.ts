// The values at which the known constants of a family stand on its page: the same for its kernels, what was measured of them,
// and its fit, unless the data know better.
import { text } from '@expfam/expression';
import type { Density, FamilyDefinition } from '@expfam/family';
import { constantsOf } from '../figures/response-data.js';
import { sized } from '../figures/sized.js';

/** Values by the names of constants. */
export type Fixed = Readonly<Record<string, number>>;

/** Every known constant that is one number; a dispersion is the user's to estimate, the total of counts the data's to say. */
export const fixedOf = (family: FamilyDefinition, density: Density): Fixed => {
  const { domain } = density.outcome;
  const total = domain.kind === 'counts' ? text(domain.total) : '';
  return Object.fromEntries(
    Object.entries(constantsOf(sized(density)))
      .filter(([name]) => name !== family.dispersion && name !== total)
      .map(([name, value]) => [name, Math.max(1, Math.round(value))]),
  );
};

/** What data say of the constants of a family that is fitted to them. */
export interface Known {
  /** Between what the outcome was bound to lie. */
  readonly ends?: readonly [lower: number, upper: number];
  /** About where it lies. */
  readonly centre?: number;
}

/**
 * The constants of a fit: of the outcome's ends what the data say, of a number of trials nothing, since a fit counts them; a
 * place on the line lies where the data do.
 */
export const fixedFor = (fix: Fixed, { outcome: { domain }, constants }: Density, known: Known): Fixed => {
  const [lower, upper] = known.ends ?? [];
  const [least, most] = 'lower' in domain ? [text(domain.lower), text(domain.upper)] : ['', ''];
  const isPlace = (name: string): boolean =>
    constants.some(
      ({ symbol, domain: of }) =>
        text(symbol) === name &&
        of.kind === 'interval' &&
        text(of.lower) === '-inf' &&
        text(of.upper) === 'inf',
    );
  return Object.fromEntries(
    Object.entries(fix).flatMap(([name, value]) => {
      if (domain.kind === 'range' && name === most) return [];
      if (name === least) return [[name, lower ?? value]];
      if (name === most) return [[name, upper ?? value]];
      return [[name, isPlace(name) ? (known.centre ?? value) : value]];
    }),
  );
};

/** As arguments of the command. */
export const fixedArguments = (fix: Fixed): string =>
  Object.entries(fix)
    .map(([name, value]) => ` --fix ${name}=${String(value)}`)
    .join('');
