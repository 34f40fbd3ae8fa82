// Code as trees: an instruction around the code of its arguments, checked against the table as it is built. Statements give
// nothing and stand one after the other.
import type { Bytes } from './bytes.js';
import { mark, raw, signed, unsigned } from './bytes.js';
import type { InstructionName, ValueType } from './instructions.js';
import { instructions } from './instructions.js';

/** Bytes that leave a value of this type on the stack, or none. */
export interface Code {
  readonly type: ValueType | null | readonly ValueType[];
  readonly bytes: Bytes;
}

/** What follows the code of an instruction. */
export interface Immediates {
  /** Added to the address. */
  readonly offset?: number;
  readonly lane?: number;
  /** For each byte of a shuffle, where it comes from: 0–15 in the first vector, 16–31 in the second. */
  readonly shuffle?: readonly number[];
}

const written = (instruction: InstructionName, { offset = 0, lane = 0, shuffle = [] }: Immediates): Bytes => {
  const { immediate, width } = instructions[instruction];
  switch (immediate) {
    case 'none':
      return trailing[instruction] ?? [];
    case 'memory':
      return [width, unsigned(offset)];
    case 'memory-lane':
      return [width, unsigned(offset), lane];
    case 'lane':
      return [lane];
    case 'shuffle':
      return shuffle;
  }
};

/** Instructions on memory as a whole name the memory. */
const trailing: { readonly [name in InstructionName]?: Bytes } = {
  'memory.size': [0],
  'memory.grow': [0],
  'memory.fill': [0],
};

/** An instruction with immediates around its arguments. */
export const opWith = (name: InstructionName, immediates: Immediates, ...args: readonly Code[]): Code => {
  const { code, takes, gives } = instructions[name];
  const given = args.map(({ type }) => type);
  if (given.length !== takes.length || given.some((type, i) => type !== takes[i]))
    throw new TypeError(`${name} takes (${takes.join(', ')}), not (${given.join(', ')})`);
  return { type: gives, bytes: [...args.map(({ bytes }) => bytes), code, written(name, immediates)] };
};

/** An instruction around its arguments. */
export const op = (name: InstructionName, ...args: readonly Code[]): Code => opWith(name, {}, ...args);

/** a·b + c, as a multiplication and an addition that an engine with relaxed multiply-add may fuse: both are marked. */
export const fusable = (shape: 'f32x4' | 'f64x2', ab: readonly [Code, Code], c: Code): Code => {
  const marked = (name: InstructionName): Bytes => {
    const [prefix, ...rest] = instructions[name].code;
    return [(prefix as number) + mark, ...rest];
  };
  const [a, b] = ab;
  return {
    type: 'v128',
    bytes: [a.bytes, b.bytes, marked(`${shape}.mul`), c.bytes, marked(`${shape}.add`)],
  };
};

/** Whole constants. */
export const i32 = (value: number): Code => ({ type: 'i32', bytes: [0x41, signed(BigInt(value | 0))] });

/** A constant of double precision. */
export const f64 = (value: number): Code => ({ type: 'f64', bytes: [0x44, raw(Float64Array.of(value))] });

const constants = new Map<string, Code>();
const vectorConstants = new WeakMap<Bytes, Bytes>();

/** A vector of bytes that stand in a typed array; the same vector is the same object. */
export const v128 = (value: Float32Array | Float64Array | BigInt64Array | Int32Array): Code => {
  const bytes = raw(value);
  const key = bytes.join();
  let found = constants.get(key);
  if (found === undefined) {
    found = { type: 'v128', bytes: [0xfd, unsigned(0x0c), bytes] };
    constants.set(key, found);
    // nothing but zeros is made in one instruction
    if (bytes.some((byte) => byte !== 0)) vectorConstants.set(found.bytes, bytes);
  }
  return found;
};

/** The sixteen bytes of a vector, where these bytes are one that is written out. */
export const vectorConstant = (bytes: Bytes): Bytes | undefined => vectorConstants.get(bytes);

/** Statements one after the other. */
export const sequence = (parts: readonly Code[]): Code => {
  const valued = parts.find(({ type }) => type !== null);
  if (valued !== undefined) throw new TypeError(`a statement leaves a ${String(valued.type)}`);
  return { type: null, bytes: parts.map(({ bytes }) => bytes) };
};

/** Several values, one after the other on the stack. */
export const together = (values: readonly Code[]): Code => ({
  type: values.flatMap(({ type }) => type ?? []),
  bytes: values.map(({ bytes }) => bytes),
});
