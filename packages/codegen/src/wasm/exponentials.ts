// exp and expm1 on vectors. x = n·log 2 + r with log 2 in two parts; exp(r) by a polynomial; the power of two in two halves,
// so that results reach down to the subnormal numbers and up to infinity without a case.
import type { Code } from './code.js';
import { exponential, logTwo } from './coefficients.js';
import type { FunctionWriter } from './function.js';
import type { Vectors } from './lanes.js';

/** Beyond these exp is 0 or ∞, whatever is left of x. */
const ends = { f32: [-105, 89], f64: [-746, 710] } as const;

/** Adding it leaves the nearest whole number in the low bits of the sum: 1.5·2^(bits of the fraction). */
const shifter = ({ lanes }: Vectors): number => 1.5 * 2 ** lanes.fraction;

/** The pattern of 2^n, where the low bits of `shifted` hold n. */
export const powerOfTwo = (v: Vectors, shifted: Code): Code =>
  v.addBits(v.shiftLeft(shifted, v.lanes.fraction), v.bits(BigInt(v.lanes.bias) << BigInt(v.lanes.fraction)));

interface Reduced {
  /** The whole number nearest to x/log 2. */
  readonly n: Code;
  /** What is left of x, |r| ≤ ½·log 2. */
  readonly r: Code;
  /** exp(r) − 1 − r. */
  readonly tail: Code;
}

const reduce = (f: FunctionWriter, v: Vectors, x: Code, missing?: Code): Reduced => {
  const { scalar } = v.lanes;
  const magic = v.constant(shifter(v));
  const n = f.let(v.subtract(v.add(v.multiply(x, v.constant(1 / Math.LN2)), magic), magic));
  const { high, low } = logTwo[scalar];
  const small = v.multiply(n, v.constant(low));
  const rest = missing === undefined ? small : v.subtract(small, missing);
  const r = f.let(v.subtract(v.subtract(x, v.multiply(n, v.constant(high))), rest));
  const square = f.let(v.multiply(r, r));
  const tail = v.multiply(square, v.polynomial(r, exponential[scalar].coefficients, square));
  return { n, r, tail };
};

/** value·2^n for whole n of either sign and any size that occurs. */
export const scale = (f: FunctionWriter, v: Vectors, value: Code, n: Code): Code => {
  const magic = v.constant(shifter(v));
  const half = f.let(v.add(v.multiply(n, v.constant(0.5)), magic));
  const rest = v.add(v.subtract(n, v.subtract(half, magic)), magic);
  return v.multiply(v.multiply(value, powerOfTwo(v, half)), powerOfTwo(v, rest));
};

const within = (v: Vectors, x: Code, [least, most]: readonly [number, number]): Code =>
  v.most(v.least(x, v.constant(most)), v.constant(least));

/** exp(x), with what rounding left out of x where that is known. */
export const exp = (f: FunctionWriter, v: Vectors, x: Code, missing?: Code): Code => {
  const held = f.let(within(v, x, ends[v.lanes.scalar]));
  const { n, r, tail } = reduce(f, v, held, missing);
  return scale(f, v, v.add(v.add(tail, r), v.constant(1)), n);
};

/** At or below the floor exp is 0, and above 0 it is never asked: one power of two reaches all of it once 2^lift is taken out again. */
const below = { f32: { floor: -105, lift: 64 }, f64: { floor: -746, lift: 600 } } as const;

/**
 * exp(x − top) for x ≤ top, with what rounding leaves out of the difference (Knuth), which alone would cost 350 ulp at −700.
 * Below the floor the difference may be infinite and what is left out NaN: whatever comes out there gives way to 0.
 */
export const expBelow = (f: FunctionWriter, v: Vectors, x: Code, top: Code): Code => {
  const { scalar, fraction } = v.lanes;
  const { floor, lift } = below[scalar];
  const d = f.let(v.subtract(x, top));
  const back = f.let(v.subtract(d, x));
  const missing = v.subtract(v.subtract(x, v.subtract(d, back)), v.add(top, back));
  // the low bits of the sum hold n + lift
  const magic = v.constant(shifter(v) + lift);
  const shifted = f.let(v.add(v.multiply(d, v.constant(1 / Math.LN2)), magic));
  const n = f.let(v.subtract(shifted, magic));
  const { high, low } = logTwo[scalar];
  const rest = v.subtract(v.multiply(n, v.constant(low)), missing);
  const r = f.let(v.subtract(v.subtract(d, v.multiply(n, v.constant(high))), rest));
  const square = f.let(v.multiply(r, r));
  const tail = v.multiply(square, v.polynomial(r, exponential[scalar].coefficients, square));
  // between ½ and 2, where the exponent has room for n + lift
  const value = v.add(v.add(tail, r), v.constant(1));
  const lifted = v.addBits(value, v.shiftLeft(shifted, fraction));
  return v.andNot(v.multiply(lifted, v.constant(2 ** -lift)), v.lessEqual(d, v.constant(floor)));
};

/** exp(x) − 1 = 2^n·(exp(r) − 1 + (1 − 2^−n)). Below −40 (−20 in single precision) it is −1. */
export const expm1 = (f: FunctionWriter, v: Vectors, x: Code): Code => {
  const { scalar } = v.lanes;
  const held = f.let(within(v, x, [scalar === 'f32' ? -20 : -40, ends[scalar][1]]));
  const { n, r, tail } = reduce(f, v, held);
  // above 60 the 1 that is taken away is lost in any case
  const back = v.subtract(v.constant(shifter(v)), v.least(n, v.constant(60)));
  const rest = v.subtract(v.constant(1), powerOfTwo(v, back));
  const sum = v.add(v.add(tail, r), rest);
  // what is left of a tiny x is x itself, its sign included
  return v.select(v.equal(x, v.constant(0)), x, scale(f, v, sum, n));
};
