// L-BFGS (Nocedal 1980): a quasi-Newton method that remembers a few steps instead of a matrix.
import { dot } from '../linear-algebra/dot.js';
import { breather } from './breath.js';
import { lineSearch } from './line-search.js';
import { look } from './look.js';
import type { Look } from './look.js';
import { solution } from './solver.js';
import type { Solver } from './solver.js';

const memory = 20;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** Limited-memory BFGS with a strong line search; needs only gradients. */
export const lbfgs: Solver = {
  name: 'lbfgs',
  solve: async (objective, start, settings) => {
    const breathe = breather(settings);
    const { rounding } = settings;
    let here = await look(objective, start);
    let pairs: readonly Pair[] = [];
    for (let iteration = 0; ; iteration++) {
      await breathe();
      const gradientNorm = objective.size(here.gradient);
      settings.onProgress?.({
        solver: 'lbfgs',
        iteration,
        objective: here.value,
        gradientNorm,
        point: here.point,
      });
      const { point, gradient } = here;
      const state = { point, objective: here.value, gradient, gradientNorm, iterations: iteration };
      if (!Number.isFinite(here.value) || !Number.isFinite(gradientNorm))
        return solution('non-finite', state);
      if (gradientNorm <= settings.tolerance) return solution('gradient', state);
      if (iteration >= settings.maxIterations) return solution('max-iterations', state);
      let next = await lineSearch(objective, here, { ...proposal(here, pairs), rounding });
      if (next === null && pairs.length > 0) {
        // the memory may be what misleads: once more, downhill
        pairs = [];
        next = await lineSearch(objective, here, { ...proposal(here, pairs), rounding });
      }
      if (next === null) return solution('no-progress', state);
      pairs = remember(pairs, here, next);
      here = next;
    }
  },
};

const proposal = (here: Look, pairs: readonly Pair[]) => {
  const direction = twoLoops(here.gradient, pairs);
  if (pairs.length > 0 && dot(direction, here.gradient) < 0) return { direction, first: 1 };
  const steepest = here.gradient.map((value) => -value);
  return { direction: steepest, first: Math.min(1, 1 / Math.sqrt(dot(steepest, steepest))) };
};

const twoLoops = (gradient: Float64Array, pairs: readonly Pair[]): Float64Array => {
  const result = gradient.map((value) => -value);
  const shares: number[] = [];
  for (const pair of [...pairs].reverse()) {
    const share = dot(pair.step, result) / pair.curvature;
    shares.push(share);
    add(result, pair.change, -share);
  }
  const newest = pairs.at(-1);
  if (newest !== undefined) scale(result, newest.curvature / dot(newest.change, newest.change));
  for (const pair of pairs)
    add(result, pair.step, (shares.pop() ?? 0) - dot(pair.change, result) / pair.curvature);
  return result;
};

const remember = (pairs: readonly Pair[], before: Look, after: Look): readonly Pair[] => {
  const step = after.point.map((value, i) => value - (before.point[i] ?? 0));
  const change = after.gradient.map((value, i) => value - (before.gradient[i] ?? 0));
  const curvature = dot(step, change);
  // rounding can make the curvature vanish or worse; such a pair would spoil every step after it
  if (!(curvature > 2 ** -52 * dot(change, change) * 1e-8)) return pairs;
  return [...pairs, { step, change, curvature }].slice(-memory);
};

const add = (target: Float64Array, vector: Float64Array, factor: number): void => {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + factor * (vector[i] ?? 0);
};

const scale = (target: Float64Array, factor: number): void => {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) * factor;
};
