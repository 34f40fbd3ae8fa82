// `expfam export MODEL`: a fitted model as one file that imports nothing.
import { Command, Option } from 'commander';
import type { Context, Finish } from './context.js';
import { readJson } from './read-json.js';
import { writeFileOf } from './write.js';

interface ExportFlags {
  readonly target: 'ts';
  readonly out?: string;
}

/** The command `export`. */
export const exportCommand = (context: Context, _finish: Finish): Command =>
  new Command('export')
    .summary('write a model as code that imports nothing')
    .description(description)
    .argument('<MODEL>', 'the model file that `expfam fit --out` wrote')
    .addOption(new Option('-t, --target <TARGET>', 'the language').choices(['ts']).default('ts'))
    .option('-o, --out <FILE>', 'write there instead of to standard output')
    .addHelpText('after', examples)
    .action((model: string, flags: ExportFlags) => run(context, { model, flags }));

const description = `Write a predictor with the weights baked in: one file, no imports. \`predict(row)\` takes the raw columns as an object
and returns the mean, or an object of class probabilities; \`predictMany(columns, rows)\` takes column arrays. It gives the
model's own predictions to the last bit.`;

const examples = `
Examples:
  expfam export model.json --target ts --out predictor.ts`;

const run = async (context: Context, given: { model: string; flags: ExportFlags }): Promise<void> => {
  const [{ loadModel }, { exportPredictor }] = await Promise.all([
    import('../models/load-model.js'),
    import('../export-predictor.js'),
  ]);
  const model = await loadModel(await readJson(given.model));
  const { contents } = await exportPredictor(model, { target: given.flags.target });
  if (given.flags.out === undefined) context.out(contents);
  else await writeFileOf(given.flags.out, contents);
};
