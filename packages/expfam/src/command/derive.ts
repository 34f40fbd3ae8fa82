// `expfam derive FAMILY | FILE | -`: everything that follows from a density.
import { Command, Option } from 'commander';
import { Problem } from '../problems.js';
import { statusOf } from '../render.js';
import type { Context, Finish } from './context.js';
import { refuseLater } from './later.js';
import { assignments, classCount } from './values.js';

type Format = 'text' | 'latex' | 'markdown' | 'json' | 'sympy';

interface DeriveFlags {
  readonly classes?: number;
  readonly fix?: Readonly<Record<string, string>>;
  readonly normalise?: true;
  readonly form: 'baseline' | 'symmetric';
  readonly format: Format;
  readonly steps?: true;
}

/** The command `derive`. */
export const deriveCommand = (context: Context, finish: Finish): Command => {
  const command = new Command('derive')
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
    .option('--steps', 'show every step with its rule and its check')
    .addHelpText('after', examples)
    .action((family: string, flags: DeriveFlags) => run(context, finish, { family, flags }));
  return refuseLater(command, ['--link <name>']);
};

const description = `Rewrite a density into exponential-family form and derive its natural parameters, sufficient statistics,
log-partition function, response function, loss, gradient and Hessian.`;

const examples = `
Examples:
  expfam derive categorical --steps
  expfam derive categorical --classes 4 --format json
  expfam derive - <<'DENSITY'
  rayleigh(y | scale) = y / scale^2 * exp(-y^2 / (2 * scale^2))
    y     in (0, inf)
    scale in (0, inf)
  DENSITY

Exit status 3 means that the density is no exponential family (the reason is given), 5 that it could not be decided.`;

const run = async (
  context: Context,
  finish: Finish,
  given: { family: string; flags: DeriveFlags },
): Promise<void> => {
  const { format, steps, ...options } = given.flags;
  if (format === 'sympy') throw new Problem('option-not-available', '`--format sympy` is not available yet');
  const [{ resolveFamily }, { densitiesOf }, { deriveWith }, family] = await Promise.all([
    import('../resolve-family.js'),
    import('../densities.js'),
    import('../derivations.js'),
    import('@expfam/family'),
  ]);
  const densities = await densitiesOf(await resolveFamily(given.family, context.input));
  const write = {
    text: family.derivationText,
    latex: family.derivationLatex,
    markdown: family.derivationMarkdown,
  };
  const objects: unknown[] = [];
  for (const density of densities) {
    try {
      const derivation = deriveWith(density, options);
      if (format === 'json') objects.push(family.derivationJson(derivation));
      else context.out(write[format](derivation, { steps }));
    } catch (error) {
      if (format !== 'json' || !(error instanceof family.Refusal)) throw error;
      objects.push(family.refusalJson(density.name, error));
      finish(statusOf(error));
    }
  }
  // One density is one object; a text of several gives a list.
  if (format === 'json')
    context.out(`${JSON.stringify(objects.length === 1 ? objects[0] : objects, null, 2)}\n`);
};
