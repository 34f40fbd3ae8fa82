// The sixth verb of the line: kernels and data become a model.
import { weighClasses } from './class-weights.js';
import { dataset } from './dataset.js';
import type { DatasetInput } from './dataset-input.js';
import { masked, splitOff } from './folds.js';
import { assess } from './inference/assess.js';
import type { KernelModule } from './kernel.js';
import { Model } from './model.js';
import { readOptions } from './options.js';
import type { FitOptions } from './options.js';
import { train } from './train.js';
import { crossValidate, judge } from './validate.js';

/**
 * Fits a generalised linear model: minimises `(1/Σw) Σ wᵢ·lossᵢ + λ₂/2·‖β‖² + λ₁·‖β‖₁` over the coefficients β of the linear
 * predictors η = x·β, intercepts not penalised. An unpenalised categorical fit has the first class as baseline; a penalised
 * one has coefficients for every class and intercepts that sum to zero.
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
  const all = dataset(kernels, input);
  const { holdout, seed, crossValidate: folds } = settings;
  const parts = holdout === undefined ? null : splitOff(kernels, all, { fraction: holdout, seed });
  const cases = parts === null ? all : masked(kernels, all, (row) => parts[row] === 0);
  const data = weighClasses(kernels, cases, settings.classWeights);
  const trained = await train(kernels, { data, cases, settings });
  const shares = trained.path?.map(({ share }) => share) ?? [1];
  const verdict =
    folds === undefined ? null : await crossValidate(kernels, cases, { settings, folds, shares });
  const chosen = verdict === null ? undefined : trained.path?.[verdict.chosen];
  const ended = chosen === undefined ? trained : await trained.at(chosen);
  const { report, covariance, unit } = await assess(ended);
  return new Model(kernels, {
    schema: 'expfam/model@1',
    family: kernels.family,
    classCount: kernels.classes,
    parameters: kernels.parameters,
    names: data.names,
    classes: data.classes,
    intercept: data.intercept,
    weights: Array.from(ended.weights),
    covariance: kept(covariance, unit, ended.plan.free),
    fit: {
      ...report,
      crossValidation: verdict?.report ?? null,
      holdout:
        parts === null
          ? null
          : judge(
              ended,
              masked(kernels, all, (row) => parts[row] === 1),
            ),
    },
    design: settings.design ?? null,
  });
};

// A model file of more than a quarter of a million numbers is no use to anyone.
const mostCoefficients = 500;

const kept = (covariance: Float64Array | null, unit: Float64Array | null, free: Int32Array) =>
  covariance === null || unit === null || free.length > mostCoefficients
    ? null
    : { positions: Array.from(free), values: Array.from(covariance), unit: Array.from(unit) };
