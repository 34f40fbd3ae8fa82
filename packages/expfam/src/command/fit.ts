// `expfam fit DATA`: a table, a formula and a family become a model.
import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import type { FitReport } from '@expfam/runtime';
import { Problem } from '../problems.js';
import type { Model } from '../models/model.js';
import type { Context, Finish } from './context.js';
import { refuseLater } from './later.js';
import { progressLine } from './progress.js';
import { assignments, count, levels, nonNegative, positive, share, whole } from './values.js';

interface FitFlags {
  readonly formula: string;
  readonly family: string;
  readonly link: string;
  readonly fix?: Readonly<Record<string, string>>;
  readonly weights?: string;
  readonly levels?: ReadonlyMap<string, readonly string[]>;
  readonly l1?: number;
  readonly l2?: number;
  readonly path?: number;
  readonly level?: number;
  readonly standardise?: true;
  readonly solver: 'auto' | 'newton' | 'lbfgs' | 'coordinate' | 'sgd' | 'momentum' | 'adam';
  readonly epochs?: number;
  readonly batch?: number;
  readonly learningRate?: number;
  readonly seed?: number;
  readonly tolerance?: number;
  readonly maxIterations?: number;
  readonly device: 'cpu' | 'gpu';
  readonly missing: 'drop' | 'error';
  readonly out?: string;
  readonly format: 'text' | 'json';
  readonly quiet?: true;
}

const later = [
  '--weights-are <kind>',
  '--class-weights <weights>',
  '--cross-validate <folds>',
  '--bias-reduction',
  '--threads <n>',
  '--precision <f64|f32>',
  '--memory <size>',
  '--holdout <fraction>',
  '--intervals <kind>',
  '--errors <kind>',
  '--against <formula>',
  '--checkpoint <file>',
  '--resume <file>',
];

/** The command `fit`. */
export const fitCommand = (context: Context, finish: Finish): Command => {
  const command = new Command('fit')
    .summary('train a generalised linear model on a table')
    .description(description)
    .argument('<DATA>', 'CSV, TSV, JSON lines or Parquet: a path, or - for standard input')
    .requiredOption('-f, --formula <FORMULA>', "what depends on what, as in R: 'y ~ x1 + log(x2)'")
    .requiredOption('-F, --family <FAMILY>', 'a family of the catalogue, or a .density file')
    .option('--link <LINK>', 'the canonical link of the family', 'canonical')
    .option('--fix <NAME=VALUE>', 'give a constant of the density a value (repeatable)', assignments)
    .option('--weights <COLUMN>', 'prior weights, as in R; the column is then no part of `.`')
    .option('--levels <COLUMN=A,B,…>', 'the order of levels, the baseline first (repeatable)', levels)
    .option('--l2 <λ>', 'ridge penalty λ/2·‖β‖², intercepts left out', nonNegative)
    .option('--l1 <λ>', 'lasso penalty λ·‖β‖₁; with --l2 an elastic net', nonNegative)
    .option('--path <N>', 'fit N penalties, from one that leaves nothing to the one that is given', count)
    .option('--standardise', 'penalise the coefficients of the columns divided by their standard deviations')
    .addOption(new Option('--solver <NAME>', 'how the optimum is sought').choices(solvers).default('auto'))
    .option('--epochs <N>', 'passes over the data of sgd, momentum and adam', count)
    .option('--batch <ROWS>', 'rows of a mini-batch of these', count)
    .option('--learning-rate <RATE>', 'first step size of these', positive)
    .option('--seed <N>', 'of their shuffling: the same seed gives the same bits', whole)
    .option('--tolerance <T>', 'of the gradient, at which a solver stops', positive)
    .option('--max-iterations <N>', 'of newton, lbfgs and coordinate', count)
    .option('--level <LEVEL>', 'of the intervals, 0.95 unless told otherwise', share)
    .addOption(
      new Option('--device <DEVICE>', 'where the kernels run').choices(['cpu', 'gpu']).default('cpu'),
    )
    .addOption(
      new Option('--missing <WHAT>', 'what to do with rows in which a needed cell is missing')
        .choices(['drop', 'error'])
        .default('drop'),
    )
    .option('-o, --out <FILE>', 'write the model, which `expfam predict` reads')
    .addOption(new Option('--format <FORMAT>', 'of the summary').choices(['text', 'json']).default('text'))
    .option('-q, --quiet', 'neither progress nor warnings')
    .addHelpText('after', examples)
    .action((data: string, flags: FitFlags) => run(context, finish, { data, flags }));
  return refuseLater(command, later);
};

