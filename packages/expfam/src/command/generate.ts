// `expfam generate FAMILY | FILE --target ts,wgsl,wasm --out DIR`: kernels as files.
import { Command, Option } from 'commander';
import type { PrintedName, TargetName } from '@expfam/codegen';
import { Problem } from '../problems.js';
import type { Context, Finish } from './context.js';
import { assignments, classCount, count, folder, listOf } from './values.js';

interface GenerateFlags {
  readonly target: readonly TargetName[];
  readonly out: string;
  readonly classes?: number;
  readonly fix?: Readonly<Record<string, string>>;
  readonly precision: 'f64' | 'f32';
  readonly form?: 'baseline' | 'symmetric';
  readonly link?: string;
  readonly normalise?: true;
  readonly features?: number;
  readonly kernels?: readonly string[];
  readonly acceptAccuracy?: true;
  readonly force?: true;
}

/** The command `generate`. */
export const generateCommand = (context: Context, _finish: Finish): Command => {
  return new Command('generate')
    .summary('write the kernels of a family as files')
    .description(description)
    .argument('<FAMILY>', 'a family of the catalogue, a file with a density, or - for standard input')
    .requiredOption(
      '-t, --target <TARGETS>',
      `${targets.join(', ')}, or several: ${targets.join(',')}`,
      listOf(targets),
    )
    .requiredOption('-o, --out <DIR>', 'the folder that they are written to', folder)
    .option('--classes <K>', 'the number K of classes, or of the components of a vector', classCount)
    .option('--fix <NAME=VALUE>', 'give a constant or a parameter a value (repeatable)', assignments)
    .addOption(
      new Option('--precision <P>', 'of TypeScript and WebAssembly; WGSL is always f32')
        .choices(['f64', 'f32'])
        .default('f64'),
    )
    .addOption(
      new Option(
        '--form <FORM>',
        'of a categorical family: K - 1 logits, or K of them (the default)',
      ).choices(['baseline', 'symmetric']),
    )
    .option('--link <NAME>', 'a link for E[y] in place of the canonical one: log, probit, power(1/3), …')
    .option('--normalise', 'divide a density that is not normalised by its total')
    .option('--features <D>', 'fix the number of features and unroll the linear functions over it', count)
    .option('--kernels <LIST>', 'only these functions, as in response,gradient', listOf(printedFunctions))
    .option('--accept-accuracy', 'print a kernel even where it misses its budget')
    .option('--force', 'overwrite files that were edited by hand')
    .addHelpText('after', examples)
    .action((family: string, flags: GenerateFlags) => run(context, { family, flags }));
};

/** As many classes as a label of two bytes tells apart; beyond 64 of them kernels loop. */
const mostClasses = 65_536;

// The names that codegen knows, known here without loading it.
const targets = Object.keys({ ts: true, wgsl: true, wasm: true } satisfies Record<TargetName, true>);
const printedFunctions = [
  'response', 'loss', 'gradient', 'hessian', 'jacobian', 'linearGradient', 'linearResponse', 'logBaseMeasure', 'saturatedLoss',
] as const satisfies readonly PrintedName[]; // prettier-ignore

const description = `Write response, loss, gradient, Hessian, Jacobian and the fused linear pass of a family as numerically stable
code that imports nothing, and a manifest that describes it. The output is the same on every run.`;

const examples = `
Examples:
  expfam generate categorical --classes 10 --target ts,wgsl,wasm --out kernels
  expfam generate poisson --target ts --out src/kernels`;

const run = async (context: Context, given: { family: string; flags: GenerateFlags }): Promise<void> => {
  const { target, out, force, kernels, classes, ...options } = given.flags;
  if (classes !== undefined && classes > mostClasses)
    throw new Problem('wrong-usage', `--classes ${String(classes)} is out of range`, {
      needed: `a number of classes from 2 to ${String(mostClasses)}`,
      help: 'merge rare classes, or split the choice into a choice of groups and one within each',
    });
  const { startVerifier, writeFiles } = await import('@expfam/codegen');
  const verifier = target.every((each) => each === 'wgsl') ? null : await startVerifier();
  const [{ resolveForKernels }, { generateChosen }] = await Promise.all([
    import('../resolve-family.js'),
    import('../generate.js'),
  ]);
  const choice = await resolveForKernels(given.family, context.input, options.fix);
  const files = await generateChosen(choice, {
    ...options,
    ...(classes === undefined ? {} : { classes }),
    ...(kernels === undefined ? {} : { functions: kernels as readonly PrintedName[] }),
    target,
  });
  const written = await writeFiles(files, out, { force: force === true, ...(verifier && { verifier }) });
  verifier?.stop();
  for (const path of written) context.out(`${path}\n`);
};
