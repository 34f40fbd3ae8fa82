// What a kernel decides at a point: every comparison on the way to its results, every choice of the larger or smaller, how many
// turns a loop takes. Where two neighbouring points differ in it the kernel changes its formula, and there it is measured.
import { laws } from './bounds/laws.js';
import { shaderParts } from './bounds/tape.js';
import { readerAt } from './interpret.js';
import type { Meaning, Site } from './interpret.js';
import type { Kernel, KernelNode, KernelOperation, RowName } from './kernel.js';
import { isCondition } from './kernel.js';
import { sampleOfLoops } from './loops/sample.js';
import { definitionOf } from './special/definition.js';

/** What was decided at a point. */
export interface Decisions {
  /** By where it was. */
  readonly made: ReadonlyMap<string, number>;
  /** How many operations that took. */
  readonly operations: number;
}

/** The rows that are read; soft labels decide nothing of their own. */
const read: readonly RowName[] = [
  'response', 'loss', 'gradient', 'hessian', 'jacobian', 'logBaseMeasure', 'saturatedLoss',
]; // prettier-ignore

const numbers = new WeakMap<KernelNode, number>();
let count = 0;

const numberOf = (node: KernelNode): number => {
  const found = numbers.get(node) ?? (count += 1);
  numbers.set(node, found);
  return found;
};

const keyOf = ({ node, calls }: Site): string => [...calls, node].map(numberOf).join('/');

/** What processors have of their own. */
const native: { readonly [op in KernelOperation]?: (a: number, b: number) => number } = {
  expm1: Math.expm1,
  log1p: Math.log1p,
  log1pAbove: Math.log1p,
  expBelow: (a, b) => Math.exp(a - b),
};

/** Of the operations that choose between their arguments: which they take, and 0 where it does not matter. */
const choices: { readonly [op in KernelOperation]?: (a: number, b: number) => number } = {
  maximum: (a, b) => Math.sign(a - b),
  minimum: (a, b) => Math.sign(b - a),
  abs: Math.sign,
};

const rootsOf = (row: Kernel['rows'][RowName]): readonly KernelNode[] =>
  row === undefined ? [] : [...row.outputs, ...(row.loss === null ? [] : [row.loss])];

/** What of a kernel is read. */
type Readable = Pick<Kernel, 'names' | 'outcomes' | 'precision' | 'rows'>;

/** Whether a target spells exponentials and logarithms near 1 by itself. */
type Lacks = 'nothing' | 'prelude';

interface Place {
  readonly eta: readonly number[];
  readonly y: readonly number[];
}

/** What a kernel decides at these natural parameters and this outcome, in the order of `names` and `outcomes`; a label from 0. */
export const decisionsAt = (kernel: Kernel, place: Place, lacks: Lacks = 'nothing'): Decisions =>
  kernel.looped && kernel.program === null
    ? loopedDecisionsAt(kernel, place.eta, lacks)
    : readAt(kernel, place, lacks);

const readAt = (
  { names, outcomes, precision, rows }: Readable,
  { eta, y }: Place,
  lacks: Lacks,
): Decisions => {
  const inputs = new Map<string, number>([
    ...names.map((name, i) => [name, eta[i] ?? Number.NaN] as const),
    ...outcomes.map((name, i) => [name, y[i] ?? Number.NaN] as const),
    ['label', y[0] ?? Number.NaN],
    ['weight', 1],
    ['dispersion', 1],
  ]);
  const made = new Map<string, number>();
  let operations = 0;
  const note = (site: Site, decision: number): void => {
    if (!site.repeated) made.set(keyOf(site), decision);
  };
  const rounded = precision === 'f32' ? Math.fround : (x: number): number => x;
  const meaning: Meaning<number> = {
    constant: rounded,
    operation: (op, args, site) => {
      operations += 1;
      const [a, b = 0] = args;
      const own = lacks === 'nothing' ? native[op] : undefined;
      if (own !== undefined) return rounded(own(a, b));
      if (!(op in laws)) return null;
      const value = laws[op as keyof typeof laws].value(...args);
      if (isCondition(site.node)) note(site, value);
      else if (choices[op] !== undefined) note(site, choices[op](a, b));
      return rounded(value);
    },
    madeOf: (part) =>
      lacks === 'nothing' && typeof part !== 'string' ? definitionOf(part, precision) : shaderParts(part),
    holds: (condition) => condition > 0,
    turned: (turns, site) => {
      note(site, turns);
    },
  };
  const reader = readerAt(inputs, meaning);
  for (const name of read) for (const root of rootsOf(rows[name])) reader(root);
  return { made, operations };
};

const samples = new WeakMap<Kernel, Readable>();

/** One class of a kernel that loops over them, in terms of its logit and the largest of all. */
const sampleOf = (kernel: Kernel): Readable => {
  const { rows } = sampleOfLoops(kernel.classes!);
  const sample = samples.get(kernel) ?? {
    names: ['eta', 'm'],
    outcomes: [],
    precision: kernel.precision,
    rows,
  };
  samples.set(kernel, sample);
  return sample;
};

/** The same of a choice that loops over its classes: which class is at the top, and what a shader decides of each beside it. */
const loopedDecisionsAt = (kernel: Kernel, eta: readonly number[], lacks: Lacks): Decisions => {
  const logits = kernel.form === 'baseline' ? [...eta, 0] : eta;
  const top = Math.max(...logits);
  const made = new Map([['top', logits.indexOf(top)]]);
  let operations = logits.length;
  for (const [k, logit] of lacks === 'prelude' ? logits.entries() : []) {
    const one = readAt(sampleOf(kernel), { eta: [logit, top], y: [] }, lacks);
    for (const [key, decision] of one.made) made.set(`${String(k)}: ${key}`, decision);
    operations += one.operations;
  }
  return { made, operations };
};
