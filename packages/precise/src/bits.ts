// Whole-number bit work: lengths, rounding shifts, square roots. The ground under every file of this package.

/** Number of bits of |m|; 0 for 0n. */
export function bitLength(m: bigint): number {
  const size = m < 0n ? -m : m;
  if (size === 0n) return 0;
  const double = Number(size);
  if (double > 2 ** 1000) {
    const hex = size.toString(16);
    return hex.length * 4 - Math.clz32(Number.parseInt(hex[0] ?? '0', 16)) + 28;
  }
  let bits = Math.floor(Math.log2(double)) + 1;
  if (double >= 2 ** bits) bits += 1;
  else if (double < 2 ** (bits - 1)) bits -= 1;
  // Number() may have rounded up to the next power of two
  return double === 2 ** (bits - 1) && size < 1n << BigInt(bits - 1) ? bits - 1 : bits;
}

/** m·2^shift; the bits that fall off to the right are floored. */
export function shift(m: bigint, by: number): bigint {
  return by >= 0 ? m << BigInt(by) : m >> BigInt(-by);
}

/** m·2^-by rounded to the nearest integer, ties to even; `by` may be negative or beyond the length of m. */
export function shiftToEven(m: bigint, by: number): bigint {
  if (by <= 0) return m << BigInt(-by);
  if (by > bitLength(m) + 1) return 0n;
  const floor = m >> BigInt(by);
  const rest = m - (floor << BigInt(by));
  const half = 1n << BigInt(by - 1);
  return rest > half || (rest === half && (floor & 1n) === 1n) ? floor + 1n : floor;
}

/** Floor of the square root of m ≥ 0, by Newton's iteration from a double. */
export function squareRoot(m: bigint): bigint {
  if (m <= 0n) return 0n;
  const drop = Math.max(0, bitLength(m) - 1000) & ~1;
  let root = BigInt(Math.ceil(Math.sqrt(Number(m >> BigInt(drop))) * (1 + 2 ** -50))) << BigInt(drop / 2);
  root += 1n << BigInt(drop / 2);
  for (;;) {
    const next = (root + m / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** n / d rounded to the nearest integer, halves up, for d > 0. */
export function divideToNearest(n: bigint, d: bigint): bigint {
  const doubled = 2n * n + d;
  const quotient = doubled / (2n * d);
  return doubled < 0n && quotient * 2n * d !== doubled ? quotient - 1n : quotient;
}
