// Fixed point: the integer n stands for n / 2^w. Series run here, on plain bigints, where one operation costs 50–200 ns.
import { shift } from './bits.js';
import { Real } from './real.js';

/** The width that serves results of `bits` bits: 20 spare, in steps of 32 so that few tables are ever made. */
export function widthFor(bits: number): number {
  return Math.ceil((bits + 20) / 32) * 32;
}

/** x · 2^w, floored. */
export function toFixed(x: Real, w: number): bigint {
  return shift(x.mantissa, x.exponent + w);
}

/** n / 2^w with `bits` bits. */
export function fromFixed(n: bigint, w: number, bits: number): Real {
  return Real.rounded(n, -w, bits);
}

/** Keeps one value for each width; the makers are slow, their values small. */
export function byWidth<T>(make: (w: number) => T): (w: number) => T {
  const made = new Map<number, T>();
  return (w) => {
    let value = made.get(w);
    if (value === undefined) {
      value = make(w);
      made.set(w, value);
    }
    return value;
  };
}

/** Σ cₖ tᵏ by Horner's rule, coefficients and t in fixed point. */
export function horner(coefficients: readonly bigint[], t: bigint, w: number): bigint {
  const by = BigInt(w);
  let sum = 0n;
  for (let k = coefficients.length - 1; k >= 0; k -= 1) sum = ((sum * t) >> by) + (coefficients[k] ?? 0n);
  return sum;
}
