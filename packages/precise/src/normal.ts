// The standard normal distribution: its distribution function through erfc, and the inverse of that.
import { divide, multiply, sqrt, subtract } from './basic.js';
import { erfc } from './error-function.js';
import { exp } from './exponential.js';
import { log } from './logarithm.js';
import { Real } from './real.js';
import { pi } from './trigonometric.js';

const half = Real.of(1n, -1);
const mostSteps = 60;

/** Φ(z) = erfc(−z/√2)/2, with full relative accuracy in the left tail. */
export function normalCdf(z: Real, bits: number): Real {
  if (!z.isFinite()) return z.isNaN() ? z : z.sign() < 0 ? Real.zero : Real.one;
  // erfc(x) turns a relative error of x into one 2x² times as large
  const inner = bits + 8 + Math.max(0, 2 * z.magnitude());
  return erfc(divide(z.negate(), sqrt(Real.fromInteger(2), inner), inner), bits + 2).scale(-1);
}

/** The z with Φ(z) = p; ±Infinity at 1 and 0, NaN outside [0, 1]. */
export function normalQuantile(p: Real, bits: number): Real {
  if (!(p.sign() > 0 && p.lessThan(Real.one)))
    return p.isZero() ? Real.negativeInfinity : p.equals(Real.one) ? Real.infinity : Real.NaN;
  const exact = Number.POSITIVE_INFINITY;
  if (half.lessThan(p)) return normalQuantile(subtract(Real.one, p, exact), bits).negate();
  const distance = subtract(half, p, exact);
  return distance.isZero() ? Real.zero : solve(p, bits + 24 + Math.max(0, -distance.magnitude()), bits);
}

/** Newton's iteration on log Φ, which is concave: from the left, where it starts, it never oversteps. */
function solve(p: Real, inner: number, bits: number): Real {
  const target = log(p, inner);
  const rootTwoPi = sqrt(pi(inner).scale(1), inner);
  let z = sqrt(target.scale(1).negate(), inner).negate();
  for (let step = 0; step < mostSteps; step += 1) {
    const below = normalCdf(z, inner);
    const density = divide(exp(multiply(z, z, inner).scale(-1).negate(), inner), rootTwoPi, inner);
    const excess = subtract(log(below, inner), target, inner);
    const change = divide(multiply(excess, below, inner), density, inner);
    z = subtract(z, change, inner);
    if (change.isZero() || change.magnitude() < z.magnitude() - bits - 2) break;
  }
  return subtract(z, Real.zero, bits);
}
