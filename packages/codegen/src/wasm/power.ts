// x^y on vectors: exp(y·log x) with a logarithm in two parts and an exact product, for the exponential multiplies every
// error of its argument.
import type { Code } from './code.js';
import { logarithm, logTwo } from './coefficients.js';
import { exp } from './exponentials.js';
import type { FunctionWriter } from './function.js';
import type { Vectors } from './lanes.js';
import { split } from './logarithms.js';

/** A number as a sum of two, the second below the last place of the first. */
type Pair = readonly [Code, Code];

/** a + b for |a| ≥ |b|. */
const fast = (f: FunctionWriter, v: Vectors, a: Code, b: Code): Pair => {
  const sum = f.let(v.add(a, b));
  return [sum, f.let(v.subtract(b, v.subtract(sum, a)))];
};

/** a·b without rounding (Dekker: each factor in two halves whose products are exact). */
const product = (f: FunctionWriter, v: Vectors, a: Code, b: Code): Pair => {
  const halves = (x: Code): Pair => {
    // the upper half of the bits: what is cut off is exact
    const half = BigInt(Math.ceil((v.lanes.fraction + 1) / 2));
    const upper = f.let(v.and(x, v.bits(-(1n << half))));
    return [upper, f.let(v.subtract(x, upper))];
  };
  const whole = f.let(v.multiply(a, b));
  const [[a1, a2], [b1, b2]] = [halves(a), halves(b)];
  const cross = v.add(v.subtract(v.multiply(a1, b1), whole), v.multiply(a1, b2));
  return [whole, f.let(v.add(v.add(cross, v.multiply(a2, b1)), v.multiply(a2, b2)))];
};

/** log of a positive number as a pair. */
const logPair = (w: FunctionWriter, v: Vectors, x: Code): Pair => {
  const { scalar } = v.lanes;
  const { k, m } = split(w, v, x);
  const f = w.let(v.subtract(m, v.constant(1)));
  const under = w.let(v.add(f, v.constant(2)));
  const underRest = w.let(v.subtract(f, v.subtract(under, v.constant(2))));
  // s = f/(2 + f) and what its rounding left out
  const s = w.let(v.divide(f, under));
  const [back, backRest] = product(w, v, s, under);
  const left = v.subtract(v.subtract(v.subtract(f, back), backRest), v.multiply(s, underRest));
  const sRest = w.let(v.divide(left, under));
  const z = w.let(v.multiply(s, s));
  const series = v.multiply(v.multiply(s, z), v.polynomial(z, logarithm[scalar].coefficients));
  const { high, low } = logTwo[scalar];
  const small = w.let(v.add(v.add(v.multiply(sRest, v.constant(2)), series), v.multiply(k, v.constant(low))));
  const twice = w.let(v.multiply(s, v.constant(2)));
  const large = w.let(v.multiply(k, v.constant(high)));
  const sum = w.let(v.add(large, twice));
  const other = w.let(v.subtract(sum, large));
  const missing = v.add(v.subtract(large, v.subtract(sum, other)), v.subtract(twice, other));
  return fast(w, v, sum, w.let(v.add(missing, small)));
};

/** x^y as Math.pow has it. */
export const power = (f: FunctionWriter, v: Vectors, x: Code, y: Code): Code => {
  const [zero, one, infinity] = [0, 1, Infinity].map(v.constant);
  const size = f.let(v.abs(x));
  const { scalar, fraction } = v.lanes;
  // subnormal bases are brought up, and what that adds to the logarithm is taken away again by the exponent of two
  const tiny = f.let(v.less(size, v.constant(scalar === 'f32' ? 2 ** -126 : 2 ** -1022)));
  const up = f.let(v.select(tiny, v.multiply(size, v.constant(2 ** (fraction + 2))), size));
  const [high, low] = logPair(f, v, up);
  const shift = f.let(v.and(tiny, v.constant((fraction + 2) * Math.LN2)));
  const main = f.let(v.subtract(high, shift));
  const [whole, rest] = product(f, v, main, y);
  const wholeEnough = v.less(v.abs(whole), v.constant(scalar === 'f32' ? 200 : 1500));
  const missing = f.let(v.and(wholeEnough, v.add(rest, v.multiply(low, y))));
  const positive = f.let(exp(f, v, whole, missing));
  const isWhole = v.equal(v.nearest(y), y);
  const half = f.let(v.multiply(y, v.constant(0.5)));
  const isOdd = v.and(isWhole, v.not(v.equal(v.nearest(half), half)));
  const magnitude = f.let(
    v.select(
      v.equal(size, zero),
      v.select(v.less(y, zero), infinity, zero),
      v.select(
        v.equal(size, infinity),
        v.select(v.less(y, zero), zero, infinity),
        v.select(v.equal(size, one), one, positive),
      ),
    ),
  );
  const signed = v.select(isOdd, v.negate(magnitude), magnitude);
  const isEnd = v.or(v.equal(size, zero), v.equal(size, infinity));
  const negative = v.select(v.or(isWhole, isEnd), signed, v.constant(Number.NaN));
  const value = v.select(v.less(x, zero), negative, magnitude);
  const known = v.and(v.equal(x, x), v.equal(y, y));
  return v.select(v.equal(y, zero), one, v.select(known, value, v.constant(Number.NaN)));
};
