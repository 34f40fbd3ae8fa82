// log, log1p, powers. One Newton step from the double's logarithm: the rest is below 2^-50 and a short series takes it.
import { shift } from './bits.js';
import { add, divide, multiply } from './basic.js';
import { logTwoFixed } from './constants.js';
import { exp, expFixed, largestArgument } from './exponential.js';
import { fromFixed, widthFor } from './fixed.js';
import { Real } from './real.js';

/** log x; −Infinity at 0, NaN below. Full relative accuracy near 1. */
export function log(x: Real, bits: number): Real {
  if (!x.isFinite()) return x.sign() > 0 ? x : Real.NaN;
  if (x.mantissa <= 0n) return x.isZero() ? Real.negativeInfinity : Real.NaN;
  const magnitude = x.magnitude();
  if (magnitude === 0 || magnitude === 1) {
    const distance = add(x, Real.one.negate(), Number.POSITIVE_INFINITY);
    if (distance.magnitude() < -5) return logNearOne(distance, bits);
  }
  const w = widthFor(bits + 8);
  let k = magnitude;
  let v = shift(x.mantissa, w - k + x.exponent); // in [1/2, 1)
  if (v < 3n << BigInt(w - 2)) {
    v <<= 1n; // in [3/4, 3/2)
    k -= 1;
  }
  const guess =
    BigInt(Math.round(Math.log(Number(v >> BigInt(w - 60)) * 2 ** -60) * 2 ** 53)) << BigInt(w - 53);
  const ratio = (expFixed(-guess, w) * v) >> BigInt(w);
  return fromFixed(BigInt(k) * logTwoFixed(w) + guess + logFixedNearOne(ratio, w), w, bits);
}

/** log(r / 2^w) for r within 2^-40 or so of 2^w: 2 artanh((r − 1)/(r + 1)). */
function logFixedNearOne(r: bigint, w: number): bigint {
  const one = 1n << BigInt(w);
  const u = ((r - one) << BigInt(w)) / (r + one);
  const square = (u * u) >> BigInt(w);
  let power = u;
  let sum = u;
  for (let k = 3n; power !== 0n && power !== -1n; k += 2n) {
    power = (power * square) >> BigInt(w);
    sum += power / k;
  }
  return 2n * sum;
}

/** log(1 + d) for |d| < 2^-5, with full relative accuracy: 2u(1 + u²/3 + u⁴/5 + …), u = d/(2 + d). */
function logNearOne(d: Real, bits: number): Real {
  if (d.isZero()) return d;
  const u = divide(d, add(d, Real.fromInteger(2), bits + 8), bits + 8);
  const w = widthFor(bits);
  const square = shift(u.mantissa * u.mantissa, 2 * u.exponent + w);
  let power = 1n << BigInt(w);
  let sum = power;
  for (let k = 3n; power !== 0n; k += 2n) {
    power = (power * square) >> BigInt(w);
    sum += power / k;
  }
  return multiply(u.scale(1), fromFixed(sum, w, bits + 8), bits);
}

/** log(1 + x) without loss near 0. */
export function log1p(x: Real, bits: number): Real {
  if (x.isFinite() && x.magnitude() < -5) return logNearOne(x, bits);
  return log(add(x, Real.one, bits + 16), bits);
}

/** xⁿ by repeated squaring, or by way of the logarithm for |n| > 1000. */
export function powerInteger(x: Real, n: bigint, bits: number): Real {
  if (n === 0n) return x.isNaN() ? x : Real.one;
  if (n < 0n) return divide(Real.one, powerInteger(x, -n, bits + 8), bits);
  if (n > 1000n && x.isFinite() && !x.isZero()) {
    const size = powerOfPositive(x.abs(), Real.of(n, 0), bits);
    return x.sign() < 0 && n % 2n === 1n ? size.negate() : size;
  }
  const inner = bits + 16;
  let result = Real.one;
  let square = x;
  for (let rest = n > 1000n ? 1000n + (n % 2n) : n; ; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = multiply(result, square, inner);
    if (rest <= 1n) return Real.rounded(result.mantissa, result.exponent, bits);
    square = multiply(square, square, inner);
  }
}

/** x^y over the reals: 1 for y = 0, NaN for x < 0 unless y is an integer, Infinity for 0 to a negative power. */
export function power(x: Real, y: Real, bits: number): Real {
  if (x.isNaN() || y.isNaN()) return Real.NaN;
  if (y.isZero()) return Real.one;
  if (x.isZero()) return y.sign() > 0 ? Real.zero : Real.infinity;
  if (y.isInteger() && y.magnitude() < 2 ** 16) return powerInteger(x, y.floor(), bits);
  if (x.sign() < 0 && !(y.isFinite() === false && x.equals(Real.negativeInfinity))) {
    return y.isFinite() && !y.isInteger() ? Real.NaN : power(x.abs(), y, bits);
  }
  if (!x.isFinite()) return y.sign() > 0 ? Real.infinity : Real.zero;
  return powerOfPositive(x, y, bits);
}

function powerOfPositive(x: Real, y: Real, bits: number): Real {
  // an error of 2^-b in y·log x is one of 2^-b relative in the power, so b must cover the whole part as well
  const size = Math.max(0, multiply(y, log(x, 32), 32).magnitude());
  if (size > largestArgument + 1 || Number.isNaN(size)) return exp(multiply(y, log(x, 32), 32), bits);
  return exp(multiply(y, log(x, bits + size + 8), bits + size + 8), bits);
}
