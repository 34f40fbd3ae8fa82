// What those who roll up a row have in common: nodes as templates, and the steps that are made on the way. Types only.
import type { KernelBuilder, KernelNode } from '../kernel.js';
import type { Alike, Binding, Elements, Templates } from './alike.js';
import type { List, Piece, Step } from './program.js';
import type { Run } from './segments.js';
import type { SumOf } from './sums.js';

/** So many terms at least make a loop. */
export const leastTerms = 3;

/** What is rolled: where its nodes and sums are, and what its inputs are. */
export interface Unrolled {
  readonly builder: KernelBuilder;
  readonly sums: ReadonlyMap<KernelNode, SumOf>;
  /** The inputs that are elements of arrays. */
  readonly inputs: ReadonlyMap<string, { readonly of: string; readonly index: number }>;
  /** How many elements each of those arrays has. */
  readonly lengths: ReadonlyMap<string, number>;
  /** Inputs that are like no others. */
  readonly apart: ReadonlySet<string>;
  /** How often nodes are used. */
  readonly uses: ReadonlyMap<KernelNode, number>;
}

/** A row that is being rolled up. */
export interface Rolling {
  readonly given: Unrolled;
  readonly templates: Templates;
  /** A node as a template of its classes; null where they are more than two and nothing is known that rolls them. */
  alike(node: KernelNode): Alike | null;
  /** The terms as runs, of which at least one is a loop; null where there are no such. */
  runs(terms: readonly KernelNode[]): readonly Run[] | null;
  /** The same of terms that are templates already. */
  looping(terms: readonly Alike[]): readonly Run[] | null;
  /** The code of a template. */
  piece(template: KernelNode, binding: Binding): Piece;
  /** Runs as code. */
  list(runs: readonly Run[]): List;
  /** The number that a template is at its classes, by a name of its own. */
  scalar(node: KernelNode, alike: Alike): Alike;
  /** A step by a key, made once; the name that it has. */
  once(key: string, wish: string, make: (name: string) => Step): string;
  /** An array of runs. */
  array(wish: string, runs: readonly Run[]): string;
  /** The array that was made of just these terms, or null. */
  heldIn(terms: readonly KernelNode[]): string | null;
  /** From now on these terms stand in that array. */
  hold(terms: readonly KernelNode[], array: string): void;
  /** The array that holds the values of a template, if one does. */
  stored(template: KernelNode): Elements | undefined;
  /** From now on the values of a template are read from there. */
  keep(template: KernelNode, elements: Elements): void;
  /** An array of the values of a template, for every class that has one. */
  store(template: KernelNode, wish: string): Elements;
  /** What a node would like to be called, without a number. */
  wish(node: KernelNode): string;
  /** Whether a step of that key was made. */
  isMade(key: string): boolean;
  /** A name that nothing else has. */
  fresh(wish: string): string;
  push(step: Step): void;
}
