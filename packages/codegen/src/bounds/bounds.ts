// A bound for the error of every function of a WGSL module, composed from the error table of the specification: at points all
// over the natural space, to first order, in f32 ulps of the largest term, as budgets are. It stands in the manifest beside them.
// At each point it holds on every device, but for terms of second order; between the points it says what is usual, and proves nothing.
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

const most = { points: 16, draws: 2000, outputs: 48 } as const;

/** What the bounds are, in the words of the manifest. */
export const boundsAre = [
  `the largest of the bounds at ${String(most.points)} points drawn over the natural space, of numbers from 2^-5 to 2^6.5 in size`,
  '(to 2^4 with special functions): the errors that the WGSL specification allows every operation, carried to the result by its',
  'derivatives; to first order no device is further off at these points, and elsewhere one may be',
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

/** What the errors of outputs are counted in: of choices the result, of others the largest term, of a covariance both deviations. */
const sizesOf = ({ kernel, name, row: { outputs } }: Place, tape: Tape): readonly number[] => {
  const { judged, parameters: s } = kernel;
  const values = outputs.map((output) => Math.abs(tape.valueOf(output)));
  if (judged === 'exact') return values;
  const isSquare = name === 'hessian' && outputs.length === s * s;
  const deviation = (i: number): number => (isSquare ? Math.sqrt(values[i * s + i]) : 0);
  return outputs.map((output, k) =>
    Math.max(
      values[k],
      ...termsOf(output, tape).map(Math.abs),
      deviation(Math.floor(k / s)) * deviation(k % s),
    ),
  );
};

/** The bounds of the outputs at a point, or of the loss, in ulps of their sizes; null where they are not f32, and outside of the natural space. */
export const boundsAt = (
  place: Place,
): readonly { readonly ulps: number | null; readonly size: number }[] | null => {
  const { kernel, name, row, inputs, valid = row.valid } = place;
  const tape = tapeAt(inputs);
  if (!(tape.valueOf(valid) > 0)) return null;
  const isLoss = name === 'loss';
  const nodes = isLoss && row.loss !== null ? [row.loss] : row.outputs;
  const sizes = isLoss
    ? nodes.map((node) => {
        const value = Math.abs(tape.valueOf(node));
        return kernel.judged === 'exact' ? value : Math.max(value, ...termsOf(node, tape).map(Math.abs));
      })
    : sizesOf(place, tape);
  const stride = Math.ceil(nodes.length / most.outputs);
  return nodes.map((node, i) => {
    const isCounted = i % stride === 0 && sizes[i] >= 2 ** -126 && sizes[i] < 2 ** 128;
    return { ulps: isCounted ? tape.boundOf(node) / ulpOf(sizes[i]) : null, size: sizes[i] };
  });
};

/** The bounds at points all over the natural space, the worst output at each. */
const boundsOver = (place: Omit<Place, 'inputs'>): number[] => {
  const { kernel, row } = place;
  const next = numbers();
  const inside: number[] = [];
  for (let draw = 0; draw < most.draws && inside.length < most.points; draw++) {
    const found = boundsAt({ ...place, inputs: drawn(row.inputs, kernel, next) });
    if (found !== null) inside.push(Math.max(0, ...found.map(({ ulps }) => ulps ?? 0)));
  }
  return inside;
};

/** The largest bound of a function; null where there is none. An outcome that is hard to draw may lie outside of its support. */
const worstOf = (kernel: Kernel, name: Bounded, row: RowKernel): number | null => {
  const inside = boundsOver({ kernel, name, row });
  const found =
    inside.length > 0 ? inside : boundsOver({ kernel, name, row, valid: kernel.rows.hessian!.valid });
  const worst = Math.max(-1, ...found);
  return worst < 0 || !Number.isFinite(worst) ? null : Math.ceil(worst);
};

/** Whether a function sums or integrates over the outcome: how many terms it takes follows from η, and so do their errors. */
const isSummed = (name: Bounded, { outputs, loss }: RowKernel): boolean =>
  reachable(name === 'loss' && loss !== null ? [loss] : outputs).some(
    (node) => node.kind === 'special' && node.special.sums === true,
  );

/** The composed bound of every function of a kernel that is lowered for WGSL, where it is no sum or integral. */
export const composedBounds = (kernel: Kernel): ComposedBounds => {
  const { rows } = kernel.looped && kernel.program === null ? sampleOfLoops(kernel.classes!) : kernel;
  const found = bounded.flatMap((name) => {
    const row = rows[name];
    const worst = row === undefined || isSummed(name, row) ? null : worstOf(kernel, name, row);
    return worst === null ? [] : [[name, worst] as const];
  });
  return Object.fromEntries(found);
};
