// Formulas that differ by the class that is observed: chosen by the label, or weighed by soft labels.
import type { Expression } from '@expfam/expression';
import { splitCoefficient } from '@expfam/expression';
import type { KernelBuilder, KernelNode } from '../kernel.js';
import { sumTree } from './sum-tree.js';

/** How one output of an observed function is computed from its formulas by class. */
export interface Observed {
  readonly loss: (cases: readonly Expression[]) => KernelNode;
  readonly gradient: (cases: readonly Expression[]) => KernelNode;
}

type Lower = (node: Expression) => KernelNode;

/** Chooses by a whole label, counted from 0. What most classes have in common needs no test. */
export const byLabel = (label: KernelNode, lower: Lower, { call, constant }: KernelBuilder): Observed => {
  const choose = (formula: readonly Expression[]): KernelNode => {
    const cases = formula.map(lower);
    const count = (node: KernelNode): number => cases.filter((each) => each === node).length;
    const most = cases.reduce((best, node) => (count(node) >= count(best) ? node : best));
    return cases.reduceRight(
      (chain, node, k) =>
        node === most ? chain : call('select', call('equal', label, constant(k, 'label')), node, chain),
      most,
    );
  };
  return { loss: choose, gradient: choose };
};

/** Σ t·f over the classes; classes with one formula share a product. For one-hot labels it gives what the label gives. */
export const bySoftLabels = (
  targets: readonly KernelNode[],
  lower: Lower,
  builder: KernelBuilder,
): Observed => {
  const { call, constant } = builder;
  const { sum: all, others, some } = sumTree(targets, builder);
  const weightOf = (members: readonly number[]): KernelNode => {
    if (members.length === targets.length) return all;
    if (members.length < targets.length - 1) return some(members);
    return others(targets.findIndex((_, k) => !members.includes(k)));
  };
  const weigh =
    (product: (weight: KernelNode, size: KernelNode) => KernelNode) =>
    (formula: readonly Expression[]): KernelNode => {
      const groups = new Map<Expression, number[]>();
      formula.forEach((each, k) => groups.set(each, [...(groups.get(each) ?? []), k]));
      const [plus, minus]: [KernelNode[], KernelNode[]] = [[], []];
      for (const [each, members] of groups) {
        const node = lower(each);
        const negative = splitCoefficient(each)[0].sign < 0;
        const size = negative ? negated(node, builder) : node;
        (negative ? minus : plus).push(product(weightOf(members), size));
      }
      if (plus.length === 0) return call('negate', sumTree(minus, builder).sum);
      const positive = sumTree(plus, builder).sum;
      return minus.length === 0 ? positive : call('subtract', positive, sumTree(minus, builder).sum);
    };
  return {
    // a class of weight 0 adds nothing, even where its loss is infinite
    loss: weigh((weight, size) =>
      call('select', call('equal', weight, constant(0)), constant(0), call('multiply', weight, size)),
    ),
    gradient: weigh((weight, size) => call('multiply', weight, size)),
  };
};

const negated = (node: KernelNode, { call }: KernelBuilder): KernelNode =>
  node.kind === 'operation' && node.op === 'negate' ? node.args[0] : call('negate', node);
