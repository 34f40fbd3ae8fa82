// A density text as characters with places: comments blanked, logical lines told apart, every offset kept.
import type { Place } from '@expfam/expression';
import { Problem } from '@expfam/expression';

/** One logical line: what stands between two ends of line outside brackets. */
export interface Line {
  readonly text: string;
  readonly offset: number;
  readonly indent: number;
}

export interface SourceText {
  readonly lines: readonly Line[];
  readonly place: (offset: number, length: number) => Place;
}

const longest = 200_000;

/** Splits a density text into logical lines; `name` says in errors where the text came from. */
export const sourceText = (text: string, name: string): SourceText => {
  const place = (offset: number, length: number): Place => {
    const before = text.slice(0, offset);
    const start = before.lastIndexOf('\n') + 1;
    const end = text.indexOf('\n', offset);
    const line = text.slice(start, end < 0 ? undefined : end);
    const column = offset - start + 1;
    return {
      source: name,
      text: line,
      line: before.split('\n').length,
      column,
      length: Math.max(1, Math.min(length, line.length - column + 1)),
    };
  };
  if (text.length > longest)
    throw new Problem('cannot-read', {
      what: `a density text of ${text.length} characters`,
      where: place(0, 1),
      needed: `at most ${longest} characters`,
    });
  return { lines: logicalLines(text.replace(/#.*/g, blank), place), place };
};

const blank = (match: string): string => ' '.repeat(match.length);

const logicalLines = (text: string, place: SourceText['place']): Line[] => {
  const lines: Line[] = [];
  const brackets: number[] = [];
  let start = 0;
  const finish = (end: number): void => {
    const raw = text.slice(start, end).replace(/[\r\n\t]/g, ' ');
    const indent = raw.length - raw.trimStart().length;
    if (raw.trim() !== '') lines.push({ text: raw.trim(), offset: start + indent, indent });
    start = end + 1;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if ('([{'.includes(character)) brackets.push(at);
    else if (')]}'.includes(character) && brackets.pop() === undefined)
      throw new Problem('unbalanced-bracket', {
        what: `${character} closes nothing`,
        where: place(at, 1),
        needed: 'an opening bracket before it',
      });
    else if (character === '\n' && brackets.length === 0) finish(at);
  }
  if (brackets.length > 0)
    throw new Problem('unbalanced-bracket', {
      what: `${text[brackets[0]]} is never closed`,
      where: place(brackets[0], 1),
      needed: 'a closing bracket',
    });
  finish(text.length);
  return lines;
};
