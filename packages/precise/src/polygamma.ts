// ψ and its derivatives: the asymptotic series after a shift to the right, reflection on the left (DLMF 5.15).
import { add, divide, multiply, subtract } from './basic.js';
import { bernoulli } from './bernoulli.js';
import { sumOf, withoutCancellation } from './cancellation.js';
import { log, powerInteger } from './logarithm.js';
import { Real } from './real.js';
import { cos, pi, sinPi } from './trigonometric.js';

/** ψ(x) = d/dx log Γ(x); NaN at the poles. */
export function digamma(x: Real, bits: number): Real {
  return polygamma(Real.zero, x, bits);
}

/** ψ′(x). */
export function trigamma(x: Real, bits: number): Real {
  return polygamma(Real.one, x, bits);
}

/** The n-th derivative of ψ, for whole n from 0 to 2^16; NaN at the poles 0, −1, −2, … and for any other n. */
export function polygamma(n: Real, x: Real, bits: number): Real {
  if (!n.isInteger() || n.sign() < 0 || n.magnitude() > 16 || x.isNaN()) return Real.NaN;
  const order = n.toNumber();
  if (!x.isFinite()) return x.sign() < 0 ? Real.NaN : order === 0 ? x : Real.zero;
  if (x.sign() <= 0 && x.isInteger()) return Real.NaN;
  return withoutCancellation((inner) => {
    const sum = (u: Real, v: Real): Real => add(u, v, inner);
    if (x.sign() > 0) return sumOf(shiftedTerms(order, x, inner), sum);
    // ψₙ(x) = (−1)ⁿ ψₙ(1 − x) − dⁿ/dxⁿ π cot πx
    const mirrored = shiftedTerms(order, subtract(Real.one, x, Number.POSITIVE_INFINITY), inner);
    const turned = order % 2 === 0 ? mirrored : mirrored.map((term) => term.negate());
    return sumOf([...turned, cotangentDerivative(order, x, inner).negate()], sum);
  }, bits);
}

/** The terms of ψₙ(x), x > 0: −(−1)ⁿ n!/(x + j)^(n+1) for each step of the shift, then the asymptotic series. */
function shiftedTerms(n: number, x: Real, bits: number): Real[] {
  const sign = n % 2 === 0 ? -1n : 1n;
  const scaled = Real.of(sign * factorial(n), 0);
  const least = Math.ceil(bits / 4) + n;
  const terms: Real[] = [];
  const steps = x.magnitude() > 40 ? 0 : Math.max(0, Math.ceil(least - x.toNumber()));
  for (let j = 0; j < steps; j += 1) {
    const base = add(x, Real.fromInteger(j), bits);
    terms.push(divide(scaled, powerInteger(base, BigInt(n + 1), bits), bits));
  }
  return [
    ...terms,
    ...asymptoticTerms(n, steps === 0 ? x : add(x, Real.fromInteger(steps), bits + 64), bits),
  ];
}

function asymptoticTerms(n: number, x: Real, bits: number): Real[] {
  const sign = n % 2 === 0 ? -1n : 1n;
  const over = (numerator: bigint, exponent: number): Real =>
    divide(Real.of(sign * numerator, 0), powerInteger(x, BigInt(exponent), bits), bits);
  const first = n === 0 ? log(x, bits) : over(factorial(n - 1), n);
  const terms = [first, over(factorial(n), n + 1).scale(-1)];
  // B₂ₖ (2k + n − 1)! / ((2k)! x^(2k + n)), the ratio of factorials kept as it grows
  const square = multiply(x, x, bits);
  let power = powerInteger(x, BigInt(n), bits);
  let ratio = n === 0 ? Real.one : Real.of(factorial(n - 1), 0);
  for (let k = 1; k < bits; k += 1) {
    power = multiply(power, square, bits);
    ratio =
      n === 0
        ? divide(Real.one, Real.fromInteger(2 * k), bits)
        : divide(
            multiply(ratio, Real.fromInteger((2 * k + n - 1) * (2 * k + n - 2)), bits),
            Real.fromInteger(2 * k * (2 * k - 1)),
            bits,
          );
    const { numerator, denominator } = bernoulli(k);
    const coefficient = divide(Real.of(sign * numerator, 0), Real.of(denominator, 0), bits);
    const term = divide(multiply(coefficient, ratio, bits), power, bits);
    terms.push(term);
    if (term.magnitude() < first.magnitude() - bits - 4) break;
  }
  return terms;
}

/** dⁿ/dxⁿ π cot πx = π^(n+1) Pₙ(cot πx), P₀(c) = c, Pₙ₊₁ = −(1 + c²) Pₙ′. */
function cotangentDerivative(n: number, x: Real, bits: number): Real {
  let coefficients = [0n, 1n];
  for (let step = 0; step < n; step += 1) {
    const next: bigint[] = Array.from({ length: coefficients.length + 1 }, () => 0n);
    coefficients.forEach((c, k) => {
      if (k === 0) return;
      next[k - 1] = (next[k - 1] ?? 0n) - BigInt(k) * c;
      next[k + 1] = (next[k + 1] ?? 0n) - BigInt(k) * c;
    });
    coefficients = next;
  }
  const cot = cotangent(x, bits + 16);
  const horner = (inner: number): Real =>
    coefficients.reduceRight((sum, c) => add(multiply(sum, cot, inner), Real.of(c, 0), inner), Real.zero);
  return multiply(powerInteger(pi(bits + 8), BigInt(n + 1), bits + 8), horner(bits + 16), bits);
}

/** cot πx, with full relative accuracy at its poles. */
function cotangent(x: Real, bits: number): Real {
  const rest = subtract(x, Real.of(x.round(), 0), Number.POSITIVE_INFINITY);
  return divide(cos(multiply(rest, pi(bits + 8), bits + 8), bits + 8), sinPi(rest, bits + 8), bits);
}

function factorial(n: number): bigint {
  let product = 1n;
  for (let k = 2; k <= n; k += 1) product *= BigInt(k);
  return product;
}
