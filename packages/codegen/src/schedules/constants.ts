// What a module says of itself beside its functions: the constants that a host reads, in every language alike.
import type { Kernel } from '../kernel.js';

/** The constants of a module by name, each with its value as it is written. */
export const constantsOf = (
  kernel: Kernel,
  precision: 'f64' | 'f32' = kernel.precision,
): readonly (readonly [name: string, value: string])[] => [
  ['family', `'${kernel.family}'`],
  ['classes', String(kernel.classes)],
  ['parameters', String(kernel.parameters)],
  ...(kernel.outcomes.length > 1 ? [['columns', String(kernel.columns)] as const] : []),
  ['precision', `'${precision}'`],
  ...(kernel.link === null ? [] : [['link', `'${kernel.link}'`] as const]),
  ...(kernel.support === null ? [] : [['support', kernel.support] as const]),
  ...(kernel.dispersion === 'fixed' ? [] : [['dispersion', `'${kernel.dispersion}'`] as const]),
];
