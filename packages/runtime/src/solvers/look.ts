// A look at an objective: what every solver knows of a point.
import type { Objective } from '../objective.js';

/** A point with the value and the gradient of the objective there. */
export interface Look {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Evaluates the objective at a point. */
export const look = async (objective: Objective, point: Float64Array): Promise<Look> => {
  const gradient = new Float64Array(objective.length);
  const value = await objective.evaluate(point, gradient);
  return { point, value, gradient };
};
