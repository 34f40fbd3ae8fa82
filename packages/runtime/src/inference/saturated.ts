// The loss of a model with a parameter for every row, which the deviance is measured from. Kernels that know it in closed form
// say so; otherwise each outcome's own best natural parameter is found by Newton's method.
import { floats } from '../kernel.js';
import type { KernelModule, Outcome } from '../kernel.js';

/** What is summed, row by row. */
export interface SaturatedParts {
  readonly y: Outcome;
  readonly rows: number;
  readonly weights: ArrayLike<number> | null;
  /** A natural parameter at which every row has a finite loss. */
  readonly start: number;
}

/**
 * The least total loss that any natural parameters give, for families of one parameter; null where it is unbounded. A
 * count of 0 has its best parameter at −∞, and the loss there as its limit.
 */
export const leastLoss = (kernels: KernelModule, parts: SaturatedParts): number | null => {
  const { y, rows, weights, start } = parts;
  if (kernels.parameters !== 1 || y.length !== rows) return null;
  const known = new Map<number, number>();
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const weight = weights?.[row] ?? 1;
    if (weight === 0) continue;
    const value = y[row] ?? NaN;
    const least = known.get(value) ?? descend(rowOf(kernels, value), start);
    known.set(value, least);
    sum += weight * least;
  }
  return Number.isFinite(sum) ? sum : null;
};

type Row = (eta: number) => { readonly loss: number; readonly slope: number; readonly curvature: number };

const rowOf = (kernels: KernelModule, value: number): Row => {
  const eta = floats(kernels, 1);
  const y = floats(kernels, 1).fill(value);
  const slope = floats(kernels, 1);
  const curvature = floats(kernels, 1);
  return (at) => {
    eta[0] = at;
    const loss = kernels.gradient(eta, y, slope, 1);
    kernels.hessian(eta, curvature, 1);
    return { loss, slope: slope[0] ?? NaN, curvature: curvature[0] ?? NaN };
  };
};

// Towards a limit each step gains a factor e: 40 of them reach rounding. What still falls after 500 falls for ever.
const mostSteps = 500;

const descend = (row: Row, start: number): number => {
  let at = start;
  let here = row(at);
  for (let step = 0; step < mostSteps; step++) {
    const move = here.slope / here.curvature;
    if (!Number.isFinite(move)) return here.loss;
    let length = 1;
    let next = row(at - move);
    while (length > 1e-16 && !(next.loss < here.loss)) {
      length /= 2;
      next = row(at - length * move);
    }
    if (!(next.loss < here.loss)) return here.loss;
    const gain = here.loss - next.loss;
    at -= length * move;
    here = next;
    if (gain <= 1e-17 * Math.max(1, Math.abs(here.loss))) return here.loss;
  }
  return NaN;
};
