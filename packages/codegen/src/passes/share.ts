// Pass 4, share: what the functions have in common is one node already; here choices are moved inwards until only what
// differs is chosen: select(c, a / s, b / s) is select(c, a, b) / s. Every step is exact in floating point.
import type { KernelBuilder, KernelNode, KernelOperation } from '../kernel.js';
import { argumentsOf } from '../kernel.js';
import type { Draft, Drafts } from './decompose.js';

const isCall = (node: KernelNode, op: string): node is KernelNode & { kind: 'operation' } =>
  node.kind === 'operation' && node.op === op;

/** Choices between these stay where they are: exponentials of a sum are all computed for it, and one more would be a price. */
const stays: ReadonlySet<KernelOperation> = new Set(['select', 'expBelow']);

/** Rewrites over one builder, each exact: no result changes, not even its rounding. */
export const sharing = (builder: KernelBuilder): ((node: KernelNode) => KernelNode) => {
  const { call } = builder;

  /** −(a / b) is (−a) / b. */
  const negationInwards = (node: KernelNode): KernelNode => {
    if (!isCall(node, 'negate') || !isCall(node.args[0], 'divide')) return node;
    const [over, under] = node.args[0].args;
    return call('divide', call('negate', over), under);
  };

  /** A choice between two calls of one operation that share an argument. */
  const choiceInwards = (node: KernelNode): KernelNode => {
    if (!isCall(node, 'select')) return node;
    const [condition, yes, no] = node.args;
    if (yes === no) return yes;
    if (yes.kind !== 'operation' || no.kind !== 'operation' || yes.op !== no.op || stays.has(yes.op))
      return node;
    const differs = yes.args.map((arg, i) => arg !== no.args[i]);
    if (differs.filter(Boolean).length !== 1) return node;
    return call(
      yes.op,
      ...yes.args.map((arg, i) =>
        differs[i] ? choiceInwards(call('select', condition, arg, no.args[i])) : arg,
      ),
    );
  };

  const known = new Map<KernelNode, KernelNode>();
  const visit = (node: KernelNode): KernelNode => {
    let result = known.get(node);
    if (result === undefined) {
      const rebuilt = builder.rebuild(node, argumentsOf(node).map(visit));
      result = choiceInwards(negationInwards(rebuilt));
      const name = builder.names.get(node);
      if (name !== undefined) builder.named(name, result);
      known.set(node, result);
    }
    return result;
  };
  return visit;
};

/** Applies the rewrites to every function. */
export const share = ({ builder, rows }: Drafts): Drafts => {
  const visit = sharing(builder);
  const each = (draft: Draft): Draft => ({
    ...draft,
    valid: visit(draft.valid),
    loss: draft.loss && visit(draft.loss),
    outputs: draft.outputs.map(visit),
  });
  return {
    builder,
    rows: Object.fromEntries(Object.entries(rows).map(([name, draft]) => [name, each(draft)])),
  };
};
