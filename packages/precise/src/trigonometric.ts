// sin, cos, tan, atan and their kin. Arguments are reduced by as many bits of π as they have; above 2^65536 the answer is NaN.
import { divideToNearest, shift } from './bits.js';
import { add, divide, multiply, sqrt, subtract } from './basic.js';
import { piFixed } from './constants.js';
import { byWidth, fromFixed, horner, toFixed, widthFor } from './fixed.js';
import { Real } from './real.js';

const largestMagnitude = 2 ** 16;

interface Tables {
  sines: bigint[];
  cosines: bigint[];
  nodes: Map<number, [bigint, bigint]>;
}

/** Taylor coefficients in t² of sin(t)/t and cos(t) for |t| < 2^-6, and (sin, cos) of i/64 as they are asked for. */
const tablesFor = byWidth((w): Tables => {
  const tables: Tables = { sines: [], cosines: [], nodes: new Map() };
  let value = 1n << BigInt(w);
  for (let k = 0; value >> BigInt(6 * Math.max(0, k - 2)) !== 0n; k += 2) {
    const sign = k % 4 === 0 ? 1n : -1n;
    tables.cosines.push(sign * value);
    value /= BigInt(k + 1);
    tables.sines.push(sign * value);
    value /= BigInt(k + 2);
  }
  return tables;
});

/** [sin, cos] of t / 2^w in fixed point, for |t| ≤ 2^w. */
function sineCosineFixed(t: bigint, w: number): [bigint, bigint] {
  const tables = tablesFor(w);
  const by = BigInt(w);
  const i = Number(t >> (by - 6n));
  const small = t - (BigInt(i) << (by - 6n));
  const square = (small * small) >> by;
  const s = (horner(tables.sines, square, w) * small) >> by;
  const c = horner(tables.cosines, square, w);
  const [si, ci] = node(tables, i, w);
  return [(si * c + ci * s) >> by, (ci * c - si * s) >> by];
}

function node(tables: Tables, i: number, w: number): [bigint, bigint] {
  let value = tables.nodes.get(i);
  if (value === undefined) {
    value = sineCosineSeries(BigInt(i) << BigInt(w - 6), w);
    tables.nodes.set(i, value);
  }
  return value;
}

function sineCosineSeries(t: bigint, w: number): [bigint, bigint] {
  const by = BigInt(w + 32);
  const angle = t << 32n;
  const sums: [bigint, bigint] = [0n, 0n];
  let term = 1n << by;
  for (let k = 0; term !== 0n && term !== -1n; k += 1) {
    const slot = k % 2 === 0 ? 1 : 0;
    sums[slot] += k % 4 < 2 ? term : -term;
    term = ((term * angle) >> by) / BigInt(k + 1);
  }
  return [sums[0] >> 32n, sums[1] >> 32n];
}

/** x − q·π/2 with at least `bits` good bits, and q mod 4; |rest| ≤ π/4. */
function reduce(x: Real, bits: number): { rest: Real; quadrant: number } {
  if (x.magnitude() < 0) return { rest: x, quadrant: 0 };
  for (let w = widthFor(bits + x.magnitude()); ; w = widthFor(2 * w)) {
    const half = piFixed(w) >> 1n;
    const fixed = toFixed(x, w);
    const quotient = divideToNearest(fixed, half);
    const rest = Real.of(fixed - quotient * half, -w);
    // the error is that of π, magnified by the quotient
    if (rest.magnitude() > bits + Math.max(0, x.magnitude()) + 2 - w) {
      return { rest, quadrant: Number(((quotient % 4n) + 4n) % 4n) };
    }
  }
}

/** sin of a reduced angle with full relative accuracy. */
function sineReduced(t: Real, bits: number): Real {
  const w = widthFor(bits + 4);
  if (t.magnitude() > -6) return fromFixed(sineCosineFixed(toFixed(t, w), w)[0], w, bits);
  const square = shift(t.mantissa * t.mantissa, 2 * t.exponent + w);
  return multiply(t, fromFixed(horner(tablesFor(w).sines, square, w), w, bits + 8), bits);
}

