// A bound for the error of every function of a WGSL module, composed from the error table of the specification: at points all
// over the natural space, in f32 ulps of the largest term, as budgets are. It stands in the manifest beside them. At each point it
// holds on every device that makes the same choices there; between the points it says what is usual, and proves nothing.
import type { Kernel, KernelNode, RowKernel } from '../kernel.js';
import { reachable } from '../kernel.js';
import { sampleOfLoops } from '../loops/sample.js';
import { ulpOf } from './laws.js';
import type { Tape } from './tape.js';
import { tapeAt } from './tape.js';

/** The functions that have a bound. */
const bounded = ['response', 'loss', 'gradient', 'hessian', 'jacobian'] as const;
type Bounded = (typeof bounded)[number];

/** The worst bounds that were found, by function. What is missing is measured alone: sums, and where there is no finite bound. */
export type ComposedBounds = Readonly<Partial<Record<Bounded, number>>>;

const most = { points: 16, draws: 2000, manyParameters: 16, outputs: 48 } as const;

/** What the bounds are, in the words of the manifest. */
export const boundsAre = [
  `the largest of the bounds at ${String(most.points)} points drawn over the natural space, of numbers from 2^-5 to 2^6.5 in size`,
  '(to 2^4 with special functions): the errors that the WGSL specification allows every operation, carried to the result by the',
  'largest derivatives between the numbers that the operations may give, so that terms of all orders are held; at these points no',
  'device that takes the same side of every comparison is further off, and elsewhere one may be',
].join(' ');

/** Numbers between 0 and 1, the same in every run. */
export const numbers = (): (() => number) => {
  let state = 20261;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
};

/** The logarithms of the least and of the largest size of what is drawn; beyond the second some exponentials underflow. */
const sizes = { plain: [-5, 6.5], special: [-5, 4] } as const;

/** Values by name: natural parameters, small and large, labels, and outcomes. */
export const drawn = (
  names: readonly string[],
  { classes, judged }: Kernel,
  next: () => number,
): Map<string, number> => {
  const [least, largest] = sizes[judged === 'special' || judged === 'summed' ? 'special' : 'plain'];
  return new Map(
    names.map((name) => {
      if (name === 'label') return [name, Math.floor(next() * (classes ?? 1))];
      if (/^t\d/.test(name)) return [name, next()];
      const size = Math.fround(2 ** (least + next() * (largest - least)));
      const isWhole = name.startsWith('y') && next() < 0.5;
      return [name, (next() < 0.5 ? -1 : 1) * (isWhole ? Math.round(size) : size)];
    }),
  );
};

/** What is added up to a node, at the point of a tape. */
const termsOf = (node: KernelNode, tape: Tape): readonly number[] => {
  if (node.kind === 'operation') {
    const [first, yes, no] = node.args;
    if (node.op === 'select') return termsOf(tape.valueOf(first) > 0 ? yes : no, tape);
    if (['add', 'subtract', 'negate'].includes(node.op))
      return node.args.flatMap((arg) => termsOf(arg, tape));
  }
  return [tape.valueOf(node)];
};

/** A function of a kernel at a point. */
export interface Place {
  readonly kernel: Kernel;
  readonly name: Bounded;
  readonly row: RowKernel;
  readonly inputs: ReadonlyMap<string, number>;
  /** What must hold there; that the row is valid unless told otherwise. */
  readonly valid?: KernelNode;
}

/** What the error of an output is counted in: of choices the result, of others the largest term, of a covariance both deviations. */
const sizeOf = ({ kernel, name, row }: Omit<Place, 'inputs'>, tape: Tape, k: number): number => {
  const { outputs } = row;
  const { judged, parameters: s } = kernel;
  const valueAt = (i: number): number => Math.abs(tape.valueOf(outputs[i]));
  if (judged === 'exact') return valueAt(k);
  const isSquare = name === 'hessian' && outputs.length === s * s;
  const deviation = (i: number): number => (isSquare ? Math.sqrt(valueAt(i * s + i)) : 0);
  return Math.max(
    valueAt(k),
    ...termsOf(outputs[k], tape).map(Math.abs),
    deviation(Math.floor(k / s)) * deviation(k % s),
  );
};

/** What a function gives; nothing where it has no formula. */
const resultsOf = (name: Bounded, { loss, outputs }: RowKernel): readonly KernelNode[] =>
  name === 'loss' && loss !== null ? [loss] : outputs;

