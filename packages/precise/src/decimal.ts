// Reals as decimal text and back. Exact conversions, but for exponents so large that their powers of ten would not fit.
import type { Real } from './real.js';

/** `digits` significant digits of x, correctly rounded up to 10^±10000; beyond that the power of two stands as it is. */
export function toDecimal(x: Real, digits: number): string {
  if (x.isNaN()) return 'NaN';
  if (!x.isFinite()) return x.sign() > 0 ? 'Infinity' : '-Infinity';
  if (x.isZero()) return '0';
  if (Math.abs(x.magnitude()) > 40_000)
    return `${x.scale(-x.magnitude()).toString(digits)} * 2^${x.magnitude()}`;
  const size = x.abs().mantissa;
  const guess = Math.floor((x.magnitude() - 1) * Math.log10(2));
  const first = scaled(size, x.exponent, digits - 1 - guess);
  const tooLong = first.toString().length - digits;
  const text = (tooLong > 0 ? scaled(size, x.exponent, digits - 1 - guess - tooLong) : first).toString();
  const power = guess + Math.max(tooLong, 0) + text.length - digits;
  return (x.sign() < 0 ? '-' : '') + layOut(text.replace(/0+$/, ''), power);
}

/** round(size · 2^exponent · 10^tens) */
function scaled(size: bigint, exponent: number, tens: number): bigint {
  const numerator = (size << BigInt(Math.max(exponent, 0))) * 10n ** BigInt(Math.max(tens, 0));
  const denominator = (1n << BigInt(Math.max(-exponent, 0))) * 10n ** BigInt(Math.max(-tens, 0));
  return (2n * numerator + denominator) / (2n * denominator);
}

function layOut(text: string, power: number): string {
  if (power < -7 || power > 20) {
    const fraction = text.length > 1 ? `.${text.slice(1)}` : '';
    return `${text[0] ?? '0'}${fraction}e${power < 0 ? '-' : '+'}${Math.abs(power)}`;
  }
  if (power < 0) return `0.${'0'.repeat(-power - 1)}${text}`;
  const whole = text.slice(0, power + 1).padEnd(power + 1, '0');
  return text.length > power + 1 ? `${whole}.${text.slice(power + 1)}` : whole;
}

/** Mantissa and power of ten of a decimal text such as `-1.25e-3`; undefined if it is none. */
export function readDecimal(text: string): { digits: bigint; tens: number } | undefined {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?\s*$/.exec(text);
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? [];
  if (match === null || whole + fraction === '') return undefined;
  return {
    digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`.replace(/^-$/, '0')),
    tens: Number(exponent) - fraction.length,
  };
}

/** Bits that hold `digits` decimal digits. */
export function bitsOf(digits: number): number {
  return Math.ceil(digits * Math.log2(10));
}
