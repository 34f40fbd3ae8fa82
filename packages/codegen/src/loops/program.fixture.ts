// A program that takes every step there is, and what it comes to written out: straight-line code over all classes, put together
// from the sums of `float`, which know nothing of loops.
import { carriedSum } from '../float/carried-sum.js';
import { graft } from '../float/graft.js';
import { sumTree } from '../float/sum-tree.js';
import type { Kernel, KernelBuilder, KernelNode, RowKernel } from '../kernel.js';
import { argumentsOf, kernelBuilder } from '../kernel.js';
import { scheduleRow } from '../passes/schedule.js';
import type { LoopedRow, MatrixRows, Piece, Place, Segment, Step } from './program.js';

const upTo = (count: number, from = 0): number[] => Array.from({ length: count - from }, (_, i) => from + i);

/** A row kernel with loops and the table of its nodes. */
export interface EveryStep {
  readonly builder: KernelBuilder;
  readonly row: LoopedRow;
}

/** What a row writes: a vector of K or K + 1 numbers, a matrix of so many rows, or only its loss. */
type Writes = 'vector' | 'longer vector' | 'matrix' | 'longer matrix' | 'nothing';

interface Kind {
  readonly writes: Writes;
  readonly observed: boolean;
}

/** A row of K natural parameters, and K entries of an outcome where it is observed. */
export const everyStep = (K: number, { writes, observed }: Kind): EveryStep => {
  const builder = kernelBuilder();
  const { call, constant, input } = builder;
  const places = new Map<string, Place>();
  const element = (of: string, index: 'k' | 'j' | number = 'k', offset = 0): KernelNode => {
    const name = `${of}[${String(index)} + ${String(offset)}]`;
    places.set(name, { kind: 'element', of, index, offset });
    return input(name);
  };
  const scalar = (name: string): KernelNode => {
    places.set(name, { kind: 'scalar' });
    return input(name);
  };
  const piece = (node: KernelNode): Piece => ({
    inputs: [], lets: [], valid: constant(1), checked: 0, loss: null, outputs: [node],
  }); // prettier-ignore
  const one = (node: KernelNode): Segment => ({ kind: 'one', piece: piece(node) });
  const each = (node: KernelNode, from: number, to: number, more: readonly KernelNode[] = []): Segment => ({
    kind: 'each', piece: piece(node), more: more.map(piece), from, to,
  }); // prettier-ignore
  const [eta, y, m, s] = [element('eta'), element(observed ? 'y' : 'eta'), scalar('m'), scalar('s')];
  const isFinite = (x: KernelNode): KernelNode => call('less', call('abs', x), constant(Infinity));
  const e = (index: 'k' | 'j'): KernelNode => element('e', index, 1);
  const steps: Step[] = [
    { kind: 'row', name: 'm', op: 'maximum', start: piece(element('eta', 0)), list: [each(eta, 1, K)] },
    {
      kind: 'array',
      name: 'e',
      length: K + 1,
      list: [one(call('exp', call('subtract', constant(0), m))), each(call('expBelow', eta, m), 0, K)],
    },
    { kind: 'carried', head: 'head', tail: 'tail', of: 'e', length: K + 1 },
    { kind: 'let', name: 's', piece: piece(call('add', scalar('head'), scalar('tail'))) },
    { kind: 'pairs', name: 'p', of: 'e', length: K + 1 },
    {
      kind: 'array',
      name: 'two',
      length: 2 * K + 1,
      list: [each(eta, 0, K, [call('multiply', eta, eta)]), one(m)],
    },
    { kind: 'pairs', name: 'all', of: 'two', length: 2 * K + 1 },
    { kind: 'others', name: 'o', of: 'e', length: K + 1 },
    { kind: 'without', name: 'w', of: 'e', length: K + 1 },
    {
      kind: 'row',
      name: 'r',
      op: 'subtract',
      start: piece(call('add', scalar('p'), scalar('all'))),
      list: [each(call('multiply', eta, y), 0, K, [y])],
    },
    {
      kind: 'all',
      name: 'ok',
      list: [each(call('and', isFinite(eta), isFinite(y)), 0, K), one(isFinite(m))],
    },
    {
      kind: 'first',
      name: 'q',
      condition: piece(call('equal', eta, m)),
      value: piece(element('o', 'k', 1)),
      from: 0,
      to: K - 1,
      otherwise: piece(element('o', K)),
    },
  ];
  const share = scalar('share');
  const list = [
    each(call('subtract', call('add', call('divide', e('k'), s), element('w', 'k', 1)), y), 0, K),
  ];
  const product = call('multiply', share, e('k'));
  const shared = [{ name: 'share', piece: piece(call('divide', e('j'), s)) }];
  const alike = {
    shared,
    diagonal: piece(call('multiply', share, element('o', 'j', 1))),
    below: piece(call('negate', product)),
  };
  const square: MatrixRows[] = [
    { ...alike, from: 0, to: K - 1, above: piece(product), last: piece(call('add', share, e('k'))) },
    { ...alike, from: K - 1, to: K, above: null, last: null },
  ];
  const below = piece(call('divide', e('k'), element('e', 0)));
  const beyond: MatrixRows = {
    from: K,
    to: K + 1,
    shared: [],
    diagonal: null,
    above: null,
    below,
    last: null,
  };
  const outputs: { readonly [name in Writes]: LoopedRow['outputs'] } = {
    vector: { kind: 'vector', list },
    'longer vector': { kind: 'vector', list: [...list, one(element('w', 0))] },
    matrix: { kind: 'matrix', columns: K, rows: square },
    'longer matrix': { kind: 'matrix', columns: K, rows: [...square, beyond] },
    nothing: null,
  };
  const loss = call('add', call('add', s, scalar('r')), scalar('q'));
  return {
    builder,
    row: {
      places,
      steps,
      valid: piece(scalar('ok')),
      checked: steps.length,
      loss: piece(loss),
      outputs: outputs[writes],
    },
  };
};

