// Whole-number bit work: lengths, rounding shifts, square roots. The ground under every file of this package.

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** Which of the two words of a double holds its sign and exponent: the second on all machines in use. */
const [high, low] = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? [1, 0] : [0, 1];
const infinite = 0x7ff;

/** Number of bits of |m|; 0 for 0n. Read off the exponent of the nearest double, four times as fast as by its logarithm. */
export function bitLength(m: bigint): number {
  const size = m < 0n ? -m : m;
  double[0] = Number(size);
  const top = words[high] ?? 0;
  const exponent = top >>> 20;
  if (exponent === 0) return 0;
  if (exponent === infinite) {
    const hex = size.toString(16);
    return hex.length * 4 - Math.clz32(Number.parseInt(hex[0] ?? '0', 16)) + 28;
  }
  const bits = exponent - 1022;
  // Number() may have rounded up to the next power of two
  const isPower = words[low] === 0 && (top & 0xfffff) === 0;
  return isPower && size < 1n << BigInt(bits - 1) ? bits - 1 : bits;
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
