// What the table of measured functions is made of: what a module may have, how points are handed to it, and how exact results
// are added up.
import { arithmetic, Real } from '@expfam/precise';
import type { KernelModule } from '@expfam/runtime';
import type { Exact, Measured, Point, Truth } from './truth.js';

/** What is measured of a module: it need not have all of it. */
export type Measurable = Pick<KernelModule, 'precision' | 'classes' | 'parameters' | 'columns'> &
  Partial<
    Pick<KernelModule, Measured | 'linearGradient' | 'linearResponse' | 'saturatedLoss' | 'logBaseMeasure'>
  >;

/** The exact result of a function of the outcome; null where it could not be settled, empty where nothing is asked. */
export type OutcomeTruth = (y: Point['y']) => readonly Exact[] | null;

/** What is known for certain. */
export interface Truths {
  /** Of the functions of η. */
  readonly plain: Truth;
  /** Of the functions of the outcome alone; null where there is no formula. */
  readonly saturatedLoss: OutcomeTruth | null;
  readonly logBaseMeasure: OutcomeTruth | null;
}

/** A function that is measured. */
export interface MeasuredFunction {
  /** What its result depends on. */
  readonly reads: 'eta' | 'outcome' | 'both';
  readonly has: (kernels: Measurable) => boolean;
  /** What the module returns at a point: so many numbers, or several rows of them that are to be alike. */
  readonly call: (kernels: Measurable, point: Point, length: number) => ArrayLike<number>;
  /** What it must return: empty where nothing is asked of it, null where that is not settled. */
  readonly exact: (truths: Truths, point: Point, kernels: Measurable) => readonly Exact[] | null;
}

/** A float array of the kernel's precision. */
export const floats = ({ precision }: Pick<Measurable, 'precision'>, length: number) =>
  precision === 'f32' ? new Float32Array(length) : new Float64Array(length);

/** The same with these numbers in it. */
export const floatsOf = (kernels: Pick<Measurable, 'precision'>, values: readonly number[]) => {
  const all = floats(kernels, values.length);
  all.set(values);
  return all;
};

/** Outcomes as kernels take them: entries as floats, labels counted from 0. */
export const observedAs = (
  kernels: Pick<Measurable, 'classes' | 'precision'>,
  y: Point['y'],
): Float64Array | Float32Array | Int32Array =>
  kernels.classes === null ? floatsOf(kernels, y) : Int32Array.from(y, (label) => label - 1);

/** Rows of a block: what takes several at once must treat them all alike, the last ones too. */
export const block = 5;

/** So many rows alike. */
export const repeated = (row: readonly number[], rows: number): number[] =>
  Array.from({ length: rows }, () => row).flat();

const m = arithmetic(60);

/** Σ factor · result, measured by the largest term, or where so many are added one after the other by all of them. */
export const combined = (
  terms: readonly (readonly [number, Exact])[],
  by: 'largest' | 'all' = 'largest',
): Exact => {
  const parts = terms.map(([factor, { value, scale }]) => {
    const each = Real.fromNumber(factor);
    return { value: m.multiply(each, value), scale: m.multiply(each, scale).abs() };
  });
  const join = by === 'all' ? m.add : larger;
  return {
    value: parts.reduce((sum, { value }) => m.add(sum, value), Real.zero),
    scale: parts.reduce((size, { value, scale }) => join(size, larger(value.abs(), scale)), Real.zero),
  };
};

const larger = (a: Real, b: Real): Real => (a.isNaN() || a.compare(b) < 0 ? b : a);

/** A result times a number that is no sum: its error stays one of the result itself, where that is how it is measured. */
export const times = (factor: number, { value, scale }: Exact): Exact => {
  const by = Real.fromNumber(factor);
  return { value: m.multiply(by, value), scale: m.multiply(by, scale).abs() };
};