const solvers = ['auto', 'newton', 'lbfgs', 'coordinate', 'sgd', 'momentum', 'adam'];

const description = `Train a generalised linear model on a table.

Text columns become factors whose first level is the baseline; --levels gives the order and makes a factor of a
column of numbers. Formulas know + - : * ^ / . -1 0 I(…) C(x) factor(x) log(x) exp(x) sqrt(x) offset(x)
cbind(successes, failures). Rows with missing cells are dropped and counted; cells are missing when empty or NA.`;

const examples = `
Examples:
  expfam fit iris.csv --family categorical --formula 'Species ~ .' --l2 0.01 --out model.json
  expfam fit warpbreaks.csv --family poisson --formula 'breaks ~ wool * tension' --levels tension=L,M,H
  expfam fit trials.csv --family binomial --formula 'cbind(cured, ill) ~ dose' --format json
  cat mtcars.csv | expfam fit - --family bernoulli --formula 'am ~ hp + wt'

Exit status 4 means that there is no finite maximum or that the solver did not reach it; the result is still written.`;

const run = async (
  context: Context,
  finish: Finish,
  given: { data: string; flags: FitFlags },
): Promise<void> => {
  const { data, flags } = given;
  const [{ readTable }, { fitFamily }, { resolveFamily }] = await Promise.all([
    import('../tables/read-table.js'),
    import('../fit.js'),
    import('../resolve-family.js'),
  ]);
  const family = await resolveFamily(flags.family);
  const table = await readTable(data, context.input);
  const progress = progressLine(context, flags.quiet === true);
  const { formula, weights, levels: order, missing, fix, link, device } = flags;
  const { model, warnings } = await fitFamily(
    family,
    {
      table,
      formula,
      missing,
      ...(weights === undefined ? {} : { weights }),
      ...(order === undefined ? {} : { levels: order }),
    },
    {
      ...solverOptions(flags),
      link,
      device,
      ...(fix === undefined ? {} : { fix }),
      onProgress: progress.show,
      signal: context.signal,
    },
  ).finally(progress.clear);
  if (flags.out !== undefined) await save(model, flags.out);
  const quiet = flags.quiet === true;
  context.out(
    `${flags.format === 'json' ? JSON.stringify(model.report, null, 2) : summaryOf(model, quiet)}\n`,
  );
  if (!quiet)
    for (const warning of [...warnings, ...spoken(model.report)]) context.err(`warning: ${warning}\n`);
  if (!model.report.converged) finish(4);
};

const solverFlags: ReadonlySet<string> = new Set([
  'l1',
  'l2',
  'path',
  'standardise',
  'solver',
  'epochs',
  'batch',
  'learningRate',
  'seed',
  'tolerance',
  'maxIterations',
  'level',
]);

const solverOptions = (flags: FitFlags) => {
  const passed = Object.entries(flags).filter(
    ([name, value]) => solverFlags.has(name) && value !== undefined,
  );
  return Object.fromEntries(passed);
};

// Warnings go to standard error; with --quiet the summary is the only place that is left for those of the fit itself.
const summaryOf = (model: Model, quiet: boolean): string =>
  quiet ? model.summary() : (model.summary().split('\n\nwarning: ')[0] ?? '');

const spoken = ({ warnings }: FitReport): readonly string[] =>
  warnings.map(({ code, message }) => `${code}: ${message}`);

const save = async (model: Model, path: string): Promise<void> => {
  await writeFile(path, `${JSON.stringify(model)}\n`).catch((error: NodeJS.ErrnoException) => {
    throw new Problem('file-not-writable', `${path} cannot be written: ${error.code ?? error.message}`, {
      file: path,
    });
  });
};
