// What `expfam fit` can be told, as one table of options, and which of it goes on to the fit itself.
import { Option } from 'commander';
import type { Command } from 'commander';
import type { FitOptions } from '../fit.js';
import type { FormulaData } from '../training/prepare.js';
import {
  assignments,
  bytes,
  classWeights,
  count,
  families,
  levels,
  linkChoice,
  nonNegative,
  positive,
  share,
  whole,
} from './values.js';

/** The flags as commander gives them. */
export interface FitFlags
  extends
    Pick<FormulaData, 'formula' | 'weights' | 'weightsAre' | 'missing'>,
    Omit<FitOptions, 'device' | 'fix' | 'link' | 'signal' | 'onProgress'> {
  readonly link?: string | Readonly<Record<string, string>>;
  readonly family: readonly string[];
  readonly fix?: Readonly<Record<string, string>>;
  readonly levels?: ReadonlyMap<string, readonly string[]>;
  readonly device: 'cpu' | 'gpu';
  readonly out?: string;
  readonly diagnostics?: string;
  readonly memory?: number;
  readonly checkpoint?: string;
  readonly resume?: string;
  readonly format: 'text' | 'json';
  readonly quiet?: true;
}

const chosen = (flags: string, about: string, choices: readonly string[]): Option =>
  new Option(flags, about).choices(choices);

const solvers = ['auto', 'newton', 'lbfgs', 'coordinate', 'sgd', 'momentum', 'adam'];

/** The options of the model, of its fit, and of what is said about it. */
export const fitOptions = (command: Command): Command =>
  command
    .requiredOption('-f, --formula <FORMULA>', "what depends on what, as in R: 'y ~ x1 + log(x2)'")
    .requiredOption('-F, --family <FAMILY>', 'of the catalogue, or a .density file; several: A,B,…', families)
    .option(
      '--link <LINK>',
      'of the mean, as probit, sqrt or power(0.5); or of a parameter, as eta2=log (repeatable)',
      linkChoice,
    )
    .option('--fix <NAME=VALUE>', 'give a constant of the density a value (repeatable)', assignments)
    .option('--weights <COLUMN>', 'prior weights, as in R; the column is then no part of `.`')
    .addOption(chosen('--weights-are <WHAT>', 'what the weights are', ['prior', 'frequencies']))
    .option('--class-weights <WEIGHTS>', 'balanced, or CLASS=WEIGHT,…', classWeights)
    .option('--levels <COLUMN=A,B,…>', 'the order of levels, the baseline first (repeatable)', levels)
    .addOption(
      chosen('--missing <WHAT>', 'what to do with rows in which a needed cell is missing', [
        'drop',
        'error',
      ]).default('drop'),
    )
    .option('--l2 <λ>', 'ridge penalty λ/2·‖β‖², intercepts left out', nonNegative)
    .option('--l1 <λ>', 'lasso penalty λ·‖β‖₁; with --l2 an elastic net', nonNegative)
    .option('--path <N>', 'fit N penalties, from one that leaves nothing to the one that is given', count)
    .option('--bias-reduction', "Firth's bias reduction: finite estimates even of separated data")
    .option('--standardise', 'penalise the coefficients of the columns divided by their standard deviations')
    .addOption(chosen('--solver <NAME>', 'how the optimum is sought', solvers).default('auto'))
    .option('--epochs <N>', 'passes over the data of sgd, momentum and adam', count)
    .option('--batch <ROWS>', 'rows of a mini-batch of these', count)
    .option('--learning-rate <RATE>', 'first step size of these', positive)
    .option('--seed <N>', 'of all shuffling: the same seed gives the same bits', whole)
    .option('--tolerance <T>', 'of the gradient, at which a solver stops', positive)
    .option('--max-iterations <N>', 'of newton, lbfgs and coordinate', count)
    .addOption(chosen('--device <DEVICE>', 'where the kernels run', ['cpu', 'gpu']).default('cpu'))
    .option('--threads <N>', 'of the processor; their number changes no bit of the result', count)
    .addOption(chosen('--precision <P>', 'of the kernels and their arrays', ['f64', 'f32']))
    .option('--memory <SIZE>', 'refuse a fit that would need more, as 500MB or 2GB', bytes)
    .option('--checkpoint <FILE>', 'keep the coefficients there while the fit goes on')
    .option('--resume <FILE>', 'start from the coefficients of a checkpoint')
    .addOption(chosen('--intervals <KIND>', 'of the coefficients', ['wald', 'profile']))
    .option('--level <LEVEL>', 'of the intervals, 0.95 unless told otherwise', share)
    .addOption(
      chosen('--errors <KIND>', 'standard errors of the model, or of the sandwich HC0', ['model', 'robust']),
    )
    .option('--against <FORMULA>', 'test the fit against a nested one: an analysis of deviance')
    .option('--cross-validate <FOLDS>', 'judge by rows left out in turn; with --path choose by it', count)
    .option('--holdout <FRACTION>', 'leave out a part of the rows and judge by it', share)
    .option('--diagnostics <FILE>', 'write residuals, leverage and influence of every row')
    .option('-o, --out <FILE>', 'write the model, which `expfam predict` reads')
    .addOption(chosen('--format <FORMAT>', 'of the summary', ['text', 'json']).default('text'))
    .option('-q, --quiet', 'neither progress nor warnings');

const ofTheData = ['formula', 'weights', 'weightsAre', 'levels', 'missing'] as const;
const ofTheCommand = new Set<string>([
  'family',
  'out',
  'diagnostics',
  'memory',
  'checkpoint',
  'resume',
  'format',
  'quiet',
  'debug',
  'link',
  ...ofTheData,
]);

/** The flags that say what the data are. */
export const dataFlags = (flags: FitFlags): Omit<FormulaData, 'table'> => ({
  formula: flags.formula,
  ...Object.fromEntries(
    ofTheData.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]] as const])),
  ),
});

/** The flags that are options of the fit. */
export const fitFlags = (flags: FitFlags): FitOptions => ({
  ...Object.fromEntries(
    Object.entries(flags).filter(([name, value]) => !ofTheCommand.has(name) && value !== undefined),
  ),
  ...(flags.link === undefined ? {} : { link: linkText(flags.link) }),
});

const linkText = (link: string | Readonly<Record<string, string>>): string =>
  typeof link === 'string'
    ? link
    : Object.entries(link)
        .map(([name, value]) => `${name}=${value}`)
        .join(',');
