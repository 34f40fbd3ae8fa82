// The trees by which sums are taken: every term once, no deeper than the logarithm.
import { describe, expect, test } from 'vitest';
import type { KernelNode } from '../kernel.js';
import { argumentsOf, kernelBuilder } from '../kernel.js';
import { sumTree } from './sum-tree.js';

const depth = (node: KernelNode): number => 1 + Math.max(-1, ...argumentsOf(node).map(depth));
const leaves = (node: KernelNode): string[] =>
  node.kind === 'input' ? [node.name] : argumentsOf(node).flatMap(leaves);

describe.each([1, 2, 3, 7, 10, 64])('a tree over %i terms', (size) => {
  const builder = kernelBuilder();
  const terms = Array.from({ length: size }, (_, i) => builder.input(`x${i}`));
  const tree = sumTree(terms, builder);
  const names = terms.map((_, i) => `x${i}`);

  test('adds every term once, in order, and is no deeper than the logarithm', () => {
    expect(leaves(tree.sum)).toEqual(names);
    expect(depth(tree.sum)).toBe(Math.ceil(Math.log2(size)));
  });
  test('gives the sum of all others for every term', () => {
    if (size === 1) expect(tree.others(0)).toBe(builder.constant(0));
    else
      names.forEach((name, i) => {
        expect(leaves(tree.others(i)).sort()).toEqual(names.filter((other) => other !== name).sort());
        expect(depth(tree.others(i))).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(size)));
      });
  });
  test('never subtracts, and shares what it can', () => {
    const count = (node: KernelNode, seen: Set<KernelNode>): Set<KernelNode> => {
      if (node.kind === 'operation') seen.add(node);
      argumentsOf(node).forEach((arg) => count(arg, seen));
      return seen;
    };
    const all = new Set<KernelNode>();
    [tree.sum, ...terms.map((_, i) => tree.others(i))].forEach((node) => count(node, all));
    expect([...all].every((node) => node.kind === 'operation' && node.op === 'add')).toBe(true);
    expect(all.size).toBeLessThanOrEqual(3 * size);
  });
});
