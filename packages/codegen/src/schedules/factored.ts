// Takes a logarithm out of the loss of a row. Where the loss ends in + log(1 + a), the sum of a over many rows is the logarithm
// of a product, so a loop takes one logarithm where it would take hundreds; a logarithm costs as much as ten features.
import type { KernelNode, KernelOperation, Let, RowKernel } from '../kernel.js';
import { reachable } from '../kernel.js';
import type { PrintedRow } from '../print.js';

/** The arguments of an operation of that name; none of any other node. */
const argumentsOf = (node: KernelNode | null, op: KernelOperation): readonly KernelNode[] =>
  node?.kind === 'operation' && node.op === op ? node.args : [];

/** The row with its loss in two parts, where it has that form and nothing else needs the logarithm; else as it is. */
export const factored = (row: RowKernel): RowKernel => {
  const [rest, logarithm] = argumentsOf(row.loss, 'add');
  const [factor] = argumentsOf(logarithm ?? null, 'log1pAbove');
  if (factor === undefined) return row;
  if (reachable([row.valid, rest, ...row.outputs]).includes(logarithm)) return row;
  const named = row.lets.filter(({ node }) => node !== logarithm);
  const isNamed = factor.kind === 'input' || named.some(({ node }) => node === factor);
  const before = row.lets.findIndex(({ node }) => node === logarithm);
  const at = before < 0 ? named.length : before;
  const lets: Let[] = isNamed
    ? named
    : [...named.slice(0, at), { name: 'factor', node: factor }, ...named.slice(at)];
  return { ...row, lets, loss: rest, factor };
};

/** Lines around the rows of a loss: what they begin with, what each adds, and what is returned. */
export interface Total {
  readonly start: readonly string[];
  readonly add: readonly string[];
  readonly result: string;
}

/** The sum of the losses of a row, each times its weight where it has one; a product is kept while the weight is the same. */
export const totalOf = ({ loss, factor }: PrintedRow, weighted: boolean): Total => {
  const added = `total += ${weighted ? `weight * (${loss})` : loss};`;
  if (factor === '') return { start: ['let total = 0;'], add: [added], result: 'total' };
  const taken = `${weighted ? 'unit * ' : ''}Math.log1p(product)`;
  return {
    start: ['let total = 0;', 'let product = 0;', ...(weighted ? ['let unit = 1;'] : [])],
    add: [
      added,
      `if (${weighted ? 'weight !== unit || ' : ''}product > 1e200) {`,
      `  total += ${taken};`,
      '  product = 0;',
      ...(weighted ? ['  unit = weight;'] : []),
      '}',
      `product += ${factor} + product * ${factor};`,
    ],
    result: `total + ${taken}`,
  };
};
