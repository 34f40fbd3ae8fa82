// `expfam families`: the catalogue, a family a line.
import { Command, Option } from 'commander';
import type { Context, Finish } from './context.js';

/** The command `families`. */
export const familiesCommand = (context: Context, _finish: Finish): Command =>
  new Command('families')
    .summary('list the catalogue')
    .description('List the families of the catalogue with their densities and what they are for.')
    .addOption(new Option('--format <FORMAT>', 'of the list').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples)
    .action(({ format }: { format: 'text' | 'json' }) => run(context, format));

const examples = `
Examples:
  expfam families
  expfam families --format json`;

const run = async (context: Context, format: 'text' | 'json'): Promise<void> => {
  const { families } = await import('../catalogue.js');
  const entries = families().map(({ density, ...rest }) => ({ ...rest, density: trimmed(density) }));
  if (format === 'json') {
    context.out(`${JSON.stringify(entries, null, 2)}\n`);
    return;
  }
  for (const { name, about, density, response } of entries) {
    const mean = response === null ? '' : `\n  E[y] ${response.join(', ')}`;
    context.out(`${name}: ${about}\n${indented(density)}${mean}\n\n`);
  }
};

/** The text without the margin that it has in its file. */
const trimmed = (text: string): string => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(margin).trimEnd()).join('\n');
};

const indented = (text: string): string => text.replace(/^/gm, '  ');
