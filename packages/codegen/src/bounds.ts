// A bound for the error of every function of a WGSL module, composed from the error table of the specification: what each
// operation may be off, and what it makes of the errors that come in. To first order, in f32 ulps of the largest term.
import type { Kernel, KernelNode, KernelOperation, RowKernel } from './kernel.js';
import { sampleOfLoops } from './loops/sample.js';
import { specialRow } from './special/print.js';

/** Where exponentials do not underflow: the largest size of their argument. */
const range = 104;

/** What an operation adds by itself, and by how much it multiplies the sum or the largest of the errors of its arguments. */
interface Law {
  readonly own: number;
  readonly combines: 'sum' | 'largest';
  readonly factor?: number;
}

const passes: Law = { own: 0, combines: 'largest' };

/** THE TABLE, from the section on floating-point accuracy of the specification of WGSL. */
const laws: { readonly [Op in KernelOperation]: Law } = {
  add: { own: 1, combines: 'largest' },
  subtract: { own: 1, combines: 'largest' },
  multiply: { own: 1, combines: 'sum' },
  divide: { own: 2.5, combines: 'sum' },
  negate: passes,
  exp: { own: 3 + 2 * range, combines: 'sum', factor: range },
  expm1: { own: 3 + 2 * range, combines: 'sum', factor: range },
  // an absolute error of 2^-21 on [1/2, 2] is 8 ulps of 1, the largest term there
  log: { own: 8, combines: 'sum' },
  log1p: { own: 11, combines: 'sum' },
  expBelow: { own: 3 + 2 * range, combines: 'sum', factor: range },
  log1pAbove: { own: 11, combines: 'sum' },
  sqrt: { own: 3.5, combines: 'sum' },
  abs: passes,
  floor: passes,
  maximum: passes,
  minimum: passes,
  power: { own: 3 + 2 * range, combines: 'sum', factor: range },
  less: passes,
  lessEqual: passes,
  equal: passes,
  and: passes,
  select: passes,
};

const composed = (): ((node: KernelNode) => number) => {
  const known = new Map<KernelNode, number>();
  const inside = new Map<string, number>();
  const special = (node: KernelNode & { kind: 'special' }): number => {
    const own = inside.get(node.special.name) ?? bound(specialRow(node.special, 'f32').outputs[0]);
    inside.set(node.special.name, own);
    return own;
  };
  const bound = (node: KernelNode): number => {
    const found = known.get(node);
    if (found !== undefined) return found;
    let result = node.kind === 'constant' ? 0.5 : 0;
    if (node.kind === 'operation' || node.kind === 'special') {
      const errors = node.args.map(bound);
      const [sum, largest] = [errors.reduce((a, b) => a + b, 0), Math.max(...errors)];
      if (node.kind === 'special') result = special(node) + sum;
      else {
        const { own, combines, factor = 1 } = laws[node.op];
        result = own + factor * (combines === 'sum' ? sum : largest);
      }
    }
    known.set(node, result);
    return result;
  };
  return bound;
};

const ofRow = (row: RowKernel, part: 'loss' | 'outputs'): number => {
  const bound = composed();
  const nodes = part === 'loss' && row.loss !== null ? [row.loss] : row.outputs;
  return Math.ceil(Math.max(0, ...nodes.map(bound)));
};

/** The composed bound of every function, in f32 ulps of its largest term. */
export const composedBounds = (kernel: Kernel) => {
  const { rows } = kernel.looped ? sampleOfLoops(kernel.classes!) : kernel;
  return {
    response: ofRow(rows.response!, 'outputs'),
    loss: ofRow(rows.loss!, 'loss'),
    gradient: ofRow(rows.gradient!, 'outputs'),
    hessian: ofRow(rows.hessian!, 'outputs'),
    jacobian: ofRow(rows.jacobian!, 'outputs'),
  };
};
