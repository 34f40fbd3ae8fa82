// The solver at work: one minimum, or a path of them from the strongest penalty to the one that was asked for, each from where
// the last one ended.
import type { Dataset } from './dataset.js';
import type { Design } from './design.js';
import { cpu } from './devices/cpu.js';
import type { Evaluator, LinearProblem } from './devices/device.js';
import type { NullModel } from './null-model.js';
import { cholesky, solve } from './linear-algebra/cholesky.js';
import { modelObjective } from './objective.js';
import type { Objective } from './objective.js';
import type { Settings } from './options.js';
import type { Plan } from './plan.js';
import { chooseSolver, solverSettings } from './solvers/choose.js';
import type { Solution } from './solvers/solver.js';

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
  const { data, plan, nullModel, settings } = task;
  const { precision = 'f64' } = problem.kernels;
  const choice = chooseSolver(settings, {
    rows: data.rows,
    length: plan.free.length,
    lasso: plan.lasso !== null,
  });
  const limits = solverSettings(settings, choice, {
    rows: data.rows,
    precision: settings.device.precision ?? precision,
  });
  const evaluator = await settings.device.open(problem);
  try {
    const objectiveAt = (share: number, by: Evaluator = evaluator): Objective =>
      modelObjective({
        problem,
        evaluator: by,
        totalWeight: data.totalWeight,
        free: plan.free,
        penalty: plan.penalty.map((value) => value * share),
        lasso: plan.lasso?.map((value) => value * share) ?? null,
        residualSizes: nullModel.residualSizes,
        magnitude: nullModel.magnitude,
      });
    const start = startOf(problem, task);
    const shares = known ?? (settings.path === undefined ? [1] : await sharesOf(objectiveAt(0), start, task));
    const solveAt = async (share: number, from: Float64Array): Promise<Stage> => ({
      share,
      solution: await choice.solver.solve(objectiveAt(share), from, limits),
    });
    let last = await solveAt(shares[0] ?? 1, start);
    const stages = [last];
    for (const share of shares.slice(1)) {
      last = await solveAt(share, last.solution.point);
      stages.push(last);
    }
    return {
      ...last,
      // inference needs the precision of the kernels, and the device is closed by then
      objective: objectiveAt(last.share, await cpu.open(problem)),
      objectiveAt: async (share) => objectiveAt(share, await cpu.open(problem)),
      solver: choice.solver.name,
      path: settings.path === undefined ? null : stages,
    };
  } finally {
    evaluator.close();
  }
};

// The null model; without an intercept nothing at all, or where that leaves the natural space the coefficients that come
// nearest to the constants that do not.
const startOf = (problem: LinearProblem, { plan, design, nullModel }: Task): Float64Array => {
  const s = problem.kernels.parameters;
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
const RIDGE = 1e-3;
const REACH = { tall: 1e-4, wide: 1e-2 };

// Shares of the given penalties in equal ratios, from the one that leaves no coefficient down to 1.
const sharesOf = async (smooth: Objective, start: Float64Array, task: Task): Promise<readonly number[]> => {
  const { plan, settings, data } = task;
  const gradient = new Float64Array(smooth.length);
  await smooth.evaluate(start, gradient);
  let most = 0;
  plan.free.forEach((at, i) => {
    const pull = plan.lasso?.[at] ?? RIDGE * Math.sqrt((plan.penalty[at] ?? 0) * settings.l2);
    if (pull > 0) most = Math.max(most, Math.abs(gradient[i] ?? 0) / pull);
  });
  const count = settings.path ?? 1;
  const end = settings.endless ? most * (data.rows > plan.free.length ? REACH.tall : REACH.wide) : 1;
  const first = Math.max(most, end);
  return Array.from({ length: count }, (_, k) =>
    k === count - 1 ? end : first * (end / first) ** (k / (count - 1)),
  );
};
