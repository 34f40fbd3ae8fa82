// The first line of a density: its name, the names between its brackets, and where its formula stands.
import type { Place } from '@expfam/expression';
import { Problem } from '@expfam/expression';
import { splitAtCommas } from './read-domain.js';
import type { Line, SourceText } from './source-text.js';

const mostNames = 100;
const longestName = 100;
const reserved = /^(?:eta|mu)\d+$/;
const namePattern = /^[A-Za-z_]\w*$/;

export interface Header {
  readonly name: string;
  readonly outcome: string;
  readonly parameters: readonly string[];
  readonly constants: readonly string[];
  readonly formula: string;
  readonly formulaOffset: number;
}

/** Reads NAME(OUTCOME | PARAMETER, …; CONSTANT, …) = FORMULA. */
export const readHeader = (line: Line, source: SourceText): Header => {
  const match = /^([A-Za-z_]\w*)\s*\(([^()]*)\)\s*=(?!=)\s*(.*)$/s.exec(line.text);
  if (!match)
    throw refuse(
      source,
      line,
      'this line is no density',
      'NAME(OUTCOME | PARAMETER, …; CONSTANT, …) = FORMULA',
    );
  const [, name, inside, formula] = match as unknown as [string, string, string, string];
  const parts = /^([^|;]*)(?:\|([^|;]*))?(?:;([^|;]*))?$/.exec(inside);
  if (!parts)
    throw refuse(
      source,
      line,
      `the names in (${inside.trim()}) are not in order`,
      'NAME(OUTCOME | PARAMETER, …; CONSTANT, …): one | and then one ; at most',
    );
  const [, outcome, parameters = '', constants = ''] = parts;
  const list = (part: string): string[] =>
    part.trim() === '' ? [] : splitAtCommas(part).map((each) => each.trim());
  const header = {
    name,
    outcome: outcome.trim(),
    parameters: list(parameters),
    constants: list(constants),
    formula,
    formulaOffset: line.offset + line.text.length - formula.length,
  };
  if (formula.trim() === '')
    throw refuse(source, line, 'the formula is missing', 'NAME(OUTCOME | PARAMETER) = FORMULA');
  refuseNames(header, line, source);
  return header;
};

/** Names that are none, reserved, too long, too many, or there twice. */
const refuseNames = (header: Header, line: Line, source: SourceText): void => {
  const all = [header.outcome, ...header.parameters, ...header.constants];
  if (all.length > mostNames)
    throw refuse(source, line, `${all.length} names between the brackets`, `at most ${mostNames}`);
  for (const each of all) {
    if (each.length > longestName)
      throw refuse(
        source,
        line,
        `a name of ${each.length} letters`,
        `names of at most ${longestName} letters`,
      );
    if (!namePattern.test(each))
      throw refuse(
        source,
        line,
        `${JSON.stringify(each)} is no name`,
        'letters, digits and underscores, beginning with a letter',
      );
    if (reserved.test(each))
      throw new Problem('reserved-name', {
        what: `${each} is reserved for what is derived`,
        where: placeOf(source, line, each),
        needed: 'a name other than eta1, eta2, … and mu1, mu2, …',
      });
    if (all.indexOf(each) !== all.lastIndexOf(each))
      throw new Problem('duplicate-name', {
        what: `${each} stands twice between the brackets`,
        where: placeOf(source, line, each),
        needed: 'each name once',
      });
  }
};

/** Where a name stands in a line. */
export const placeOf = (source: SourceText, line: Line, token: string): Place => {
  const at = new RegExp(`(?<!\\w)${token.replace(/[^\w]/g, '\\$&')}(?!\\w)`).exec(line.text);
  return source.place(line.offset + (at?.index ?? 0), at ? token.length : line.text.length);
};

/** A line that cannot be read, and what would do. */
export const refuse = (source: SourceText, line: Line, what: string, needed: string): Problem =>
  new Problem('cannot-read', { what, where: source.place(line.offset, line.text.length), needed });
