// Pass 5, schedule: an order of evaluation and a name for everything that is used twice or deserves one. What the check of a
// row needs comes first, then the loss, then the outputs, each as late as it can be.
import type { KernelBuilder, KernelNode, Let, RowKernel } from '../kernel.js';
import { argumentsOf, isCondition, reachable } from '../kernel.js';
import type { Draft, Drafts } from './decompose.js';

/** Names that the loops around row kernels use. */
const reserved = [
  'eta', 'mean', 'y', 'x', 'rows', 'features', 'weights', 'weight', 'options', 'offset', 'total', 'value', 'at', 'i', 'j', 'k',
  'response', 'loss', 'gradient', 'hessian', 'jacobian', 'family', 'classes', 'parameters', 'precision', 'result', 'losses', 'shape', 'row',
  'exp', 'expBelow', 'powers', 'roots', 'product', 'unit', 'work', 'from', 'size', 'predict', 'accumulate', 'spread', 'exponentials', 'exponentiate',
]; // prettier-ignore

const isLeaf = (node: KernelNode): boolean => node.kind === 'input' || node.kind === 'constant';

/** A comparison of inputs with constants is shorter than a name for it. */
const isShort = (node: KernelNode): boolean => isCondition(node) && argumentsOf(node).every(isLeaf);

/** What several numbers come from has a name for each, whatever it is. */
const isSeveral = (node: KernelNode): boolean =>
  node.kind === 'loop' || (node.kind === 'special' && (node.special.results ?? 1) > 1);

type Wish = (node: KernelNode) => string;

interface Naming {
  readonly fresh: (wish: string) => string;
  readonly wish: Wish;
  readonly asked: (node: KernelNode) => boolean;
}

/** The nodes below the roots that get a name, in the order of evaluation; nothing of `known` gets another. */
const letsOf = (roots: readonly KernelNode[], known: ReadonlySet<KernelNode>, naming: Naming): Let[] => {
  const order = [...reachable(roots)].sort((a, b) => a.id - b.id); // as written: arguments are older than what uses them
  const uses = new Map<KernelNode, number>();
  const use = (node: KernelNode): unknown => uses.set(node, (uses.get(node) ?? 0) + 1);
  for (const node of order) argumentsOf(node).forEach(use);
  roots.forEach(use);
  // what a loop does not change is computed before it
  for (const node of order)
    if (node.kind === 'loop') node.args.slice(node.loop.variables.length).forEach(use);
  const deserves = (node: KernelNode): boolean => {
    if (known.has(node) || isLeaf(node) || node.kind === 'result') return false;
    if (isSeveral(node)) return true;
    if (isShort(node) || (node.kind === 'operation' && node.op === 'and')) return false;
    return uses.get(node)! > 1 || naming.asked(node);
  };
  const above = new Set([...known, ...order]);
  return order.filter(deserves).map((node) => letOf(node, above, naming));
};

const letOf = (node: KernelNode, above: ReadonlySet<KernelNode>, naming: Naming): Let => {
  if (node.kind === 'loop') {
    const { variables, next } = node.loop;
    const names = variables.map(({ name }) => name);
    return { node, name: names[0], names, body: letsOf(next, new Set([...above, ...variables]), naming) };
  }
  const name = naming.fresh(naming.wish(node));
  if (!isSeveral(node)) return { node, name };
  const results = node.kind === 'special' ? (node.special.results ?? 1) : 1;
  const used = new Set(
    [...above].flatMap((each) => (each.kind === 'result' && each.args[0] === node ? each.index : [])),
  );
  const names = Array.from({ length: results }, (_, i) => (used.has(i) ? naming.fresh(name) : ''));
  return { node, name, names };
};

/** The names that are in use where pieces of code stand beside each other. */
export interface Names {
  readonly taken: Set<string>;
  /** How many have no name of their own. */
  anonymous: number;
}

/** Names that nothing has but the loops around row kernels. */
export const namesBeside = (others: Iterable<string>): Names => ({
  taken: new Set([...reserved, ...others]),
  anonymous: 0,
});

/** A name that nothing else has, and from now on is taken. */
export const freshName = ({ taken }: Names, wish: string): string => {
  let name = wish;
  for (let i = 2; taken.has(name); i++) name = `${wish}_${i}`;
  taken.add(name);
  return name;
};

/** Orders and names one function. */
export const scheduleRow = (
  draft: Draft,
  builder: KernelBuilder,
  names: Names = namesBeside(draft.inputs),
): RowKernel => {
  const roots = [draft.valid, ...(draft.loss === null ? [] : [draft.loss]), ...draft.outputs];
  const inCheck = new Set(reachable([draft.valid]));
  const variables = [...builder.variables].map((node) => (node.kind === 'input' ? node.name : ''));
  variables.forEach((name) => names.taken.add(name));
  const fresh = (wish: string): string => freshName(names, wish);
  const wish: Wish = (node) => {
    const output = draft.outputs.indexOf(node);
    return builder.names.get(node) ?? (output < 0 ? `v${++names.anonymous}` : `${draft.symbol}${output + 1}`);
  };
  const asked = (node: KernelNode): boolean => builder.names.has(node) && !inCheck.has(node);
  const lets = letsOf(roots, new Set(), { fresh, wish, asked });
  const first = lets.filter(({ node }) => inCheck.has(node));
  const { inputs, valid, loss, outputs } = draft;
  return {
    inputs,
    valid,
    loss,
    outputs,
    lets: [...first, ...lets.filter(({ node }) => !inCheck.has(node))],
    checked: first.length,
  };
};

/** Orders and names every function. */
export const schedule = ({ builder, rows }: Drafts): { readonly [name: string]: RowKernel } =>
  Object.fromEntries(Object.entries(rows).map(([name, draft]) => [name, scheduleRow(draft, builder)]));
