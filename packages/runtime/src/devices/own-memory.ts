// A problem in the memory of its kernels: rows are copied there once a fit rather than once a call.
import type { FloatArray, KernelModule, Outcome } from '../kernel.js';
import type { LinearProblem } from './device.js';

type Column = FloatArray | Outcome;

/** Bytes beside the arrays, for what is copied to and fro in a call. */
const spare = 1 << 18;

/** A view of an array that was placed, made anew each time: memory that grows takes its views with it. */
const placer =
  (own: ReturnType<NonNullable<KernelModule['instantiate']>>) =>
  <A extends Column>(array: A): (() => A) => {
    const place = own.allocate(array.byteLength);
    const Kind = array.constructor as new (buffer: ArrayBufferLike, at: number, length: number) => A;
    const view = (): A => new Kind(own.memory.buffer, place, array.length);
    view().set(array);
    return view;
  };

/** The problem where its kernels find it without copying; itself where they have no memory of their own. */
export const inOwnMemory = (problem: LinearProblem): (() => LinearProblem) => {
  const { kernels, x, y, rowWeights, offset } = problem;
  if (kernels.instantiate === undefined) return () => problem;
  const arrays = [x, y, rowWeights, offset].map((array) => array?.byteLength ?? 0);
  const working = 64 * problem.columns * kernels.parameters;
  const own = kernels.instantiate(arrays.reduce((a, b) => a + b) + working + spare);
  const place = placer(own);
  const placed = {
    x: place(x),
    y: place(y),
    rowWeights: rowWeights && place(rowWeights),
    offset: offset && place(offset),
  };
  const inside = { ...kernels, linearGradient: own.linearGradient };
  return () => ({
    ...problem,
    kernels: inside,
    x: placed.x(),
    y: placed.y(),
    rowWeights: placed.rowWeights && placed.rowWeights(),
    offset: placed.offset && placed.offset(),
  });
};
