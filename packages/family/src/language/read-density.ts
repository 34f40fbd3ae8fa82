// Density text → Density: verb 1 of the line. A header, one `in` line a name, comments, several densities in a text.
import type { Domain, Expression } from '@expfam/expression';
import { parseFactors, parseFormula } from '@expfam/expression/parse';
import {
  domainParts,
  infinity,
  number,
  one,
  Problem,
  range,
  symbol,
  symbolsOf,
  variableOf,
} from '@expfam/expression';
import type { Density } from '../density/density.js';
import type { Quantity } from '../derivation/derivation.js';
import { readDomain, splitAtCommas } from './read-domain.js';
import type { Header } from './read-header.js';
import { placeOf, readHeader, refuse } from './read-header.js';
import type { Line, SourceText } from './source-text.js';
import { sourceText } from './source-text.js';

/** Reads every density of a text; throws a Problem with a place for whatever is not of the language. */
export const readDensities = (given: string, sourceName = 'density'): readonly Density[] => {
  const text = given.replace(/^\uFEFF/, ''); // a byte order mark is no part of the text
  const source = sourceText(text, sourceName);
  if (source.lines.length === 0)
    throw new Problem('cannot-read', {
      what: 'an empty text',
      where: source.place(0, 1),
      needed: 'a density such as poisson(y | rate) = rate^y * exp(-rate) / factorial(y)',
    });
  const margin = Math.min(...source.lines.map((line) => line.indent));
  const groups: Line[][] = [];
  for (const line of source.lines) {
    if (line.indent === margin) groups.push([line]);
    else groups[groups.length - 1]?.push(line);
  }
  const densities = groups.map((lines) => new DensityReader(source, lines, text).read());
  const repeated = densities.findIndex(
    ({ name }, i) => densities.findIndex((each) => each.name === name) < i,
  );
  if (repeated >= 0)
    throw new Problem('duplicate-name', {
      what: `two densities are called ${densities[repeated].name}`,
      where: source.place(groups[repeated][0].offset, densities[repeated].name.length),
      needed: 'a name of its own for each density',
    });
  return densities;
};

class DensityReader {
  private readonly source: SourceText;
  private readonly lines: readonly Line[];
  private readonly text: string;
  private readonly domains = new Map<string, { readonly text: string; readonly offset: number }>();
  private readonly symbols = new Map<string, Expression>();
  private readonly reading = new Set<string>();
  private readonly sizes: string[] = [];
  private base: { readonly text: string; readonly offset: number } | null = null;

  constructor(source: SourceText, lines: readonly Line[], text: string) {
    this.source = source;
    this.lines = lines;
    this.text = text;
  }

  read(): Density {
    const header = readHeader(this.lines[0], this.source);
    const names = [header.outcome, ...header.parameters, ...header.constants];
    this.lines.slice(1).forEach((line) => this.readIndented(line, names));
    for (const name of names) this.symbolOf(name, header);
    this.refuseOutcomeInDomain(header);
    const quantity = (name: string): Quantity => ({
      symbol: this.symbols.get(name)!,
      domain: variableOf(this.symbols.get(name)!).domain,
    });
    const last = this.lines[this.lines.length - 1];
    return {
      name: header.name,
      source: this.text.slice(this.lines[0].offset - this.lines[0].indent, last.offset + last.text.length),
      outcome: quantity(header.outcome),
      parameters: header.parameters.map(quantity),
      constants: [...header.constants, ...this.sizes].map(quantity),
      ...this.readBody(header),
      where: this.source.place(header.formulaOffset, header.formula.length),
    };
  }

  /** What a parameter can be does not depend on what happened. */
  private refuseOutcomeInDomain(header: Header): void {
    const outcome = this.symbols.get(header.outcome)!;
    const guilty = [...header.parameters, ...header.constants].find((name) =>
      domainParts(variableOf(this.symbols.get(name)!).domain).some((part) => symbolsOf(part).has(outcome)),
    );
    if (guilty === undefined) return;
    const found = this.domains.get(guilty)!;
    throw new Problem('circular-domain', {
      what: `the domain of ${guilty} depends on the outcome ${header.outcome}`,
      where: this.source.place(found.offset, found.text.length),
      needed: 'bounds that name constants and other parameters only',
    });
  }

