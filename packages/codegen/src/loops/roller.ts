// Rolls the code of a row up: wherever many nodes are renamings of each other, one loop takes their place. What it finds, it finds
// by identity (templates that are one object, sums built again), so that a loop does what it stands for in the same order.
import type { KernelNode } from '../kernel.js';
import { argumentsOf, isCondition, kernelBuilder, reachable } from '../kernel.js';
import { freshName, namesBeside, scheduleRow } from '../passes/schedule.js';
import type { Names } from '../passes/schedule.js';
import type { Alike, Binding, Elements } from './alike.js';
import { Templates } from './alike.js';
import type { List, Piece, Segment, Step } from './program.js';
import { rollChain } from './roll-chains.js';
import { edgeOf, rollSum } from './roll-sums.js';
import { leastTerms } from './rolling.js';
import type { Rolling, Unrolled } from './rolling.js';
import { lengthOf, runsOf } from './segments.js';
import type { Run } from './segments.js';

const isLeaf = (node: KernelNode): boolean => argumentsOf(node).length === 0;

/** Operations that are cheaper than reading an array. */
const cheap: ReadonlySet<string> = new Set([
  'add', 'subtract', 'multiply', 'negate', 'abs', 'maximum', 'minimum', 'select', 'less', 'lessEqual', 'equal', 'and', 'floor',
]); // prettier-ignore

const isCheap = (node: KernelNode): boolean =>
  isLeaf(node) || (node.kind === 'operation' && cheap.has(node.op) && argumentsOf(node).every(isCheap));

const isNumber = (node: KernelNode): boolean =>
  !isCondition(node) && node.kind !== 'loop' && !(node.kind === 'special' && (node.special.results ?? 1) > 1);

/** The steps of one row, made as its nodes are asked for. */
export class Roller implements Rolling {
  readonly steps: Step[] = [];
  readonly templates = new Templates(kernelBuilder());
  readonly given: Unrolled;
  private readonly names: Names;
  private readonly known = new Map<KernelNode, Alike | null>();
  private readonly kept = new Map<KernelNode, Elements>();
  /** What will stand in the array of a sum. */
  private readonly terms = new Set<KernelNode>();
  private readonly held = new Map<string, string>();
  private readonly made = new Map<string, string>();

  constructor(given: Unrolled) {
    this.given = given;
    this.names = namesBeside([...given.inputs.keys(), ...given.lengths.keys(), 'weight', 'dispersion']);
    otherNames.forEach((name) => this.names.taken.add(name));
  }

  /** Makes what many nodes stand on before any of them: sums in the order in which they were made. */
  prepare(nodes: readonly KernelNode[]): void {
    const { sums } = this.given;
    for (const node of nodes) sums.get(node)?.terms.forEach((term) => this.terms.add(term));
    const edges: KernelNode[] = [];
    for (const node of nodes.filter((each) => sums.has(each)).sort((a, b) => a.id - b.id))
      if (edgeOf(this, sums.get(node)!.terms) === null) this.alike(node);
      else edges.push(node);
    edges.forEach((node) => this.alike(node));
  }

  alike(node: KernelNode): Alike | null {
    let found = this.known.get(node);
    if (found === undefined) this.known.set(node, (found = this.find(node)));
    const [own, ...more] = found?.classes ?? [];
    if (found === null || own === undefined || more.length > 0) return found;
    const kept = this.kept.get(found.template);
    return kept !== undefined && kept.from <= own && own < kept.to
      ? this.templates.element(kept, own)
      : found;
  }

  runs(terms: readonly KernelNode[]): readonly Run[] | null {
    const alike = terms.map((term) => this.alike(term));
    return alike.every((each) => each !== null) ? this.looping(alike) : null;
  }

  looping(terms: readonly Alike[]): readonly Run[] | null {
    const runs = runsOf(terms);
    return runs?.some((run) => lengthOf(run) >= leastTerms - 1) ? runs : null;
  }

  piece(template: KernelNode, binding: Binding): Piece {
    const node = this.templates.bound(template, binding);
    const { builder } = this.templates;
    const inputs = reachable([node]).flatMap((each) => (each.kind === 'input' ? [each.name] : []));
    const draft = { inputs, valid: builder.constant(1), loss: null, outputs: [node], symbol: 'v' };
    return scheduleRow(draft, builder, this.names);
  }

  scalar(node: KernelNode, { template, classes }: Alike): Alike {
    const bound = this.templates.bound(template, classes);
    if (isLeaf(bound)) return { template: bound, classes: [] };
    const name = this.fresh(this.given.builder.names.get(node) ?? 'v');
    this.push({ kind: 'let', name, piece: this.piece(template, classes) });
    const named = this.templates.scalar(name);
    if (classes.length === 0) this.known.set(node, named);
    return named;
  }

