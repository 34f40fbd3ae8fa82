// The table of instructions: code, what they take from the stack, what they give. Everything that is emitted is checked
// against it, so a module of the wrong types is a fault that names the instruction, not a byte offset.
import type { Bytes } from './bytes.js';
import { unsigned } from './bytes.js';

/** The types of values. */
export type ValueType = 'i32' | 'i64' | 'f32' | 'f64' | 'v128';

/** What follows the code of an instruction. */
export type Immediate = 'none' | 'memory' | 'lane' | 'memory-lane' | 'shuffle';

/** A row of the table. */
export interface Instruction {
  readonly code: Bytes;
  readonly takes: readonly ValueType[];
  readonly gives: ValueType | null;
  readonly immediate: Immediate;
  /** Of memory instructions: log₂ of how many bytes they touch. */
  readonly width: number;
}

interface Kind {
  readonly takes: readonly ValueType[];
  readonly gives: ValueType | null;
  readonly prefix?: number;
  readonly immediate?: Immediate;
}

/** Instructions of one kind: name and code, and for those on memory the width. */
const rows = <Name extends string>(
  { takes, gives, prefix, immediate = 'none' }: Kind,
  codes: { readonly [name in Name]: number | readonly [number, number] },
): { readonly [name in Name]: Instruction } =>
  Object.fromEntries(
    Object.entries<number | readonly [number, number]>(codes).map(([name, entry]): [string, Instruction] => {
      const [code, width] = typeof entry === 'number' ? [entry, 0] : entry;
      const bytes = prefix === undefined ? [code] : [prefix, unsigned(code)];
      return [name, { code: bytes, takes, gives, immediate, width }];
    }),
  ) as Record<Name, Instruction>;

const simd = 0xfd;
const bulk = 0xfc;
const threads = 0xfe;

const integers = {
  ...rows({ takes: ['i32'], gives: 'i32' }, { 'i32.eqz': 0x45 }),
  ...rows({ takes: ['i32', 'i32'], gives: 'i32' }, {
    'i32.eq': 0x46, 'i32.ne': 0x47, 'i32.lt_s': 0x48, 'i32.lt_u': 0x49, 'i32.gt_s': 0x4a, 'i32.gt_u': 0x4b,
    'i32.le_s': 0x4c, 'i32.le_u': 0x4d, 'i32.ge_s': 0x4e, 'i32.ge_u': 0x4f, 'i32.add': 0x6a, 'i32.sub': 0x6b,
    'i32.mul': 0x6c, 'i32.div_u': 0x6e, 'i32.rem_u': 0x70, 'i32.and': 0x71, 'i32.or': 0x72, 'i32.xor': 0x73,
    'i32.shl': 0x74, 'i32.shr_s': 0x75, 'i32.shr_u': 0x76,
  }),
  ...rows({ takes: ['i32'], gives: 'i64' }, { 'i64.extend_i32_s': 0xac, 'i64.extend_i32_u': 0xad }),
} as const; // prettier-ignore

const scalars = {
  ...rows({ takes: ['f32', 'f32'], gives: 'i32' }, { 'f32.eq': 0x5b, 'f32.ne': 0x5c, 'f32.lt': 0x5d }),
  ...rows({ takes: ['f64', 'f64'], gives: 'i32' }, { 'f64.eq': 0x61, 'f64.ne': 0x62, 'f64.lt': 0x63 }),
  ...rows({ takes: ['f32', 'f32'], gives: 'f32' }, { 'f32.add': 0x92, 'f32.sub': 0x93, 'f32.mul': 0x94 }),
  ...rows({ takes: ['f64', 'f64'], gives: 'f64' }, { 'f64.add': 0xa0, 'f64.sub': 0xa1, 'f64.mul': 0xa2 }),
  ...rows({ takes: ['f32'], gives: 'f64' }, { 'f64.promote_f32': 0xbb }),
  ...rows({ takes: ['f64'], gives: 'f32' }, { 'f32.demote_f64': 0xb6 }),
  ...rows({ takes: ['i32'], gives: 'f64' }, { 'f64.convert_i32_s': 0xb7 }),
} as const;

