// The four operations and the square root, rounded to `bits` bits. IEEE's answers for NaN, infinities and division by zero.
import { bitLength, squareRoot } from './bits.js';
import { Real } from './real.js';

/** x + y. */
export function add(x: Real, y: Real, bits: number): Real {
  if (!x.isFinite() || !y.isFinite()) {
    if (x.isNaN() || y.isNaN()) return Real.NaN;
    if (x.isFinite()) return y;
    return y.isFinite() || x.mantissa === y.mantissa ? x : Real.NaN;
  }
  if (x.mantissa === 0n) return Real.rounded(y.mantissa, y.exponent, bits);
  if (y.mantissa === 0n) return Real.rounded(x.mantissa, x.exponent, bits);
  const gap = x.exponent - y.exponent;
  // a term that lies wholly below the last bit of the other is dropped, lest 2^(10^12) be written out
  if (gap > bits + 64 && x.magnitude() - y.magnitude() > bits + 2)
    return Real.rounded(x.mantissa, x.exponent, bits);
  if (-gap > bits + 64 && y.magnitude() - x.magnitude() > bits + 2)
    return Real.rounded(y.mantissa, y.exponent, bits);
  return gap >= 0
    ? Real.rounded((x.mantissa << BigInt(gap)) + y.mantissa, y.exponent, bits)
    : Real.rounded(x.mantissa + (y.mantissa << BigInt(-gap)), x.exponent, bits);
}

/** x − y. */
export function subtract(x: Real, y: Real, bits: number): Real {
  return add(x, y.negate(), bits);
}

/** x · y; 0 · ∞ is NaN. */
export function multiply(x: Real, y: Real, bits: number): Real {
  if (x.isFinite() && y.isFinite())
    return Real.rounded(x.mantissa * y.mantissa, x.exponent + y.exponent, bits);
  return signedInfinity(x.sign() * y.sign());
}

/** x / y; x/0 is ±∞ by the sign of x, 0/0 and ∞/∞ are NaN. */
export function divide(x: Real, y: Real, bits: number): Real {
  if (!x.isFinite() || !y.isFinite()) {
    if (x.isNaN() || y.isNaN() || (!x.isFinite() && !y.isFinite())) return Real.NaN;
    return x.isFinite() ? Real.zero : signedInfinity(x.sign() * (y.sign() || 1));
  }
  if (y.mantissa === 0n) return signedInfinity(x.sign());
  const extra = Math.max(0, bits + 2 + bitLength(y.mantissa) - bitLength(x.mantissa));
  return Real.rounded((x.mantissa << BigInt(extra)) / y.mantissa, x.exponent - y.exponent - extra, bits);
}

/** √x; NaN below zero. */
export function sqrt(x: Real, bits: number): Real {
  if (x.sign() < 0 || !x.isFinite()) return x.sign() > 0 ? x : Real.NaN;
  let extra = Math.max(0, 2 * bits + 4 - bitLength(x.mantissa));
  if ((x.exponent - extra) % 2 !== 0) extra += 1;
  return Real.rounded(squareRoot(x.mantissa << BigInt(extra)), (x.exponent - extra) / 2, bits);
}

function signedInfinity(sign: number): Real {
  return sign > 0 ? Real.infinity : sign < 0 ? Real.negativeInfinity : Real.NaN;
}
