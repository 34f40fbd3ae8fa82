// What the files of a kernel are called.
import type { Kernel } from './kernel.js';

/** `categorical-K3`, `bernoulli-probit`, or the name of the family. */
export const fileStem = ({ family, classes, link }: Pick<Kernel, 'family' | 'classes' | 'link'>): string => {
  const name = link === null ? family : `${family}-${link.replace(/[^\w.]+/g, '-').replace(/-$/, '')}`;
  return classes === null ? name : `${name}-K${classes}`;
};
