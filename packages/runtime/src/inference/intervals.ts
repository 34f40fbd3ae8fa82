// Profile intervals for every free coefficient of the original columns, which are linear functions of the working ones.
import { normalQuantile } from '../numbers/normal.js';
import type { Ending } from './ending.js';
import { profileEnds } from './profile.js';

/** The intervals by flat position; null where the likelihood does not fall far enough on one side. */
export const profileIntervals = async (
  ending: Ending,
  dispersion: number,
): Promise<ReadonlyMap<number, readonly [number, number] | null>> => {
  const { objective, solution, settings, data, plan, weights } = ending;
  const quantile = normalQuantile((1 + settings.level) / 2);
  const parts = {
    objective,
    point: solution.point,
    value: await objective.evaluate(solution.point, new Float64Array(objective.length)),
    rise: (dispersion * quantile ** 2) / (2 * data.totalWeight),
  };
  const found = new Map<number, readonly [number, number] | null>();
  for (const at of plan.free) {
    settings.signal?.throwIfAborted();
    const ends = await profileEnds(parts, functionalOf(ending, at));
    const estimate = weights[at] ?? NaN;
    found.set(at, ends === null ? null : [estimate + ends[0], estimate + ends[1]]);
  }
  return found;
};

// β_j = b_j / scale_j, and β₀ = b₀ − Σ centre_j·b_j / scale_j.
const functionalOf = ({ plan, design, problem }: Ending, wanted: number): Float64Array => {
  const s = problem.kernels.parameters;
  const { first, scale, centre } = design;
  const column = Math.floor(wanted / s);
  return Float64Array.from(plan.free, (at) => {
    if (at % s !== wanted % s) return 0;
    const feature = Math.floor(at / s) - first;
    const divisor = scale[feature] ?? 1;
    if (at === wanted) return column < first ? 1 : 1 / divisor;
    return column < first ? -(centre[feature] ?? 0) / divisor : 0;
  });
};
