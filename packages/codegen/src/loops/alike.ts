// Code of one class as a template of every class: nodes in which the classes have been replaced by places of their own, so that
// two nodes are renamings of each other exactly where their templates are one object and their classes correspond.
import { graft } from '../float/graft.js';
import type { KernelBuilder, KernelNode } from '../kernel.js';
import { argumentsOf, reachable } from '../kernel.js';
import type { Place } from './program.js';

/** A node with places in place of its classes, and those classes, the first that occurs first. */
export interface Alike {
  readonly template: KernelNode;
  readonly classes: readonly number[];
}

/** What a place reads: an array, how far behind the class, and for which classes there is an element. */
export interface Elements {
  readonly of: string;
  readonly offset: number;
  readonly from: number;
  readonly to: number;
}

/** The variables of the loops around a piece, or places that are known, in the order of the classes. */
export type Binding = readonly ('k' | 'j' | number)[];

const isConstant = (node: KernelNode): boolean => argumentsOf(node).length === 0;

/** Makes templates, and pieces of code from them. */
export class Templates {
  readonly builder: KernelBuilder;
  /** What the inputs of pieces stand for. */
  readonly places = new Map<string, Place>();
  private readonly elements = new Map<string, { readonly read: Elements; readonly position: number }>();

  constructor(builder: KernelBuilder) {
    this.builder = builder;
  }

  /** A number that has a name. */
  scalar(name: string): Alike {
    this.places.set(name, { kind: 'scalar' });
    return { template: this.builder.input(name), classes: [] };
  }

  /** The element of a class. */
  element(read: Elements, own: number): Alike {
    return { template: this.placeholder(read, 0), classes: [own] };
  }

  /** The element at a place that is known. */
  elementAt(of: string, place: number): Alike {
    return { template: this.input({ of, offset: 0, from: 0, to: 0 }, place), classes: [] };
  }

  /** A call on arguments that may speak of several classes; null where those are more than two. */
  call(node: KernelNode, args: readonly Alike[]): Alike | null {
    const classes = [...new Set(args.flatMap((arg) => arg.classes))];
    if (classes.length > 2) return null;
    const moved = args.map((arg) =>
      this.renamed(
        arg.template,
        arg.classes.map((each) => classes.indexOf(each)),
      ),
    );
    return { template: isConstant(node) ? this.leaf(node) : this.builder.rebuild(node, moved), classes };
  }

  /** A template as code, its classes bound to loops or known. */
  bound(template: KernelNode, binding: Binding): KernelNode {
    const inputs = new Map<string, KernelNode>();
    for (const [name, { read, position }] of this.inputsOf(template))
      inputs.set(name, this.input(read, binding[position]));
    return inputs.size === 0 ? template : graft(template, inputs, this.builder);
  }

  /** The classes for which a template of one class has a value. */
  range(template: KernelNode): { readonly from: number; readonly to: number } {
    const reads = [...this.inputsOf(template).values()].map(({ read }) => read);
    return {
      from: Math.max(...reads.map(({ from }) => from)),
      to: Math.min(...reads.map(({ to }) => to)),
    };
  }

  /** What a template reads that is nothing but an element. */
  elementOf(template: KernelNode): Elements | null {
    return template.kind === 'input' ? (this.elements.get(template.name)?.read ?? null) : null;
  }

  private readonly known = new Map<KernelNode, ReadonlyMap<string, { read: Elements; position: number }>>();

  private inputsOf(template: KernelNode): ReadonlyMap<string, { read: Elements; position: number }> {
    let found = this.known.get(template);
    if (found === undefined) {
      found = new Map(
        reachable([template]).flatMap((node) => {
          const element = node.kind === 'input' ? this.elements.get(node.name) : undefined;
          return node.kind === 'input' && element !== undefined ? [[node.name, element] as const] : [];
        }),
      );
      this.known.set(template, found);
    }
    return found;
  }

  private placeholder(read: Elements, position: number): KernelNode {
    const name = `${read.of} ${read.offset} #${position}`;
    this.elements.set(name, { read, position });
    return this.builder.input(name);
  }

  private renamed(template: KernelNode, to: readonly number[]): KernelNode {
    if (to.every((each, i) => each === i)) return template;
    const inputs = new Map<string, KernelNode>();
    for (const [name, { read, position }] of this.inputsOf(template))
      inputs.set(name, this.placeholder(read, to[position]));
    return graft(template, inputs, this.builder);
  }

  private input({ of, offset }: Elements, index: 'k' | 'j' | number): KernelNode {
    const [at, shift] = typeof index === 'number' ? [index + offset, 0] : [index, offset];
    const name = `${of}_${String(at)}${shift === 0 ? '' : shift > 0 ? `_plus${shift}` : `_less${-shift}`}`;
    this.places.set(name, { kind: 'element', of, index: at, offset: shift });
    return this.builder.input(name);
  }

  private leaf(node: KernelNode): KernelNode {
    return node.kind === 'constant' ? this.builder.constant(node.value, node.type) : node;
  }
}
