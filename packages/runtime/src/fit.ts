// The sixth verb of the line: kernels and data become a model.
import { dataset } from './dataset.js';
import type { DatasetInput } from './dataset-input.js';
import type { Dataset } from './dataset.js';
import { buildDesign, toOriginal } from './design.js';
import type { Design } from './design.js';
import type { LinearProblem } from './devices/device.js';
import { assess } from './inference/assess.js';
import type { KernelModule } from './kernel.js';
import { Model } from './model.js';
import { fitNull } from './null-model.js';
import type { NullModel } from './null-model.js';
import { modelObjective } from './objective.js';
import { readOptions } from './options.js';
import type { FitOptions, Settings } from './options.js';
import { planFit } from './plan.js';
import type { Plan } from './plan.js';
import { chooseSolver, solverSettings } from './solvers/choose.js';

/**
 * Fits a generalised linear model: minimises `(1/Σw) Σ wᵢ·lossᵢ + λ₂/2·‖β‖²` over the coefficients β of the linear predictors
 * η = x·β, intercepts not penalised. An unpenalised categorical fit has the first class as baseline; a penalised one has
 * coefficients for every class and intercepts that sum to zero.
 *
 * A fit that did not converge is still a model: its report says `converged: false`, why, and warns.
 *
 * @throws Problem for bad data or options; see `dataset`
 * @example
 * ```ts
 * const model = await fit(kernels, { x: [[1], [2], [4]], y: [0, 1, 5], names: ['dose'] }, { l2: 0.01 });
 * console.log(model.summary());
 * ```
 */
export const fit = async (
  kernels: KernelModule,
  input: DatasetInput,
  options: FitOptions = {},
): Promise<Model> => {
  const settings = readOptions(options);
  settings.signal?.throwIfAborted();
  const data = dataset(kernels, input);
  const design = buildDesign(kernels, data);
  const plan = planFit(kernels, data, { design, settings });
  const problem: LinearProblem = {
    kernels,
    ...design,
    y: data.y,
    rowWeights: data.weights,
    offset: data.offset,
  };
  const nullModel = await fitNull(problem, {
    intercept: data.intercept,
    totalWeight: data.totalWeight,
    free: Int32Array.from(constants(kernels, plan)),
    signal: settings.signal,
  });
  const ended = await minimise(problem, { data, design, plan, nullModel, settings });
  const working = expand(ended.solution.point, plan, problem);
  const weights = toOriginal(design, working, kernels.parameters);
  if (plan.form === 'symmetric' && data.intercept) centreIntercepts(weights, kernels.parameters);
  return new Model(kernels, {
    schema: 'expfam/model@1',
    family: kernels.family,
    classCount: kernels.classes,
    parameters: kernels.parameters,
    names: data.names,
    classes: data.classes,
    intercept: data.intercept,
    weights: Array.from(weights),
    fit: assess({ ...ended, data, design, problem, plan, nullModel, settings, working, weights }),
    design: settings.design ?? null,
  });
};

// The parameters that a constant may move: all but the one that the form holds.
const constants = (kernels: KernelModule, plan: Plan): readonly number[] =>
  Array.from({ length: kernels.parameters }, (_, k) => k).slice(plan.form === 'plain' ? 0 : 1);

interface Parts {
  readonly data: Dataset;
  readonly design: Design;
  readonly plan: Plan;
  readonly nullModel: NullModel;
  readonly settings: Settings;
}

const minimise = async (problem: LinearProblem, parts: Parts) => {
  const { data, design, plan, nullModel, settings } = parts;
  const { free, penalty } = plan;
  const { parameters: s, precision = 'f64' } = problem.kernels;
  const choice = chooseSolver(settings, { rows: data.rows, length: free.length });
  const evaluator = await settings.device.open(problem);
  try {
    const { residualSizes, magnitude } = nullModel;
    const objective = modelObjective({
      problem,
      evaluator,
      totalWeight: data.totalWeight,
      free,
      penalty,
      residualSizes,
      magnitude,
    });
    const start = Float64Array.from(free, (at) =>
      at < s * design.first ? (nullModel.constants[at] ?? 0) : 0,
    );
    const limits = solverSettings(settings, choice, {
      rows: data.rows,
      precision: settings.device.precision ?? precision,
    });
    return {
      objective,
      solver: choice.solver.name,
      solution: await choice.solver.solve(objective, start, limits),
    };
  } finally {
    evaluator.close();
  }
};

const expand = (point: Float64Array, plan: Plan, problem: LinearProblem): Float64Array => {
  const full = new Float64Array(problem.columns * problem.kernels.parameters);
  plan.free.forEach((at, i) => (full[at] = point[i] ?? 0));
  return full;
};

// The penalty does not see the intercepts, and the softmax not their common part: it is taken away.
const centreIntercepts = (weights: Float64Array, s: number): void => {
  let sum = 0;
  for (let k = 0; k < s; k++) sum += weights[k] ?? 0;
  for (let k = 0; k < s; k++) weights[k] = (weights[k] ?? 0) - sum / s;
};
