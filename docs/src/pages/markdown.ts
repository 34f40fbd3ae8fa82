// Markdown from values: everything that comes from a density, a reason or an error is escaped on its way into a page.
import { inLines } from './in-lines.js';
import { unbroken } from './unbroken.js';

const special = /[\\`*_{}[\]<>()#+!|~$&]/g;

/** Plain text as Markdown that shows it character by character, the mustaches of Vue included. */
export const escape = (text: string): string =>
  text.replace(special, (character) => `&#${String(character.charCodeAt(0))};`);

/** A formula in a line of text. */
export const inline = (tex: string): string => `$${oneLine(tex)}$`;

/** A formula on its own, in as many lines as it needs. */
export const display = (tex: string): string => `\n$$\n${unbroken(inLines(oneLine(tex)))}\n$$\n`;

// A line break or an empty line inside dollars would end the formula.
const oneLine = (tex: string): string => tex.replace(/\s*\n\s*/g, ' ').trim();

/** A block of code; the fence is longer than any run of backticks inside. */
export const code = (language: string, text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `\n${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}\n`;
};

/** A part that is folded away and loaded when it is opened; both are Markdown, the summary in one line. */
export const later = (summary: string, content: string, kind = ''): string =>
  code(`later ${kind}`.trimEnd(), `${summary}\n${content}`);

/** Tabs of code, as VitePress shows them. */
export const tabs = (
  panes: readonly { readonly title: string; readonly language: string; readonly text: string }[],
): string =>
  `\n::: code-group\n${panes.map(({ title, language, text }) => code(`${language} [${title}]`, text)).join('')}\n:::\n`;

/** A table; cells are Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  ['', row(head), row(head.map(() => '---')), ...rows.map(row), ''].join('\n');

const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replace(/\|/g, '&#124;')).join(' | ')} |`;

/** A component with its attributes; values are escaped. */
export const component = (name: string, attributes: Readonly<Record<string, string>> = {}): string =>
  `\n<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${value.replace(/[&"<>{}]/g, (c) => `&#${String(c.charCodeAt(0))};`)}"`)
    .join('')} />\n`;
