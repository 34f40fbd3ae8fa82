// log|Γ| and Γ: Stirling's series after a shift to the right, reflection on the left, and more bits wherever digits cancel.
import { bitLength } from './bits.js';
import { add, divide, multiply, subtract } from './basic.js';
import { stirlingFixed } from './bernoulli.js';
import { withoutCancellation } from './cancellation.js';
import { eulerFixed } from './constants.js';
import { exp, largestArgument } from './exponential.js';
import { fromFixed, horner, toFixed, widthFor } from './fixed.js';
import { log } from './logarithm.js';
import { Real } from './real.js';
import { pi, sinPi } from './trigonometric.js';

/** log|Γ(x)| with full relative accuracy, near its zeros too; Infinity at the poles 0, −1, −2, … and at ±Infinity. */
export function logGamma(x: Real, bits: number): Real {
  if (x.isNaN()) return x;
  if (!x.isFinite() || (x.sign() <= 0 && x.isInteger())) return Real.infinity;
  for (const [zero, slope] of [
    [Real.one, (g: Real) => g.negate()],
    [Real.fromInteger(2), (g: Real) => subtract(Real.one, g, bits + 8)],
  ] as const) {
    const distance = subtract(x, zero, Number.POSITIVE_INFINITY);
    if (distance.isZero()) return Real.zero;
    if (distance.magnitude() < -bits) return multiply(distance, slope(euler(bits + 8)), bits);
  }
  const whole = factorialBefore(x);
  if (whole !== null) return log(whole, bits);
  return withoutCancellation((inner) => {
    const value = x.sign() > 0 ? logGammaPositive(x, inner) : logGammaNegative(x, inner);
    return { value, largest: 0 };
  }, bits);
}

const largestWhole = 128; // beyond that a product of whole numbers takes longer than Stirling's series

/** (x − 1)! for small whole x, exactly; null for other x. */
function factorialBefore(x: Real): Real | null {
  if (x.sign() <= 0 || !x.isInteger() || x.magnitude() > 10 || x.toNumber() > largestWhole) return null;
  let product = 1n;
  for (let k = 2n; k < BigInt(x.toNumber()); k += 1n) product *= k;
  return Real.of(product, 0);
}

/** log|Γ(x)| = log(π/|sin πx|) − log Γ(1 − x), absolute accuracy. */
function logGammaNegative(x: Real, bits: number): Real {
  const sine = sinPi(x, bits + 8).abs();
  const mirrored = logGammaPositive(
    subtract(Real.one, x, Math.max(bits + 8, bitLength(x.mantissa) + 64)),
    bits + 8,
  );
  return subtract(log(divide(pi(bits + 8), sine, bits + 8), bits + 8), mirrored, bits);
}

/** log Γ(x) for x > 0 with an absolute error of about 2^-bits · max(1, value). */
function logGammaPositive(x: Real, bits: number): Real {
  const w = widthFor(bits + 8);
  const least = Math.ceil(w / 4);
  if (x.magnitude() > 40 || x.toNumber() >= least) return stirling(x, w, bits);
  const steps = Math.ceil(least - x.toNumber());
  const product = risingFactorial(x, steps, w);
  const shifted = add(x, Real.fromInteger(steps), w + 16);
  return subtract(stirling(shifted, w, bits + 8), log(product, bits + 8), bits);
}

/** x(x + 1)…(x + n − 1), rounded to w bits at each step. */
function risingFactorial(x: Real, n: number, w: number): Real {
  let product = Real.one;
  for (let k = 0; k < n; k += 1) product = multiply(product, add(x, Real.fromInteger(k), w), w);
  return product;
}

/** (x − ½) log x − x + ½ log 2π + Σ cₖ x^(1 − 2k) for x ≥ w/4. */
function stirling(x: Real, w: number, bits: number): Real {
  const inner = bits + 16;
  const front = multiply(subtract(x, Real.of(1n, -1), inner), log(x, inner), inner);
  const constant = log(pi(inner).scale(1), inner).scale(-1);
  const inverse = toFixed(divide(Real.one, x, inner), w);
  const square = (inverse * inverse) >> BigInt(w);
  const terms = horner(stirlingFixed(w)(termsNeeded(x, w)).slice(0, termsNeeded(x, w)), square, w);
  const series = fromFixed((terms * inverse) >> BigInt(w), w, inner);
  return add(subtract(front, x, inner), add(constant, series, inner), bits);
}

/** Terms until |cₖ| x^(1−2k) < 2^-w; |B₂ₖ| ≈ 2 (2k)! / (2π)^2k. */
function termsNeeded(x: Real, w: number): number {
  const logX = x.magnitude() - 1;
  let logTerm = -Math.log2(12) - logX;
  let k = 1;
  for (; logTerm > -w && k < w; k += 1) {
    logTerm += Math.log2((2 * k * (2 * k - 1)) / (4 * Math.PI ** 2)) - 2 * logX;
  }
  return k;
}

/** Γ(x); NaN at the poles, Infinity where log Γ exceeds 2^40. */
export function gamma(x: Real, bits: number): Real {
  if (!x.isFinite()) return x.sign() > 0 ? x : Real.NaN;
  if (x.sign() <= 0 && x.isInteger()) return Real.NaN;
  const whole = factorialBefore(x);
  if (whole !== null) return add(whole, Real.zero, bits);
  const size = Math.max(0, logGamma(x, 32).magnitude());
  const value = exp(logGamma(x, bits + 8 + Math.min(size, largestArgument + 8)), bits);
  return x.sign() < 0 && x.floor() % 2n !== 0n ? value.negate() : value;
}

/** Euler's constant γ with `bits` bits. */
export function euler(bits: number): Real {
  const w = widthFor(bits);
  return fromFixed(eulerFixed(w), w, bits);
}
