// Modified Bessel functions of real order: I by its power or asymptotic series, K by the trapezoidal rule on its integral
// ∫ exp(−x cosh t) cosh νt dt, which converges geometrically (DLMF 10.25.2, 10.40.1, 10.32.9).
import { add, divide, multiply, sqrt, subtract } from './basic.js';
import { withoutCancellation } from './cancellation.js';
import { exp } from './exponential.js';
import { gamma } from './gamma.js';
import { power } from './logarithm.js';
import { Real } from './real.js';
import { pi } from './trigonometric.js';

/** The largest argument for which the power series is summed, and the largest order of K. */
const largest = 1e6;

/** I_ν(x); for x < 0 real only at whole orders, NaN elsewhere and where neither series serves (x and ν² beyond 10^6). */
export function besselI(order: Real, x: Real, bits: number): Real {
  if (!order.isFinite() || x.isNaN()) return Real.NaN;
  const whole = order.isInteger();
  if (whole && order.sign() < 0) return besselI(order.negate(), x, bits);
  if (x.sign() < 0) {
    if (!whole) return Real.NaN;
    const value = besselI(order, x.negate(), bits);
    return order.floor() % 2n === 0n ? value : value.negate();
  }
  if (!x.isFinite()) return x;
  if (x.isZero()) return order.isZero() ? Real.one : order.sign() > 0 ? Real.zero : Real.NaN;
  const far = x.toNumber() > bits / 2 ? besselIFar(order, x, bits) : undefined;
  if (far !== undefined) return far;
  return x.toNumber() > largest
    ? Real.NaN
    : withoutCancellation((inner) => besselISeries(order, x, inner), bits);
}

/** (x/2)^ν Σ (x²/4)ᵏ / (k! Γ(ν + k + 1)) */
function besselISeries(order: Real, x: Real, bits: number): { value: Real; largest: number } {
  const half = x.scale(-1);
  const square = multiply(half, half, bits + 16);
  const start = divide(
    power(half, order, bits + 16),
    gamma(add(order, Real.one, bits + 64), bits + 16),
    bits + 16,
  );
  let [term, sum, most] = [start, start, start.magnitude()];
  for (let k = 1; ; k += 1) {
    const below = multiply(Real.fromInteger(k), add(order, Real.fromInteger(k), bits + 64), bits + 16);
    term = divide(multiply(term, square, bits + 16), below, bits + 16);
    sum = add(sum, term, bits + 16);
    most = Math.max(most, term.magnitude());
    if (below.sign() > 0 && square.lessThan(below) && term.magnitude() < sum.magnitude() - bits - 8)
      return { value: sum, largest: most };
  }
}

/** exp(x)/√(2πx) Σ (−1)ᵏ aₖ(ν)/xᵏ, if its terms fall below 2^-bits; undefined if they do not. */
function besselIFar(order: Real, x: Real, bits: number): Real | undefined {
  const inner = bits + 24;
  const squares = multiply(order, order, inner).scale(2);
  let [term, sum] = [Real.one, Real.one];
  for (let k = 1; term.magnitude() > -inner; k += 1) {
    const factor = subtract(Real.fromInteger((2 * k - 1) ** 2), squares, inner);
    const next = divide(multiply(term, factor, inner), multiply(Real.fromInteger(8 * k), x, inner), inner);
    if (term.magnitude() + 1 < next.magnitude() || k > 4 * bits) return undefined;
    term = next;
    sum = add(sum, term, inner);
  }
  const below = sqrt(multiply(pi(inner).scale(1), x, inner), inner);
  return multiply(divide(exp(x, inner), below, inner), sum, bits);
}

/** K_ν(x) for x > 0; Infinity at 0, NaN below and for |ν| > 10^6. */
export function besselK(order: Real, x: Real, bits: number): Real {
  const nu = order.abs();
  if (!(nu.toNumber() <= largest) || x.isNaN() || x.sign() < 0) return Real.NaN;
  if (x.isZero()) return Real.infinity;
  if (!x.isFinite() || x.magnitude() > 41) return Real.zero;
  const inner = bits + 24;
  const step = stepOf(x, nu, inner);
  const wide = inner + 64; // what a product of some thousand factors may lose, and what sinh(t/2) loses at a small t
  const [growth, turn] = [Real.one, nu].map((rate) =>
    exp(multiply(rate, Real.of(1n, -step), wide), wide),
  ) as [Real, Real];
  const root = sqrt(growth, wide);
  const rises = powersOf(root, wide);
  const turns = powersOf(turn, wide);
  // exp(−x) stands in front: cosh t − 1 = 2 sinh²(t/2)
  const term = (): Real => {
    const [up, down] = rises();
    const rise = subtract(up, down, wide); // 2 sinh(t/2)
    const fall = exp(
      multiply(multiply(x, rise, wide), rise, wide)
        .scale(-1)
        .negate(),
      inner,
    );
    const [ahead, behind] = turns();
    return multiply(fall, add(ahead, behind, inner), inner).scale(-1);
  };
  let [sum, before] = [Real.of(1n, -1), Real.one];
  for (;;) {
    const next = term();
    sum = add(sum, next, inner);
    if (next.lessThan(before) && next.magnitude() < sum.magnitude() - inner - 8) break;
    before = next;
  }
  return multiply(exp(x.negate(), inner), sum.scale(-step), bits);
}

/** aⁿ and a⁻ⁿ for n = 1, 2, …, one pair a call: far cheaper than an exponential each. */
function powersOf(a: Real, bits: number): () => readonly [Real, Real] {
  const inverse = divide(Real.one, a, bits);
  let [power, below] = [Real.one, Real.one];
  return () => {
    power = multiply(power, a, bits);
    below = multiply(below, inverse, bits);
    return [power, below];
  };
}

/**
 * The k for which the step 2^-k leaves an error below 2^-bits. On the line Im t = y the integrand has grown by at most
 * exp(w(1 − cos y)), w² = x² + ν², and the rule's error is that times exp(−2πy/step): some y ≤ π/2 must make it small.
 */
function stepOf(x: Real, nu: Real, bits: number): number {
  const w = Math.hypot(x.toNumber(), nu.toNumber());
  const needed = bits * Math.LN2 + 12 + Math.log1p(w);
  for (let k = 3; ; k += 1) {
    for (let y = Math.PI / 2; y > 1e-9; y /= 1.5) {
      if (2 * Math.PI * y * 2 ** k - 2 * w * Math.sin(y / 2) ** 2 > needed) return k;
    }
  }
}
