// The solver at work: one minimum, or a path of them from the strongest penalty to the one that was asked for, each from where
// the last one ended.
import type { Dataset } from './dataset.js';
import { toWorking } from './design.js';
import type { Design } from './design.js';
import { cpu } from './devices/cpu.js';
import type { Evaluator, LinearProblem } from './devices/device.js';
import type { NullModel } from './null-model.js';
import { cholesky, solve } from './linear-algebra/cholesky.js';
import { modelObjective } from './objective.js';
import type { Objective } from './objective.js';
import { withJeffreys } from './jeffreys.js';
import type { Settings } from './options.js';
import { pearsonDispersion } from './inference/statistics.js';
import { expand, originalOf } from './original.js';
import { Problem } from './problems.js';
import type { Plan } from './plan.js';
import { chooseSolver, solverSettings } from './solvers/choose.js';
import type { Solution, SolverSettings } from './solvers/solver.js';

/** What is to be minimised. */
export interface Task {
  readonly data: Dataset;
  readonly design: Design;
  readonly plan: Plan;
  readonly nullModel: NullModel;
  readonly settings: Settings;
}

/** One solution of a path, at a share of the given penalties. */
export interface Stage {
  readonly share: number;
  readonly solution: Solution;
}

/** Where the solver ended. */
export interface Minimum extends Stage {
  readonly objective: Objective;
  /** The objective at another share of the penalties. */
  readonly objectiveAt: (share: number) => Promise<Objective>;
  readonly solver: string;
  /** The stages of a path, the last one included; null where none was asked for. */
  readonly path: readonly Stage[] | null;
}

/** Minimises the objective of a task; along the shares that are known, where there are such. */
export const minimise = async (
  problem: LinearProblem,
  task: Task,
  known?: readonly number[],
): Promise<Minimum> => {
  const { data, plan, settings } = task;
  const { precision = 'f64' } = problem.kernels;
  const choice = chooseSolver(settings, {
    rows: data.rows,
    length: plan.free.length,
    lasso: plan.lasso !== null,
  });
  const format = settings.device.precision ?? precision;
  const limits = watched(
    problem,
    task,
    solverSettings(settings, choice, { rows: data.rows, precision: format }),
  );
  const evaluator = await settings.device.open(problem);
  try {
    const start = startOf(problem, task);
    const solveAt: SolveAt = async (from, share, dispersion = 0) => ({
      share,
      solution: await choice.solver.solve(
        objectiveOf(problem, task, { evaluator, share, dispersion }),
        from,
        limits,
      ),
    });
    const smooth = (): Objective => objectiveOf(problem, task, { evaluator, share: 0, dispersion: 0 });
    const shares = known ?? (settings.path === undefined ? [1] : await sharesOf(smooth(), start, task));
    const reduced = settings.biasReduction ? await reduceBias(problem, task, { solveAt, start }) : null;
    const stages = reduced === null ? await walk(solveAt, shares, start) : [reduced.stage];
    const last = stages.at(-1) ?? (await solveAt(start, 1));
    // inference needs the precision of the kernels, and the device is closed by then
    const exact = async (share: number): Promise<Objective> =>
      objectiveOf(problem, task, {
        evaluator: await cpu.open(problem),
        share,
        dispersion: reduced?.dispersion ?? 0,
      });
    return {
      ...last,
      objective: await exact(last.share),
      objectiveAt: exact,
      solver: choice.solver.name,
      path: settings.path === undefined ? null : stages,
    };
  } finally {
    evaluator.close();
  }
};

// Whoever keeps checkpoints is told where the solver stands, in the coefficients that a user knows.
const watched = (
  problem: LinearProblem,
  { design, plan, settings: { onCheckpoint } }: Task,
  limits: SolverSettings,
): SolverSettings => {
  if (onCheckpoint === undefined) return limits;
  const keep = (point: Float64Array): void => {
    onCheckpoint([...originalOf(design, expand(point, plan, problem), plan)]);
  };
  return {
    ...limits,
    onPoint: keep,
    onProgress: (progress) => {
      keep(progress.point);
      limits.onProgress?.(progress);
    },
  };
};

/** A solution from a start, at a share of the penalties, or with Jeffreys' prior at a dispersion. */
type SolveAt = (from: Float64Array, share: number, dispersion?: number) => Promise<Stage>;

const objectiveOf = (
  problem: LinearProblem,
  { data, plan, nullModel, settings }: Task,
  at: { readonly evaluator: Evaluator; readonly share: number; readonly dispersion: number },
): Objective => {
  const { totalWeight } = data;
  const { share, evaluator, dispersion } = at;
  const plain = modelObjective({
    problem,
    evaluator,
    totalWeight,
    free: plan.free,
    penalty: plan.penalty.map((value) => value * share),
    lasso: plan.lasso?.map((value) => value * share) ?? null,
    // a null model that runs away leaves no residuals to measure in
    residualSizes: settings.biasReduction ? nullModel.sizesBefore : nullModel.residualSizes,
    magnitude: nullModel.magnitude,
  });
  if (dispersion === 0) return plain;
  return withJeffreys(plain, { problem, free: plan.free, totalWeight, dispersion });
};