function cosineReduced(t: Real, bits: number): Real {
  const w = widthFor(bits);
  return fromFixed(sineCosineFixed(toFixed(t, w), w)[1], w, bits);
}

function turned(x: Real, bits: number, quarterTurns: number): Real {
  if (!x.isFinite() || x.magnitude() > largestMagnitude) return Real.NaN;
  const { rest, quadrant } = reduce(x, bits + 8);
  const turn = (quadrant + quarterTurns) % 4;
  const value = turn % 2 === 0 ? sineReduced(rest, bits) : cosineReduced(rest, bits);
  return turn < 2 ? value : value.negate();
}

/** sin x, with full relative accuracy at multiples of π too. */
export function sin(x: Real, bits: number): Real {
  return turned(x, bits, 0);
}

/** cos x, with full relative accuracy at its zeros too. */
export function cos(x: Real, bits: number): Real {
  return turned(x, bits, 1);
}

/** tan x. */
export function tan(x: Real, bits: number): Real {
  return divide(sin(x, bits + 8), cos(x, bits + 8), bits);
}

/** sin(πx), exactly 0 at the integers. */
export function sinPi(x: Real, bits: number): Real {
  if (!x.isFinite()) return Real.NaN;
  if (x.isInteger()) return Real.zero;
  const whole = x.round();
  const rest = subtract(x, Real.of(whole, 0), Number.POSITIVE_INFINITY);
  const value = sin(multiply(rest, pi(bits + 8), bits + 8), bits);
  return whole % 2n === 0n ? value : value.negate();
}

/** π with `bits` bits. */
export function pi(bits: number): Real {
  const w = widthFor(bits);
  return fromFixed(piFixed(w), w, bits);
}

/** atan x, accurate near 0; ±π/2 at ±Infinity. */
export function atan(x: Real, bits: number): Real {
  if (x.isNaN()) return x;
  if (x.sign() < 0) return atan(x.negate(), bits).negate();
  if (x.magnitude() > 1) {
    const rest = x.isFinite() ? atan(divide(Real.one, x, bits + 8), bits + 8) : Real.zero;
    return subtract(pi(bits + 8).scale(-1), rest, bits);
  }
  const w = widthFor(bits);
  if (x.magnitude() < -5) return atanNearZero(x, bits);
  // one Newton step from the double: atan x = a + atan((x cos a − sin a)/(cos a + x sin a))
  const guess = BigInt(Math.round(Math.atan(x.toNumber()) * 2 ** 53)) << BigInt(w - 53);
  const [s, c] = sineCosineFixed(guess, w);
  const fixed = toFixed(x, w);
  const step = (((fixed * c) >> BigInt(w)) - s) << BigInt(w);
  const rest = Real.of(step / (c + ((fixed * s) >> BigInt(w))), -w);
  return add(Real.of(guess, -w), atanNearZero(rest, bits), bits);
}

/** atan u = u(1 − u²/3 + u⁴/5 − …) for |u| < 2^-5. */
function atanNearZero(u: Real, bits: number): Real {
  const w = widthFor(bits);
  const square = shift(u.mantissa * u.mantissa, 2 * u.exponent + w);
  let power = 1n << BigInt(w);
  let sum = power;
  for (let k = 3n; power !== 0n && power !== -1n; k += 2n) {
    power = -((power * square) >> BigInt(w));
    sum += power / k;
  }
  return multiply(u, fromFixed(sum, w, bits + 8), bits);
}

/** asin x = atan(x / √((1 − x)(1 + x))); NaN outside [−1, 1]. */
export function asin(x: Real, bits: number): Real {
  return atan(divide(x, cosineOf(x, bits + 8), bits + 8), bits);
}

/** acos x = 2 atan(√((1 − x)/(1 + x))), accurate near 1 too; NaN outside [−1, 1]. */
export function acos(x: Real, bits: number): Real {
  const below = subtract(Real.one, x, bits + 16);
  return atan(sqrt(divide(below, add(Real.one, x, bits + 16), bits + 16), bits + 8), bits).scale(1);
}

function cosineOf(x: Real, bits: number): Real {
  return sqrt(multiply(subtract(Real.one, x, bits + 8), add(Real.one, x, bits + 8), bits + 8), bits);
}
