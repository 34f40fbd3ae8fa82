// THE TABLE of errors that the specification of WGSL allows its operations in f32 (section "Floating Point Accuracy"), and how
// each operation passes on the errors of its arguments: by its derivative there. What the specification defines by other
// operations, and what our prelude adds, is written in those.
import type { KernelOperation } from '../kernel.js';

/** The distance of the f32 numbers about a size; what is below the least normal number may be flushed to 0. */
export const ulpOf = (x: number): number => {
  const size = Math.abs(x);
  return size < 2 ** -126 ? 2 ** -126 : 2 ** (Math.floor(Math.log2(size)) - 23);
};

/** One operation at its arguments. */
export interface Law {
  readonly value: (...args: readonly number[]) => number;
  /** Its derivatives by its arguments. */
  readonly slopes: (value: number, ...args: readonly number[]) => readonly number[];
  /** The error of its own, absolute. */
  readonly own: (value: number, ...args: readonly number[]) => number;
  /** Whether its results are steps or conditions, which a device is taken to decide in the same way. */
  readonly steps?: boolean;
}

/** Of numbers of which some may be below the least normal one: such a result may be 0 in its place, whatever its operation is off. */
const off = (count: number, value: number): number =>
  Math.abs(value) < 2 ** -125 ? count * 2 ** -149 + 2 ** -126 : count * ulpOf(value);

const exactly = (): number => 0;
const ulps =
  (count: number): Law['own'] =>
  (value) =>
    off(count, value);
const none = (): readonly number[] => [];
const condition = (holds: (a: number, b: number) => boolean): Law => ({
  value: (a, b) => Number(holds(a, b)),
  slopes: none,
  own: exactly,
  steps: true,
});
/** 3 ulp, but on [1/2, 2] an absolute error of 2^-21. */
const ofLogarithm: Law['own'] = (value, x) => (x >= 0.5 && x <= 2 ? 2 ** -21 : off(3, value));
const ofExponential: Law['own'] = (value, x) => off(3 + 2 * Math.abs(x), value);

/** What is made of other operations before it is looked up here. */
export type Composed = 'expm1' | 'log1p' | 'log1pAbove' | 'expBelow' | 'select';

/** The table. Sums and products are correctly rounded, but the direction is not told. */
export const laws: { readonly [Op in Exclude<KernelOperation, Composed>]: Law } = {
  add: { value: (a, b) => a + b, slopes: () => [1, 1], own: ulps(1) },
  subtract: { value: (a, b) => a - b, slopes: () => [1, -1], own: ulps(1) },
  multiply: { value: (a, b) => a * b, slopes: (_, a, b) => [b, a], own: ulps(1) },
  divide: { value: (a, b) => a / b, slopes: (value, _, b) => [1 / b, -value / b], own: ulps(2.5) },
  negate: { value: (a) => -a, slopes: () => [-1], own: exactly },
  exp: { value: Math.exp, slopes: (value) => [value], own: ofExponential },
  log: { value: Math.log, slopes: (_, x) => [1 / x], own: ofLogarithm },
  // 1 / inverseSqrt(x): 2 ulp, which are up to 4 of the result, and a division
  sqrt: { value: Math.sqrt, slopes: (value) => [value === 0 ? 0 : 0.5 / value], own: ulps(6.51) },
  abs: { value: Math.abs, slopes: (_, x) => [Math.sign(x)], own: exactly },
  // a step: where it is taken is part of the formula, not of its error
  floor: { value: Math.floor, slopes: () => [0], own: exactly, steps: true },
  maximum: { value: Math.max, slopes: (_, a, b) => (a < b ? [0, 1] : [1, 0]), own: exactly },
  minimum: { value: Math.min, slopes: (_, a, b) => (b < a ? [0, 1] : [1, 0]), own: exactly },
  // exp2(b * log2(a))
  power: {
    value: Math.pow,
    slopes: (value, a, b) => (value === 0 ? [0, 0] : [(value * b) / a, value * Math.log(a)]),
    own: (value, a, b) => {
      if (value === 0) return 0;
      const exponent = b * Math.log2(a);
      const inner = Math.abs(b) * ofLogarithm(Math.log2(a), a) + ulpOf(exponent);
      const grown = Math.expm1(Math.LN2 * inner);
      return ofExponential(value * (1 + grown), Math.abs(exponent) + inner) + Math.abs(value) * grown;
    },
  },
  less: condition((a, b) => a < b),
  lessEqual: condition((a, b) => a <= b),
  equal: condition((a, b) => a === b),
  and: condition((a, b) => a > 0 && b > 0),
};
