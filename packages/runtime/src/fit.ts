// The sixth verb of the line: kernels and data become a model.
import { dataset } from './dataset.js';
import type { DatasetInput } from './dataset-input.js';
import { buildDesign } from './design.js';
import type { LinearProblem } from './devices/device.js';
import { assess } from './inference/assess.js';
import type { KernelModule } from './kernel.js';
import { minimise } from './minimise.js';
import { Model } from './model.js';
import { fitNull } from './null-model.js';
import { readOptions } from './options.js';
import type { FitOptions } from './options.js';
import { expand, originalOf } from './original.js';
import { planFit } from './plan.js';
import type { Plan } from './plan.js';

/**
 * Fits a generalised linear model: minimises `(1/Σw) Σ wᵢ·lossᵢ + λ₂/2·‖β‖² + λ₁·‖β‖₁` over the coefficients β of the linear predictors
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
  const weights = originalOf(design, working, plan);
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
