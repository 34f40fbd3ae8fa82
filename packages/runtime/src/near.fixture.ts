// One comparison for all numeric tests.
import { expect } from 'vitest';

/** Expects `actual` within a relative (and, where the value may vanish, an absolute) distance of `wanted`. */
export const near = (
  actual: number | null | undefined,
  wanted: number,
  tolerance: { readonly relative: number; readonly absolute?: number },
): void => {
  const allowed = tolerance.relative * Math.abs(wanted) + (tolerance.absolute ?? 0);
  const difference = Math.abs((actual ?? NaN) - wanted);
  expect(difference, `${String(actual)} where ${String(wanted)} is right`).toBeLessThanOrEqual(allowed);
};
