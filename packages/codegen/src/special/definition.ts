// What a special function is made of, written down once for each precision: for those who read kernels from the inside.
import type { KernelNode, SpecialFunction } from '../kernel.js';
import { specialRow } from './print.js';

const known = {
  f64: new WeakMap<SpecialFunction, readonly KernelNode[]>(),
  f32: new WeakMap<SpecialFunction, readonly KernelNode[]>(),
};

/** The results of a special function, on inputs x, or x1, x2, … */
export const definitionOf = (special: SpecialFunction, precision: 'f64' | 'f32'): readonly KernelNode[] => {
  const found = known[precision].get(special) ?? specialRow(special, precision).outputs;
  known[precision].set(special, found);
  return found;
};