  once(key: string, wish: string, make: (name: string) => Step): string {
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const name = this.fresh(wish);
    this.made.set(key, name);
    this.push(make(name));
    return name;
  }

  isMade(key: string): boolean {
    return this.made.has(key);
  }

  array(wish: string, runs: readonly Run[]): string {
    const key = runs
      .map(
        ({ template, more, from, to, classes }) =>
          `${[template, ...more].map(({ id }) => id).join(' ')} ${from} ${to} ${classes.join()}`,
      )
      .join();
    const length = runs.reduce((sum, run) => sum + lengthOf(run), 0);
    return this.once(`array ${key}`, `${wish}s`, (name) => ({
      kind: 'array',
      name,
      length,
      list: this.list(runs),
    }));
  }

  list(runs: readonly Run[]): List {
    return runs.map((run): Segment => {
      const { template, more, classes, from, to, single } = run;
      if (single) return { kind: 'one', piece: this.piece(template, classes) };
      const [piece, ...others] = [template, ...more].map((each) => this.piece(each, ['k']));
      return { kind: 'each', piece, more: others, from, to };
    });
  }

  heldIn(terms: readonly KernelNode[]): string | null {
    return this.held.get(terms.map(({ id }) => id).join()) ?? null;
  }

  hold(terms: readonly KernelNode[], array: string): void {
    this.held.set(terms.map(({ id }) => id).join(), array);
  }

  stored(template: KernelNode): Elements | undefined {
    return this.kept.get(template);
  }

  keep(template: KernelNode, elements: Elements): void {
    this.kept.set(template, elements);
  }

  store(template: KernelNode, wish: string): Elements {
    const { from, to } = this.templates.range(template);
    const of = this.array(wish, [{ template, more: [], classes: [from], from, to, single: false }]);
    const read = { of, offset: 0 - from, from, to };
    this.keep(template, read);
    return read;
  }

  wish(node: KernelNode): string {
    return (this.given.builder.names.get(node) ?? 'v').replace(/\d+$/, '');
  }

  fresh(wish: string): string {
    return freshName(this.names, wish);
  }

  push(step: Step): void {
    this.steps.push(step);
  }

  private find(node: KernelNode): Alike | null {
    const sum = this.given.sums.get(node);
    const whole =
      (sum === undefined ? null : rollSum(this, sum)) ?? rollChain(this, node) ?? this.ofCall(node);
    if (whole === null || isLeaf(whole.template) || !isNumber(node)) return whole;
    if ((this.given.uses.get(node) ?? 0) < 2) return whole;
    if (whole.classes.length === 0) return this.scalar(node, whole);
    if (whole.classes.length === 1 && this.isWorthKeeping(node, whole.template)) {
      const { from, to } = this.templates.range(whole.template);
      if (to - from >= leastTerms) this.store(whole.template, this.wish(node));
    }
    return whole;
  }

  private isWorthKeeping(node: KernelNode, template: KernelNode): boolean {
    return !isCheap(template) && !this.terms.has(node) && !this.kept.has(template);
  }

  private ofCall(node: KernelNode): Alike | null {
    if (node.kind === 'input') return this.ofInput(node.name);
    const own = argumentsOf(node);
    // what one of them has stored, another may read
    own.forEach((arg) => this.alike(arg));
    const args = own.map((arg) => this.alike(arg));
    if (!args.every((arg) => arg !== null)) return null;
    const moves = args.some(({ classes }) => classes.length > 0);
    // what does not change from class to class is computed before the loop
    const fixed = args.map((arg, i) =>
      moves && arg.classes.length === 0 && !isLeaf(arg.template) && isNumber(own[i])
        ? this.scalar(own[i], arg)
        : arg,
    );
    return this.templates.call(node, fixed);
  }

  private ofInput(name: string): Alike {
    const place = this.given.inputs.get(name);
    if (place === undefined) return this.templates.scalar(name);
    const { of, index } = place;
    if (this.given.apart.has(name)) return this.templates.elementAt(of, index);
    return this.templates.element({ of, offset: 0, from: 0, to: this.given.lengths.get(of)! }, index);
  }
}

/** Names that the loops around pieces use. */
const otherNames = [
  'local', 'group', 'groups', 'pairs', 'steps', 'logits', 'matrix', 'place', 'n', 'append', 'reduced', 'depth', 'partial', 'factor',
  'counts', 'within', 'residual', 'predictors', 'rowWeights',
]; // prettier-ignore
