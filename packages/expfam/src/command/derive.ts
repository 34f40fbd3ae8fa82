// `expfam derive FAMILY | FILE | -`: everything that follows from a density.
import { Command, Option } from 'commander';
import { pointed } from '../pointer.js';
import { statusOf } from '../render.js';
import type { Context, Finish } from './context.js';
import type { Format } from './derive-formats.js';
import { assignments, classCount, linkChoice } from './values.js';

interface DeriveFlags {
  readonly classes?: number;
  readonly fix?: Readonly<Record<string, string>>;
  readonly normalise?: true;
  readonly form: 'baseline' | 'symmetric';
  readonly format: Format;
  readonly steps?: true;
  readonly link?: string | Readonly<Record<string, string>>;
}

/** The command `derive`. */
export const deriveCommand = (context: Context, finish: Finish): Command =>
  new Command('derive')
    .summary('derive response, loss and derivatives from a density')
    .description(description)
    .argument('<FAMILY>', 'a family of the catalogue, a file with a density, or - for standard input')
    .option('--classes <K>', 'fix the number of classes; without it K stays a symbol', classCount)
    .option('--fix <NAME=VALUE>', 'give a constant or a parameter a value (repeatable)', assignments)
    .option('--normalise', 'divide a density that is not normalised by its total')
    .addOption(
      new Option('--form <FORM>', 'K - 1 natural parameters, or K of them')
        .choices(['baseline', 'symmetric'])
        .default('baseline'),
    )
    .addOption(
      new Option('--format <FORMAT>', 'of the result')
        .choices(['text', 'latex', 'markdown', 'json', 'sympy'])
        .default('text'),
    )
    .option(
      '--link <NAME>',
      'derive another link for E[y], or etaN=NAME for a natural parameter (repeatable)',
      linkChoice,
    )
    .option('--steps', 'show every step with its rule and its check')
    .addHelpText('after', examples)
    .action((family: string, flags: DeriveFlags) => run(context, finish, { family, flags }));

const description = [
  'Rewrite a density into exponential-family form and derive its natural parameters, sufficient statistics,',
  'log-partition function, response function, loss, gradient and Hessian, with every step checked by numbers.',
  '--format sympy writes a Python script with which SymPy and mpmath prove the result again.',
].join(' ');

const examples = `
Examples:
  expfam derive categorical --steps
  expfam derive categorical --classes 4 --format json
  expfam derive bernoulli --link probit
  expfam derive gamma_shape_rate --link eta2=log --format markdown
  expfam derive negative_binomial --fix r=2 --format sympy | python3 -
  expfam derive - <<'DENSITY'
  rayleigh(y | scale) = y / scale^2 * exp(-y^2 / (2 * scale^2))
    y     in (0, inf)
    scale in (0, inf)
  DENSITY

Exit status 3 means that the density is no exponential family (the reason is
given), 5 that it could not be decided.`;

const run = async (
  context: Context,
  finish: Finish,
  given: { family: string; flags: DeriveFlags },
): Promise<void> => {
  const { format, steps, link, ...options } = given.flags;
  const [{ resolveFamily }, { densitiesOf }, { deriveWith }, writers, { Refusal }] = await Promise.all([
    import('../resolve-family.js'),
    import('../densities.js'),
    import('../derivations.js'),
    import('./derive-formats.js'),
    import('@expfam/family'),
  ]);
  const densities = await densitiesOf(await resolveFamily(given.family, context.input));
  const written: unknown[] = [];
  const statuses: number[] = [];
  for (const density of densities) {
    try {
      written.push(writers.write(deriveWith(density, options), { format, steps, link }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const refused = writers.writeRefusal(density.name, error, format);
      if (refused !== null) written.push(refused);
      if (format !== 'json') context.err(`${pointed(error, context.docs)}\n`);
      statuses.push(statusOf(error));
    }
  }
  if (format !== 'json') context.out(written.join('\n'));
  // One density is one object; a text of several gives a list.
  else context.out(`${JSON.stringify(written.length === 1 ? written[0] : written, null, 2)}\n`);
  // a density that is refused weighs more than one that could not be decided
  if (statuses.length > 0) finish(Math.min(...statuses));
};
