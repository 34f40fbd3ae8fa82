// Riemann's ζ and its derivatives through the alternating series, summed by Cohen, Rodriguez Villegas and Zagier (2000).
import { add, divide, multiply, subtract } from './basic.js';
import { withoutCancellation } from './cancellation.js';
import { exp, expm1 } from './exponential.js';
import { gamma } from './gamma.js';
import { log, power, powerInteger } from './logarithm.js';
import { Real } from './real.js';
import { pi, sinPi } from './trigonometric.js';

/** Derivatives are given from here to the right. */
const leftmost = -20;

/** ζ(s) for real s; Infinity at the pole 1. */
export function zeta(s: Real, bits: number): Real {
  if (!s.isFinite()) return s.sign() > 0 ? Real.one : Real.NaN;
  if (s.sign() >= 0) return zetaDerivative(Real.zero, s, bits);
  // ζ(s) = 2ˢ π^(s−1) sin(πs/2) Γ(1 − s) ζ(1 − s)
  const inner = bits + 16 + Math.max(0, s.magnitude());
  const mirrored = subtract(Real.one, s, Number.POSITIVE_INFINITY);
  const front = multiply(
    power(pi(inner).scale(1), s, inner),
    divide(sinPi(s.scale(-1), inner), pi(inner), inner),
    inner,
  );
  if (front.isZero()) return front;
  return multiply(multiply(front, gamma(mirrored, inner), inner), zeta(mirrored, inner), bits);
}

/** The n-th derivative of ζ at s, for whole n up to 1000 and s ≥ −20 (NaN elsewhere); Infinity or −Infinity at 1. */
export function zetaDerivative(n: Real, s: Real, bits: number): Real {
  if (!n.isInteger() || n.sign() < 0 || n.magnitude() > 10 || s.isNaN()) return Real.NaN;
  const order = n.toNumber();
  if (order > 0 && s.lessThan(Real.fromInteger(leftmost))) return Real.NaN;
  if (s.equals(Real.one)) return order % 2 === 0 ? Real.infinity : Real.negativeInfinity;
  if (!s.isFinite()) return order === 0 ? Real.one : Real.zero;
  if (s.magnitude() > 40) return order === 0 ? Real.one : Real.zero;
  return withoutCancellation((inner) => fromAlternating(order, s, inner + 4 * order), bits);
}

/** (1 − 2^(1−s)) ζ(s) = η(s), differentiated n times by Leibniz's rule and solved for the last derivative. */
function fromAlternating(n: number, s: Real, bits: number): { value: Real; largest: number } {
  const logTwo = log(Real.fromInteger(2), bits + 8);
  const exponent = multiply(subtract(Real.one, s, Number.POSITIVE_INFINITY), logTwo, bits + 8);
  const front = expm1(exponent, bits).negate();
  const derivatives: Real[] = [];
  const eta = alternating(n, s, bits);
  let largest = Number.NEGATIVE_INFINITY;
  for (let m = 0; m <= n; m += 1) {
    let sum = eta[m] ?? Real.NaN;
    largest = sum.magnitude();
    let binomial = 1n;
    for (let j = 1; j <= m; j += 1) {
      binomial = (binomial * BigInt(m - j + 1)) / BigInt(j);
      const slope = multiply(
        exp(exponent, bits),
        powerInteger(logTwo.negate(), BigInt(j), bits),
        bits,
      ).negate();
      const term = multiply(
        multiply(slope, Real.of(binomial, 0), bits),
        derivatives[m - j] ?? Real.NaN,
        bits,
      );
      largest = Math.max(largest, term.magnitude());
      sum = subtract(sum, term, bits);
    }
    derivatives.push(divide(sum, front, bits));
  }
  return { value: derivatives[n] ?? Real.NaN, largest: largest - front.magnitude() };
}

/** η and its first n derivatives: Σ (−1)ᵏ (−log(k + 1))ᵐ (k + 1)^(−s). */
function alternating(n: number, s: Real, bits: number): Real[] {
  const left = s.sign() < 0 ? Math.ceil(-s.toNumber()) : 0;
  const rows = Math.ceil(bits / Math.log2(3 + Math.sqrt(8))) + 8 + 2 * n + 4 * left;
  const inner = bits + 32 + 8 * left + 8 * n;
  const { weights, total } = accelerators(rows);
  const sums = Array.from({ length: n + 1 }, () => Real.zero);
  const { logs, powers } = powersOf(rows, s, inner + 48);
  weights.forEach((weight, k) => {
    const logK = logs[k + 1];
    let term = multiply(Real.of(weight, 0), powers[k + 1], inner);
    for (let m = 0; m <= n; m += 1) {
      sums[m] = add(sums[m] ?? Real.zero, term, inner);
      term = multiply(term, logK.negate(), inner);
    }
  });
  return sums.map((sum) => divide(sum, Real.of(total, 0), inner));
}

/** log k and k^(−s) for k up to `most`: computed of primes, put together for the others. */
function powersOf(most: number, s: Real, bits: number): { logs: Real[]; powers: Real[] } {
  const logs = [Real.zero, Real.zero];
  const powers = [Real.zero, Real.one];
  const least = Array.from({ length: most + 1 }, () => 0); // the least prime factor
  for (let k = 2; k <= most; k += 1) {
    const factor = least[k];
    if (factor === 0) {
      for (let multiple = k * k; multiple <= most; multiple += k) least[multiple] ||= k;
      const logK = log(Real.fromInteger(k), bits);
      logs.push(logK);
      powers.push(exp(multiply(logK, s, bits).negate(), bits));
    } else {
      logs.push(add(logs[factor], logs[k / factor], bits));
      powers.push(multiply(powers[factor], powers[k / factor], bits));
    }
  }
  return { logs, powers };
}

/** The weights c₀, c₁, … of their algorithm 1, and their divisor d, as whole numbers. */
function accelerators(rows: number): { weights: bigint[]; total: bigint } {
  // d = ((3 + √8)ⁿ + (3 − √8)ⁿ)/2 is the Chebyshev polynomial Tₙ(3)
  let [before, total] = [1n, 3n];
  for (let k = 1; k < rows; k += 1) [before, total] = [total, 6n * total - before];
  let b = -1n;
  let c = -total;
  const weights: bigint[] = [];
  for (let k = 0; k < rows; k += 1) {
    c = b - c;
    weights.push(c);
    b = (b * 2n * BigInt(k + rows) * BigInt(k - rows)) / (BigInt(2 * k + 1) * BigInt(k + 1));
  }
  return { weights, total };
}
