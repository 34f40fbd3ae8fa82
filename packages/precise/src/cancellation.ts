// More bits wherever digits cancel: a sum is done again until what is left of it is good to all of them.
import { Real } from './real.js';

/** A value, and the magnitude (see {@link Real.magnitude}) of the largest term that went into it. */
export interface Partial {
  readonly value: Real;
  readonly largest: number;
}

/** Cancellation beyond this many bits is taken for an exact zero. */
const patience = 20_000;

/** Runs `compute` with more and more bits, until cancellation has left `bits` good ones. */
export function withoutCancellation(compute: (bits: number) => Partial, bits: number): Real {
  for (let inner = bits + 16; ;) {
    const { value, largest } = compute(inner);
    if (!value.isFinite()) return value;
    const lost = value.isZero() ? inner : Math.max(0, largest - value.magnitude());
    if (inner - lost >= bits + 8) return Real.rounded(value.mantissa, value.exponent, bits);
    if (lost > patience) return Real.zero;
    inner = bits + lost + 16;
  }
}

/** The sum of the terms with the largest of their magnitudes. */
export function sumOf(terms: readonly Real[], add: (x: Real, y: Real) => Real): Partial {
  return { value: terms.reduce(add, Real.zero), largest: Math.max(...terms.map((term) => term.magnitude())) };
}
