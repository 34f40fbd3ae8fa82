// The outputs of a row from a few of them: the first two and the last, of which the others are renamings.
import type { KernelNode } from '../kernel.js';
import { argumentsOf, isCondition } from '../kernel.js';
import type { MatrixRows, Outputs } from './program.js';
import type { Roller } from './roller.js';

/** Places of a vector of so many. */
export interface Few {
  readonly at: readonly number[];
  readonly length: number;
}

/** A vector; null where two of its elements are unlike. */
export const rollVector = (
  roller: Roller,
  nodes: readonly KernelNode[],
  { at, length }: Few,
): Outputs | null => {
  const bound = nodes.map((node, i) => boundAt(roller, node, new Map([[at[i], 'k']])));
  const [first, second] = bound;
  const last = bound[bound.length - 1];
  if (first === null || first !== second || last === null) return null;
  const isLike = first === last;
  const each = {
    kind: 'each',
    piece: roller.piece(first, []),
    more: [],
    from: 0,
    to: isLike ? length : length - 1,
  } as const;
  if (isLike) return { kind: 'vector', list: [each] };
  const own = boundAt(roller, nodes[nodes.length - 1], new Map([[length - 1, length - 1]]))!;
  return { kind: 'vector', list: [each, { kind: 'one', piece: roller.piece(own, []) }] };
};

/** The code of a node in variables; null where it speaks of another class. */
const boundAt = (
  roller: Roller,
  node: KernelNode,
  variables: ReadonlyMap<number, 'k' | 'j' | number>,
): KernelNode | null => {
  const alike = roller.alike(node);
  if (alike === null) return null;
  const { template, classes } =
    alike.classes.length === 0 && isValue(alike.template) ? roller.scalar(node, alike) : alike;
  const binding = classes.map((each) => variables.get(each));
  return binding.every((each) => each !== undefined) ? roller.templates.bound(template, binding) : null;
};

const isValue = (node: KernelNode): boolean => argumentsOf(node).length > 0 && !isCondition(node);

/** A matrix of which some entries are known. */
interface Entries {
  readonly entry: (row: number, column: number) => KernelNode;
  readonly rows: Few;
  readonly columns: Few;
}

/** A matrix; null where two of its entries are unlike. */
export const rollMatrix = (roller: Roller, given: Entries): Outputs | null => {
  const { rows, columns } = given;
  const plain = plainRows(roller, given, rows.length);
  if (plain !== null) return { kind: 'matrix', columns: columns.length, rows: [plain] };
  const upper = plainRows(roller, given, rows.length - 1);
  const last = lastRow(roller, given);
  return upper === null || last === null
    ? null
    : { kind: 'matrix', columns: columns.length, rows: [upper, last] };
};

/** The one node of all these entries; null where they are not one. */
const oneOf = (
  roller: Roller,
  { entry }: Entries,
  places: readonly (readonly [row: number, column: number])[],
  binding: (row: number, column: number) => ReadonlyMap<number, 'k' | 'j' | number>,
): KernelNode | null => {
  const nodes = places.map(([row, column]) => boundAt(roller, entry(row, column), binding(row, column)));
  return nodes.length > 0 && nodes.every((node) => node === nodes[0]) ? nodes[0] : null;
};

const running = (row: number, column: number) => new Map<number, 'k' | 'j'>([[column, 'k'], [row, 'j']]); // prettier-ignore
const pairsOf = (a: readonly number[], b: readonly number[]) =>
  a.flatMap((i) => b.map((j) => [i, j] as const));

/** Rows 0 … to − 1, all computed alike. */
const plainRows = (roller: Roller, given: Entries, to: number): MatrixRows | null => {
  const { rows, columns } = given;
  const own = rows.at.filter((row) => row < to);
  const find = (places: (readonly [number, number])[]): KernelNode | null =>
    oneOf(roller, given, places, running);
  const last = columns.length - 1;
  const hasLast = to <= last;
  const inner = columns.at.filter((column) => column < Math.max(to, last));
  const diagonal = find(pairsOf(own, inner).filter(([i, j]) => i === j));
  const below = find(pairsOf(own, inner).filter(([i, j]) => i > j));
  const whole = find(pairsOf(own, columns.at).filter(([i, j]) => i < j));
  const above = whole ?? find(pairsOf(own, inner).filter(([i, j]) => i < j));
  const ends =
    whole === null && hasLast
      ? oneOf(roller, given, pairsOf(own, [last]), (row) => new Map<number, 'j' | number>([[last, last], [row, 'j']])) // prettier-ignore
      : null;
  if (diagonal === null || below === null || above === null || (whole === null && ends === null)) return null;
  return matrixRows(roller, { from: 0, to, diagonal, above, below, last: ends });
};

/** The last row, where it is like no other. */
const lastRow = (roller: Roller, given: Entries): MatrixRows | null => {
  const { rows, columns } = given;
  const j = rows.length - 1;
  const known = (row: number, column: number) => new Map<number, 'k' | number>([[row, row], [column, 'k']]); // prettier-ignore
  const places = columns.at.filter((column) => column !== j).map((column) => [j, column] as const);
  const below = oneOf(roller, given, places, known);
  const isSquare = columns.at.includes(j);
  const diagonal = isSquare ? oneOf(roller, given, [[j, j]], () => new Map([[j, j]])) : null;
  if (below === null || (isSquare && diagonal === null)) return null;
  return matrixRows(roller, { from: j, to: j + 1, diagonal, above: null, below, last: null });
};

interface Nodes {
  readonly from: number;
  readonly to: number;
  readonly diagonal: KernelNode | null;
  readonly above: KernelNode | null;
  readonly below: KernelNode | null;
  readonly last: KernelNode | null;
}

/** Nodes as code: what does not move along a row is computed once for it. */
const matrixRows = (roller: Roller, { from, to, ...nodes }: Nodes): MatrixRows => {
  const { builder } = roller.templates;
  const names = new Map<KernelNode, KernelNode>();
  const shared: { readonly name: string; readonly node: KernelNode }[] = [];
  const known = new Map<KernelNode, KernelNode>();
  const isOfRow = (node: KernelNode): boolean =>
    indices(roller, node).has('j') && !indices(roller, node).has('k');
  const visit = (node: KernelNode): KernelNode => {
    const before = names.get(node) ?? known.get(node);
    if (before !== undefined) return before;
    if (argumentsOf(node).length === 0) return node;
    if (isValue(node) && isOfRow(node)) {
      const name = roller.fresh('r');
      const { template } = roller.templates.scalar(name);
      shared.push({ name, node });
      names.set(node, template);
      return template;
    }
    const result = builder.rebuild(node, argumentsOf(node).map(visit));
    known.set(node, result);
    return result;
  };
  const [above, below] = [nodes.above && visit(nodes.above), nodes.below && visit(nodes.below)];
  const piece = (node: KernelNode) => roller.piece(node, []);
  const aboveCode = above && piece(above);
  return {
    from,
    to,
    shared: shared.map(({ name, node }) => ({ name, piece: piece(node) })),
    diagonal: nodes.diagonal && piece(nodes.diagonal),
    above: aboveCode,
    below: above === below ? aboveCode : below && piece(below),
    last: nodes.last && piece(nodes.last),
  };
};

/** The variables of which a node speaks. */
const indices = (roller: Roller, node: KernelNode): ReadonlySet<'k' | 'j' | number> => {
  if (node.kind === 'input') {
    const place = roller.templates.places.get(node.name);
    return new Set(place?.kind === 'element' ? [place.index] : []);
  }
  return new Set(argumentsOf(node).flatMap((arg) => [...indices(roller, arg)]));
};