const memory = {
  ...rows({ takes: ['i32'], gives: 'i32', immediate: 'memory' }, {
    'i32.load': [0x28, 2], 'i32.load8_u': [0x2d, 0], 'i32.load16_u': [0x2f, 1],
  }),
  ...rows({ takes: ['i32'], gives: 'f32', immediate: 'memory' }, { 'f32.load': [0x2a, 2] }),
  ...rows({ takes: ['i32'], gives: 'f64', immediate: 'memory' }, { 'f64.load': [0x2b, 3] }),
  ...rows({ takes: ['i32', 'i32'], gives: null, immediate: 'memory' }, { 'i32.store': [0x36, 2] }),
  ...rows({ takes: ['i32', 'f32'], gives: null, immediate: 'memory' }, { 'f32.store': [0x38, 2] }),
  ...rows({ takes: ['i32', 'f64'], gives: null, immediate: 'memory' }, { 'f64.store': [0x39, 3] }),
  ...rows({ takes: ['i32'], gives: 'v128', prefix: simd, immediate: 'memory' }, {
    'v128.load': [0x00, 4], 'v128.load32_splat': [0x09, 2], 'v128.load64_splat': [0x0a, 3],
    'v128.load32_zero': [0x5c, 2], 'v128.load64_zero': [0x5d, 3],
  }),
  ...rows({ takes: ['i32', 'v128'], gives: null, prefix: simd, immediate: 'memory' }, { 'v128.store': [0x0b, 4] }),
  ...rows({ takes: ['i32', 'v128'], gives: 'v128', prefix: simd, immediate: 'memory-lane' }, {
    'v128.load32_lane': [0x56, 2], 'v128.load64_lane': [0x57, 3],
  }),
  ...rows({ takes: ['i32', 'v128'], gives: null, prefix: simd, immediate: 'memory-lane' }, {
    'v128.store32_lane': [0x5a, 2], 'v128.store64_lane': [0x5b, 3],
  }),
} as const; // prettier-ignore

const lanes = {
  ...rows({ takes: ['i32'], gives: 'v128', prefix: simd }, { 'i32x4.splat': 0x11 }),
  ...rows({ takes: ['i64'], gives: 'v128', prefix: simd }, { 'i64x2.splat': 0x12 }),
  ...rows({ takes: ['f32'], gives: 'v128', prefix: simd }, { 'f32x4.splat': 0x13 }),
  ...rows({ takes: ['f64'], gives: 'v128', prefix: simd }, { 'f64x2.splat': 0x14 }),
  ...rows({ takes: ['v128'], gives: 'i32', prefix: simd }, { 'v128.any_true': 0x53 }),
  ...rows({ takes: ['v128'], gives: 'i32', prefix: simd, immediate: 'lane' }, { 'i32x4.extract_lane': 0x1b }),
  ...rows({ takes: ['v128'], gives: 'f32', prefix: simd, immediate: 'lane' }, { 'f32x4.extract_lane': 0x1f }),
  ...rows({ takes: ['v128'], gives: 'f64', prefix: simd, immediate: 'lane' }, { 'f64x2.extract_lane': 0x21 }),
  ...rows({ takes: ['v128', 'i32'], gives: 'v128', prefix: simd, immediate: 'lane' }, { 'i32x4.replace_lane': 0x1c }),
  ...rows({ takes: ['v128', 'v128'], gives: 'v128', prefix: simd, immediate: 'shuffle' }, { 'i8x16.shuffle': 0x0d }),
  ...rows({ takes: ['v128', 'v128', 'v128'], gives: 'v128', prefix: simd }, { 'v128.bitselect': 0x52 }),
  ...rows({ takes: ['v128', 'i32'], gives: 'v128', prefix: simd }, {
    'i32x4.shl': 0xab, 'i32x4.shr_u': 0xad, 'i64x2.shl': 0xcb, 'i64x2.shr_u': 0xcd,
  }),
} as const; // prettier-ignore

