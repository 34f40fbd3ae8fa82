// The densities behind a relation: the text of one's own, and the other's with all of its names replaced by formulas in one's own.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { parseFormula } from '@expfam/expression/parse';
import type { Density } from '../density/density.js';
import { fix, sizeOfDensity } from '../density/density.js';
import type { Quantity } from '../derivation/derivation.js';
import type { FamilyDefinition } from '../density/family.js';
import { readDensities } from '../language/read-density.js';
import type { Substitution } from './relation.js';

/** Finds the definition of a family by its name. */
export type Find = (name: string) => FamilyDefinition | undefined;

/** How many components stand for many where a relation is looked at. */
const usualSize = 2;

/** The density of a family; one with a size K has it fixed. */
export const densityOf = (family: FamilyDefinition, size = usualSize): Density => {
  const [density] = readDensities(family.density, family.name);
  const hasVector = [density.outcome, ...density.parameters].some(({ domain }) => e.isVectorDomain(domain));
  const symbol = hasVector ? sizeOfDensity(density) : null;
  if (symbol === null || !e.isSymbol(symbol)) return density;
  return fix(density, new Map([[e.variableOf(symbol).name, e.Rational.of(size)]]));
};

/** The other family of a relation. @throws Problem `unknown-family` */
export const otherOf = (name: string, find: Find): FamilyDefinition => {
  const family = find(name);
  if (family !== undefined) return family;
  throw new e.Problem('unknown-family', {
    what: `a relation speaks of ${name}`,
    needed: 'a family of the catalogue',
  });
};

/** The names that formulas of a relation may use. */
export type Names = ReadonlyMap<string, Expression>;

export const namesOf = ({ outcome, parameters, constants }: Density): Map<string, Expression> =>
  new Map([outcome, ...parameters, ...constants].map(({ symbol }) => [e.variableOf(symbol).name, symbol]));

/** Reads a formula of a relation. */
export const formulaOf = (text: string, names: Names): Expression =>
  parseFormula(text, {
    names,
    place: (offset, length) => ({ source: 'a relation', text, line: 1, column: offset + 1, length }),
  });

/** What stands for a name of the other family. */
export interface Replacement {
  readonly part: Expression;
  readonly value: Expression;
  readonly domain: Domain | null;
}

/** The replacements of quantities by formulas in `names`; a quantity that is not mentioned stands for the same name. */
export const replacementsOf = (
  quantities: readonly Quantity[],
  given: Substitution,
  names: Names,
): Replacement[] => {
  const known = quantities.map(({ symbol }) => e.variableOf(symbol).name);
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger !== undefined) throw outside(stranger, `one of ${known.join(', ')}`);
  return quantities.flatMap(({ symbol, domain }): Replacement[] => {
    const name = e.variableOf(symbol).name;
    const value = given[name] ?? name;
    if (typeof value === 'string' && !e.isVectorDomain(domain))
      return [{ part: symbol, value: formulaOf(value, names), domain }];
    const values = componentsOf(value, symbol).map((each) => formulaOf(each, names));
    const each = domain.kind === 'vector' ? (domain.component ?? null) : null;
    if (domain.kind !== 'positive-definite')
      return values.map((value, i) => ({ part: e.element(symbol, e.number(i + 1)), value, domain: each }));
    // a matrix comes as its rows one after the other
    const size = Math.sqrt(values.length);
    const place = (i: number): Expression =>
      e.entry(symbol, e.number(Math.floor(i / size) + 1), e.number((i % size) + 1));
    return values.map((value, i) => ({ part: place(i), value, domain: null }));
  });
};

/** The components as they are listed, or one formula at every value of its index k; a vector's name means its components. */
const componentsOf = (value: string | readonly string[], symbol: Expression): readonly string[] => {
  if (typeof value !== 'string') return value;
  const { domain } = e.variableOf(symbol);
  const size = 'size' in domain && e.isNumber(domain.size) ? e.rationalOf(domain.size).toNumber() : 0;
  const each = /^\w+$/.test(value) ? `${value}[k]` : value;
  return Array.from({ length: size }, (_, i) => each.replaceAll(/\bk\b/g, String(i + 1)));
};

/** The node with all parts replaced at once. */
export const replaceAll = (node: Expression, replacements: readonly Replacement[]): Expression => {
  const values = new Map(replacements.map(({ part, value }) => [part, value]));
  const visit = (each: Expression): Expression => values.get(each) ?? e.mapArguments(each, visit);
  return visit(node);
};

/** log p, as far apart as its factors are; two of them may both be negative. */
export const logDensityOf = (density: Density): Expression =>
  e.add(...density.factors.map((each) => e.log(e.abs(each))));

/** The complaint about something that is not where it must be. */
export const outside = (what: string, needed: string): e.Problem =>
  new e.Problem('relation-does-not-hold', { what: `${what} of a relation does not fit`, needed });
