// log and log1p on vectors. The argument is m·2^k with m between √½ and √2, so that near 1 nothing cancels; log m is
// 2·atanh((m − 1)/(m + 1)), arranged so that its largest part, m − 1, is exact.
import type { Code } from './code.js';
import { logarithm, logTwo } from './coefficients.js';
import { powerOfTwo } from './exponentials.js';
import type { FunctionWriter } from './function.js';
import type { Lanes, Vectors } from './lanes.js';

/** The bits of a positive number of the format. */
const patternOf = (value: number, { scalar }: Lanes): bigint =>
  scalar === 'f32'
    ? BigInt(new Uint32Array(Float32Array.of(value).buffer)[0])
    : new BigUint64Array(Float64Array.of(value).buffer)[0];

/** A number by its exponent. */
export interface Split {
  /** The exponent as a number. */
  readonly k: Code;
  /** Between √½ and √2. */
  readonly m: Code;
  /** The bits of which the exponent is that of 2^k. */
  readonly moved: Code;
}

/** x = m·2^k for normal x > 0. */
export const split = (f: FunctionWriter, v: Vectors, x: Code): Split => {
  const { fraction, bias, scalar } = v.lanes;
  const least = patternOf(scalar === 'f32' ? Math.fround(Math.SQRT1_2) : Math.SQRT1_2, v.lanes);
  const one = BigInt(bias) << BigInt(fraction);
  const moved = f.let(v.addBits(x, v.bits(one - least)));
  // an exponent in the fraction of 2^fraction is that number plus 2^fraction
  const carrier = BigInt(bias + fraction) << BigInt(fraction);
  const biased = v.addBits(v.shiftRight(moved, fraction), v.bits(carrier));
  const k = f.let(v.subtract(biased, v.constant(2 ** fraction + bias)));
  const m = v.addBits(v.and(moved, v.bits((1n << BigInt(fraction)) - 1n)), v.bits(least));
  return { k, m, moved };
};

/** log(1 + f) + k·log 2. */
const combine = (w: FunctionWriter, v: Vectors, { f, k }: { readonly f: Code; readonly k: Code }): Code => {
  const { scalar } = v.lanes;
  const s = w.let(v.divide(f, v.add(f, v.constant(2))));
  const z = w.let(v.multiply(s, s));
  const series = v.multiply(z, v.polynomial(z, logarithm[scalar].coefficients));
  const half = w.let(v.multiply(v.multiply(f, f), v.constant(0.5)));
  const { high, low } = logTwo[scalar];
  const small = v.add(v.multiply(s, v.add(half, series)), v.multiply(k, v.constant(low)));
  return v.subtract(v.multiply(k, v.constant(high)), v.subtract(v.subtract(half, small), f));
};

/** log x. */
export const log = (f: FunctionWriter, v: Vectors, x: Code): Code => {
  const { scalar, fraction } = v.lanes;
  const normal = v.constant(scalar === 'f32' ? 2 ** -126 : 2 ** -1022);
  const tiny = f.let(v.less(x, normal));
  const up = 2 ** (fraction + 2);
  const { k, m } = split(f, v, f.let(v.select(tiny, v.multiply(x, v.constant(up)), x)));
  const lowered = f.let(v.subtract(k, v.and(tiny, v.constant(fraction + 2))));
  const value = combine(f, v, { f: f.let(v.subtract(m, v.constant(1))), k: lowered });
  return edges(v, { x, value, from: 0 });
};

/** log(1 + x), with what rounding left out of 1 + x. */
export const log1p = (f: FunctionWriter, v: Vectors, x: Code): Code => {
  const one = v.constant(1);
  const u = f.let(v.add(x, one));
  const back = f.let(v.subtract(u, one));
  const missing = v.add(v.subtract(one, v.subtract(u, back)), v.subtract(x, back));
  const { k, m } = split(f, v, u);
  // above 2^64 what is missing says nothing
  const magic = v.constant(1.5 * 2 ** v.lanes.fraction);
  const down = powerOfTwo(v, v.subtract(magic, v.least(k, v.constant(64))));
  const rest = f.let(v.add(v.subtract(m, one), v.multiply(missing, down)));
  return edges(v, { x, value: combine(f, v, { f: rest, k }), from: -1 });
};

/** log(1 + x) for 0 ≤ x < 2^1020 (2^120 in single precision): 1 + x is rounded, and what that leaves out is x − ((1 + x) − 1) exactly. */
export const log1pAbove = (f: FunctionWriter, v: Vectors, x: Code): Code => {
  const { fraction, bias } = v.lanes;
  const one = v.constant(1);
  const u = f.let(v.add(x, one));
  const missing = v.subtract(x, v.subtract(u, one));
  const { k, m, moved } = split(f, v, u);
  // 2^-k, from the bits of 2^k: exponents of a number and of its inverse add up to twice the bias
  const exponent = v.and(
    moved,
    v.bits(((1n << BigInt(v.lanes.size * 8 - 1 - fraction)) - 1n) << BigInt(fraction)),
  );
  const down = v.subtractBits(v.bits(BigInt(2 * bias) << BigInt(fraction)), exponent);
  const rest = f.let(v.add(v.subtract(m, one), v.multiply(missing, down)));
  return combine(f, v, { f: rest, k });
};

/** What a logarithm is at the ends: −∞ where it begins, ∞ at ∞, no number below. */
const edges = (v: Vectors, { x, value, from }: { x: Code; value: Code; from: number }): Code => {
  const start = v.constant(from);
  const below = v.select(v.equal(x, start), v.constant(-Infinity), v.constant(Number.NaN));
  const upper = v.select(v.less(x, v.constant(Infinity)), value, x);
  return v.select(v.less(start, x), upper, below);
};
