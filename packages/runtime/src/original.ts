// From the coefficients that a solver moves to those that a user reads: all columns, in their own units.
import type { Design } from './design.js';
import { toOriginal } from './design.js';
import type { LinearProblem } from './devices/device.js';
import type { Plan } from './plan.js';

/** The free coefficients among zeros, columns × s. */
export const expand = (
  point: Float64Array,
  plan: Pick<Plan, 'free'>,
  problem: LinearProblem,
): Float64Array => {
  const full = new Float64Array(problem.columns * problem.kernels.parameters);
  plan.free.forEach((at, i) => (full[at] = point[i] ?? 0));
  return full;
};

/** Working coefficients as coefficients of the original columns; in the symmetric form the intercepts sum to 0. */
export const originalOf = (design: Design, working: Float64Array, plan: Pick<Plan, 'form'>): Float64Array => {
  const s = working.length / design.columns;
  const weights = toOriginal(design, working, s);
  if (plan.form === 'symmetric' && design.first === 1) centreIntercepts(weights, s);
  return weights;
};

// The penalty does not see the intercepts, and the softmax not their common part: it is taken away.
const centreIntercepts = (weights: Float64Array, s: number): void => {
  let sum = 0;
  for (let k = 0; k < s; k++) sum += weights[k] ?? 0;
  for (let k = 0; k < s; k++) weights[k] = (weights[k] ?? 0) - sum / s;
};
