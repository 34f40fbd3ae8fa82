// `toBeWithinUlps` for Vitest: `expect.extend(matchers)` once, then a kernel's number is held against the exact one.
import type { Real } from '@expfam/precise';
import type { Format } from './samples.js';
import { ulpsBetween } from './ulps.js';

/** How much a result may be off. A bare number is ulps of the f64 result. */
export type UlpBudget = number | { readonly ulps: number; readonly format?: Format; readonly scale?: Real };

/**
 * The matcher as a test sees it: the number is within the budget of the exact value; `where` (inputs, names) is shown when
 * it is not. This package does not depend on Vitest, so a test declares it for itself:
 * `declare module 'vitest' { interface Matchers<T> { toBeWithinUlps: UlpMatcher<T> } }`.
 */
export type UlpMatcher<R> = (exact: Real, budget: UlpBudget, where?: unknown) => R;

/** What Vitest wants back from a matcher. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Matchers for `expect.extend`.
 *
 * @example
 * ```ts
 * expect.extend(matchers);
 * expect(Math.exp(1)).toBeWithinUlps(evaluate('e'), 1);
 * ```
 */
export const matchers = {
  toBeWithinUlps(received: unknown, exact: Real, budget: UlpBudget, where?: unknown): Verdict {
    const { ulps, format = 'f64', scale } = typeof budget === 'number' ? { ulps: budget } : budget;
    const actual = typeof received === 'number' ? received : Number.NaN;
    const found =
      typeof received === 'number' ? ulpsBetween(actual, exact, format, scale) : Number.POSITIVE_INFINITY;
    const at = where === undefined ? '' : ` at ${shown(where)}`;
    return {
      pass: found <= ulps,
      message: () =>
        `${String(received)} is ${found.toPrecision(4)} ulp (${format}) from ${exact.toString(25)}${at}; the budget is ${ulps}`,
    };
  },
};

/** JSON, with NaN and infinities by name. */
function shown(where: unknown): string {
  return JSON.stringify(where, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}
