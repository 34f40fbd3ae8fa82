// Domains in common use.
import { infinity, negate, one, zero } from './build.js';
import type { Domain } from './domain.js';
import type { Expression } from './node.js';

const interval = (lower: Expression, upper: Expression): Domain => ({
  kind: 'interval', lower, upper, lowerOpen: true, upperOpen: true,
}); // prettier-ignore

/** Open intervals of the real line. */
export const real = {
  all: interval(negate(infinity), infinity),
  positive: interval(zero, infinity),
  negative: interval(negate(infinity), zero),
  unit: interval(zero, one),
};

/** The whole numbers from `lower` to `upper`. */
export const range = (lower: Expression, upper: Expression): Domain => ({ kind: 'range', lower, upper });
