// Coordinate descent for penalties with corners (Friedman, Hastie and Tibshirani, 2010): Fisher scoring whose quadratic model
// is minimised one coordinate at a time, over the coordinates that are not zero or want to leave zero.
import { cholesky, solve } from '../linear-algebra/cholesky.js';
import type { Objective } from '../objective.js';
import { breather } from './breath.js';
import { look } from './look.js';
import { solution } from './solver.js';
import type { Solution, Solver, SolverSettings } from './solver.js';

const mostHalvings = 60;
const mostSweeps = 10_000;
const sweepsToJump = 8;
// So many coordinates at most leave zero in one step, which bounds the matrix by what the answer needs.
const mostNewcomers = 256;

interface State {
  readonly point: Float64Array;
  /** Penalty with corners included. */
  readonly value: number;
  /** Of the smooth part. */
  readonly gradient: Float64Array;
}

/** Coordinate descent on the quadratic models of Fisher scoring; the only solver that knows λ₁. */
export const coordinate: Solver = {
  name: 'coordinate',
  solve: async (objective, start, settings) => {
    const breathe = breather(settings);
    const lasso = objective.lasso ?? new Float64Array(objective.length);
    let state = await lookWithCorners(objective, lasso, start);
    for (let iterations = 0; ; iterations++) {
      await breathe();
      const gradient = steepest(state, lasso);
      const gradientNorm = objective.size(gradient);
      settings.onProgress?.({
        solver: 'coordinate',
        iteration: iterations,
        objective: state.value,
        gradientNorm,
        point: state.point,
      });
      const end = { point: state.point, objective: state.value, gradient, gradientNorm, iterations };
      if (!Number.isFinite(state.value) || !Number.isFinite(gradientNorm)) return solution('non-finite', end);
      if (gradientNorm <= settings.tolerance) return await polished(objective, lasso, end);
      if (iterations >= settings.maxIterations) return solution('max-iterations', end);
      const next = await advance(objective, state, { lasso, settings });
      if (next === null) return solution('no-progress', end);
      state = next;
    }
  },
};

const lookWithCorners = async (
  objective: Objective,
  lasso: Float64Array,
  point: Float64Array,
): Promise<State> => {
  const { value, gradient } = await look(objective, point);
  return { point, value: value + corners(point, lasso), gradient };
};

const corners = (point: Float64Array, lasso: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < point.length; i++) sum += (lasso[i] ?? 0) * Math.abs(point[i] ?? 0);
  return sum;
};

/** The shortest subgradient: 0 exactly where a coordinate at zero does not want to leave it. */
const steepest = ({ point, gradient }: State, lasso: Float64Array): Float64Array =>
  gradient.map((slope, i) => {
    const at = point[i] ?? 0;
    const corner = lasso[i] ?? 0;
    return at === 0 ? shrunk(slope, corner) : slope + Math.sign(at) * corner;
  });

const shrunk = (value: number, by: number): number =>
  value > by ? value - by : value < -by ? value + by : Number.isNaN(value) ? value : 0;

const polished = async (
  objective: Objective,
  lasso: Float64Array,
  end: Omit<Solution, 'reason' | 'converged'>,
): Promise<Solution> => {
  const here = await lookWithCorners(objective, lasso, end.point);
  const step = quadraticStep(objective, here, { lasso, precision: 1e-15 });
  const next = await lookWithCorners(
    objective,
    lasso,
    end.point.map((value, i) => value + (step[i] ?? 0)),
  );
  const gradient = steepest(next, lasso);
  const gradientNorm = objective.size(gradient);
  return solution(
    'gradient',
    gradientNorm <= end.gradientNorm
      ? { ...end, point: next.point, objective: next.value, gradient, gradientNorm }
      : end,
  );
};

interface Move {
  readonly lasso: Float64Array;
  readonly settings: SolverSettings;
}

const advance = async (
  objective: Objective,
  state: State,
  { lasso, settings }: Move,
): Promise<State | null> => {
  const step = quadraticStep(objective, state, { lasso, precision: 1e-13 });
  const noise = settings.rounding * Math.max(Math.abs(state.value), objective.magnitude);
  const promised = step.reduce((sum, change, i) => {
    const at = state.point[i] ?? 0;
    const corner = (lasso[i] ?? 0) * (Math.abs(at + change) - Math.abs(at));
    return sum + (state.gradient[i] ?? 0) * change + corner;
  }, 0);
  const before = objective.size(steepest(state, lasso));
  for (let halving = 0, length = 1; halving < mostHalvings; halving++, length /= 2) {
    const along = state.point.map((value, i) => value + length * (step[i] ?? 0));
    const next = await lookWithCorners(objective, lasso, along);
    if (next.value < state.value + 1e-4 * length * promised - noise) return next;
    // where rounding hides the decrease the gradient decides
    if (Math.abs(next.value - state.value) <= noise) {
      if (objective.size(steepest(next, lasso)) < before) return next;
      if (-promised * length <= noise) return null;
    }
  }
  return null;
};

