// Nodes with others in place of their inputs: a formula that was lowered once stands at any place that is known only as a node.
import type { KernelBuilder, KernelNode } from '../kernel.js';
import { argumentsOf } from '../kernel.js';

/** The same node with inputs replaced by others. */
export const graft = (
  node: KernelNode,
  inputs: ReadonlyMap<string, KernelNode>,
  builder: KernelBuilder,
): KernelNode => {
  const known = new Map<KernelNode, KernelNode>();
  const visit = (part: KernelNode): KernelNode => {
    if (part.kind === 'input') return inputs.get(part.name) ?? part;
    let result = known.get(part);
    if (result === undefined) known.set(part, (result = builder.rebuild(part, argumentsOf(part).map(visit))));
    return result;
  };
  return visit(node);
};
