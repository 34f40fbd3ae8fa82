// A density with what the user fixed: a number of classes, and values of constants or parameters. Names and sizes that it
// does not have are told.
import * as e from '@expfam/expression';
import type { Density } from './density.js';
import { fix, sizeOfDensity } from './density.js';

export interface Values {
  readonly classes?: number;
  readonly fix?: Readonly<Record<string, e.Rational>>;
}

/** Puts the values in; throws a Problem for a name that the density does not have. */
export const withValues = (density: Density, { classes, fix: values = {} }: Values): Density => {
  const all = new Map(Object.entries(values));
  const known = [...density.parameters, ...density.constants].map(({ symbol }) => e.variableOf(symbol).name);
  const stranger = [...all.keys()].find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new e.Problem('unknown-name', {
      what: `${density.name} has no parameter or constant ${stranger}`,
      needed: known.length > 0 ? `one of ${known.join(', ')}` : 'no value: there is nothing to fix',
    });
  if (classes !== undefined) {
    const size = sizeOfDensity(density);
    if (!Number.isInteger(classes) || classes < 2)
      throw new e.Problem('bad-classes', { what: `${classes} classes`, needed: 'a whole number from 2' });
    const given = size?.op === 'symbol' ? all.get(e.variableOf(size).name) : undefined;
    if (given !== undefined && !given.equals(e.Rational.of(classes)))
      throw new e.Problem('bad-classes', {
        what: `${classes} classes, but ${e.text(size!)} is fixed at ${given.toString()}`,
        needed: 'one number of classes',
      });
    if (size?.op === 'symbol') all.set(e.variableOf(size).name, e.Rational.of(classes));
    else
      throw new e.Problem('bad-classes', {
        what: `${density.name} has no number of classes to fix`,
        needed: 'a density with an outcome 1..K or a vector of size K',
      });
  }
  return fix(density, all);
};
