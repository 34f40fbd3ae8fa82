// `expfam export MODEL`: a fitted model as one file that imports nothing.
import { Command, Option } from 'commander';
import type { PredictorTarget } from '../export/export-predictor.js';
import type { Context, Finish } from './context.js';
import { readJson } from './read-json.js';
import { writeFileOf } from './write.js';

interface ExportFlags {
  readonly target: PredictorTarget;
  readonly out?: string;
}

/** The command `export`. */
export const exportCommand = (context: Context, _finish: Finish): Command =>
  new Command('export')
    .summary('write a model as code that imports nothing')
    .description(description)
    .argument('<MODEL>', 'the model file that `expfam fit --out` wrote')
    .addOption(
      new Option('-t, --target <TARGET>', 'the language').choices(['ts', 'wgsl', 'wasm']).default('ts'),
    )
    .option('-o, --out <FILE>', 'write there instead of to standard output')
    .addHelpText('after', examples)
    .action((model: string, flags: ExportFlags) => run(context, { model, flags }));

const description = `Write a predictor with the weights baked in: one file, no imports. \`predict(row)\` takes the raw columns as an object
and returns the mean, or an object of class probabilities; \`predictMany(columns, rows)\` takes column arrays.`;

const examples = `
Targets:
  ts    a module of TypeScript. It gives the model's own predictions to the last bit.
  wasm  a module of JavaScript that carries WebAssembly. Where FILE ends in .wasm, the WebAssembly alone: its section
        \`expfam\` names the columns of the design, and it exports \`memory\`, \`allocate(bytes)\` and
        \`predict(x, result, rows)\`, addresses of rows of doubles.
  wgsl  a shader whose entry point \`predict\` takes the raw columns as numbers, factors as the index of their level;
        its head explains the buffers.

Examples:
  expfam export model.json --target ts --out predictor.ts
  expfam export model.json --target wasm --out predictor.mjs`;

const run = async (context: Context, given: { model: string; flags: ExportFlags }): Promise<void> => {
  const [{ loadModel }, { exportPredictor }] = await Promise.all([
    import('../models/load-model.js'),
    import('../export/export-predictor.js'),
  ]);
  const model = await loadModel(await readJson(given.model));
  const { target, out: path } = given.flags;
  const { contents } = await exportPredictor(model, { target, ...(path === undefined ? {} : { path }) });
  if (path !== undefined) await writeFileOf(path, contents);
  else if (typeof contents === 'string') context.out(contents);
};
