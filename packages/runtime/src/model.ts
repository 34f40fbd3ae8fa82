// A fitted model: coefficients that predict, a report, and a form that can be saved. It never carries the data.
import { dataset, inPrecision, readFeatures } from './dataset.js';
import type { DatasetInput, Features } from './dataset-input.js';
import { linearOptions } from './devices/cpu.js';
import type { LinearProblem } from './devices/device.js';
import { likeliest } from './inference/classifier.js';
import { diagnose } from './inference/diagnose.js';
import type { Diagnostics } from './inference/diagnose.js';
import { predictionErrors } from './inference/prediction-errors.js';
import type { PredictionErrors } from './inference/prediction-errors.js';
import { floats, responseColumns } from './kernel.js';
import type { FloatArray, KernelModule } from './kernel.js';
import { readModel } from './model-schema.js';
import type { ModelJson } from './model-schema.js';
import { linearPredictor } from './predictor.js';
import { Problem } from './problems.js';
import type { CoefficientReport, FitReport } from './report.js';
import { sample } from './sampling/sample.js';
import { summarise } from './summary.js';

/** What a model predicts from: features in the order in which it was fitted, without the intercept. */
export interface PredictionInput {
  readonly x: Features;
  /** Rows, where `x` is a flat array of no features. */
  readonly rows?: number;
  /** Added to the linear predictors, rows × s. */
  readonly offset?: FloatArray | readonly number[];
}

/**
 * A fitted generalised linear model.
 *
 * @example
 * ```ts
 * const model = await fit(kernels, { x, y, names: ['speed'] });
 * model.predict({ x: [[12]] });
 * const same = Model.fromJSON(JSON.parse(JSON.stringify(model)), kernels);
 * ```
 */
export class Model {
  readonly kernels: KernelModule;
  readonly #json: ModelJson;

  /** Use `fit` or `Model.fromJSON`. */
  constructor(kernels: KernelModule, json: ModelJson) {
    this.kernels = kernels;
    this.#json = json;
  }

  /**
   * A model from what `toJSON` gave.
   *
   * @throws Problem foreign-model, kernel-mismatch
   */
  static fromJSON(json: unknown, kernels: KernelModule): Model {
    const read = readModel(json);
    const { family, classes, parameters } = kernels;
    if (read.family !== family || read.classCount !== classes || read.parameters !== parameters)
      throw new Problem(
        'kernel-mismatch',
        `a model of ${read.family} with ${String(read.parameters)} parameters, kernels of ${family} with ${String(parameters)}`,
      );
    return new Model(kernels, read);
  }

  /** Everything about the fit, in the schema expfam/fit@1. */
  get report(): FitReport {
    return this.#json.fit;
  }

  /** Estimates with their inference. */
  get coefficients(): readonly CoefficientReport[] {
    return this.#json.fit.coefficients;
  }

  /** The names of the classes, or null. */
  get classes(): readonly string[] | null {
    return this.#json.classes;
  }

  /** What the caller of `fit` left with the model. */
  get design(): unknown {
    return this.#json.design;
  }

  /** E[y] for every row; for a categorical family the index of the likeliest class. */
  predict(input: PredictionInput): Float64Array {
    const mean = this.#response(input);
    const m = this.kernels.classes;
    if (m === null) return Float64Array.from(mean);
    return Float64Array.from({ length: mean.length / m }, (_, row) =>
      likeliest(mean.subarray(row * m, (row + 1) * m)),
    );
  }

  /** The name of the likeliest class for every row; its index as text where classes have no names. */
  predictClasses(input: PredictionInput): readonly string[] {
    const labels =
      this.kernels.classes === null
        ? this.predict(input).map((mean) => (mean > 0.5 ? 1 : 0))
        : this.predict(input);
    return Array.from(labels, (label) => this.classes?.[label] ?? String(label));
  }