/** The same row for every class, without a loop: η is eta1, eta2, …, the outcome y1, y2, …. */
export const writtenOut = ({ builder, row }: EveryStep, K: number, { observed }: Kind): RowKernel => {
  const { call, input } = builder;
  const numbers = new Map<string, KernelNode>();
  const arrays = new Map<string, readonly KernelNode[]>(
    ['eta', 'y'].map((name) => [name, upTo(K).map((k) => input(`${name}${String(k + 1)}`))]),
  );
  const piece = (code: Piece, around: { readonly k?: number; readonly j?: number } = {}): KernelNode => {
    const known = [...row.places].map(([name, place]): [string, KernelNode | undefined] => {
      if (place.kind === 'scalar') return [name, numbers.get(name)];
      const at = typeof place.index === 'number' ? place.index : around[place.index];
      return [name, at === undefined ? undefined : arrays.get(place.of)?.at(at + place.offset)];
    });
    const given = new Map(
      known.flatMap(([name, node]) => (node === undefined ? [] : ([[name, node]] as const))),
    );
    return graft(code.outputs[0], given, builder);
  };
  const listed = (list: readonly Segment[]): KernelNode[] =>
    list.flatMap((segment) =>
      segment.kind === 'one'
        ? [piece(segment.piece)]
        : upTo(segment.to, segment.from).flatMap((k) =>
            [segment.piece, ...segment.more].map((part) => piece(part, { k })),
          ),
    );
  const number = (name: string, node: KernelNode): unknown => numbers.set(name, node);
  const take: { readonly [kind in Step['kind']]: (step: Step & { kind: kind }) => unknown } = {
    let: (step) => number(step.name, piece(step.piece)),
    array: (step) => arrays.set(step.name, listed(step.list)),
    row: ({ name, op, start, list }) =>
      number(name, listed(list).reduce((sum, x) => call(op, sum, x), piece(start))),
    all: ({ name, list }) => number(name, listed(list).reduce((all, x) => call('and', all, x))),
    first: ({ name, condition, value, from, to, otherwise }) => {
      const choose = (rest: KernelNode, k: number): KernelNode =>
        call('select', piece(condition, { k }), piece(value, { k }), rest);
      return number(name, upTo(to, from).reduceRight(choose, piece(otherwise)));
    },
    pairs: ({ name, of }) => number(name, sumTree(arrays.get(of)!, builder).sum),
    carried: ({ head, tail, of }) => {
      const { sum } = carriedSum(arrays.get(of)!, builder);
      return [head, tail].map((name, i) => number(name, argumentsOf(sum)[i]));
    },
    others: ({ name, of }) => {
      const terms = arrays.get(of)!;
      return arrays.set(name, terms.map((_, k) => sumTree(terms, builder).others(k)));
    },
    without: ({ name, of }) => {
      const terms = arrays.get(of)!;
      return arrays.set(name, terms.map((_, k) => sumTree(terms.toSpliced(k, 1), builder).sum));
    },
  }; // prettier-ignore
  for (const step of row.steps) (take[step.kind] as (step: Step) => unknown)(step);
  const { outputs } = row;
  const inputs = [...numbered('eta', K), ...(observed ? numbered('y', K) : [])];
  const matrix = (columns: number, { from, to, shared, ...parts }: MatrixRows): KernelNode[] =>
    upTo(to, from).flatMap((j) => {
      for (const { name, piece: part } of shared) numbers.set(name, piece(part, { j }));
      const partAt = (k: number): Piece | null => {
        if (k === columns - 1 && parts.last !== null) return parts.last;
        return k === j ? parts.diagonal : k < j ? parts.below : parts.above;
      };
      return upTo(columns).map((k) => piece(partAt(k)!, { j, k }));
    });
  const draft = {
    inputs,
    valid: piece(row.valid),
    loss: piece(row.loss!),
    outputs:
      outputs === null
        ? []
        : outputs.kind === 'vector'
          ? listed(outputs.list)
          : outputs.rows.flatMap((rows) => matrix(outputs.columns, rows)),
    symbol: 'g',
  };
  return scheduleRow(draft, builder);
};

