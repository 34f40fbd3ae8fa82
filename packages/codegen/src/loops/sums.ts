// The sums that were made while formulas were lowered, by the nodes that came of them: what is in here is such a sum, order of
// additions included, for the nodes are built again in the same table and are the same objects.
import { carriedSum } from '../float/carried-sum.js';
import { sumTree } from '../float/sum-tree.js';
import type { KernelBuilder, KernelNode } from '../kernel.js';

/** What a node is to a list of terms. */
export interface SumOf {
  readonly terms: readonly KernelNode[];
  readonly what: 'sum' | 'head' | 'tail' | 'others';
  /** The term that is left out, of the sums of all others. */
  readonly member: number;
}

const argument = (node: KernelNode, i: number): KernelNode => {
  if (node.kind !== 'operation') throw new TypeError('a carried sum is the sum of its head and its tail');
  return node.args[i];
};

/** All nodes that stand for sums of at least so many terms. */
export const sumsOf = (builder: KernelBuilder, least: number): ReadonlyMap<KernelNode, SumOf> => {
  const found = new Map<KernelNode, SumOf>();
  const add = (node: KernelNode, sum: SumOf): void => {
    if (!found.has(node) && !sum.terms.includes(node)) found.set(node, sum);
  };
  for (const { terms, isCarried } of [...builder.sums]) {
    if (terms.length < least) continue;
    if (isCarried) {
      const { sum } = carriedSum(terms, builder);
      add(argument(sum, 0), { terms, what: 'head', member: 0 });
      add(argument(sum, 1), { terms, what: 'tail', member: 0 });
      continue;
    }
    const { sum, others } = sumTree(terms, builder);
    add(sum, { terms, what: 'sum', member: 0 });
    terms.forEach((_, member) => {
      add(others(member), { terms, what: 'others', member });
    });
  }
  return found;
};