const vectors = {
  ...rows({ takes: ['v128'], gives: 'v128', prefix: simd }, {
    'v128.not': 0x4d, 'f32x4.nearest': 0x6a, 'f64x2.nearest': 0x94, 'f32x4.floor': 0x68, 'f64x2.floor': 0x75, 'f32x4.abs': 0xe0, 'f32x4.neg': 0xe1,
    'f32x4.sqrt': 0xe3, 'f64x2.abs': 0xec, 'f64x2.neg': 0xed, 'f64x2.sqrt': 0xef, 'f64x2.promote_low_f32x4': 0x5f,
    'i16x8.extend_low_i8x16_u': 0x89, 'i32x4.extend_low_i16x8_u': 0xa9, 'f32x4.convert_i32x4_s': 0xfa, 'f64x2.convert_low_i32x4_s': 0xfe,
  }),
  ...rows({ takes: ['v128', 'v128'], gives: 'v128', prefix: simd }, {
    'v128.and': 0x4e, 'v128.andnot': 0x4f, 'v128.or': 0x50, 'v128.xor': 0x51,
    'i32x4.gt_s': 0x3b, 'i32x4.add': 0xae, 'i32x4.sub': 0xb1, 'i32x4.min_s': 0xb6, 'i64x2.gt_s': 0xd9, 'i64x2.add': 0xce, 'i64x2.sub': 0xd1,
    'f32x4.eq': 0x41, 'f32x4.lt': 0x43, 'f32x4.le': 0x45, 'f64x2.eq': 0x47, 'f64x2.lt': 0x49, 'f64x2.le': 0x4b,
    'f32x4.add': 0xe4, 'f32x4.sub': 0xe5, 'f32x4.mul': 0xe6, 'f32x4.div': 0xe7, 'f32x4.pmin': 0xea, 'f32x4.pmax': 0xeb,
    'f64x2.add': 0xf0, 'f64x2.sub': 0xf1, 'f64x2.mul': 0xf2, 'f64x2.div': 0xf3, 'f64x2.pmin': 0xf6, 'f64x2.pmax': 0xf7,
  }),
  ...rows({ takes: ['v128', 'v128', 'v128'], gives: 'v128', prefix: simd }, {
    'f32x4.relaxed_madd': 0x105, 'f64x2.relaxed_madd': 0x107,
  }),
} as const; // prettier-ignore

const others = {
  ...rows({ takes: [], gives: 'i32' }, { 'memory.size': 0x3f }),
  ...rows({ takes: ['i32'], gives: 'i32' }, { 'memory.grow': 0x40 }),
  ...rows({ takes: [], gives: null }, { unreachable: 0x00 }),
  ...rows({ takes: ['i32', 'i32', 'i32'], gives: null, prefix: bulk }, { 'memory.fill': 0x0b }),
  ...rows({ takes: ['i32', 'i32'], gives: 'i32', prefix: threads, immediate: 'memory' }, {
    'memory.atomic.notify': [0x00, 2], 'i32.atomic.rmw.add': [0x1e, 2],
  }),
  ...rows({ takes: ['i32', 'i32', 'i64'], gives: 'i32', prefix: threads, immediate: 'memory' }, {
    'memory.atomic.wait32': [0x01, 2],
  }),
  ...rows({ takes: ['i32'], gives: 'i32', prefix: threads, immediate: 'memory' }, { 'i32.atomic.load': [0x10, 2] }),
  ...rows({ takes: ['i32', 'i32'], gives: null, prefix: threads, immediate: 'memory' }, { 'i32.atomic.store': [0x17, 2] }),
} as const; // prettier-ignore

/** The table. */
export const instructions = { ...integers, ...scalars, ...memory, ...lanes, ...vectors, ...others } as const;

/** The name of an instruction, as the text format spells it. */
export type InstructionName = keyof typeof instructions;
