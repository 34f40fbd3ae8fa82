// A kernel at a point, written down operation by operation, loops turn by turn and special functions from the inside: what each
// operation may be off, and how much of it reaches an output. To first order the error of an output is at most the sum of all of
// these; what cancels along the way, as in Newton's iteration, cancels here too.
import { readerAt } from '../interpret.js';
import type { KernelNode, KernelOperation, SpecialFunction } from '../kernel.js';
import { kernelBuilder } from '../kernel.js';
import { definitionOf } from '../special/definition.js';
import { shaderPrelude } from '../targets/wgsl-prelude.js';
import type { Composed } from './laws.js';
import { laws, ulpOf } from './laws.js';

/** One operation: its value, its own error, and the operations that it read, each with a derivative. */
interface Entry {
  readonly value: number;
  readonly own: number;
  readonly reads: readonly number[];
  readonly slopes: readonly number[];
}

/** A point at which a kernel is written down. */
export interface Tape {
  readonly valueOf: (node: KernelNode) => number;
  /** The first-order bound for the error of a node; infinite where it has none. */
  readonly boundOf: (node: KernelNode) => number;
}

const isComposed = (op: string): op is Composed => !(op in laws);

const compositions = new Map<string, readonly KernelNode[]>();

/** What an operation that the language lacks is made of. */
const composition = (op: Composed): readonly KernelNode[] => {
  const found = compositions.get(op) ?? composedOf(op);
  compositions.set(op, found);
  return found;
};

const composedOf = (op: Composed): readonly KernelNode[] => {
  if (op === 'expm1') return definitionOf(shaderPrelude.expm1, 'f32');
  if (op === 'log1p' || op === 'log1pAbove') return definitionOf(shaderPrelude.log1p, 'f32');
  const { call, input } = kernelBuilder();
  return [call('exp', call('subtract', input('x1'), input('x2')))];
};

/** What a special function is made of, or an operation that the language lacks. */
export const shaderParts = (part: SpecialFunction | KernelOperation): readonly KernelNode[] =>
  typeof part === 'string' ? composition(part as Composed) : definitionOf(part, 'f32');

/** A kernel at a point, given by the values of its inputs. */
export const tapeAt = (inputs: ReadonlyMap<string, number>): Tape => {
  const entries: Entry[] = [];
  const write = (entry: Entry): number => entries.push(entry) - 1;
  const valueAt = (place: number): number => entries[place].value;
  const places = new Map(
    [...inputs].map(([name, value]) => [name, write({ value, own: 0, reads: [], slopes: [] })]),
  );
  const read = readerAt(places, {
    constant: (value) => {
      const own = Math.fround(value) === value ? 0 : ulpOf(value) / 2;
      return write({ value, own, reads: [], slopes: [] });
    },
    operation: (op, reads) => {
      if (isComposed(op)) return null;
      const args = reads.map(valueAt);
      const { value: valueOf, slopes, own } = laws[op];
      const value = valueOf(...args);
      return write({ value, own: own(value, ...args), reads, slopes: slopes(value, ...args) });
    },
    madeOf: shaderParts,
    holds: (condition) => valueAt(condition) > 0,
  });
  return {
    valueOf: (node) => valueAt(read(node)),
    boundOf: (node) => reaching(entries, read(node)),
  };
};

/** How much of the errors of all operations reaches one of them. */
const reaching = (entries: readonly Entry[], last: number): number => {
  const weights = new Float64Array(last + 1);
  weights[last] = 1;
  let bound = 0;
  for (let i = last; i >= 0; i--) {
    if (weights[i] === 0) continue;
    const { own, reads, slopes } = entries[i];
    bound += Math.abs(weights[i]) * own;
    reads.forEach((read, k) => (weights[read] += weights[i] * slopes[k]));
  }
  return Number.isNaN(bound) ? Infinity : bound;
};