/** The step to the minimum of the quadratic model with its corners, over the coordinates that take part. */
const quadraticStep = (
  objective: Objective,
  { point, gradient }: State,
  how: { readonly lasso: Float64Array; readonly precision: number },
): Float64Array => {
  const among = takingPart(point, gradient, how.lasso);
  const matrix = objective.curvature(point, among);
  const size = among.length;
  const model: Model = {
    start: Float64Array.from(among, (i) => point[i] ?? 0),
    slope: Float64Array.from(among, (i) => gradient[i] ?? 0),
    corner: Float64Array.from(among, (i) => how.lasso[i] ?? 0),
  };
  const moved = new Float64Array(size);
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let [largest, farthest] = [0, 0];
    for (let i = 0; i < size; i++) {
      const bend = matrix[i * size + i] ?? 0;
      if (!(bend > 0)) continue;
      const at = (model.start[i] ?? 0) + (moved[i] ?? 0);
      const target = shrunk(at * bend - (model.slope[i] ?? 0), model.corner[i] ?? 0) / bend;
      const change = target - at;
      if (change === 0) continue;
      moved[i] = target - (model.start[i] ?? 0);
      for (let j = 0; j < size; j++)
        model.slope[j] = (model.slope[j] ?? 0) + change * (matrix[i * size + j] ?? 0);
      largest = Math.max(largest, Math.abs(change) * Math.sqrt(bend));
      farthest = Math.max(farthest, Math.abs(moved[i] ?? 0) * Math.sqrt(bend));
    }
    if (!(largest > how.precision * farthest)) break;
    if (sweep % sweepsToJump === sweepsToJump - 1) jump(matrix, model, moved);
  }
  const step = new Float64Array(point.length);
  among.forEach((i, position) => (step[i] = moved[position] ?? 0));
  return step;
};

interface Model {
  readonly start: Float64Array;
  /** Of the quadratic, at the coordinates moved so far. */
  readonly slope: Float64Array;
  readonly corner: Float64Array;
}

// Single coordinates crawl where columns are alike: now and then all that are not zero move at once, to the minimum for the
// signs that they have, and stay there if no sign changes.
const jump = (matrix: Float64Array, model: Model, moved: Float64Array): void => {
  const { start, slope, corner } = model;
  const size = start.length;
  const at = start.map((value, i) => value + (moved[i] ?? 0));
  const support = Array.from(at.keys()).filter((i) => at[i] !== 0 || corner[i] === 0);
  const reduced = new Float64Array(support.length ** 2);
  support.forEach((i, p) => {
    support.forEach((j, q) => (reduced[p * support.length + q] = matrix[i * size + j] ?? 0));
  });
  const right = support.map((i) => -(slope[i] ?? 0) - (corner[i] ?? 0) * Math.sign(at[i] ?? 0));
  const change = solve(cholesky(reduced, support.length), Float64Array.from(right));
  const turns = support.some(
    (i, p) => corner[i] !== 0 && ((at[i] ?? 0) + (change[p] ?? 0)) * (at[i] ?? 0) <= 0,
  );
  if (turns || change.some((value) => !Number.isFinite(value))) return;
  support.forEach((i, p) => {
    const by = change[p] ?? 0;
    moved[i] = (moved[i] ?? 0) + by;
    for (let j = 0; j < size; j++) slope[j] = (slope[j] ?? 0) + by * (matrix[i * size + j] ?? 0);
  });
};

const takingPart = (point: Float64Array, gradient: Float64Array, lasso: Float64Array): Int32Array => {
  const chosen: number[] = [];
  const waiting: (readonly [number, number])[] = [];
  for (let i = 0; i < point.length; i++) {
    const pull = Math.abs(gradient[i] ?? 0) - (lasso[i] ?? 0);
    if (point[i] !== 0 || lasso[i] === 0) chosen.push(i);
    else if (pull > 0) waiting.push([i, pull]);
  }
  const newcomers = waiting.sort(([, left], [, right]) => right - left).slice(0, mostNewcomers);
  return Int32Array.from([...chosen, ...newcomers.map(([i]) => i)].sort((left, right) => left - right));
};
