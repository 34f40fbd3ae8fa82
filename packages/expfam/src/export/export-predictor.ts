// A fitted model as one file that imports nothing and has the weights baked in: TypeScript, WebAssembly or a WGSL shader.
import type { Kernel } from '@expfam/codegen';
import { kernelsOf, loweredOf } from '../kernels.js';
import type { Model } from '../models/model.js';
import { Problem } from '../problems.js';
import { planOf } from './plan.js';

/** The languages of predictors. */
const predictorTargets = ['ts', 'wgsl', 'wasm'] as const;

/** The language of a predictor. */
export type PredictorTarget = (typeof predictorTargets)[number];

/** What a predictor is written for. */
export interface ExportOptions<Target extends PredictorTarget = PredictorTarget> {
  /** `ts` unless told otherwise. `wasm` is a file of JavaScript that carries its module. */
  readonly target?: Target;
  /** The name of the file. With the target `wasm` one that ends in `.wasm` asks for the module alone. */
  readonly path?: string;
}

/** A file in memory; bytes where it is a WebAssembly module alone. */
export interface PredictorFile<Target extends PredictorTarget = PredictorTarget> {
  readonly path: string;
  readonly contents: 'wasm' extends Target ? string | Uint8Array<ArrayBuffer> : string;
}

/**
 * A predictor with the weights of a model baked in: `predict(row)` takes the raw columns as an object and gives the mean, or
 * an object of class probabilities; `predictMany(columns, rows)` takes arrays. In TypeScript it gives the model's own
 * predictions to the last bit. A shader has an entry point `predict` over columns of numbers, as its head explains.
 *
 * @throws Problem `option-not-available` for a family whose response has no closed form
 * @example
 * ```ts
 * const { contents } = await exportPredictor(model, { target: 'ts' });
 * ```
 */
export const exportPredictor = async <Target extends PredictorTarget = 'ts'>(
  model: Model,
  options: ExportOptions<Target> = {},
): Promise<PredictorFile<Target>> => {
  const target: PredictorTarget = options.target ?? 'ts';
  if (!predictorTargets.includes(target))
    throw new Problem('wrong-usage', `there is no target \`${String(target)}\``, {
      needed: `one of ${predictorTargets.join(', ')}`,
    });
  const path = options.path ?? `predictor.${target === 'wasm' ? 'mjs' : target}`;
  return { path, contents: await writers[target](model, path) } as PredictorFile<Target>;
};

const plan = async (model: Model) => planOf(model, await kernelsOf({ ...model.memory.recipe, links: {} }));

const responseOf = async (model: Model, language: 'ts' | 'wgsl') => {
  const { responseRounding, responseText } = await import('@expfam/codegen');
  const kernel = await loweredOf(model.memory.recipe, responseRounding[language]);
  refuseLooped(kernel);
  return responseText(kernel, language) ?? noResponse(model);
};

// Kernels of many classes are loops, and have no row that could be written out.
const refuseLooped = ({ looped, classes }: Kernel): void => {
  if (!looped) return;
  throw new Problem('option-not-available', `predictors of ${String(classes)} classes are not written`, {
    needed: 'at most 64 classes',
    help: 'predict with the model itself, or with kernels: expfam generate',
  });
};

const noResponse = (model: Model): never => {
  throw new Problem(
    'option-not-available',
    `the response of ${model.report.family} has no closed form to write`,
  );
};

const writers = {
  ts: async (model) => {
    const { typescriptPredictor } = await import('./typescript.js');
    return typescriptPredictor(await plan(model), await responseOf(model, 'ts'));
  },
  wgsl: async (model) => {
    const [{ lackingFunctions }, { shaderPredictor }] = await Promise.all([
      import('@expfam/codegen'),
      import('./shader.js'),
    ]);
    return shaderPredictor(await plan(model), {
      response: await responseOf(model, 'wgsl'),
      lacking: (text) => lackingFunctions(text, 'wgsl'),
    });
  },
  wasm: async (model, path) => {
    const [{ assemblePredictor, vectorRounding }, { javascriptPredictor, linearPredictorsOf }] =
      await Promise.all([import('@expfam/codegen'), import('./webassembly.js')]);
    const kernel = await loweredOf(model.memory.recipe, vectorRounding.f64);
    refuseLooped(kernel);
    const width = kernel.rows.response?.outputs.length ?? 0;
    if (width === 0) return noResponse(model);
    const predictor = await plan(model);
    const bytes = assemblePredictor(kernel, linearPredictorsOf(predictor, model.toJSON().names));
    return path.endsWith('.wasm') ? bytes : javascriptPredictor(predictor, bytes, width);
  },
} as const satisfies {
  readonly [target in PredictorTarget]: (
    model: Model,
    path: string,
  ) => Promise<string | Uint8Array<ArrayBuffer>>;
};
