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
  for (const [title, belongs] of groups) {
    const members = entries.filter(({ density }) => groupOf(density) === belongs);
    if (members.length === 0) continue;
    context.out(`${title}\n\n`);
    for (const { name, about, density, response } of members) {
      const mean = response === null ? '' : `\n    E[y] = ${response.join(', ')}`;
      context.out(`  ${name}: ${about}\n${indented(density)}${mean}\n\n`);
    }
  }
};

type Group = 'classes' | 'counts' | 'line' | 'positive' | 'bounded' | 'vectors';

/** The headings of the list, in its order. */
const groups: readonly (readonly [title: string, group: Group])[] = [
  ['Classes and trials', 'classes'],
  ['Counts', 'counts'],
  ['Numbers on the whole line', 'line'],
  ['Positive numbers', 'positive'],
  ['Numbers between two ends', 'bounded'],
  ['Vectors and matrices', 'vectors'],
];

/** What kind of thing the outcome is, by its domain. */
const groupOf = (density: string): Group => {
  const outcome = /\(\s*(\w+)/.exec(density)?.[1] ?? 'y';
  const domain = new RegExp(`^\\s*${outcome}\\s+in\\s+(.+?)\\s*$`, 'm').exec(density)?.[1] ?? '';
  if (/^\{|^1\s*\.\.\s*K$/.test(domain)) return 'classes';
  if (/^[^^]*\.\.[^^]*$/.test(domain)) return 'counts';
  if (domain === 'real') return 'line';
  if (/^[([].*,\s*inf\s*\)$/.test(domain)) return 'positive';
  return /^[([].*[)\]]$/.test(domain) ? 'bounded' : 'vectors';
};

/** The text without the margin that it has in its file. */
const trimmed = (text: string): string => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(margin).trimEnd()).join('\n');
};

const indented = (text: string): string => text.replace(/^/gm, '    ');
