// Domains in common use.
import { infinity, negate, one, zero } from './build.js';
import type { Domain } from './domain.js';
import type { Expression } from './node.js';

/** The numbers between `lower` and `upper`, without these two. */
export const openInterval = (lower: Expression, upper: Expression): Domain => ({
  kind: 'interval', lower, upper, lowerOpen: true, upperOpen: true,
}); // prettier-ignore

/** Open intervals in common use. */
export const real = {
  all: openInterval(negate(infinity), infinity),
  positive: openInterval(zero, infinity),
  negative: openInterval(negate(infinity), zero),
  unit: openInterval(zero, one),
};

/** The whole numbers from `lower` to `upper`. */
export const range = (lower: Expression, upper: Expression): Domain => ({ kind: 'range', lower, upper });
