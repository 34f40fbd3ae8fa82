// Directions in which an objective never rises: along the smallest curvature, and further out from 0. At a minimum every move of
// the linear predictors by as much again costs something.
import { extremes } from '../linear-algebra/singular.js';
import type { Objective } from '../objective.js';
import type { Solution } from '../solvers/solver.js';

// Beyond this many coefficients the search for the smallest curvature would outlast the fit.
const mostCoefficients = 200;
// Moves of the linear predictors, relative to 1 + |η|, and what rounding may make of an objective that does not change.
const moves = [1, 10];
const leastNoise = 1e-13;
const tremors = [-1e-13, -4e-14, 4e-14, 1e-13];

/** A direction of the coefficients along which the objective has no end at a solution, or null. */
export const endlessDirection = async (
  objective: Objective,
  { point, objective: value }: Solution,
): Promise<Float64Array | null> => {
  const gradient = new Float64Array(point.length);
  const at = (share: number) =>
    objective.evaluate(
      point.map((each) => each * (1 + share)),
      gradient,
    );
  // at a minimum such moves change nothing but the rounding, which far out in the space may be of the size of 1
  const nearby: number[] = [];
  for (const share of tremors) nearby.push(Math.abs((await at(share)) - value));
  const noise = 4 * Math.max(...nearby) + leastNoise * Math.max(Math.abs(value), objective.magnitude);
  for (const direction of directions(objective, point)) {
    const reach = objective.reach(point, direction);
    if (!(reach > 0 && reach < Infinity)) continue;
    for (const sign of [1, -1]) {
      const values: number[] = [];
      for (const move of moves)
        values.push(
          await objective.evaluate(
            point.map((each, i) => each + ((sign * move) / reach) * (direction[i] ?? 0)),
            gradient,
          ),
        );
      if (values.every((there) => there <= value + noise)) return direction.map((part) => sign * part);
    }
  }
  return null;
};

function* directions(objective: Objective, point: Float64Array): Generator<Float64Array> {
  yield point;
  const { length } = point;
  if (length > mostCoefficients) return;
  const matrix = objective.curvature(point);
  const lengths = Float64Array.from({ length }, (_, j) =>
    Math.hypot(...Array.from({ length }, (__, i) => matrix[i * length + j] ?? 0)),
  );
  if (!lengths.every(Number.isFinite)) return;
  yield extremes(matrix, length).direction.map((part, j) =>
    lengths[j] === 0 ? part : part / (lengths[j] ?? 1),
  );
}
