// The numbers themselves: mantissa · 2^exponent with a bigint mantissa, or NaN, or ±Infinity.
// Exact: nothing here rounds, save the ways out to doubles and singles. Arithmetic stands in the files that take `bits`.
import { bitLength, shiftToEven } from './bits.js';
import { toDecimal } from './decimal.js';

/** Exponents beyond ±2^50 become Infinity and 0: far outside anything that is not itself an overflow. */
const exponentLimit = 2 ** 50;

const double = { precision: 53, least: -1074, greatest: 1024 };
const single = { precision: 24, least: -149, greatest: 128 };

/**
 * An immutable real number: `mantissa · 2^exponent`, NaN or ±Infinity. There is one zero, without a sign.
 *
 * @example
 * ```ts
 * Real.fromNumber(0.1).toString(20); // '0.10000000000000000555'
 * ```
 */
export class Real {
  /** Signed; 0n for zero. For what is not finite: 0n for NaN, ±1n for ±Infinity. */
  readonly mantissa: bigint;
  /** Binary exponent; NaN for NaN and Infinity for ±Infinity. */
  readonly exponent: number;

  private constructor(mantissa: bigint, exponent: number) {
    this.mantissa = mantissa;
    this.exponent = exponent;
  }

  static readonly NaN = new Real(0n, Number.NaN);
  static readonly infinity = new Real(1n, Number.POSITIVE_INFINITY);
  static readonly negativeInfinity = new Real(-1n, Number.POSITIVE_INFINITY);
  static readonly zero = new Real(0n, 0);
  static readonly one = new Real(1n, 0);

  /** mantissa · 2^exponent, exactly; beyond 2^(±2^50) it is ±Infinity or 0. */
  static of(mantissa: bigint, exponent: number): Real {
    if (mantissa === 0n) return Real.zero;
    if (exponent > exponentLimit) return mantissa > 0n ? Real.infinity : Real.negativeInfinity;
    return exponent < -exponentLimit ? Real.zero : new Real(mantissa, exponent);
  }

  /** mantissa · 2^exponent rounded to the nearest number of at most `bits` bits. */
  static rounded(mantissa: bigint, exponent: number, bits: number): Real {
    const excess = bitLength(mantissa) - bits;
    if (excess <= 0) return Real.of(mantissa, exponent);
    return Real.of((mantissa + (1n << BigInt(excess - 1))) >> BigInt(excess), exponent + excess);
  }

  /** The exact value of a double. */
  static fromNumber(x: number): Real {
    if (Number.isInteger(x) && Math.abs(x) <= Number.MAX_SAFE_INTEGER) return Real.of(BigInt(x), 0);
    if (Number.isNaN(x)) return Real.NaN;
    if (!Number.isFinite(x)) return x > 0 ? Real.infinity : Real.negativeInfinity;
    // |x| · 2^(52 − k) is a whole number; two steps, as 2^1126 alone overflows
    const k = Math.max(Math.floor(Math.log2(Math.abs(x))), -1022);
    const first = Math.min(52 - k, 1000);
    return Real.of(BigInt(x * 2 ** first * 2 ** (52 - k - first) * 2), k - 53);
  }

  /** An integer, exactly. @throws RangeError for a number that is no integer. */
  static fromInteger(n: bigint | number): Real {
    return Real.of(BigInt(n), 0);
  }

  isFinite(): boolean {
    return Number.isFinite(this.exponent);
  }

  isNaN(): boolean {
    return Number.isNaN(this.exponent);
  }

  isZero(): boolean {
    return this.mantissa === 0n && this.exponent === 0;
  }

  /** Whether it is finite and has no fractional part. */
  isInteger(): boolean {
    if (!this.isFinite()) return false;
    return this.exponent >= 0 || (this.mantissa & ((1n << BigInt(-this.exponent)) - 1n)) === 0n;
  }

  /** −1, 0 or 1; NaN for NaN. */
  sign(): number {
    if (this.isNaN()) return Number.NaN;
    return this.mantissa > 0n ? 1 : this.mantissa < 0n ? -1 : 0;
  }

  /** The k with 2^(k−1) ≤ |x| < 2^k; −Infinity for zero, Infinity for ±Infinity, NaN for NaN. */
  magnitude(): number {
    if (this.isZero()) return Number.NEGATIVE_INFINITY;
    return this.isFinite() ? this.exponent + bitLength(this.mantissa) : this.exponent;
  }

  negate(): Real {
    return new Real(-this.mantissa, this.exponent);
  }

  abs(): Real {
    return this.mantissa < 0n ? this.negate() : this;
  }

  /** x · 2^k, exactly. */
  scale(k: number): Real {
    return this.isFinite() ? Real.of(this.mantissa, this.exponent + k) : this;
  }

  /** −1, 0 or 1 as this is less than, equal to or greater than `other`; NaN if either is NaN. */
  compare(other: Real): number {
    if (this.isNaN() || other.isNaN()) return Number.NaN;
    const signs = this.sign() - other.sign();
    if (signs !== 0) return Math.sign(signs);
    const sizes = this.magnitude() - other.magnitude();
    if (Number.isNaN(sizes)) return 0; // two infinities, or two zeros, of one sign
    if (sizes !== 0) return Math.sign(sizes) * this.sign();
    const least = Math.min(this.exponent, other.exponent);
    const a = this.mantissa << BigInt(this.exponent - least);
    const b = other.mantissa << BigInt(other.exponent - least);
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /** Whether both are the same number; NaN equals nothing. */
  equals(other: Real): boolean {
    return this.compare(other) === 0;
  }

  lessThan(other: Real): boolean {
    return this.compare(other) < 0;
  }

  /** The largest integer ≤ x. @throws RangeError for what is not finite or beyond 2^(2^20). */
  floor(): bigint {
    if (!this.isFinite() || this.exponent > 2 ** 20)
      throw new RangeError(`no integer for ${this.toString(6)}`);
    return this.exponent >= 0
      ? this.mantissa << BigInt(this.exponent)
      : this.mantissa >> BigInt(-this.exponent);
  }

  /** The nearest integer, ties to even; range and errors as for {@link Real.floor}. */
  round(): bigint {
    return this.exponent >= 0 ? this.floor() : shiftToEven(this.mantissa, -this.exponent);
  }

  /** The nearest double, ties to even: subnormals, ±Infinity and NaN included. */
  toNumber(): number {
    return toFormat(this, double);
  }

  /** The nearest float32, as a number. */
  toSingle(): number {
    return toFormat(this, single);
  }

  /** Decimal text with `digits` significant digits, trailing zeros dropped: `'0.1'`, `'6.02e+23'`, `'NaN'`. */
  toString(digits = 20): string {
    return toDecimal(this, digits);
  }
}

function toFormat(x: Real, format: typeof double): number {
  if (!x.isFinite()) return x.isNaN() ? Number.NaN : Number(x.mantissa) * Number.POSITIVE_INFINITY;
  const magnitude = x.magnitude();
  if (magnitude > format.greatest) return x.sign() * Number.POSITIVE_INFINITY;
  if (magnitude < format.least) return 0;
  const least = Math.max(magnitude - format.precision, format.least);
  const size = Number(shiftToEven(x.abs().mantissa, least - x.exponent));
  const half = Math.trunc(least / 2);
  const value = size * 2 ** half * 2 ** (least - half);
  return x.sign() * (value >= 2 ** format.greatest ? Number.POSITIVE_INFINITY : value);
}
