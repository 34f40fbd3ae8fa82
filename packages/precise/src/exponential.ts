// exp, expm1 and the hyperbolic functions. Arguments are cut into k·log 2 + i/2^7 + j/2^14 + s with tables for i and j.
import { divideToNearest } from './bits.js';
import { add, divide, multiply, subtract } from './basic.js';
import { logTwoFixed } from './constants.js';
import { byWidth, fromFixed, horner, toFixed, widthFor } from './fixed.js';
import { Real } from './real.js';

/** Beyond |x| = 2^40 ≈ 1.1e12 the exponential is Infinity or 0. */
export const largestArgument = 40;

interface Tables {
  coarse: Map<number, bigint>;
  fine: Map<number, bigint>;
  /** 1/k!, enough of them for arguments below 2^-14. */
  ofExp: readonly bigint[];
  /** 1/(k + 1)!, enough of them for arguments below 2^-6. */
  ofExpm1: readonly bigint[];
}

const tablesFor = byWidth((w): Tables => {
  const inverseFactorials = [1n << BigInt(w)];
  for (let k = 1; inverseFactorials.at(-1) !== 0n && 6 * (k - 1) <= w; k += 1) {
    inverseFactorials.push((inverseFactorials[k - 1] ?? 0n) / BigInt(k));
  }
  const enough = inverseFactorials.findIndex((value, k) => value >> BigInt(14 * k) === 0n);
  return {
    coarse: new Map(),
    fine: new Map(),
    ofExp: inverseFactorials.slice(0, enough + 1),
    ofExpm1: inverseFactorials.slice(1),
  };
});

/** exp(t / 2^w) in fixed point, for |t| < 2^w. */
export function expFixed(t: bigint, w: number): bigint {
  const tables = tablesFor(w);
  const by = BigInt(w);
  const i = Number(t >> (by - 7n));
  const rest = t - (BigInt(i) << (by - 7n));
  const j = Number(rest >> (by - 14n));
  const small = rest - (BigInt(j) << (by - 14n));
  const high = (entry(tables.coarse, i, 7, w) * entry(tables.fine, j, 14, w)) >> by;
  return (high * horner(tables.ofExp, small, w)) >> by;
}

function entry(table: Map<number, bigint>, n: number, scale: number, w: number): bigint {
  let value = table.get(n);
  if (value === undefined) {
    value = expSeries(BigInt(n) << BigInt(w + 32 - scale), w + 32) >> 32n;
    table.set(n, value);
  }
  return value;
}

function expSeries(t: bigint, w: number): bigint {
  let term = 1n << BigInt(w);
  let sum = term;
  for (let k = 1n; term !== 0n && term !== -1n; k += 1n) {
    term = ((term * t) >> BigInt(w)) / k;
    sum += term;
  }
  return sum;
}

/** exp x; Infinity above 2^40, 0 below −2^40. */
export function exp(x: Real, bits: number): Real {
  const magnitude = x.magnitude();
  if (x.isNaN()) return x;
  if (magnitude > largestArgument) return x.sign() > 0 ? Real.infinity : Real.zero;
  if (magnitude < -bits - 2) return Real.one;
  const w = widthFor(bits);
  const logTwo = logTwoFixed(w + 64);
  const fixed = toFixed(x, w + 64);
  const k = divideToNearest(fixed, logTwo);
  return Real.rounded(expFixed((fixed - k * logTwo) >> 64n, w), Number(k) - w, bits);
}

/** exp x − 1 without loss near 0. */
export function expm1(x: Real, bits: number): Real {
  const magnitude = x.magnitude();
  if (!(magnitude < -6)) return subtract(exp(x, bits + 16), Real.one, bits);
  if (x.isZero() || magnitude < -bits - 2) return Real.rounded(x.mantissa, x.exponent, bits);
  const w = widthFor(bits);
  // (exp x − 1)/x = Σ xᵏ/(k+1)!
  const ratio = horner(tablesFor(w).ofExpm1, toFixed(x, w), w);
  return multiply(x, fromFixed(ratio, w, bits + 8), bits);
}

/** sinh x, accurate near 0. */
export function sinh(x: Real, bits: number): Real {
  if (!x.isFinite()) return x;
  const grown = expm1(x.abs(), bits + 8);
  if (!grown.isFinite()) return x.sign() < 0 ? grown.negate() : grown;
  // with g = exp x − 1: (g + g/(1 + g)) / 2
  const half = add(grown, divide(grown, add(grown, Real.one, bits + 8), bits + 8), bits).scale(-1);
  return x.sign() < 0 ? half.negate() : half;
}

/** cosh x. */
export function cosh(x: Real, bits: number): Real {
  const grown = exp(x.abs(), bits + 8);
  return add(grown, divide(Real.one, grown, bits + 8), bits).scale(-1);
}

/** tanh x, accurate near 0. */
export function tanh(x: Real, bits: number): Real {
  if (x.isNaN()) return x;
  if (x.magnitude() > Math.log2(bits) + 2) return x.sign() > 0 ? Real.one : Real.one.negate();
  const grown = expm1(x.scale(1), bits + 8);
  return divide(grown, add(grown, Real.fromInteger(2), bits + 8), bits);
}
