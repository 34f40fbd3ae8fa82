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

/** A formula taken apart: its tree, and each number as it was written, for mathjs keeps only the nearest double. */
export interface Parsed {
  readonly root: Syntax;
  readonly literals: ReadonlyMap<Syntax, string>;
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
    return { root, literals: literalsOf(root, formula) };
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

/** The numbers of the tree from left to right are those of the text; a stack, as trees may be thousands of levels deep. */
const literalsOf = (root: Syntax, formula: string): ReadonlyMap<Syntax, string> => {
  const written = formula.match(/(?<![\w.])(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/g) ?? [];
  const literals = new Map<Syntax, string>();
  const waiting: Syntax[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'ConstantNode' && typeof node.value === 'number') {
      const literal = written.shift();
      if (literal !== undefined && Number(literal) === node.value) literals.set(node, literal);
    }
    const children: Syntax[] = [];
    node.forEach((child) => children.push(child));
    waiting.push(...children.reverse());
  }
  return literals;
};

/** The complaint about [offset, length] of the formula. */
const cannotRead = (
  scope: Scope,
  [offset, length]: readonly [number, number],
  details: { readonly what: string; readonly needed: string },
): Problem => new Problem('cannot-read', { ...details, where: scope.place(offset, length) });
