// Fisher scoring: Newton's method with the expected Hessian. Steps are halved while the objective rises or leaves the
// natural parameter space; it stops on the gradient and then takes one last step, which squares the error that is left. With
// links other than the canonical one its steps may gain little; then the Hessian itself, by differences, takes over.
import { cholesky, solve } from '../linear-algebra/cholesky.js';
import { dot } from '../linear-algebra/dot.js';
import type { Objective } from '../objective.js';
import { breather } from './breath.js';
import { look } from './look.js';
import type { Look } from './look.js';
import { observed } from './observed.js';
import { solution } from './solver.js';
import type { Solution, Solver, SolverSettings, StopReason } from './solver.js';

const mostHalvings = 60;
const roundedGradient = 1e3;
// Newton's steps square the error; one that leaves a third of it is not Newton's. The Hessian costs two gradients a coefficient:
// it pays where more steps than these are left at the pace seen.
const slowPace = 1 / 3;

const isSlow = (length: number, pace: number, left: number): boolean =>
  pace > slowPace && (pace >= 1 || Math.log(left) / Math.log(pace) > 2 * length);

/** Newton's method by Fisher scoring; a matrix of length × length a step. */
export const newton: Solver = {
  name: 'newton',
  solve: async (objective, start, settings) => {
    const breathe = breather(settings);
    let state = await look(objective, start);
    if (!Number.isFinite(state.value)) return report('non-finite', objective, { state, iterations: 0 });
    const own = ownHessian(objective, settings);
    let before = Infinity;
    let lagging = false;
    for (let iterations = 0; ; iterations++) {
      await breathe();
      const gradientNorm = objective.size(state.gradient);
      settings.onProgress?.({
        solver: 'newton',
        iteration: iterations,
        objective: state.value,
        gradientNorm,
        point: state.point,
      });
      if (!Number.isFinite(gradientNorm)) return report('non-finite', objective, { state, iterations });
      const slow = isSlow(objective.length, gradientNorm / before, settings.tolerance / gradientNorm);
      before = gradientNorm;
      lagging ||= slow;
      if (gradientNorm <= settings.tolerance)
        return report('gradient', objective, {
          state: await polish(objective, state, lagging ? own : null),
          iterations,
        });
      if (iterations >= settings.maxIterations)
        return report('max-iterations', objective, { state, iterations });
      const next =
        (slow ? await advance(objective, state, { step: await own(state), ...settings }) : null) ??
        (await advance(objective, state, { step: newtonStep(objective, state), ...settings }));
      // columns that nearly cancel leave rounding in the gradient, and nothing more can be gained
      if (next === null && gradientNorm <= roundedGradient * settings.tolerance)
        return report('gradient', objective, {
          state: await polish(objective, state, lagging ? own : null),
          iterations,
        });
      if (next === null) return report('no-progress', objective, { state, iterations });
      state = next;
    }
  },
};

/** The step −H⁻¹g; directions in which H vanishes are left alone. */
export const newtonStep = (objective: Objective, state: Pick<Look, 'point' | 'gradient'>): Float64Array =>
  solve(cholesky(objective.curvature(state.point), objective.length), state.gradient).map((value) => -value);

const advance = async (
  objective: Objective,
  state: Look,
  move: { readonly step: Float64Array | null; readonly rounding: number },
): Promise<Look | null> =>
  move.step === null ? null : descend(objective, state, { ...move, step: move.step });

const descend = async (
  objective: Objective,
  state: Look,
  move: { readonly step: Float64Array; readonly rounding: number },
): Promise<Look | null> => {
  const noise = move.rounding * Math.max(Math.abs(state.value), objective.magnitude);
  const promised = -dot(state.gradient, move.step);
  for (let halving = 0, length = 1; halving < mostHalvings; halving++, length /= 2) {
    const next = await look(objective, along(state.point, move.step, length));
    if (next.value < state.value - noise) return next;
    // where rounding hides the decrease the gradient decides
    if (Math.abs(next.value - state.value) <= noise) {
      if (objective.size(next.gradient) < objective.size(state.gradient)) return next;
      if (promised * length <= noise) return null;
    }
  }
  return null;
};

// The step by the Hessian itself; null where that does not bend upwards, and once it has proved to be the expected one.
const ownHessian = (objective: Objective, { rounding }: Pick<SolverSettings, 'rounding'>) => {
  let same = false;
  return async (state: Look): Promise<Float64Array | null> => {
    if (same) return null;
    const expected = objective.curvature(state.point);
    const found = await observed(objective, { ...state, expected, rounding });
    if (found === null) return null;
    same = found.same;
    const factor = cholesky(found.matrix, objective.length);
    if (same || factor.rank < objective.length) return null;
    return solve(factor, state.gradient).map((value) => -value);
  };
};

const along = (point: Float64Array, step: Float64Array, length: number): Float64Array =>
  point.map((value, i) => value + length * (step[i] ?? 0));

const polish = async (
  objective: Objective,
  state: Look,
  own: ((state: Look) => Promise<Float64Array | null>) | null,
): Promise<Look> => {
  const step = (await own?.(state)) ?? newtonStep(objective, state);
  const next = await look(objective, along(state.point, step, 1));
  return objective.size(next.gradient) <= objective.size(state.gradient) ? next : state;
};

const report = (
  reason: StopReason,
  objective: Objective,
  end: { readonly state: Look; readonly iterations: number },
): Solution =>
  solution(reason, {
    point: end.state.point,
    objective: end.state.value,
    gradient: end.state.gradient,
    gradientNorm: objective.size(end.state.gradient),
    iterations: end.iterations,
  });
