// A kernel at a point, written down operation by operation, loops turn by turn and special functions from the inside: between which
// numbers each result may lie, what its operation may add to that, and how much of that reaches an output. By the mean value theorem
// the error of an output is at most the sum of these with every derivative anywhere between those numbers, so that terms of second
// order are held too; what cancels along the way, as in Newton's iteration, cancels here as well.
import { readerAt } from '../interpret.js';
import type { KernelNode, KernelOperation, SpecialFunction } from '../kernel.js';
import { kernelBuilder } from '../kernel.js';
import { definitionOf } from '../special/definition.js';
import { shaderPrelude } from '../targets/wgsl-prelude.js';
import type { Composed } from './laws.js';
import { laws, ulpOf } from './laws.js';
import { over } from './range.js';
import type { Range } from './range.js';

/** One operation: its value, the numbers that a device may have in its place, its own error, and the operations that it read. */
interface Entry {
  readonly value: number;
  readonly range: Range;
  readonly own: number;
  readonly reads: readonly number[];
  /** Its derivatives by what it read, anywhere in their ranges. */
  readonly slopes: readonly Range[];
}

/** A point at which a kernel is written down. */
export interface Tape {
  readonly valueOf: (node: KernelNode) => number;
  /** A bound for the error of a node, where a device makes the same choices; infinite where it has none. */
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
  const places = new Map([...inputs].map(([name, value]) => [name, write(given(value, 0))]));
  const read = readerAt(places, {
    constant: (value) => {
      return write(given(value, Math.fround(value) === value ? 0 : ulpOf(value) / 2));
    },
    operation: (op, reads) => {
      if (isComposed(op)) return null;
      const value = laws[op].value(...reads.map(valueAt));
      return write({ value, reads, ...over(laws[op], value, reads.map((read) => entries[read].range)) }); // prettier-ignore
    },
    madeOf: shaderParts,
    holds: (condition) => valueAt(condition) > 0,
  });
  return {
    valueOf: (node) => valueAt(read(node)),
    boundOf: (node) => reaching(entries, read(node)),
  };
};

const given = (value: number, own: number): Entry => ({
  value,
  range: [value - own, value + own],
  own,
  reads: [],
  slopes: [],
});

/** How much of the errors of all operations reaches one of them. */
const reaching = (entries: readonly Entry[], last: number): number => {
  const [least, most] = [new Float64Array(last + 1), new Float64Array(last + 1)];
  least[last] = most[last] = 1;
  let bound = 0;
  for (let i = last; i >= 0; i--) {
    const [from, to] = [least[i], most[i]];
    if (from === 0 && to === 0) continue;
    const { own, reads, slopes } = entries[i];
    bound += Math.max(-from, to) * own;
    for (let k = 0; k < reads.length; k++) {
      const [a, b] = slopes[k];
      if (a === 0 && b === 0) continue;
      const [p, q, r, t] = [from * a, from * b, to * a, to * b];
      least[reads[k]] += Math.min(p, q, r, t);
      most[reads[k]] += Math.max(p, q, r, t);
    }
  }
  return Number.isNaN(bound) ? Infinity : bound;
};
