// A kernel at a point, written down operation by operation, loops turn by turn and special functions from the inside: what each
// operation may be off, and how much of it reaches an output. To first order the error of an output is at most the sum of all of
// these; what cancels along the way, as in Newton's iteration, cancels here too.
import type { KernelNode, SpecialFunction } from '../kernel.js';
import { argumentsOf, kernelBuilder, reachable } from '../kernel.js';
import { specialRow } from '../special/print.js';
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

/** What is known in a kernel, or in one turn of a loop; what does not move with the loop is known outside. */
interface Scope {
  readonly known: Map<KernelNode, readonly number[]>;
  readonly inputs: ReadonlyMap<string, number>;
  readonly moving: ReadonlySet<KernelNode> | null;
  readonly outside: Scope | null;
}

/** A point at which a kernel is written down. */
export interface Tape {
  readonly valueOf: (node: KernelNode) => number;
  /** The first-order bound for the error of a node; infinite where it has none. */
  readonly boundOf: (node: KernelNode) => number;
}

const isComposed = (op: string): op is Composed => !(op in laws);

const movingIn = (node: KernelNode & { kind: 'loop' }): ReadonlySet<KernelNode> => {
  const { variables, while: condition, next } = node.loop;
  const moving = new Set<KernelNode>(variables);
  for (const each of reachable([condition, ...next]))
    if (argumentsOf(each).some((arg) => moving.has(arg))) moving.add(each);
  return moving;
};

class Writer {
  private readonly entries: Entry[] = [];
  private readonly root: Scope;

  constructor(inputs: ReadonlyMap<string, number>) {
    const places = new Map(
      [...inputs].map(([name, value]) => [name, this.write({ value, own: 0, reads: [], slopes: [] })]),
    );
    this.root = { known: new Map(), inputs: places, moving: null, outside: null };
  }

  valueOf(node: KernelNode): number {
    return this.entries[this.at(node, this.root)[0]].value;
  }

  boundOf(node: KernelNode): number {
    const [last] = this.at(node, this.root);
    const weights = new Float64Array(last + 1);
    weights[last] = 1;
    let bound = 0;
    for (let i = last; i >= 0; i--) {
      if (weights[i] === 0) continue;
      const { own, reads, slopes } = this.entries[i];
      bound += Math.abs(weights[i]) * own;
      reads.forEach((read, k) => (weights[read] += weights[i] * slopes[k]));
    }
    return Number.isNaN(bound) ? Infinity : bound;
  }

  private write(entry: Entry): number {
    return this.entries.push(entry) - 1;
  }

  /** Where the numbers of a node stand. */
  private at(node: KernelNode, scope: Scope): readonly number[] {
    if (scope.outside !== null && scope.moving?.has(node) !== true) return this.at(node, scope.outside);
    let places = scope.known.get(node);
    if (places === undefined) scope.known.set(node, (places = this.placed(node, scope)));
    return places;
  }

  private placed(node: KernelNode, scope: Scope): readonly number[] {
    switch (node.kind) {
      case 'input':
        return [scope.inputs.get(node.name)!];
      case 'constant': {
        const own = Math.fround(node.value) === node.value ? 0 : ulpOf(node.value) / 2;
        return [this.write({ value: node.value, own, reads: [], slopes: [] })];
      }
      case 'result':
        return [this.at(node.args[0], scope)[node.index]];
      case 'special':
        return this.inside(outputsOf(node.special), this.args(node, scope));
      case 'loop':
        return this.looped(node, scope);
      case 'operation':
        return [this.operation(node, scope)];
    }
  }

  private args(node: KernelNode, scope: Scope): readonly number[] {
    return argumentsOf(node).map((arg) => this.at(arg, scope)[0]);
  }

  /** The outputs of a function on inputs x, or x1, x2, … */
  private inside(outputs: readonly KernelNode[], args: readonly number[]): readonly number[] {
    const inputs = new Map(args.map((place, i) => [args.length === 1 ? 'x' : `x${i + 1}`, place]));
    const scope: Scope = { known: new Map(), inputs, moving: null, outside: null };
    return outputs.map((output) => this.at(output, scope)[0]);
  }

  private looped(node: KernelNode & { kind: 'loop' }, scope: Scope): readonly number[] {
    const { variables, while: condition, next } = node.loop;
    const moving = movingIn(node);
    let now: readonly number[] = node.args.slice(0, variables.length).map((arg) => this.at(arg, scope)[0]);
    for (;;) {
      const known = new Map<KernelNode, readonly number[]>(
        variables.map((variable, i) => [variable, [now[i]]]),
      );
      const turn: Scope = { known, inputs: scope.inputs, moving, outside: scope };
      if (!(this.entries[this.at(condition, turn)[0]].value > 0)) return now;
      now = next.map((each) => this.at(each, turn)[0]);
    }
  }

  private operation(node: KernelNode & { kind: 'operation' }, scope: Scope): number {
    const { op } = node;
    if (op === 'select') {
      const [condition, yes, no] = node.args;
      const holds = this.entries[this.at(condition, scope)[0]].value > 0;
      return this.at(holds ? yes : no, scope)[0];
    }
    const reads = this.args(node, scope);
    if (isComposed(op)) return this.inside(composition(op), reads)[0];
    const args = reads.map((read) => this.entries[read].value);
    const { value: valueOf, slopes, own } = laws[op];
    const value = valueOf(...args);
    return this.write({ value, own: own(value, ...args), reads, slopes: slopes(value, ...args) });
  }
}

const definitions = new WeakMap<SpecialFunction, readonly KernelNode[]>();

/** What a special function is made of. */
const outputsOf = (special: SpecialFunction): readonly KernelNode[] => {
  const found = definitions.get(special) ?? specialRow(special, 'f32').outputs;
  definitions.set(special, found);
  return found;
};

const compositions = new Map<string, readonly KernelNode[]>();

/** What an operation that the language lacks is made of. */
const composition = (op: Composed): readonly KernelNode[] => {
  const found = compositions.get(op) ?? composedOf(op);
  compositions.set(op, found);
  return found;
};

const composedOf = (op: Composed): readonly KernelNode[] => {
  if (op === 'expm1') return outputsOf(shaderPrelude.expm1);
  if (op === 'log1p' || op === 'log1pAbove') return outputsOf(shaderPrelude.log1p);
  const { call, input } = kernelBuilder();
  return [call('exp', call('subtract', input('x1'), input('x2')))];
};

/** A kernel at a point, given by the values of its inputs. */
export const tapeAt = (inputs: ReadonlyMap<string, number>): Tape => {
  const writer = new Writer(inputs);
  return {
    valueOf: (node) => writer.valueOf(node),
    boundOf: (node) => writer.boundOf(node),
  };
};