  private readIndented(line: Line, names: readonly string[]): void {
    const base = /^h\s*=(?!=)\s*(.+)$/s.exec(line.text);
    if (base) {
      this.base = { text: base[1], offset: line.offset + line.text.length - base[1].length };
      return;
    }
    const match = /^([A-Za-z_]\w*)\s+in\s+(.+)$/s.exec(line.text);
    if (!match)
      throw refuse(
        this.source,
        line,
        'this line gives no domain',
        'NAME in DOMAIN, for instance y in 0..inf',
      );
    const [, name, domain] = match as unknown as [string, string, string];
    if (this.domains.has(name))
      throw new Problem('duplicate-domain', {
        what: `${name} has two domains`,
        where: placeOf(this.source, line, name),
        needed: 'one `in` line for each name',
      });
    if (!names.includes(name))
      throw new Problem('unknown-name', {
        what: `nothing is called ${name}`,
        where: placeOf(this.source, line, name),
        needed: `one of ${names.join(', ')}`,
      });
    this.domains.set(name, { text: domain.trim(), offset: line.offset + line.text.length - domain.length });
  }

  /** The symbol of a name, read with its domain when it is first asked for. */
  private symbolOf(name: string, header: Header): Expression {
    const known = this.symbols.get(name);
    if (known !== undefined) return known;
    const line = this.lines[0];
    const found = this.domains.get(name);
    if (found === undefined)
      throw new Problem('missing-domain', {
        what: `nothing says where ${name} lives`,
        where: placeOf(this.source, line, name),
        needed: `an indented line such as ${name} in (0, inf)`,
      });
    if (this.reading.has(name))
      throw new Problem('circular-domain', {
        what: `the domain of ${name} depends on ${name}`,
        where: this.source.place(found.offset, found.text.length),
        needed: 'bounds that do not go in a circle',
      });
    this.reading.add(name);
    const domain = readDomain(found.text, {
      place: (offset, length) => this.source.place(found.offset + offset, length),
      names: (text, least) => this.boundNames(text, least, header),
    });
    return this.define(name, domain);
  }

  private define(name: string, domain: Domain): Expression {
    const made = symbol(name, domain);
    this.symbols.set(name, made);
    return made;
  }

  /** What the names in a bound stand for; a name that has no line of its own is a size. */
  private boundNames(text: string, least: number | null, header: Header): ReadonlyMap<string, Expression> {
    const names = [header.outcome, ...header.parameters, ...header.constants];
    for (const name of text.match(/[A-Za-z_]\w*(?!\w*\s*\()/g) ?? []) {
      const isSize = least !== null && header.constants.includes(name) && !this.domains.has(name);
      if (isSize && !this.symbols.has(name)) this.define(name, range(number(least), infinity));
      else if (names.includes(name)) this.symbolOf(name, header);
      else if (this.symbols.has(name) || ['inf', 'pi', 'e'].includes(name)) continue;
      else if (least === null)
        // a size may be met first in a domain that has not been read yet
        names.filter((each) => !this.reading.has(each)).forEach((each) => this.symbolOf(each, header));
      else {
        this.define(name, range(number(least), infinity));
        this.sizes.push(name);
      }
    }
    return this.symbols;
  }

  private readBody(header: Header): Pick<Density, 'formula' | 'factors' | 'maxent'> {
    const parse = (text: string, offset: number): Expression =>
      parseFormula(text, {
        names: this.symbols,
        place: (at, length) => this.source.place(offset + at, length),
      });
    const maxent = /^maxent\s*\((.*)\)$/s.exec(header.formula.trim());
    if (maxent && header.parameters.length > 0)
      throw new Problem('cannot-read', {
        what: `maxent finds its own parameters, and here ${header.parameters.join(', ')} is given`,
        where: this.source.place(header.formulaOffset, header.formula.trim().length),
        needed: 'NAME(OUTCOME) = maxent(T1, T2, …), with known constants after a semicolon',
      });
    if (!maxent) {
      if (this.base)
        throw new Problem('cannot-read', {
          what: 'h belongs to maxent',
          where: this.source.place(this.base.offset, this.base.text.length),
          needed: 'a formula without h, or maxent(…)',
        });
      const scope = {
        names: this.symbols,
        place: (at: number, length: number) => this.source.place(header.formulaOffset + at, length),
      };
      return {
        formula: parseFormula(header.formula, scope),
        factors: parseFactors(header.formula, scope),
        maxent: null,
      };
    }
    const inside = header.formulaOffset + header.formula.indexOf(maxent[1], header.formula.indexOf('(') + 1);
    let offset = inside;
    if (splitAtCommas(maxent[1]).some((part) => part.trim() === ''))
      throw new Problem('cannot-read', {
        what: 'a statistic is missing',
        where: this.source.place(header.formulaOffset, header.formula.trim().length),
        needed: 'maxent(T1, T2, …)',
      });
    const statistics = splitAtCommas(maxent[1]).map((part) => {
      const start = offset + part.length - part.trimStart().length;
      offset += part.length + 1;
      return parse(part.trim(), start);
    });
    return {
      formula: null,
      factors: [],
      maxent: { statistics, base: this.base ? parse(this.base.text, this.base.offset) : one },
    };
  }
}
