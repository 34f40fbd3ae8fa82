// Cuts a formula into tokens with their positions.
import { Problem } from '../problems.js';
import { unescaped } from './syntax.js';

/** A token of a formula; a name in backticks has lost them. */
export interface Token {
  readonly kind: 'number' | 'name' | 'symbol' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const patterns = [
  { kind: 'space', pattern: /\s+/y },
  { kind: 'number', pattern: /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y },
  { kind: 'name', pattern: /(?:\p{L}|\.(?!\d))[\p{L}\p{N}._]*/uy },
  { kind: 'quoted', pattern: /`((?:[^`\\]|\\.)+)`/sy },
  { kind: 'symbol', pattern: /<=|>=|==|!=|%in%|%%|%\/%|\*\*|[-+*/:^()~,<>=!&|]/y },
] as const;

/** The tokens of `text`, closed by one of kind `end`. */
export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const found = match(text, at);
    if (found === null)
      throw unreadable(
        text,
        at,
        1,
        `\`${String.fromCodePoint(text.codePointAt(at) ?? 0)}\` is no part of a formula`,
      );
    if (found.kind !== 'space') tokens.push({ ...tokenOf(found), start: at, end: at + found.length });
    at += found.length;
  }
  return [...tokens, { kind: 'end', text: '', start: text.length, end: text.length }];
};

/** The complaint that `text` cannot be read at a spot. */
export const unreadable = (text: string, start: number, length: number, what: string): Problem =>
  new Problem('unreadable-formula', what, { text, start, length });

interface Found {
  readonly kind: (typeof patterns)[number]['kind'];
  readonly text: string;
  readonly length: number;
}

const match = (text: string, at: number): Found | null => {
  for (const { kind, pattern } of patterns) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) return { kind, text: found[1] ?? found[0], length: found[0].length };
  }
  return null;
};

const tokenOf = ({ kind, text }: Found): Pick<Token, 'kind' | 'text'> => {
  if (kind === 'quoted')
    return { kind: 'name', text: text.replaceAll(/\\(.)/gs, (_, char: string) => unescaped(char)) };
  // R reads ** as ^
  return { kind: kind === 'space' ? 'symbol' : kind, text: text === '**' ? '^' : text };
};
