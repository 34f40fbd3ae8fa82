// Pass 5, schedule: an order of evaluation and a name for everything that is used twice or deserves one. What the check of a
// row needs comes first, then the loss, then the outputs, each as late as it can be.
import type { KernelBuilder, KernelNode, Let, RowKernel } from '../kernel.js';
import { argumentsOf, isCondition, reachable } from '../kernel.js';
import type { Draft, Drafts } from './decompose.js';

/** Names that the loops around row kernels use. */
const reserved = [
  'eta', 'mean', 'y', 'x', 'rows', 'features', 'weights', 'weight', 'options', 'offset', 'total', 'value', 'at', 'i', 'j', 'k',
  'response', 'loss', 'gradient', 'hessian', 'jacobian', 'family', 'classes', 'parameters', 'precision', 'result', 'losses', 'shape', 'row',
]; // prettier-ignore

const isLeaf = (node: KernelNode): boolean => node.kind === 'input' || node.kind === 'constant';

/** A comparison of inputs with constants is shorter than a name for it. */
const isShort = (node: KernelNode): boolean => isCondition(node) && argumentsOf(node).every(isLeaf);

/** Orders and names one function. */
export const scheduleRow = (draft: Draft, builder: KernelBuilder): RowKernel => {
  const roots = [draft.valid, ...(draft.loss === null ? [] : [draft.loss]), ...draft.outputs];
  const order = [...reachable(roots)].sort((a, b) => a.id - b.id); // as written: arguments are older than what uses them
  const uses = new Map<KernelNode, number>();
  for (const node of order) for (const arg of argumentsOf(node)) uses.set(arg, (uses.get(arg) ?? 0) + 1);
  for (const root of roots) uses.set(root, (uses.get(root) ?? 0) + 1);
  const inCheck = new Set(reachable([draft.valid]));
  const taken = new Set([...reserved, ...draft.inputs]);
  const fresh = (wish: string): string => {
    let name = wish;
    for (let i = 2; taken.has(name); i++) name = `${wish}_${i}`;
    taken.add(name);
    return name;
  };
  const deserves = (node: KernelNode): boolean => {
    if (isLeaf(node) || isShort(node) || (node.kind === 'operation' && node.op === 'and')) return false;
    return uses.get(node)! > 1 || (builder.names.has(node) && !inCheck.has(node));
  };
  let anonymous = 0;
  const wishFor = (node: KernelNode): string => {
    const output = draft.outputs.indexOf(node);
    return builder.names.get(node) ?? (output < 0 ? `v${++anonymous}` : `${draft.symbol}${output + 1}`);
  };
  const deserving = order.filter(deserves);
  const first = deserving.filter((node) => inCheck.has(node));
  const lets: Let[] = [...first, ...deserving.filter((node) => !inCheck.has(node))].map((node) => ({
    node,
    name: fresh(wishFor(node)),
  }));
  const { inputs, valid, loss, outputs } = draft;
  return { inputs, valid, loss, outputs, lets, checked: first.length };
};

/** Orders and names every function. */
export const schedule = ({ builder, rows }: Drafts): { readonly [name: string]: RowKernel } =>
  Object.fromEntries(Object.entries(rows).map(([name, draft]) => [name, scheduleRow(draft, builder)]));
