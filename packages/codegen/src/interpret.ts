// Reads a kernel at a point, loops turn by turn and special functions from the inside, taking of each choice the one way that is
// taken there. What an operation gives is for the caller to say: a number, or a note of what was computed.
import type { KernelNode, KernelOperation, SpecialFunction } from './kernel.js';
import { argumentsOf, reachable } from './kernel.js';

/** An operation in its place: the same node inside two calls of one special function has two. */
export interface Site {
  readonly node: KernelNode;
  /** The calls that it stands in, outermost first. */
  readonly calls: readonly KernelNode[];
  /** Whether it is computed anew in every turn of a loop. */
  readonly repeated: boolean;
}

/** What things mean to a reader. */
export interface Meaning<Value> {
  readonly constant: (value: number) => Value;
  readonly operation: (
    op: Exclude<KernelOperation, 'select'>,
    args: readonly Value[],
    site: Site,
  ) => Value | null;
  /** What a special function is made of, or an operation of which `operation` gives null: on inputs x, or x1, x2, … */
  readonly madeOf: (part: SpecialFunction | KernelOperation) => readonly KernelNode[];
  readonly holds: (condition: Value) => boolean;
  /** Told of a loop how many turns it took. */
  readonly turned?: (turns: number, site: Site) => void;
}

/** What is known in a kernel, or in one turn of a loop; what does not move with the loop is known outside. */
interface Scope<Value> {
  readonly known: Map<KernelNode, readonly Value[]>;
  readonly inputs: ReadonlyMap<string, Value>;
  readonly calls: readonly KernelNode[];
  readonly moving: ReadonlySet<KernelNode> | null;
  readonly outside: Scope<Value> | null;
}

type Loop = KernelNode & { readonly kind: 'loop' };

const moved = new WeakMap<KernelNode, ReadonlySet<KernelNode>>();

/** What changes from one turn of a loop to the next. */
const movingIn = (node: Loop): ReadonlySet<KernelNode> => {
  const { variables, while: condition, next } = node.loop;
  const known = moved.get(node);
  if (known !== undefined) return known;
  const moving = new Set<KernelNode>(variables);
  for (const each of reachable([condition, ...next]))
    if (argumentsOf(each).some((arg) => moving.has(arg))) moving.add(each);
  moved.set(node, moving);
  return moving;
};

class Reader<Value> {
  readonly #meaning: Meaning<Value>;

  constructor(meaning: Meaning<Value>) {
    this.#meaning = meaning;
  }

  /** The one number of a node. */
  first(node: KernelNode, scope: Scope<Value>): Value {
    return this.#at(node, scope)[0];
  }

  #at(node: KernelNode, scope: Scope<Value>): readonly Value[] {
    if (scope.outside !== null && scope.moving?.has(node) !== true) return this.#at(node, scope.outside);
    let values = scope.known.get(node);
    if (values === undefined) scope.known.set(node, (values = this.#valuesOf(node, scope)));
    return values;
  }

  #valuesOf(node: KernelNode, scope: Scope<Value>): readonly Value[] {
    switch (node.kind) {
      case 'input':
        return [scope.inputs.get(node.name)!];
      case 'constant':
        return [this.#meaning.constant(node.value)];
      case 'result':
        return [this.#at(node.args[0], scope)[node.index]];
      case 'special':
        return this.#inside(node.special, { node, args: this.#args(node, scope) }, scope);
      case 'loop':
        return this.#looped(node, scope);
      case 'operation':
        return this.#operation(node, scope);
    }
  }

  #args(node: KernelNode, scope: Scope<Value>): readonly Value[] {
    return argumentsOf(node).map((arg) => this.first(arg, scope));
  }

  #operation(node: KernelNode & { readonly kind: 'operation' }, scope: Scope<Value>): readonly Value[] {
    const { op } = node;
    const { holds, operation } = this.#meaning;
    if (op === 'select') {
      const [condition, yes, no] = node.args;
      return [this.first(holds(this.first(condition, scope)) ? yes : no, scope)];
    }
    const args = this.#args(node, scope);
    const value = operation(op, args, siteOf(node, scope));
    return value === null ? this.#inside(op, { node, args }, scope) : [value];
  }

  #inside(
    part: SpecialFunction | KernelOperation,
    { node, args }: { readonly node: KernelNode; readonly args: readonly Value[] },
    { calls }: Scope<Value>,
  ): readonly Value[] {
    const inputs = new Map(args.map((value, i) => [args.length === 1 ? 'x' : `x${i + 1}`, value]));
    const within = { ...emptyScope(inputs), calls: [...calls, node] };
    return this.#meaning.madeOf(part).map((output) => this.first(output, within));
  }

  #looped(node: Loop, scope: Scope<Value>): readonly Value[] {
    const { variables, while: condition, next } = node.loop;
    const moving = movingIn(node);
    let now: readonly Value[] = node.args.slice(0, variables.length).map((arg) => this.first(arg, scope));
    for (let turns = 0; ; turns += 1) {
      const known = new Map<KernelNode, readonly Value[]>(
        variables.map((variable, i) => [variable, [now[i]]]),
      );
      const turn: Scope<Value> = { ...scope, known, moving, outside: scope };
      if (!this.#meaning.holds(this.first(condition, turn))) {
        this.#meaning.turned?.(turns, siteOf(node, scope));
        return now;
      }
      now = next.map((each) => this.first(each, turn));
    }
  }
}

const siteOf = <Value>(node: KernelNode, { calls, outside }: Scope<Value>): Site => ({
  node,
  calls,
  repeated: outside !== null,
});

const emptyScope = <Value>(inputs: ReadonlyMap<string, Value>): Scope<Value> => ({
  known: new Map(),
  inputs,
  calls: [],
  moving: null,
  outside: null,
});

/** A reader of the nodes of a kernel at the values of its inputs; what was read once is remembered. */
export const readerAt = <Value>(
  inputs: ReadonlyMap<string, Value>,
  meaning: Meaning<Value>,
): ((node: KernelNode) => Value) => {
  const reader = new Reader(meaning);
  const root = emptyScope(inputs);
  return (node) => reader.first(node, root);
};
