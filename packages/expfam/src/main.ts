// The command line: arguments in, an exit status out. Every failure of every package ends here and is rendered once.
import { Command, CommanderError } from 'commander';
import type { Context, Finish } from './command/context.js';
import { checkCommand } from './command/check.js';
import { deriveCommand } from './command/derive.js';
import { exportCommand } from './command/export.js';
import { familiesCommand } from './command/families.js';
import { fitCommand } from './command/fit.js';
import { flowing } from './command/flowing.js';
import { generateCommand } from './command/generate.js';
import { onlyOnce } from './command/once.js';
import { predictCommand } from './command/predict.js';
import { version } from './version.js';
import { Problem } from './problems.js';
import { pointed } from './pointer.js';
import { failureOf, fault, statusOf } from './render.js';

/**
 * Runs the command with `argv`, the arguments after its name, and gives its exit status: 0 done, 1 a fault of the program,
 * 2 wrong usage or bad input, 3 no exponential family, 4 no finite maximum or no convergence, 5 undecided, 130 stopped.
 */
export const main = async (argv: readonly string[], context: Context): Promise<number> => {
  const debug = argv.includes('--debug');
  let status = 0;
  const program = programOf(context, (code) => (status = code));
  let keeps = false;
  program.hook('preAction', (_, command) => {
    keeps = endsByItself.has(command.name());
  });
  try {
    await unlessStopped(program.parseAsync([...argv], { from: 'user' }), context.signal, () => keeps);
    return status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    return report(translate(error), context, debug);
  }
};

/** Commands that, asked to stop, first write down how far they came. */
const endsByItself: ReadonlySet<string> = new Set(['fit']);

/** The work, or a failure as soon as the user wants it to stop and it has nothing to keep. */
const unlessStopped = (
  work: Promise<unknown>,
  signal: AbortSignal,
  keeps: () => boolean,
): Promise<unknown> => {
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      if (!keeps()) reject(new Error('stopped'));
    });
  });
  return Promise.race([work, stopped]);
};

const programOf = (context: Context, finish: Finish): Command => {
  const program = new Command('expfam')
    .description('From a probability density, written as on a blackboard, to a trained model.')
    .version(version)
    .helpCommand(false)
    .option('--debug', 'show the stack of a fault of the program')
    .addHelpText('after', examples);
  for (const command of [
    deriveCommand,
    generateCommand,
    fitCommand,
    predictCommand,
    exportCommand,
    familiesCommand,
    checkCommand,
  ])
    program.addCommand(command(context, finish));
  for (const command of [program, ...program.commands])
    command
      .description(flowing(command.description()))
      .exitOverride()
      .helpOption('-h, --help', 'show this help')
      .configureOutput({ writeOut: context.out, writeErr: () => undefined });
  // A flag that every command takes, wherever it stands.
  for (const command of program.commands)
    onlyOnce(command.option('--debug', 'show the stack of a fault of the program'));
  return program;
};

const examples = `
Examples:
  expfam derive categorical
  expfam generate categorical --classes 3 --target ts,wgsl --out kernels
  expfam fit iris.csv --family categorical --formula 'Species ~ .' --l2 0.01 --out model.json
  expfam predict model.json new.csv

\`expfam COMMAND --help\` explains a command. Exit status: 0 done, 1 a fault of
the program, 2 wrong usage or bad input, 3 no exponential family, 4 no finite
maximum or no convergence, 5 undecided, 130 stopped.`;

// Without a command commander wants to write its whole help as an error.
const translate = (error: unknown): unknown => {
  if (!(error instanceof CommanderError)) return error;
  if (error.code === 'commander.help')
    return new Problem('wrong-usage', 'no command was given', { help: '`expfam --help` lists the commands' });
  const [what = '', hint] = error.message.replace(/^error: /, '').split('\n');
  const help =
    hint === undefined || hint === ''
      ? '--help shows what there is'
      : hint.replace(/^\((.*)\)$/, '$1').toLowerCase();
  return new Problem('wrong-usage', what.replace(/\.$/, ''), { help });
};

const report = (error: unknown, context: Context, debug: boolean): number => {
  if (context.signal.aborted) {
    context.err('stopped\n');
    return 130;
  }
  const failure = failureOf(error);
  context.err(`${pointed(failure ?? fault(error), context.docs)}\n`);
  if (debug && error instanceof Error) context.err(`${error.stack ?? ''}\n`);
  return statusOf(error);
};
