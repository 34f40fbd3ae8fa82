// Intervals of the profile likelihood, by the method of Venzon and Moolgavkar (1988): where the coefficient is at the end of
// its interval all others are at their best, and twice the log-likelihood has fallen by the quantile. Newton's method on both
// conditions at once needs a handful of steps an end.
import { cholesky, solve } from '../linear-algebra/cholesky.js';
import type { Objective } from '../objective.js';
import { dot } from '../linear-algebra/dot.js';

/** What all ends of all intervals share. */
export interface ProfileParts {
  readonly objective: Objective;
  /** The minimum of the objective. */
  readonly point: Float64Array;
  readonly value: number;
  /** By how much the objective rises towards an end: φ·q²/(2Σw). */
  readonly rise: number;
}

const mostSteps = 100;

/** How far a coefficient, a linear function of the point, moves to either end; null where no end is found. */
export const profileEnds = async (
  parts: ProfileParts,
  functional: Float64Array,
): Promise<readonly [number, number] | null> => {
  const [down, up] = [await walk(parts, functional, -1), await walk(parts, functional, 1)];
  return down === null || up === null ? null : [down, up];
};

const walk = async (parts: ProfileParts, functional: Float64Array, side: number): Promise<number | null> => {
  const { objective, rise } = parts;
  const goal = parts.value + rise;
  let point = parts.point.slice();
  let value = parts.value;
  let gradient = new Float64Array(point.length);
  await objective.evaluate(point, gradient);
  for (let step = 0; step < mostSteps; step++) {
    const factor = cholesky(objective.curvature(point), point.length);
    const along = solve(factor, functional);
    const back = solve(factor, gradient);
    const square = (2 * (goal - value) + dot(gradient, back)) / dot(functional, along);
    const multiplier = side * Math.sqrt(Math.max(0, square));
    const move = point.map((_, i) => multiplier * (along[i] ?? 0) - (back[i] ?? 0));
    const next = await advance(objective, { point, move, limit: value + 8 * rise + Math.abs(goal - value) });
    if (next === null) return null;
    const change = dot(functional, move) * next.length;
    ({ point, value, gradient } = next);
    const reached = dot(functional, point) - dot(functional, parts.point);
    const settled = Math.abs(change) <= 1e-10 * Math.abs(reached);
    if (settled && Math.abs(value - goal) <= 1e-7 * rise) return reached;
    if (!Number.isFinite(reached)) return null;
  }
  return null;
};

// Half the way as often as the objective is no number, or has risen far beyond the goal.
const advance = async (
  objective: Objective,
  from: { readonly point: Float64Array; readonly move: Float64Array; readonly limit: number },
) => {
  for (let halving = 0, length = 1; halving < 40; halving++, length /= 2) {
    const point = from.point.map((value, i) => value + length * (from.move[i] ?? 0));
    const gradient = new Float64Array(point.length);
    const value = await objective.evaluate(point, gradient);
    if (value <= from.limit) return { point, gradient, value, length };
  }
  return null;
};
