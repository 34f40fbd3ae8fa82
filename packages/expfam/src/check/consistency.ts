// What holds between the functions of one kernel, whatever the truth: the gradient belongs to the loss that is printed,
// probabilities sum to one, and a Hessian is nowhere negative, each within so many ulps.
import { observedAs } from './measure.js';
import type { Measurable } from './measure.js';
import type { Point } from './truth.js';

/** One law and how far it was missed. */
export interface Law {
  readonly name: 'probabilities-sum-to-one' | 'hessian-is-not-negative' | 'gradient-belongs-to-loss';
  readonly worst: number;
  readonly budget: number;
  readonly at: readonly number[] | null;
  readonly pass: boolean;
}

const epsilon = { f64: 2 ** -52, f32: 2 ** -23 } as const;

interface Seen {
  worst: number;
  at: readonly number[] | null;
}

const note = (seen: Seen, error: number, at: readonly number[]): void => {
  if (!(error <= seen.worst)) [seen.worst, seen.at] = [error, at];
};

/** The laws of a kernel at these points. */
export const consistency = (
  kernels: Measurable,
  points: readonly Point[],
  { slopes: hasSlopes = true }: { readonly slopes?: boolean } = {},
): readonly Law[] => {
  const s = kernels.parameters;
  const unit = epsilon[kernels.precision ?? 'f64'];
  const array = (length: number) =>
    kernels.precision === 'f32' ? new Float32Array(length) : new Float64Array(length);
  const [sums, forms, slopes]: [Seen, Seen, Seen] = [
    { worst: 0, at: null },
    { worst: 0, at: null },
    { worst: 0, at: null },
  ];
  for (const { eta, y } of points) {
    const at = array(s);
    at.set(eta);
    if (kernels.classes !== null) {
      const mean = array(kernels.classes);
      kernels.response(at, mean, 1);
      note(sums, Math.abs(Array.from(mean).reduce((a, b) => a + b, 0) - 1) / unit, eta);
    }
    const hessian = array(s * s);
    kernels.hessian(at, hessian, 1);
    if (hessian.every(Number.isFinite)) note(forms, negativity(hessian, s) / unit, eta);
    if (hasSlopes && eta.every((x) => Math.abs(x) < 30))
      note(slopes, slopeError(kernels, { eta, y }, array), eta);
  }
  const law = (name: Law['name'], { worst, at }: Seen, budget: number): Law => ({
    name,
    worst,
    budget,
    at,
    pass: worst <= budget,
  });
  return [
    ...(kernels.classes === null ? [] : [law('probabilities-sum-to-one', sums, kernels.classes)]),
    law('hessian-is-not-negative', forms, 16 * s),
    // a difference quotient is good for half of the digits
    ...(hasSlopes
      ? [law('gradient-belongs-to-loss', slopes, kernels.precision === 'f32' ? 1e-1 : 1e-4)]
      : []),
  ];
};

/** How far below 0 the quadratic form goes at a few vectors, relative to its largest term. */
const negativity = (hessian: ArrayLike<number>, s: number): number => {
  const vectors = [
    ...Array.from({ length: s }, (_, i) => Array.from({ length: s }, (__, j) => (i === j ? 1 : 0))),
    Array.from({ length: s }, () => 1),
    Array.from({ length: s }, (_, j) => Math.sin(3 * j + 1)),
  ];
  return vectors.reduce((worst, v) => {
    let [form, largest] = [0, 0];
    for (let i = 0; i < s; i += 1)
      for (let j = 0; j < s; j += 1) {
        const term = (v[i] ?? 0) * (hessian[s * i + j] ?? 0) * (v[j] ?? 0);
        form += term;
        largest = Math.max(largest, Math.abs(term));
      }
    return Math.max(worst, largest === 0 ? 0 : -form / largest);
  }, 0);
};

/** The gradient against a central difference of the loss, relative to the size of the loss. */
const slopeError = (
  kernels: Measurable,
  { eta, y }: Point,
  array: (length: number) => Float64Array | Float32Array,
): number => {
  const outcome = observedAs(kernels, y);
  const gradient = array(eta.length);
  const at = array(eta.length);
  at.set(eta);
  const own = kernels.gradient(at, outcome, gradient, 1);
  if (!Number.isFinite(own)) return 0;
  const relative = kernels.precision === 'f32' ? 2 ** -8 : 2 ** -18;
  return eta.reduce((worst, x, i) => {
    const step = Math.max(Math.abs(x), 2 ** -6) * relative;
    const [above, below] = [at.slice(), at.slice()];
    above[i] = x + step;
    below[i] = x - step;
    const width = (above[i] ?? 0) - (below[i] ?? 0);
    const losses = [kernels.loss(above, outcome, 1), kernels.loss(below, outcome, 1)] as const;
    if (!losses.every(Number.isFinite)) return worst;
    const quotient = (losses[0] - losses[1]) / width;
    const size = Math.max(Math.abs(gradient[i] ?? 0), Math.abs(own), 1);
    return Math.max(worst, Math.abs(quotient - (gradient[i] ?? 0)) / size);
  }, 0);
};