const kinds = {
  response: { writes: 'longer vector', observed: false },
  gradient: { writes: 'vector', observed: true },
  hessian: { writes: 'matrix', observed: false },
  jacobian: { writes: 'longer matrix', observed: false },
  loss: { writes: 'nothing', observed: true },
} as const;

const numbered = (name: string, K: number): string[] => upTo(K).map((k) => `${name}${String(k + 1)}`);

const kernelOf = (given: Kernel, K: number, parts: Pick<Kernel, 'rows' | 'looped' | 'program'>): Kernel => ({
  ...given,
  ...parts,
  classes: null,
  size: K,
  parameters: K,
  columns: K + 1,
  names: numbered('eta', K),
  outcomes: numbered('y', K),
});

const each = <T>(make: (kind: Kind) => T): { readonly [name in keyof typeof kinds]: T } =>
  Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, make(kind)])) as Record<
    keyof typeof kinds,
    T
  >;

const rowsOf = (K: number): Kernel['rows'] => each((kind) => writtenOut(everyStep(K, kind), K, kind));

/** A kernel with loops: K parameters, K entries of an outcome, K + 1 columns. */
export const loopedKernel = (given: Kernel, K: number): Kernel =>
  kernelOf(given, K, { rows: rowsOf(2), looped: true, program: each((kind) => everyStep(K, kind).row) });

/** The same one written out. */
export const unrolledKernel = (given: Kernel, K: number): Kernel =>
  kernelOf(given, K, { rows: rowsOf(K), looped: false, program: null });
