// π, log 2 and Euler's γ in fixed point of any width, each computed once a width.
import { byWidth } from './fixed.js';

/** π by Machin's formula, 16 atan(1/5) − 4 atan(1/239). */
export const piFixed = byWidth(
  (w) => (4n * (4n * inverseSeries(5n, w + 32, -1n) - inverseSeries(239n, w + 32, -1n))) >> 32n,
);

/** log 2 = 18 artanh(1/26) − 2 artanh(1/4801) + 8 artanh(1/8749). */
export const logTwoFixed = byWidth(
  (w) =>
    (18n * inverseSeries(26n, w + 32, 1n) -
      2n * inverseSeries(4801n, w + 32, 1n) +
      8n * inverseSeries(8749n, w + 32, 1n)) >>
    32n,
);

/** Σ signᵏ / ((2k+1) q^(2k+1)): artanh(1/q) for sign 1, atan(1/q) for sign −1. */
function inverseSeries(q: bigint, w: number, sign: bigint): bigint {
  const square = q * q * sign;
  let power = (1n << BigInt(w)) / q;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power /= square;
  }
  return sum;
}

/** Euler's γ by Brent and McMillan (1980), algorithm B1 without its correction: error π·exp(−4n). */
export const eulerFixed = byWidth((w) => {
  const doublings = Math.ceil(Math.log2(w * 0.1733 + 10)); // n = 2^doublings, so that log n = doublings · log 2
  const n = 1n << BigInt(doublings);
  const inner = w + 64;
  let b = 1n << BigInt(inner);
  let a = -BigInt(doublings) * logTwoFixed(inner);
  let [sumA, sumB] = [a, b];
  for (let k = 1n; b !== 0n || k < n; k += 1n) {
    b = (b * n * n) / (k * k);
    a = ((a * n * n) / k + b) / k;
    sumA += a;
    sumB += b;
  }
  return (sumA << BigInt(w)) / sumB;
});
