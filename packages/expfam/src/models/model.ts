// A fitted model at the front door: the runtime's, which predicts from arrays, and beside it the formula, so that it
// predicts from tables too.
import { Model as ArrayModel, responseColumns } from '@expfam/runtime';
import type { KernelModule, PredictionErrors, PredictionInput } from '@expfam/runtime';
import { applyDesign } from '../formula/design.js';
import type { Matrix } from '../formula/design.js';
import { knownKernels } from '../kernels.js';
import { Problem } from '../problems.js';
import { tableFrom } from '../tables/from-values.js';
import type { TableLike } from '../tables/from-values.js';
import { readMemory } from './memory.js';
import type { Memory } from './memory.js';
import { kernelsMadeBy } from './recipes.js';

/** New rows: arrays in the order of the features, or a table with the columns that the formula reads. */
export type NewData = PredictionInput | { readonly table: TableLike };

/**
 * A fitted generalised linear model.
 *
 * @example
 * ```ts
 * const model = await fit('poisson', { table: { y: [1, 3, 4, 9], dose: [0, 1, 2, 3] }, formula: 'y ~ dose' });
 * model.predict({ table: { dose: [4] } });
 * const same = Model.fromJSON(JSON.parse(JSON.stringify(model)));
 * ```
 */
export class Model extends ArrayModel {
  /**
   * A model from what `toJSON` gave. Its kernels are those given, or those that this process has compiled before;
   * `loadModel` compiles them where there are none.
   *
   * @throws Problem `foreign-model`, `kernels-needed`
   */
  static override fromJSON(json: unknown, kernels?: KernelModule): Model {
    const data = typeof json === 'string' ? (JSON.parse(json) as unknown) : json;
    const found = kernels ?? known(recipeOf(data));
    if (found === null)
      throw new Problem('kernels-needed', 'the kernels of the model have not been compiled in this process');
    return new Model(found, ArrayModel.fromJSON(data, found).toJSON());
  }

  /** What the model remembers of its formula; null for a model fitted from arrays. */
  get memory(): Memory {
    return readMemory(this.design);
  }

  /** E[y] for every row; for a categorical family the index of the likeliest class. NaN where a needed cell is missing. */
  override predict(data: NewData): Float64Array {
    const width = this.kernels.classes === null ? responseColumns(this.kernels) : 1;
    return this.#over(data, (input) => super.predict(input), width);
  }

  /** Probabilities, rows × K; for a family of one probability that of success, rows × 1. NaN where a cell is missing. */
  override predictProbabilities(data: NewData): Float64Array {
    return this.#over(data, (input) => super.predictProbabilities(input), responseColumns(this.kernels));
  }

  /** The linear predictors, rows × s. NaN where a needed cell is missing. */
  override predictLinear(data: NewData): Float64Array {
    return this.#over(data, (input) => super.predictLinear(input), this.kernels.parameters);
  }

  /** One outcome drawn for every row, by a seed. NaN where a needed cell is missing. */
  override sample(data: NewData, options: { readonly seed?: number } = {}): Float64Array {
    return this.#over(data, (input) => super.sample(input, options), 1);
  }

  /** Standard errors of predictions. NaN where a needed cell is missing. @throws Problem covariance-not-kept */
  override predictErrors(data: NewData): PredictionErrors {
    const { parameters } = this.kernels;
    let found: PredictionErrors | null = null;
    const once = (input: PredictionInput): PredictionErrors => (found ??= super.predictErrors(input));
    return {
      link: this.#over(data, (input) => once(input).link, parameters),
      response: this.#over(data, (input) => once(input).response, responseColumns(this.kernels)),
    };
  }

  /** The name of the likeliest class for every row; empty where a needed cell is missing. */
  override predictClasses(data: NewData): readonly string[] {
    if (!('table' in data)) return super.predictClasses(data);
    const matrix = this.#matrix(data.table);
    const found = super.predictClasses(this.#input(matrix));
    const classes = Array.from({ length: matrix.frame.rows + matrix.frame.dropped }, () => '');
    matrix.frame.kept.forEach((row, index) => (classes[row] = found[index] ?? ''));
    return classes;
  }

  /** What is predicted, `width` numbers a row. */
  #over(data: NewData, predict: (input: PredictionInput) => Float64Array, width: number): Float64Array {
    if (!('table' in data)) return predict(data);
    const matrix = this.#matrix(data.table);
    const { kept, dropped, rows } = matrix.frame;
    const found = predict(this.#input(matrix));
    if (dropped === 0) return found;
    const all = new Float64Array((rows + dropped) * width).fill(NaN);
    kept.forEach((row, index) => {
      all.set(found.subarray(index * width, (index + 1) * width), row * width);
    });
    return all;
  }

  #matrix(table: TableLike): Matrix {
    const { design } = this.memory;
    if (design === null)
      throw new Problem('foreign-model', 'the model was fitted from arrays and has no formula', {
        needed: 'arrays in the order of its features',
        help: 'predict from { x } instead of { table }',
      });
    return applyDesign(design, tableFrom(table));
  }

  #input({ x, rows, offset }: Matrix): PredictionInput {
    return { x, rows, ...(offset === null ? {} : { offset }) };
  }
}

const known = (recipe: Memory['recipe']): KernelModule | null =>
  knownKernels(recipe) ?? kernelsMadeBy(recipe);

const recipeOf = (json: unknown): Memory['recipe'] => {
  if (typeof json !== 'object' || json === null || !('design' in json))
    throw new Problem('foreign-model', 'this is no model of expfam/model@1');
  return readMemory(json.design).recipe;
};
