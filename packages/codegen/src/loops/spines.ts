// Long chains of one operation, as the list of what they are made of: ((a − b) − c) − d, conditions that all must hold, and
// choices within choices.
import type { KernelNode, KernelOperation } from '../kernel.js';

type Call = KernelNode & { readonly kind: 'operation' };

const isCall = (node: KernelNode, op: KernelOperation): node is Call =>
  node.kind === 'operation' && node.op === op;

/** Operations of which chains hang on the left. */
const rowOperations = ['add', 'subtract', 'maximum', 'minimum'] as const;

/** Such an operation. */
export type RowOperation = (typeof rowOperations)[number];

/** The operation of a chain, or null. */
export const rowOperationOf = (node: KernelNode): RowOperation | null =>
  node.kind === 'operation' ? (rowOperations.find((op) => op === node.op) ?? null) : null;

/** a, b, c, d of ((a op b) op c) op d; nothing is opened that is a unit of its own. */
export const spineOf = (
  node: KernelNode,
  op: KernelOperation,
  isUnit: (node: KernelNode) => boolean,
): readonly KernelNode[] => {
  const terms: KernelNode[] = [];
  let left = node;
  while (isCall(left, op) && (left === node || !isUnit(left))) {
    terms.push(left.args[1]);
    left = left.args[0];
  }
  return [...terms, left].reverse();
};

/** The conditions that all must hold, however they are grouped. */
export const conjunctionOf = (node: KernelNode): readonly KernelNode[] => {
  const found: KernelNode[] = [];
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    if (isCall(next, 'and')) waiting.push(next.args[1], next.args[0]);
    else found.push(next);
  return found;
};

/** Choices within choices: the first whose condition holds gives its value. */
export interface Choices {
  readonly cases: readonly (readonly [condition: KernelNode, value: KernelNode])[];
  readonly otherwise: KernelNode;
}

/** The choices of select(c₁, v₁, select(c₂, v₂, … otherwise)). */
export const choicesOf = (node: KernelNode): Choices => {
  const cases: (readonly [KernelNode, KernelNode])[] = [];
  let otherwise = node;
  while (isCall(otherwise, 'select')) {
    cases.push([otherwise.args[0], otherwise.args[1]]);
    otherwise = otherwise.args[2];
  }
  return { cases, otherwise };
};
