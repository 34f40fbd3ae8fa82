// What the files of a kernel are called.
import type { Kernel } from './kernel.js';

/** `categorical-K3`, `dirichlet-K3`, `bernoulli-probit`, or the name of the family. */
export const fileStem = ({ family, size, link }: Pick<Kernel, 'family' | 'size' | 'link'>): string => {
  const name = link === null ? family : `${family}-${link.replace(/[^\w.]+/g, '-').replace(/-$/, '')}`;
  return size === null ? name : `${name}-K${size}`;
};
