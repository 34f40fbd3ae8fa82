// `expfam check DIR`: measures emitted kernels against high precision.
import { Command, Option } from 'commander';
import { placeOf } from '../check/measure.js';
import type { CheckReport, FileReport } from '../check/check-folder.js';
import type { Context, Finish } from './context.js';
import { Problem } from '../problems.js';
import { count } from './values.js';

interface CheckFlags {
  readonly format: 'text' | 'json';
  readonly points?: number;
  readonly record?: true;
}

/** The command `check`. */
export const checkCommand = (context: Context, finish: Finish): Command =>
  new Command('check')
    .summary('measure emitted kernels against high precision')
    .description(description)
    .argument('<DIR>', 'a folder that `expfam generate` wrote')
    .option('--points <N>', 'points for each function, beside edges and climb (40)', count)
    .option('--record', 'write what a WebGPU adapter was measured to into the manifest')
    .addOption(new Option('--format <FORMAT>', 'of the result').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples)
    .action((folder: string, flags: CheckFlags) => run(context, finish, { folder, flags }));

const description = `Derive every kernel of a folder anew, load its modules as they stand and measure each function: at points uniform
over bit patterns, at the edges, on both sides of every change of formula, and climbing from the worst point to a worse one. Errors are in units of the last place (ulp)
of the result, or of the largest term of the sum that it is.`;

const examples = `
Examples:
  expfam check kernels
  expfam check kernels --format json --points 200

Exit status 2 means that a function misses its budget, or that a file is not as it was generated.`;

/** Each is judged at sixty digits and more: of a hundred thousand that takes an hour. */
const mostPoints = 100_000;

interface Given {
  readonly folder: string;
  readonly flags: CheckFlags;
}

const run = async (context: Context, finish: Finish, { folder, flags }: Given): Promise<void> => {
  if ((flags.points ?? 0) > mostPoints)
    throw new Problem('wrong-usage', `--points ${String(flags.points)} is out of range`, {
      needed: `a number of points from 1 to ${String(mostPoints)}`,
      help: 'the search for the worst goes on from the points by itself: 40 are enough, 200 are many',
    });
  const [{ checkFolder }, { checkRecordable, recordMeasured }] = await Promise.all([
    import('../check/check-folder.js'),
    import('../check/record.js'),
  ]);
  if (flags.record === true) await checkRecordable(folder);
  const clear = context.terminal ? '\r\u001b[K' : null;
  const report = await checkFolder(folder, {
    ...(flags.points === undefined ? {} : { points: flags.points }),
    ...(clear === null ? {} : { onProgress: (what) => context.err(`${clear}measuring ${what}`) }),
  });
  if (clear !== null) context.err(clear);
  if (flags.record === true) await recordMeasured(folder, report);
  context.out(flags.format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : textOf(report));
  if (!report.pass) finish(2);
};

/** The report as a table for each file. */
export const textOf = ({ kernels, manifestUnchanged, pass }: CheckReport): string => {
  const files = kernels.flatMap((kernel) => kernel.files.map(fileText));
  const edited = manifestUnchanged ? [] : ['manifest.json: edited'];
  return `${[...edited, ...files].join('\n\n')}\n\n${pass ? verdict(kernels) : 'FAILED'}\n`;
};

/** What may be said of kernels that all pass: nothing of those that could not be measured here. */
const verdict = (kernels: CheckReport['kernels']): string => {
  const skipped = kernels.flatMap(({ files }) => files.filter(({ notMeasured }) => notMeasured !== null));
  const measured = kernels.flatMap(({ files }) => files).length - skipped.length;
  if (measured === 0) return 'nothing was measured here';
  return skipped.length === 0
    ? 'every function is within its budget'
    : `every function that was measured is within its budget; not measured: ${skipped.map(({ path }) => path).join(', ')}`;
};

const fileText = (file: FileReport): string => {
  const place = file.adapter === null ? '' : ` on ${file.adapter}`;
  const head = `${file.path} (${file.target}, ${file.precision})${place}${file.unchanged ? '' : ': edited, or missing'}`;
  if (file.notMeasured !== null) {
    const bounds = Object.entries(file.bounds ?? {}).map(([name, ulps]) => `${name} ${String(ulps)}`);
    const stated = bounds.length === 0 ? '' : `; bounds in ulp by the specification: ${bounds.join(', ')}`;
    return `${head}\n  not measured: ${file.notMeasured}${stated}`;
  }
  const rows = file.functions.map(({ name, worst, mean, budget, at, pass, unsettled, nowhere }) => [
    name,
    shown(worst),
    shown(mean),
    String(budget),
    pass ? 'pass' : 'FAIL',
    [
      ...(nowhere !== null && pass ? [`NaN everywhere, for ${nowhere}`] : at === null ? [] : [placeOf(at)]),
      ...(unsettled === 0
        ? []
        : [`(${String(unsettled)} more points without a settled truth, or out of reach)`]),
    ].join(' '),
  ]);
  const laws = file.laws.map(({ name, worst, budget, pass, at }) => [
    name.replaceAll('-', ' '),
    shown(worst),
    '',
    String(budget),
    pass ? 'pass' : 'FAIL',
    at === null ? '' : placeOf({ eta: at, y: [] }),
  ]);
  const table = aligned([['', 'worst', 'mean', 'budget', '', 'at'], ...rows, ...laws]);
  const changes = file.crossings === 1 ? '1 change' : `${String(file.crossings)} changes`;
  const across = file.crossings === 0 ? [] : [`  on both sides of ${changes} of formula too`];
  return [head, ...table, ...across].join('\n');
};

const shown = (ulps: number): string =>
  ulps === 0 || ulps >= 0.01 ? ulps.toPrecision(3) : ulps.toExponential(1);

const aligned = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, k) => Math.max(...rows.map((row) => row[k]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, k) => (k === 0 || k > 3 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0))).join('  ')}`.trimEnd(),
  );
};
