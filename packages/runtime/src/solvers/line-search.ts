// A line search after Hager and Zhang (SIAM J. Optim. 16, 2005): Wolfe's conditions, and once differences of the objective
// drown in rounding, their approximate form that looks at slopes alone. That is what carries L-BFGS to a gradient of 1e-10,
// where the objective has long ceased to change.
import { dot } from '../linear-algebra/dot.js';
import type { Objective } from '../objective.js';
import { look } from './look.js';
import type { Look } from './look.js';

interface Trial extends Look {
  readonly length: number;
  readonly slope: number;
}

const decrease = 1e-4;
const curvature = 0.9;
const mostTrials = 50;

/** A step along a descent direction that satisfies either form of Wolfe's conditions, or null where none is found. */
export const lineSearch = async (
  objective: Objective,
  from: Look,
  move: { readonly direction: Float64Array; readonly first: number; readonly rounding: number },
): Promise<Look | null> => {
  const origin: Trial = { ...from, length: 0, slope: dot(from.gradient, move.direction) };
  if (!(origin.slope < 0)) return null;
  const noise = move.rounding * Math.max(Math.abs(from.value), objective.magnitude);
  let low = origin;
  let high: Trial | null = null;
  let length = move.first;
  for (let trial = 0; trial < mostTrials; trial++) {
    const next = await probe(objective, from.point, { direction: move.direction, length });
    if (accepted(origin, next, noise)) return next;
    const fell =
      Number.isFinite(next.value) && Number.isFinite(next.slope) && next.value <= from.value + noise;
    if (fell && next.slope < 0) low = next;
    else high = next;
    length = following(low, high);
    if (length === low.length || length === high?.length) return null;
  }
  return null;
};

const probe = async (
  objective: Objective,
  point: Float64Array,
  move: { readonly direction: Float64Array; readonly length: number },
): Promise<Trial> => {
  const { direction, length } = move;
  const found = await look(objective, point.map((value, i) => value + length * (direction[i] ?? 0))); // prettier-ignore
  return { ...found, length, slope: dot(found.gradient, direction) };
};

const accepted = (origin: Trial, next: Trial, noise: number): boolean => {
  if (!Number.isFinite(next.value) || !Number.isFinite(next.slope)) return false;
  const flattened = next.slope >= curvature * origin.slope;
  const decreased = next.value <= origin.value + decrease * next.length * origin.slope;
  if (decreased && Math.abs(next.slope) <= -curvature * origin.slope) return true;
  return flattened && next.slope <= (2 * decrease - 1) * origin.slope && next.value <= origin.value + noise;
};

// Between two slopes of opposite sign the secant, kept off the ends by a tenth; without an upper end, four times as far.
const following = (low: Trial, high: Trial | null): number => {
  if (high === null) return low.length * 4;
  const width = high.length - low.length;
  const usable = Number.isFinite(high.slope) && high.slope > low.slope;
  const share = usable ? low.slope / (low.slope - high.slope) : 0.5;
  return low.length + Math.min(0.9, Math.max(0.1, share)) * width;
};
