// The parsed formula and how it is written back. Terms are named after their text, so the text is R's: spaces around
// + - * and comparisons, none around ^ / : %% and %/%.
import { formatNumber } from './format-number.js';

/** The operators of a formula, by the tightness of their binding. */
export type Operator =
  '^' | ':' | '%in%' | '%%' | '%/%' | '*' | '/' | '+' | '-' | '<' | '<=' | '>' | '>=' | '==' | '!=' | '&' | '|'; // prettier-ignore

interface Spot {
  readonly start: number;
  readonly end: number;
}

/** A node of a formula; `start` and `end` point into its text. */
export type Formula =
  | (Spot & { readonly kind: 'number'; readonly value: number })
  | (Spot & { readonly kind: 'name'; readonly name: string })
  | (Spot & {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Formula[];
      /** The names under which arguments were given, as in `log(x, base = 2)`. */
      readonly labels: readonly (string | null)[];
    })
  | (Spot & { readonly kind: 'negative' | 'not'; readonly of: Formula })
  | (Spot & { readonly kind: 'group'; readonly of: Formula })
  | (Spot & {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: Formula;
      readonly right: Formula;
    });

/** Both sides of a formula; the left is null where nothing stands before the ~. */
export interface Sides {
  readonly text: string;
  readonly left: Formula | null;
  readonly right: Formula;
}

/** The text of a node as R writes it. */
export const textOf = (node: Formula): string => {
  switch (node.kind) {
    case 'number':
      return formatNumber(node.value);
    case 'name':
      return nameText(node.name);
    case 'call':
      return `${node.name}(${node.args.map((arg, at) => argumentText(arg, node.labels[at])).join(', ')})`;
    case 'negative':
      return `-${textOf(node.of)}`;
    case 'not':
      return `!${textOf(node.of)}`;
    case 'group':
      return `(${textOf(node.of)})`;
    case 'binary':
      return `${textOf(node.left)}${tight.has(node.operator) ? node.operator : ` ${node.operator} `}${textOf(node.right)}`;
  }
};

const argumentText = (node: Formula, label: string | null = null): string =>
  label === null ? textOf(node) : `${label} = ${textOf(node)}`;

/** A column name as a formula writes it: in backticks unless it is a plain name. */
export const nameText = (name: string): string =>
  /^(?:[\p{L}]|\.(?![0-9]))[\p{L}\p{N}._]*$/u.test(name) && name !== '.'
    ? name
    : `\`${name.replaceAll(/[`\\\n\r\t]/g, (char) => `\\${escapes.get(char) ?? char}`)}\``;

// As R writes them; what else a backslash stands before is meant as it is.
const escapes: ReadonlyMap<string, string> = new Map([
  ['\n', 'n'],
  ['\r', 'r'],
  ['\t', 't'],
]);

/** What an escaped character stands for. */
export const unescaped = (char: string): string =>
  [...escapes].find(([, letter]) => letter === char)?.[0] ?? char;

/** The names of the columns that a node reads, in order of appearance. */
export const namesIn = (node: Formula): readonly string[] => {
  switch (node.kind) {
    case 'number':
      return [];
    case 'name':
      return [node.name];
    case 'call':
      return [...new Set(node.args.flatMap(namesIn))];
    case 'negative':
    case 'not':
    case 'group':
      return namesIn(node.of);
    case 'binary':
      return [...new Set(operandsOf(node).flatMap(namesIn))];
  }
};

/** What operators join to the left of one another, from the left: a sum that a program wrote may have thousands of terms. */
const operandsOf = (node: Formula): readonly Formula[] => {
  const found: Formula[] = [];
  let left = node;
  for (; left.kind === 'binary'; left = left.left) found.push(left.right);
  return [left, ...found.reverse()];
};

const tight: ReadonlySet<Operator> = new Set(['^', ':', '/', '%%', '%/%']);
