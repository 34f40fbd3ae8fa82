// A value that is a number, or nothing: formulas are looked at where they may have none.
import type { Real } from '@expfam/precise';

/** The value, or null where it cannot be computed or is not finite. */
export const finiteValue = (compute: () => Real): Real | null => {
  try {
    const value = compute();
    return value.isFinite() ? value : null;
  } catch {
    return null;
  }
};
