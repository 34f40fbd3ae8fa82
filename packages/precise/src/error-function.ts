// erf and erfc: a series of positive terms near the centre, the asymptotic series far out (DLMF 7.6.2, 7.12.1).
import { add, divide, multiply, sqrt, subtract } from './basic.js';
import { exp } from './exponential.js';
import { Real } from './real.js';
import { pi } from './trigonometric.js';

/** erf x = 2/√π ∫₀ˣ exp(−t²) dt. */
export function erf(x: Real, bits: number): Real {
  if (!x.isFinite()) return x.isNaN() ? x : Real.fromInteger(x.sign());
  if (x.sign() < 0) return erf(x.negate(), bits).negate();
  if (isFar(x, bits)) return subtract(Real.one, erfc(x, bits), bits);
  // 2/√π exp(−x²) Σ 2ᵏ x^(2k+1) / (1·3·…·(2k + 1))
  const inner = bits + 16;
  const doubled = multiply(x, x, inner).scale(1);
  let term = x;
  let sum = x;
  for (let k = 1; term.magnitude() > sum.magnitude() - inner - 4; k += 1) {
    term = divide(multiply(term, doubled, inner), Real.fromInteger(2 * k + 1), inner);
    sum = add(sum, term, inner);
    if (term.isZero()) break;
  }
  const factor = divide(exp(squareNegated(x), inner).scale(1), sqrt(pi(inner), inner), inner);
  return multiply(factor, sum, bits);
}

/** erfc x = 1 − erf x, with full relative accuracy on the right; 0 where x² exceeds 2^40. */
export function erfc(x: Real, bits: number): Real {
  if (!x.isFinite()) return x.isNaN() ? x : Real.fromInteger(1 - x.sign());
  if (x.sign() <= 0) return add(Real.one, erf(x.negate(), bits), bits);
  if (isFar(x, bits)) return erfcFar(x, bits);
  const lost = Math.ceil(x.toNumber() ** 2 * Math.LOG2E) + 16;
  return subtract(Real.one, erf(x, bits + lost), bits);
}

/** Whether the asymptotic series, whose least term is about exp(−x²), reaches `bits`. */
function isFar(x: Real, bits: number): boolean {
  return x.magnitude() > 20 || x.toNumber() ** 2 > bits * Math.LN2 + 20;
}

/** exp(−x²)/(x√π) Σ (−1)ᵏ 1·3·…·(2k − 1) / (2x²)ᵏ */
function erfcFar(x: Real, bits: number): Real {
  const inner = bits + 16;
  const doubled = multiply(x, x, inner).scale(1);
  let term = Real.one;
  let sum = Real.one;
  for (let k = 1; term.magnitude() > -inner; k += 1) {
    term = divide(multiply(term, Real.fromInteger(1 - 2 * k), inner), doubled, inner);
    sum = add(sum, term, inner);
  }
  const below = multiply(x, sqrt(pi(inner), inner), inner);
  return multiply(divide(exp(squareNegated(x), inner), below, inner), sum, bits);
}

/** −x², exactly: a rounded square would cost as many bits as x² has before the point. */
function squareNegated(x: Real): Real {
  return multiply(x, x, Number.POSITIVE_INFINITY).negate();
}