const walk = async (
  solveAt: SolveAt,
  shares: readonly number[],
  start: Float64Array,
): Promise<readonly Stage[]> => {
  const stages: Stage[] = [];
  for (const share of shares) stages.push(await solveAt(stages.at(-1)?.solution.point ?? start, share));
  return stages;
};

const mostRounds = 50;

// With an estimated dispersion the estimates and their prior depend on each other: in turn until neither moves.
const reduceBias = async (
  problem: LinearProblem,
  { data, plan, nullModel }: Task,
  how: { readonly solveAt: SolveAt; readonly start: Float64Array },
): Promise<{ readonly stage: Stage; readonly dispersion: number }> => {
  const { solveAt, start } = how;
  const dispersionAt = (point: Float64Array): number =>
    problem.kernels.dispersion === 'estimated'
      ? pearsonDispersion(problem, data, {
          weights: expand(point, plan, problem),
          length: plan.free.length,
        })
      : 1;
  const origin = start.map(() => 0);
  const plain = await solveAt(start, 1);
  let dispersion = plain.solution.converged ? dispersionAt(plain.solution.point) : 1;
  // where the null model runs away its information is gone, and 0 is the better start
  let stage = await solveAt(nullModel.zeroIsInside ? origin : start, 1, dispersion);
  for (let round = 0; round < mostRounds; round++) {
    const next = dispersionAt(stage.solution.point);
    if (Math.abs(next - dispersion) <= 1e-12 * dispersion) break;
    dispersion = next;
    stage = await solveAt(stage.solution.point, 1, dispersion);
  }
  return { stage, dispersion };
};

// The null model; without an intercept nothing at all, or where that leaves the natural space the coefficients that come
// nearest to the constants that do not.
const startOf = (problem: LinearProblem, { plan, design, nullModel, settings }: Task): Float64Array => {
  const s = problem.kernels.parameters;
  if (settings.start !== undefined) {
    if (settings.start.length !== problem.columns * s)
      throw new Problem(
        'shape-mismatch',
        `the start has ${String(settings.start.length)} coefficients, the model ${String(problem.columns * s)}`,
      );
    const working = toWorking(design, Float64Array.from(settings.start), s);
    // a constant common to all intercepts is held at 0 in the working form
    const held = plan.form === 'symmetric' && design.first === 1 ? (working[0] ?? 0) : 0;
    return Float64Array.from(plan.free, (at) => (working[at] ?? 0) - (at < s * design.first ? held : 0));
  }
  const { constants, loss } = nullModel;
  if (design.first === 1 || loss !== null)
    return Float64Array.from(plan.free, (at) => (at < s * design.first ? (constants[at] ?? 0) : 0));
  const { x, columns, rows, rowWeights, offset } = problem;
  const gram = new Float64Array(columns * columns);
  const sums = constants.length === 0 ? [] : Array.from(constants, () => new Float64Array(columns));
  for (let row = 0; row < rows; row++) {
    const weight = rowWeights?.[row] ?? 1;
    for (let i = 0; i < columns; i++) {
      const left = weight * (x[row * columns + i] ?? 0);
      if (left === 0) continue;
      for (let j = 0; j < columns; j++)
        gram[i * columns + j] = (gram[i * columns + j] ?? 0) + left * (x[row * columns + j] ?? 0);
      sums.forEach((sum, k) => {
        sum[i] = (sum[i] ?? 0) + left * ((constants[k] ?? 0) - (offset?.[row * s + k] ?? 0));
      });
    }
  }
  const factor = cholesky(gram, columns);
  const solved = sums.map((sum) => solve(factor, sum));
  return Float64Array.from(plan.free, (at) => solved[at % s]?.[Math.floor(at / s)] ?? 0);
};

// As glmnet: a ridge leaves nothing only at infinity, so that its path begins where a lasso of a thousandth would; a path that
// is told no end goes down to this share of its beginning, a shorter way where there are more coefficients than rows.
const ridgeShare = 1e-3;
const pathEnd = { tall: 1e-4, wide: 1e-2 };

// Shares of the given penalties in equal ratios, from the one that leaves no coefficient down to 1.
const sharesOf = async (smooth: Objective, start: Float64Array, task: Task): Promise<readonly number[]> => {
  const { plan, settings, data } = task;
  const gradient = new Float64Array(smooth.length);
  await smooth.evaluate(start, gradient);
  let most = 0;
  plan.free.forEach((at, i) => {
    const pull = plan.lasso?.[at] ?? ridgeShare * Math.sqrt((plan.penalty[at] ?? 0) * settings.l2);
    if (pull > 0) most = Math.max(most, Math.abs(gradient[i] ?? 0) / pull);
  });
  const count = settings.path ?? 1;
  const end = settings.endless ? most * (data.rows > plan.free.length ? pathEnd.tall : pathEnd.wide) : 1;
  const first = Math.max(most, end);
  return Array.from({ length: count }, (_, k) =>
    k === count - 1 ? end : first * (end / first) ** (k / (count - 1)),
  );
};
