// Lambert's W, the principal branch: w·exp(w) = x, by Newton's iteration on w + log(w/x) or on w − x·exp(−w).
import { add, divide, multiply, sqrt, subtract } from './basic.js';
import { exp } from './exponential.js';
import { log } from './logarithm.js';
import { Real } from './real.js';

/** W₀(x) ≥ −1; NaN below −1/e, with full accuracy up to that branch point. */
export function lambertW(x: Real, bits: number): Real {
  if (!x.isFinite() || x.isZero()) return x.sign() < 0 ? Real.NaN : x;
  if (x.magnitude() < -bits - 2) return x;
  const above = add(multiply(x, exp(Real.one, 2 * bits + 64), 2 * bits + 64), Real.one, bits);
  if (above.sign() < 0) return Real.NaN;
  // near the branch point half of the bits go into the square root
  const inner = bits + 24 + Math.max(0, -above.magnitude());
  let w = firstGuess(x, above, inner);
  for (let tries = 0; tries < 100; tries += 1) {
    const change = x.magnitude() > 2 ? stepInLogarithms(w, x, inner) : step(w, x, inner);
    w = subtract(w, change, inner);
    if (change.isZero() || change.magnitude() < w.magnitude() - (inner + bits) / 3) break;
  }
  w = subtract(w, x.magnitude() > 2 ? stepInLogarithms(w, x, inner) : step(w, x, inner), inner);
  return Real.rounded(w.mantissa, w.exponent, bits);
}

function firstGuess(x: Real, above: Real, bits: number): Real {
  if (x.magnitude() > 2) {
    const first = log(x, bits);
    return subtract(first, log(first, bits), bits);
  }
  if (above.magnitude() > -1) return divide(x, add(Real.one, x, bits), bits);
  // −1 + p − p²/3, p² = 2(ex + 1)
  const square = above.scale(1);
  const root = sqrt(square, bits);
  return subtract(subtract(root, Real.one, bits), divide(square, Real.fromInteger(3), bits), bits);
}

/** Halley's step for w·exp(w) − x. */
function step(w: Real, x: Real, bits: number): Real {
  const f = subtract(w, multiply(x, exp(w.negate(), bits), bits), bits);
  const next = add(w, Real.one, bits);
  if (next.isZero() || f.isZero()) return Real.zero;
  const curve = divide(multiply(add(next, Real.one, bits), f, bits), next.scale(1), bits);
  return divide(f, subtract(next, curve, bits), bits);
}

/** Newton's step for w + log w − log x, for large x. */
function stepInLogarithms(w: Real, x: Real, bits: number): Real {
  const f = add(w, log(divide(w, x, bits), bits), bits);
  return divide(multiply(f, w, bits), add(w, Real.one, bits), bits);
}
