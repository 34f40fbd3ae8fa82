// Arithmetic on vectors: the same vocabulary for four single and for two double numbers, so that whatever is written in it
// is written once for both.
import type { Code } from './code.js';
import { op, opWith, v128 } from './code.js';

/** A number format and its vectors. */
export interface Lanes {
  readonly shape: 'f32x4' | 'f64x2';
  readonly whole: 'i32x4' | 'i64x2';
  readonly scalar: 'f32' | 'f64';
  /** Lanes of a vector. */
  readonly count: 4 | 2;
  /** Bytes of a lane. */
  readonly size: 4 | 8;
  /** Bits of the fraction, and the bias of the exponent. */
  readonly fraction: 23 | 52;
  readonly bias: 127 | 1023;
  readonly loadSplat: 'v128.load32_splat' | 'v128.load64_splat';
  readonly loadZero: 'v128.load32_zero' | 'v128.load64_zero';
  readonly loadLane: 'v128.load32_lane' | 'v128.load64_lane';
  readonly storeLane: 'v128.store32_lane' | 'v128.store64_lane';
}

/** The two formats. */
const lanesOf: { readonly [precision in 'f32' | 'f64']: Lanes } = {
  f32: {
    shape: 'f32x4', whole: 'i32x4', scalar: 'f32', count: 4, size: 4, fraction: 23, bias: 127,
    loadSplat: 'v128.load32_splat', loadZero: 'v128.load32_zero', loadLane: 'v128.load32_lane', storeLane: 'v128.store32_lane',
  },
  f64: {
    shape: 'f64x2', whole: 'i64x2', scalar: 'f64', count: 2, size: 8, fraction: 52, bias: 1023,
    loadSplat: 'v128.load64_splat', loadZero: 'v128.load64_zero', loadLane: 'v128.load64_lane', storeLane: 'v128.store64_lane',
  },
}; // prettier-ignore

type Binary = (a: Code, b: Code) => Code;
type Unary = (a: Code) => Code;

/** Vectors of one format. */
export interface Vectors {
  readonly lanes: Lanes;
  readonly add: Binary;
  readonly subtract: Binary;
  readonly multiply: Binary;
  readonly divide: Binary;
  readonly negate: Unary;
  readonly abs: Unary;
  readonly sqrt: Unary;
  readonly nearest: Unary;
  readonly floor: Unary;
  /** The smaller; a where one of them is no number. */
  readonly least: Binary;
  /** The larger; a where one of them is no number. */
  readonly most: Binary;
  readonly less: Binary;
  readonly lessEqual: Binary;
  readonly equal: Binary;
  readonly and: Binary;
  /** What is in the first and not in the second. */
  readonly andNot: Binary;
  readonly or: Binary;
  readonly not: Unary;
  /** `yes` in the lanes in which the condition holds. */
  readonly select: (condition: Code, yes: Code, no: Code) => Code;
  /** A number in every lane. */
  readonly constant: (value: number) => Code;
  /** A pattern of bits in every lane. */
  readonly bits: (pattern: bigint) => Code;
  readonly addBits: Binary;
  readonly subtractBits: Binary;
  readonly shiftLeft: (a: Code, places: number) => Code;
  readonly shiftRight: (a: Code, places: number) => Code;
  /**
   * The coefficients' polynomial at x, the constant first (Horner). Given x² too, even and odd powers go side by side: as many
   * operations in half the time that one takes to wait for another.
   */
  readonly polynomial: (x: Code, coefficients: readonly number[], square?: Code) => Code;
}

const same = (value: number, { count, scalar }: Lanes): Float32Array | Float64Array =>
  scalar === 'f32' ? new Float32Array(count).fill(value) : new Float64Array(count).fill(value);

const pattern = (bits: bigint, { scalar }: Lanes): Int32Array | BigInt64Array =>
  scalar === 'f32'
    ? new Int32Array(4).fill(Number(BigInt.asIntN(32, bits)))
    : new BigInt64Array(2).fill(BigInt.asIntN(64, bits));

const make = (lanes: Lanes): Vectors => {
  const { shape, whole } = lanes;
  const places = (count: number): Code => ({ type: 'i32', bytes: [0x41, count] });
  const constant = (value: number): Code => v128(same(value, lanes));
  const sign = 1n << BigInt(lanes.size * 8 - 1);
  const vectors: Vectors = {
    lanes,
    constant,
    add: (a, b) => op(`${shape}.add`, a, b),
    subtract: (a, b) => op(`${shape}.sub`, a, b),
    multiply: (a, b) => op(`${shape}.mul`, a, b),
    divide: (a, b) => op(`${shape}.div`, a, b),
    // with the bit of the sign in a variable: engines make it anew, in two instructions, for an operation of its own
    negate: (a) => op('v128.xor', a, v128(pattern(sign, lanes))),
    abs: (a) => op('v128.andnot', a, v128(pattern(sign, lanes))),
    sqrt: (a) => op(`${shape}.sqrt`, a),
    nearest: (a) => op(`${shape}.nearest`, a),
    floor: (a) => op(`${shape}.floor`, a),
    least: (a, b) => op(`${shape}.pmin`, a, b),
    most: (a, b) => op(`${shape}.pmax`, a, b),
    less: (a, b) => op(`${shape}.lt`, a, b),
    lessEqual: (a, b) => op(`${shape}.le`, a, b),
    equal: (a, b) => op(`${shape}.eq`, a, b),
    and: (a, b) => op('v128.and', a, b),
    andNot: (a, b) => op('v128.andnot', a, b),
    or: (a, b) => op('v128.or', a, b),
    not: (a) => op('v128.not', a),
    select: (condition, yes, no) => op('v128.bitselect', yes, no, condition),
    bits: (value) => v128(pattern(value, lanes)),
    addBits: (a, b) => op(`${whole}.add`, a, b),
    subtractBits: (a, b) => op(`${whole}.sub`, a, b),
    shiftLeft: (a, count) => op(`${whole}.shl`, a, places(count)),
    shiftRight: (a, count) => op(`${whole}.shr_u`, a, places(count)),
    polynomial: (x, coefficients, square) => {
      const horner = (at: Code, some: readonly number[]): Code =>
        some
          .slice(0, -1)
          .reduceRight(
            (inner, c) => vectors.add(vectors.multiply(inner, at), constant(c)),
            constant(some.at(-1)!),
          );
      if (square === undefined) return horner(x, coefficients);
      const [even, odd] = [0, 1].map((first) => coefficients.filter((_, i) => i % 2 === first));
      return vectors.add(vectors.multiply(horner(square, odd), x), horner(square, even));
    },
  };
  return vectors;
};

/** The vocabularies of the two formats. */
export const vectorsOf: { readonly [precision in 'f32' | 'f64']: Vectors } = {
  f32: make(lanesOf.f32),
  f64: make(lanesOf.f64),
};

/** A vector whose lanes are loaded one by one, each from an address of its own. */
export const gather = (lanes: Lanes, addresses: readonly Code[], offset = 0): Code =>
  addresses
    .slice(1)
    .reduce(
      (loaded, address, i) => opWith(lanes.loadLane, { offset, lane: i + 1 }, address, loaded),
      opWith(lanes.loadZero, { offset }, addresses[0]),
    );