  /** Probabilities, rows × K; for a family of one probability that of success, rows × 1. */
  predictProbabilities(input: PredictionInput): Float64Array {
    return Float64Array.from(this.#response(input));
  }

  /** The linear predictors, rows × s. */
  predictLinear(input: PredictionInput): Float64Array {
    const problem = this.#problem(input);
    const { rows } = problem;
    const eta = floats(this.kernels, rows * this.kernels.parameters);
    linearPredictor(problem, Float64Array.from(this.#json.weights), { from: 0, rows, eta });
    return Float64Array.from(eta);
  }

  /**
   * Standard errors of predictions, by the delta method.
   *
   * @throws Problem covariance-not-kept for penalised fits and those without a finite maximum
   */
  predictErrors(input: PredictionInput): PredictionErrors {
    const { covariance, weights } = this.#json;
    if (covariance === null)
      throw new Problem('covariance-not-kept', 'the model has no standard errors to predict with');
    return predictionErrors(this.#problem(input), Float64Array.from(weights), covariance);
  }

  /**
   * What each row of the data that the model was fitted to says about the fit: residuals, leverage, influence.
   *
   * @throws Problem for data that do not fit the model; see `dataset`
   */
  diagnose(input: DatasetInput): Diagnostics {
    const data = dataset(this.kernels, { ...input, intercept: this.#json.intercept });
    const { x, y, rows, weights, offset } = data;
    const rest = { y, rows, rowWeights: weights };
    return diagnose(
      { ...this.#problem({ x, rows, ...(offset === null ? {} : { offset }) }), ...rest },
      data,
      this.#json,
    );
  }

  /**
   * One outcome drawn for every row: a class index for a categorical family, a number, or the entries of a vector or matrix. The
   * same seed gives the same bits.
   *
   * @throws Problem cannot-sample
   */
  sample(input: PredictionInput, { seed = 1 }: { readonly seed?: number } = {}): Float64Array {
    const eta = this.predictLinear(input);
    const rows = eta.length / this.kernels.parameters;
    const dispersion = this.kernels.dispersion === 'estimated' ? (this.report.dispersion ?? 1) : 1;
    return sample(this.kernels, { eta: inPrecision(this.kernels, eta), rows, dispersion, seed });
  }

  /** The fit as text, as users of R know it. */
  summary(): string {
    return summarise(this.report, this.classes);
  }

  /** The model as data, in the schema expfam/model@1; no row of the data is in it. */
  toJSON(): ModelJson {
    return this.#json;
  }

  #response(input: PredictionInput): FloatArray {
    const { x, rows, columns, offset } = this.#read(input);
    const { kernels } = this;
    const mean = floats(kernels, rows * responseColumns(kernels));
    const weights = floats(kernels, this.#json.weights.length);
    weights.set(this.#json.weights);
    kernels.linearResponse(x, weights, mean, rows, columns, linearOptions({ rowWeights: null, offset }));
    if (mean.length > 0 && mean.every(Number.isNaN) && !hasResponse(kernels))
      throw new Problem('no-response', `E[y] of the family ${kernels.family} has no closed form`);
    return mean;
  }

  #problem(input: PredictionInput): LinearProblem {
    return { ...this.#read(input), kernels: this.kernels, y: new Uint8Array(0), rowWeights: null };
  }

  #read(input: PredictionInput) {
    const { kernels } = this;
    const { names, intercept } = this.#json;
    const rows = input.rows ?? rowsOf(input.x, names.length);
    const read = readFeatures(kernels, input.x, { rows, names });
    if (input.offset !== undefined && input.offset.length !== rows * kernels.parameters)
      throw new Problem(
        'shape-mismatch',
        `the offset has ${String(input.offset.length)} entries for ${String(rows)} rows`,
      );
    const columns = names.length + (intercept ? 1 : 0);
    const x = intercept ? withOnes(kernels, read.x, { rows, features: names.length }) : read.x;
    const offset = input.offset === undefined ? null : inPrecision(kernels, input.offset);
    return { x, rows, columns, offset };
  }
}

// Nowhere in the natural space a number: the family has no formula for its mean.
const hasResponse = (kernels: KernelModule): boolean => {
  const s = kernels.parameters;
  const mean = floats(kernels, responseColumns(kernels));
  return [0, 1, -1].some((value) => {
    kernels.response(floats(kernels, s).fill(value), mean, 1);
    return mean.some((each) => !Number.isNaN(each));
  });
};

const rowsOf = (x: Features, features: number): number =>
  Array.isArray(x) ? x.length : features === 0 ? 0 : Math.floor(x.length / features);

const withOnes = (
  kernels: KernelModule,
  x: FloatArray,
  shape: { readonly rows: number; readonly features: number },
): FloatArray => {
  const { rows, features } = shape;
  const result = floats(kernels, rows * (features + 1));
  for (let row = 0; row < rows; row++) {
    result[row * (features + 1)] = 1;
    result.set(x.subarray(row * features, (row + 1) * features), row * (features + 1) + 1);
  }
  return result;
};
