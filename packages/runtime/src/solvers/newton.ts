// Fisher scoring: Newton's method with the expected Hessian. Steps are halved while the objective rises or leaves the
// natural parameter space; it stops on the gradient and then takes one last step, which squares the error that is left.
import { cholesky, solve } from '../linear-algebra/cholesky.js';
import type { Objective } from '../objective.js';
import { breather } from './breath.js';
import { dot } from './line-search.js';
import { solution } from './solver.js';
import type { Solution, Solver, StopReason } from './solver.js';

const HALVINGS = 60;
const ROUNDED = 1e3;

/** Newton's method by Fisher scoring; a matrix of length × length a step. */
export const newton: Solver = {
  name: 'newton',
  solve: async (objective, start, settings) => {
    const breathe = breather(settings);
    let state = await look(objective, start);
    if (!Number.isFinite(state.value)) return report('non-finite', objective, { state, iterations: 0 });
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
      if (gradientNorm <= settings.tolerance)
        return report('gradient', objective, { state: await polish(objective, state), iterations });
      if (iterations >= settings.maxIterations)
        return report('max-iterations', objective, { state, iterations });
      const next = await descend(objective, state, {
        step: newtonStep(objective, state),
        rounding: settings.rounding,
      });
      // columns that nearly cancel leave rounding in the gradient, and nothing more can be gained
      if (next === null && gradientNorm <= ROUNDED * settings.tolerance)
        return report('gradient', objective, { state: await polish(objective, state), iterations });
      if (next === null) return report('no-progress', objective, { state, iterations });
      state = next;
    }
  },
};

interface State {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

const look = async (objective: Objective, point: Float64Array): Promise<State> => {
  const gradient = new Float64Array(objective.length);
  const value = await objective.evaluate(point, gradient);
  return { point, value, gradient };
};

/** The step −H⁻¹g; directions in which H vanishes are left alone. */
export const newtonStep = (objective: Objective, state: Pick<State, 'point' | 'gradient'>): Float64Array =>
  solve(cholesky(objective.curvature(state.point), objective.length), state.gradient).map((value) => -value);

const descend = async (
  objective: Objective,
  state: State,
  move: { readonly step: Float64Array; readonly rounding: number },
): Promise<State | null> => {
  const noise = move.rounding * Math.max(Math.abs(state.value), objective.magnitude);
  const promised = -dot(state.gradient, move.step);
  for (let halving = 0, length = 1; halving < HALVINGS; halving++, length /= 2) {
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

const along = (point: Float64Array, step: Float64Array, length: number): Float64Array =>
  point.map((value, i) => value + length * (step[i] ?? 0));

const polish = async (objective: Objective, state: State): Promise<State> => {
  const next = await look(objective, along(state.point, newtonStep(objective, state), 1));
  return objective.size(next.gradient) <= objective.size(state.gradient) ? next : state;
};

const report = (
  reason: StopReason,
  objective: Objective,
  end: { readonly state: State; readonly iterations: number },
): Solution =>
  solution(reason, {
    point: end.state.point,
    objective: end.state.value,
    gradient: end.state.gradient,
    gradientNorm: objective.size(end.state.gradient),
    iterations: end.iterations,
  });
