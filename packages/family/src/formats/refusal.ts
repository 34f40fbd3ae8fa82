// A refusal as LaTeX and as Markdown: that a density is no exponential family is a result too.
import type { Refusal } from '../decision/refusal.js';
import { remedyText } from '../decision/refusal.js';
import { escapeTex } from './latex.js';

const verdict = ({ code }: Refusal): string =>
  code === 'undecided' ? 'could not be decided' : 'is no exponential family';

const remedy = ({ memberIfFixed }: Refusal): string[] =>
  memberIfFixed.length === 0 ? [] : [`It is a member if ${remedyText(memberIfFixed)}.`];

/** The refusal as a LaTeX fragment. */
export const refusalLatex = (name: string, refusal: Refusal): string =>
  [
    `\\section*{${escapeTex(name)} ${verdict(refusal)}}`,
    `\\paragraph{${escapeTex(refusal.code)}} ${escapeTex(refusal.what)}.`,
    `\\paragraph{Witness} \\texttt{${escapeTex(refusal.witness)}}`,
    ...(refusal.needed ? [`\\paragraph{Needed} ${escapeTex(refusal.needed)}.`] : []),
    ...remedy(refusal).map(escapeTex),
    '',
  ].join('\n');

/** The refusal as Markdown; what comes from the text stands in code spans, which nothing can leave. */
export const refusalMarkdown = (name: string, refusal: Refusal): string =>
  [
    `# ${code(name)} ${verdict(refusal)}`,
    `**${refusal.code}**: ${code(refusal.what)}`,
    `Witness: ${code(refusal.witness)}`,
    ...(refusal.needed ? [`Needed: ${refusal.needed}.`] : []),
    ...remedy(refusal),
    '',
  ].join('\n\n');

const code = (text: string): string => {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('\n', ' ')}${pad}${fence}`;
};