const sizeOfLoss = ({ kernel }: Pick<Place, 'kernel'>, tape: Tape, loss: KernelNode): number => {
  const value = Math.abs(tape.valueOf(loss));
  return kernel.judged === 'exact' ? value : Math.max(value, ...termsOf(loss, tape).map(Math.abs));
};

/** A bound, and the size in whose ulps it is. */
export interface Bound {
  readonly ulps: number;
  readonly size: number;
}

/**
 * The bounds of the outputs at a point, or of the loss, in ulps of their sizes; null outside of the natural space. Of many outputs only
 * some are looked at; the others are null, and so are those that are no f32.
 */
export const boundsAt = (place: Place): readonly (Bound | null)[] | null => {
  const tape = tapeAt(place.inputs);
  return tape.valueOf(place.valid ?? place.row.valid) > 0 ? boundsOn(place, tape) : null;
};

const boundsOn = (place: Omit<Place, 'inputs'>, tape: Tape): readonly (Bound | null)[] => {
  const { name, row } = place;
  const loss = name === 'loss' ? row.loss : null;
  const nodes = resultsOf(name, row);
  const stride = Math.ceil(nodes.length / most.outputs);
  return nodes.map((node, i) => {
    if (i % stride !== 0) return null;
    const size = loss === null ? sizeOf(place, tape, i) : sizeOfLoss(place, tape, loss);
    return size >= 2 ** -126 && size < 2 ** 128 ? { ulps: tape.boundOf(node) / ulpOf(size), size } : null;
  });
};

/** So many points are drawn, of a kernel with few parameters: in the space of many there is hardly ever a point, and each takes long. */
const drawsFor = ({ parameters }: Kernel): number =>
  Math.min(most.draws, Math.ceil((most.draws * most.manyParameters) / parameters));

/** The points all over the natural space at which a condition on these inputs holds; functions that share both share the points. */
type Points = (valid: KernelNode, inputs: readonly string[]) => readonly Tape[];

const pointsOf = (kernel: Kernel): Points => {
  const known = new Map<string, readonly Tape[]>();
  const found = (valid: KernelNode, inputs: readonly string[]): readonly Tape[] => {
    const next = numbers();
    const inside: Tape[] = [];
    for (let draw = 0; draw < drawsFor(kernel) && inside.length < most.points; draw++) {
      const tape = tapeAt(drawn(inputs, kernel, next));
      if (tape.valueOf(valid) > 0) inside.push(tape);
    }
    return inside;
  };
  return (valid, inputs) => {
    const key = `${valid.id} ${inputs.join()}`;
    const points = known.get(key) ?? found(valid, inputs);
    known.set(key, points);
    return points;
  };
};

/** The largest bound of a function; null where there is none. An outcome that is hard to draw may lie outside of its support. */
const worstOf = (place: Omit<Place, 'inputs'>, points: Points): number | null => {
  const { kernel, row } = place;
  const inside = points(row.valid, row.inputs);
  const tapes = inside.length > 0 ? inside : points(kernel.rows.hessian!.valid, row.inputs);
  const worst = Math.max(
    -1,
    ...tapes.flatMap((tape) => [0, ...boundsOn(place, tape).map((bound) => bound?.ulps ?? 0)]),
  );
  return worst < 0 || !Number.isFinite(worst) ? null : Math.ceil(worst);
};

/** Whether a function sums or integrates over the outcome: how many terms it takes follows from η, and so do their errors. */
const isSummed = (name: Bounded, row: RowKernel): boolean =>
  reachable(resultsOf(name, row)).some((node) => node.kind === 'special' && node.special.sums === true);

/** The composed bound of every function of a kernel that is lowered for WGSL, where it is no sum or integral. */
export const composedBounds = (kernel: Kernel): ComposedBounds => {
  const { rows } = kernel.looped && kernel.program === null ? sampleOfLoops(kernel.classes!) : kernel;
  const points = pointsOf(kernel);
  const found = bounded.flatMap((name) => {
    const row = rows[name];
    if (row === undefined || resultsOf(name, row).length === 0 || isSummed(name, row)) return [];
    const worst = worstOf({ kernel, name, row }, points);
    return worst === null ? [] : [[name, worst] as const];
  });
  return Object.fromEntries(found);
};
