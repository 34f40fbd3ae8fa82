// Numbers close to another that still know how close: quadrature comes near the ends of an interval, and powers near one.
import { Real, type Arithmetic } from '@expfam/precise';

/** end + distance with every bit, so that what is near an end still knows how near: 1 − y may be 1e-3000. */
export function apart(end: Real, distance: Real, a: Arithmetic): Real {
  if (end.isZero() || !distance.isFinite()) return distance;
  const gap = Math.max(0, end.magnitude() - distance.magnitude());
  // (1 − y)^(−0.99) has weight out to 1 − y = 10^-8000 and is looked at four times as far, in exponents
  if (gap > 2_000_000) return end;
  const bits = a.bits + gap;
  const sum = a.subtract(distance, end.negate());
  return gap === 0 ? sum : exactSum(end, distance, bits);
}

function exactSum(x: Real, y: Real, bits: number): Real {
  const least = Math.min(x.exponent, y.exponent);
  const total = (x.mantissa << BigInt(x.exponent - least)) + (y.mantissa << BigInt(y.exponent - least));
  return Real.rounded(total, least, bits);
}

/** x^n, with 1 − x^n to every digit where x is as close to 1 as the ends of an interval are approached. */
export function powerApart(x: Real, n: Real, a: Arithmetic): Real {
  const distance = a.subtract(x, Real.one);
  if (distance.isZero() || !(distance.magnitude() < near)) return a.power(x, n);
  return apart(Real.one, a.expm1(a.multiply(n, a.log1p(distance))), a);
}

/** Magnitudes, log2, below which a distance from one is kept apart. */
const near = -16;
