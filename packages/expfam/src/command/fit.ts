// `expfam fit DATA`: a table, a formula and a family become a model.
import { Command } from 'commander';
import type { Model } from '../models/model.js';
import { Problem } from '../problems.js';
import type { Table } from '../tables/table.js';
import type { Context, Finish } from './context.js';
import { dataFlags, fitFlags, fitOptions } from './fit-options.js';
import type { FitFlags } from './fit-options.js';
import { checkpointOf, resumedFrom } from './checkpoint.js';
import { progressLine } from './progress.js';
import { spokenOf } from './spoken.js';
import { checkWritable, writeFileOf } from './write.js';

/** The command `fit`. */
export const fitCommand = (context: Context, finish: Finish): Command => {
  const command = new Command('fit')
    .summary('train a generalised linear model on a table')
    .description(description)
    .argument('<DATA>', 'CSV, TSV, JSON lines, Parquet or Arrow: a path, or - for standard input');
  fitOptions(command)
    .addHelpText('after', examples)
    .action((data: string, flags: FitFlags) => run(context, finish, { data, flags }));
  return command;
};

const description = `Train a generalised linear model on a table.

Text columns become factors whose first level is the baseline; --levels gives the order and makes a factor of a
column of numbers. Rows with missing cells are dropped and counted; cells are missing when empty or NA. Dates are
no predictors unless factor(…) makes levels of them.

Formulas are those of R: + - : * / ^ %in% . -1 0 and I(…) C(x) factor(x) log(x) exp(x) sqrt(x) pmin(x, y)
offset(log(n)) cbind(successes, failures). Several families set apart by commas are each fitted and compared by AIC.`;

const examples = `
Examples:
  expfam fit iris.csv --family categorical --formula 'Species ~ .' --l2 0.01 --out model.json
  expfam fit iris.csv --family categorical --formula 'Species ~ .' --path 50 --cross-validate 10
  expfam fit warpbreaks.csv --family poisson --formula 'breaks ~ wool * tension' --against 'breaks ~ wool + tension'
  expfam fit trials.csv --family binomial --formula 'cbind(cured, ill) ~ dose' --format json
  expfam fit visits.csv --family poisson,geometric --formula 'visits ~ age'
  cat mtcars.csv | expfam fit - --family bernoulli --formula 'am ~ hp + wt' --intervals profile

Exit status 4 means that there is no finite maximum or that the solver did not reach it; the result is still written.`;

const run = async (
  context: Context,
  finish: Finish,
  given: { data: string; flags: FitFlags },
): Promise<void> => {
  const { data, flags } = given;
  const [{ readTable }, { fitFamily }, { resolveForKernels }] = await Promise.all([
    import('../tables/read-table.js'),
    import('../fit.js'),
    import('../resolve-family.js'),
  ]);
  for (const path of [flags.out, flags.diagnostics, flags.checkpoint])
    if (path !== undefined) await checkWritable(path);
  if (flags.family.length > 1) refuseForSeveral(flags);
  const families = await Promise.all(flags.family.map((name) => resolveForKernels(name, null, flags.fix)));
  const table = await readTable(data, context.input);
  const quiet = flags.quiet === true;
  const progress = progressLine(context, quiet);
  const checkpoint = flags.checkpoint === undefined ? null : checkpointOf(flags.checkpoint, flags.formula);
  const start = flags.resume === undefined ? {} : { start: await resumedFrom(flags.resume, flags.formula) };
  const fitOne = (family: (typeof families)[number]) =>
    fitFamily(
      family,
      { table, ...dataFlags(flags), ...(flags.memory === undefined ? {} : { memory: flags.memory }) },
      {
        ...fitFlags(flags),
        ...start,
        ...(checkpoint === null ? {} : { onCheckpoint: checkpoint.keep }),
        onProgress: progress.show,
        signal: context.signal,
      },
    ).finally(() => {
      progress.clear();
      checkpoint?.flush();
      if (checkpoint !== null && context.signal.aborted) context.err(`${checkpoint.word()}\n`);
    });
  const [only, ...more] = families;
  if (only === undefined) return;
  if (more.length > 0) {
    const { compareFamilies } = await import('./compare-families.js');
    const { best, status } = await compareFamilies(context, {
      families,
      fitOne,
      format: flags.format,
      quiet,
    });
    if (flags.out !== undefined && best !== null) await writeFileOf(flags.out, `${JSON.stringify(best)}\n`);
    finish(status);
    return;
  }
  const { model, warnings } = await fitOne(only);
  if (flags.out !== undefined) await writeFileOf(flags.out, `${JSON.stringify(model)}\n`);
  if (flags.diagnostics !== undefined) await writeDiagnostics(model, table, flags);
  context.out(
    `${flags.format === 'json' ? JSON.stringify(model.report, null, 2) : summaryOf(model, quiet)}\n`,
  );
  if (!quiet)
    for (const warning of [...warnings, ...spokenOf(model.report)]) context.err(`warning: ${warning}\n`);
  if (!model.report.converged) finish(4);
};

const writeDiagnostics = async (model: Model, table: Table, flags: FitFlags): Promise<void> => {
  const [{ diagnosticColumns }, { writeTable }] = await Promise.all([
    import('../models/diagnostic-columns.js'),
    import('./write.js'),
  ]);
  const columns = diagnosticColumns(model, { table, ...dataFlags(flags) });
  await writeTable({ rows: table.rows, columns }, flags.diagnostics ?? '');
};

// Warnings go to standard error; with --quiet the summary is the only place that is left for those of the fit itself.
const summaryOf = (model: Model, quiet: boolean): string =>
  quiet ? model.summary() : (model.summary().split('\n\nwarning: ')[0] ?? '');

// What belongs to one fit, or leaves nothing to compare.
const refuseForSeveral = (flags: FitFlags): void => {
  const penalty = (['l1', 'l2', 'path'] as const).find((name) => flags[name] !== undefined);
  if (penalty !== undefined)
    throw new Problem('wrong-usage', `families are compared by AIC, which a fit with --${penalty} has not`, {
      help: 'compare without a penalty, or fit one family',
    });
  const single = (['checkpoint', 'resume', 'diagnostics'] as const).find((name) => flags[name] !== undefined);
  if (single !== undefined)
    throw new Problem('wrong-usage', `--${single} belongs to one fit, and there are several families`);
};
