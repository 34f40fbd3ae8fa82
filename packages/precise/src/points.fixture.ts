// Seeded points and a measure of disagreement for the tests of this package.
import { add, divide, subtract } from './basic.js';
import { Real } from './real.js';

/** A stream of uniform numbers in [0, 1): mulberry32, 32 bits each. */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` reals of either sign, their sizes spread evenly over 2^least … 2^most. */
export function reals(options: { seed: number; count: number; least: number; most: number }): Real[] {
  const next = uniform(options.seed);
  return Array.from({ length: options.count }, () => {
    const size = Real.fromNumber(
      2 ** (options.least + (options.most - options.least) * next()) * (1 + next()),
    );
    return next() < 0.5 ? size : size.negate();
  });
}

/** log2 of |actual − expected| / |expected|; −Infinity where they are equal. */
export function disagreement(actual: Real, expected: Real): number {
  if (actual.equals(expected)) return Number.NEGATIVE_INFINITY;
  const difference = subtract(actual, expected, 2000);
  return (expected.isZero() ? difference : divide(difference, expected, 64)).magnitude();
}

/** The sum of several reals, rounded far below anything that is tested. */
export function total(terms: readonly Real[]): Real {
  return terms.reduce((sum, term) => add(sum, term, 2000), Real.zero);
}
