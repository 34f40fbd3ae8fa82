// Bernoulli numbers as exact fractions, and the coefficients of Stirling's series made of them.
import { byWidth } from './fixed.js';

let tangents: bigint[] = [];

/** The tangent numbers T₁, T₂, … (1, 2, 16, 272, …) by Brent and Harvey (2011), algorithm TangentNumbers. */
function tangentNumbers(count: number): bigint[] {
  if (tangents.length > count) return tangents;
  const size = Math.max(64, 2 * count);
  const t: bigint[] = [0n, 1n];
  for (let k = 2; k <= size; k += 1) t.push(BigInt(k - 1) * (t[k - 1] ?? 0n));
  for (let k = 2; k <= size; k += 1) {
    for (let j = k; j <= size; j += 1)
      t[j] = BigInt(j - k) * (t[j - 1] ?? 0n) + BigInt(j - k + 2) * (t[j] ?? 0n);
  }
  tangents = t;
  return t;
}

/** B₂ₖ = (−1)^(k−1) · 2k · Tₖ / (4ᵏ(4ᵏ − 1)) as a fraction, not in lowest terms. */
export function bernoulli(k: number): { numerator: bigint; denominator: bigint } {
  if (k === 0) return { numerator: 1n, denominator: 1n };
  const four = 1n << BigInt(2 * k);
  const sign = k % 2 === 0 ? -1n : 1n;
  return { numerator: sign * BigInt(2 * k) * (tangentNumbers(k)[k] ?? 0n), denominator: four * (four - 1n) };
}

/** c₁, c₂, … with cₖ = B₂ₖ / (2k(2k − 1)) in fixed point of width w; grows as it is asked. */
export const stirlingFixed = byWidth((w) => {
  const made: bigint[] = [];
  return (count: number): readonly bigint[] => {
    for (let k = made.length + 1; k <= count; k += 1) {
      const { numerator, denominator } = bernoulli(k);
      made.push((numerator << BigInt(w)) / (denominator * BigInt(2 * k * (2 * k - 1))));
    }
    return made;
  };
});
