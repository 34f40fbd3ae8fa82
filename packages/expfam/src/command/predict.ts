// `expfam predict MODEL DATA`: the rows of a table with what the model expects of them.
import { Command, Option } from 'commander';
import { parseExpression } from '../formula/parse.js';
import { textOf } from '../formula/syntax.js';
import type { Model } from '../models/model.js';
import { Problem } from '../problems.js';
import { numberColumn, textColumn } from '../tables/table.js';
import type { Column, Table } from '../tables/table.js';
import { tableText } from '../tables/write-table.js';
import type { Context, Finish } from './context.js';
import { readJson } from './read-json.js';
import { checkWritable, writeTable } from './write.js';

interface PredictFlags {
  readonly out?: string;
  readonly type: 'response' | 'link' | 'class';
  readonly se?: true;
  readonly quiet?: true;
}

/** The command `predict`. */
export const predictCommand = (context: Context, _finish: Finish): Command => {
  return new Command('predict')
    .summary('predict with a model that `fit` wrote')
    .description(description)
    .argument('<MODEL>', 'the model file that `expfam fit --out` wrote')
    .argument('<DATA>', 'CSV, TSV, JSON lines, Parquet or Arrow: a path, or - for standard input')
    .option('-o, --out <FILE>', 'write there instead: .csv, .tsv or .jsonl')
    .addOption(
      new Option('--type <TYPE>', 'what is predicted')
        .choices(['response', 'link', 'class'])
        .default('response'),
    )
    .option('--se', 'add standard errors of the predictions')
    .option('-q, --quiet', 'no warnings')
    .addHelpText('after', examples)
    .action((model: string, data: string, flags: PredictFlags) => run(context, { model, data, flags }));
};

const description = `Write the rows of a table with a column \`predicted\` added; for a classifier of several classes a column
\`P(level)\` for each and \`class\`, the likeliest. The data need the columns that the formula reads, and no outcome.
Rows in which one of these is missing have no prediction. New levels, missing columns and wrong types are errors.`;

const examples = `
Examples:
  expfam predict model.json new.csv
  expfam predict model.json new.parquet --type class --out classes.csv
  echo '{"Sepal_Length":5.1,"Sepal_Width":3.5,"Petal_Length":1.4,"Petal_Width":0.2}' | expfam predict model.json -`;

const run = async (
  context: Context,
  given: { model: string; data: string; flags: PredictFlags },
): Promise<void> => {
  const { flags } = given;
  const [{ readTable }, { loadModel }] = await Promise.all([
    import('../tables/read-table.js'),
    import('../models/load-model.js'),
  ]);
  if (flags.out !== undefined) await checkWritable(flags.out);
  const model = await loadModel(await readJson(given.model));
  const table = await readTable(given.data, context.input);
  const predicted = predictions(model, table, flags.type);
  const added = flags.se === true ? [...predicted, ...errors(model, table, flags.type)] : predicted;
  const taken = added.find(({ name }) => table.columns.some((column) => column.name === name));
  if (taken !== undefined)
    throw new Problem('duplicate-column', `the data have a column \`${taken.name}\` already`, {
      column: taken.name,
    });
  const result = { rows: table.rows, columns: [...table.columns, ...added] };
  await write(context, result, flags.out);
  const gaps = added[0]?.missing?.reduce((sum, flag) => sum + flag, 0) ?? 0;
  if (gaps > 0 && flags.quiet !== true)
    context.err(
      `warning: missing-cell: ${String(gaps)} of ${String(table.rows)} rows lack a cell and have no prediction\n`,
    );
};

const predictions = (model: Model, table: Table, type: PredictFlags['type']): readonly Column[] => {
  const { classes } = model;
  const { parameters } = model.kernels;
  if (type === 'class') {
    if (classes === null)
      throw new Problem('wrong-usage', `the outcome of ${model.report.family} has no classes`, {
        help: 'leave --type out',
      });
    return [classColumn(model, table)];
  }
  const names = (symbol: string): readonly string[] =>
    Array.from({ length: parameters }, (_, k) => `${symbol}(${classes?.[k] ?? String(k + 1)})`);
  if (type === 'link')
    return split(parameters === 1 ? ['predicted'] : names('eta'), model.predictLinear({ table }));
  if (model.kernels.classes === null) return split(responseNames(model), model.predict({ table }));
  const levels = Array.from({ length: model.kernels.classes }, (_, k) => `P(${classes?.[k] ?? String(k)})`);
  return [...split(levels, model.predictProbabilities({ table })), classColumn(model, table)];
};

// The components of a vector are called by what the formula makes it of.
const responseNames = (model: Model): readonly string[] => {
  const { columns = 1 } = model.kernels;
  if (columns === 1) return ['predicted'];
  const outcome = model.memory.outcome === null ? null : parseExpression(model.memory.outcome.text);
  const parts = outcome?.kind === 'call' && outcome.args.length === columns ? outcome.args.map(textOf) : [];
  return Array.from({ length: columns }, (_, k) => `predicted(${parts[k] ?? String(k + 1)})`);
};

const errors = (model: Model, table: Table, type: PredictFlags['type']): readonly Column[] => {
  if (type === 'class')
    throw new Problem('wrong-usage', 'a class has no standard error', { help: 'leave --se or --type out' });
  const { link, response } = model.predictErrors({ table });
  const names = predictions(model, table, type)
    .filter(({ kind }) => kind === 'number')
    .map(({ name }) => (name.startsWith('predicted') ? name.replace('predicted', 'se') : `se(${name})`));
  return split(names, type === 'link' ? link : response);
};

const classColumn = (model: Model, table: Table): Column =>
  textColumn(
    'class',
    model.predictClasses({ table }).map((label) => (label === '' ? null : label)),
  );

// NaN stands for a row without a prediction.
const split = (names: readonly string[], values: Float64Array): readonly Column[] =>
  names.map((name, at) =>
    numberColumn(
      name,
      Array.from({ length: values.length / names.length }, (_, row) => {
        const value = values[row * names.length + at] ?? Number.NaN;
        return Number.isNaN(value) ? null : value;
      }),
    ),
  );

const write = async (context: Context, table: Table, path: string | undefined): Promise<void> => {
  if (path !== undefined) return writeTable(table, path);
  for (const piece of tableText(table, 'csv')) context.out(piece);
};
