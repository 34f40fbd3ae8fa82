// The text of a formula as a syntax tree. mathjs reads the grammar; nothing of it is ever evaluated.
import type { MathNode } from 'mathjs';
import { parse } from 'mathjs/number';
import type { Expression } from './node.js';
import type { Place } from './problem.js';
import { Problem } from './problem.js';

/** What the names of a formula stand for, and how to point at a spot of it. */
export interface Scope {
  readonly names: ReadonlyMap<string, Expression>;
  /** The place of `length` characters from `offset` in the formula. */
  readonly place: (offset: number, length: number) => Place;
}

/** A node of the tree, as far as the reader looks at it. */
export type Syntax = MathNode & {
  readonly op?: string; readonly value?: unknown; readonly name?: string;
  readonly fn?: string & { readonly name?: string; readonly type?: string };
  readonly args?: readonly Syntax[]; readonly content?: Syntax; readonly object?: Syntax; readonly implicit?: boolean;
  readonly index?: { readonly dimensions: readonly Syntax[]; readonly dotNotation: boolean };
  readonly conditionals?: readonly string[]; readonly params?: readonly Syntax[];
}; // prettier-ignore

/** A piece of the formula as it was written. */
export interface Token {
  readonly text: string;
  readonly offset: number;
}

/** A formula taken apart: its tree, and each number and name as it was written, for mathjs keeps only the nearest double. */
export interface Parsed {
  readonly formula: string;
  readonly root: Syntax;
  readonly tokens: ReadonlyMap<Syntax, Token>;
}

const longest = 20_000;
const deepest = 200;

/** Reads the grammar of a formula; throws a Problem that points at what cannot be read. */
export const parseSyntax = (formula: string, scope: Scope): Parsed => {
  refuseLength(formula, scope);
  refuseDepth(formula, scope);
  refuseAliens(formula, scope);
  try {
    const root = parse(formula) as Syntax;
    return { formula, root, tokens: tokensOf(root, formula) };
  } catch (error) {
    const { char } = error as { char?: number };
    const message = (error as Error).message.replace(/\s*\(char \d+\)$/, '');
    const offset = Math.min((char ?? 1) - 1, Math.max(formula.length - 1, 0));
    throw cannotRead(scope, [offset, 1], {
      what: `${message.charAt(0).toLowerCase()}${message.slice(1)}`,
      needed: 'a formula',
    });
  }
};

const refuseLength = (formula: string, scope: Scope): void => {
  if (formula.length > longest)
    throw cannotRead(scope, [0, 1], {
      what: `a formula of ${formula.length} characters`,
      needed: `at most ${longest} characters`,
    });
};

const refuseDepth = (formula: string, scope: Scope): void => {
  let depth = 0;
  for (let at = 0; at < formula.length; at++) {
    if ('([{'.includes(formula[at]) && ++depth > deepest)
      throw cannotRead(scope, [at, 1], {
        what: 'brackets are nested too deeply',
        needed: `at most ${deepest} levels`,
      });
    if (')]}'.includes(formula[at])) depth--;
  }
};

const refuseAliens = (formula: string, scope: Scope): void => {
  const alien = /[^\w\s+\-*/^()[\],.!=<>]/u.exec(formula);
  if (alien)
    throw cannotRead(scope, [alien.index, alien[0].length], {
      what: `unexpected ${JSON.stringify(alien[0])}`,
      needed: 'numbers, names, brackets, + - * / ^ ! and comparisons',
    });
  const assigned = /(?<![=<>!])=(?!=)/.exec(formula);
  if (assigned)
    throw cannotRead(scope, [assigned.index, 1], {
      what: 'a single = assigns, and nothing can be assigned here',
      needed: '== for the indicator of equality',
    });
};

const numberPattern = /(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/g;
const namePattern = /(?<![\w.])[A-Za-z_]\w*/g;

/**
 * The numbers and names of the tree from left to right are those of the text; a stack, as trees may be thousands of levels
 * deep.
 */
const tokensOf = (root: Syntax, formula: string): ReadonlyMap<Syntax, Token> => {
  const written = (pattern: RegExp): Token[] =>
    [...formula.matchAll(pattern)].map((match) => ({ text: match[0], offset: match.index })).reverse();
  const [numbers, names] = [written(numberPattern), written(namePattern)];
  const tokens = new Map<Syntax, Token>();
  const waiting: Syntax[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'ConstantNode' && typeof node.value === 'number') {
      const token = numbers.pop();
      if (token !== undefined && Number(token.text) === node.value) tokens.set(node, token);
    }
    if (node.type === 'SymbolNode') {
      const token = names.pop();
      if (token?.text === node.name) tokens.set(node, token!);
    }
    const children: Syntax[] = [];
    node.forEach((child) => children.push(child));
    waiting.push(...children.reverse());
  }
  return tokens;
};

/** Where a part of the tree stands, from its first name or number to its last and the brackets that close it. */
export const spanOf = (
  part: Syntax,
  { tokens, formula }: Parsed,
): readonly [offset: number, length: number] | null => {
  const inside = [part, ...descendants(part)].flatMap((node) => tokens.get(node) ?? []);
  if (inside.length === 0) return null;
  const start = Math.min(...inside.map(({ offset }) => offset));
  let end = Math.max(...inside.map(({ offset, text }) => offset + text.length));
  const opened = (): number =>
    [...formula.slice(start, end)].reduce((depth, each) => depth + ('([{'.includes(each) ? 1 : ')]}'.includes(each) ? -1 : 0), 0); // prettier-ignore
  while (opened() > 0 && end < formula.length) end++;
  return [start, end - start];
};

const descendants = (part: Syntax): Syntax[] => {
  const found: Syntax[] = [];
  const waiting: Syntax[] = [part];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop())
    node.forEach((child) => {
      found.push(child);
      waiting.push(child);
    });
  return found;
};

/** The complaint about [offset, length] of the formula. */
const cannotRead = (
  scope: Scope,
  [offset, length]: readonly [number, number],
  details: { readonly what: string; readonly needed: string },
): Problem => new Problem('cannot-read', { ...details, where: scope.place(offset, length) });

/** Whether a part is −x. */
export const isMinus = (part: Syntax): boolean =>
  part.type === 'OperatorNode' && part.op === '-' && part.args!.length === 1;

/** What is no part of the language, in words. */
export const syntaxNames: { readonly [type: string]: string } = {
  AssignmentNode: 'an assignment', FunctionAssignmentNode: 'a function definition', BlockNode: 'several expressions',
  ConditionalNode: 'a condition with ? and :', RangeNode: 'a range with :', ObjectNode: 'an object', ArrayNode: 'a matrix in brackets',
}; // prettier-ignore
