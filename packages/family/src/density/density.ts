// A density as read from its text: its outcome, parameters and constants with their domains, and its formula.
import type { Expression, Rational } from '@expfam/expression';
import {
  domainParts,
  isInteger,
  isNumber,
  mapDomain,
  number,
  Problem,
  rational,
  rationalOf,
  substitute,
  symbolsOf,
  text,
  unroll,
  unsizedPart,
  variableOf,
} from '@expfam/expression';
import type { Place } from '@expfam/expression';
import type { Quantity } from '../derivation/derivation.js';
import { requireInside } from './require-inside.js';

/** A density as it was read: names, domains, formula. */
export interface Density {
  readonly name: string;
  /** The text that it was read from. */
  readonly source: string;
  readonly outcome: Quantity;
  readonly parameters: readonly Quantity[];
  /** Known constants and sizes such as K. */
  readonly constants: readonly Quantity[];
  /** The density or mass function; null where the text says `maxent`. */
  readonly formula: Expression | null;
  /** The factors of the formula in the order in which they are written. */
  readonly factors: readonly Expression[];
  readonly maxent: { readonly statistics: readonly Expression[]; readonly base: Expression } | null;
  /** The size at which it is written out where none is given; without one, matrices need a size from the user. */
  readonly usualSize?: number;
  /** Where the formula stands, for errors. */
  readonly where: Place;
}

/** The size K of a density: of its longest vector, or the end of the range of its outcome; a symbol, a number, or null. */
export const sizeOfDensity = (density: Density): Expression | null => {
  const { outcome, parameters } = density;
  const sizes = [outcome, ...parameters].flatMap(({ domain }) => ('size' in domain ? [domain.size] : []));
  const ends = outcome.domain.kind === 'range' ? [outcome.domain.upper, outcome.domain.lower] : [];
  // between two symbols there is no number of classes
  const between = new Set(ends.flatMap((end) => [...symbolsOf(end)].filter(isInteger))).size > 1;
  const candidates = [...sizes, ...(between ? [] : ends)];
  const symbols = candidates.flatMap((part) => [...symbolsOf(part)]).filter(isInteger);
  const longest = sizes.filter(isNumber).sort((a, b) => rationalOf(b).compare(rationalOf(a)));
  return symbols[0] ?? longest[0] ?? null;
};

/** A size that was not given, and the value that is taken for it. */
export interface UsualSize {
  readonly symbol: Expression;
  readonly value: number;
}

/** The size of a family of the catalogue where the user gives none. */
export const usualSizeOf = (
  density: Density,
  classes: number | undefined,
  values: Readonly<Record<string, Rational>> = {},
): UsualSize | null => {
  const symbol = sizeOfDensity(density);
  if (classes !== undefined || density.usualSize === undefined || symbol?.op !== 'symbol') return null;
  return Object.hasOwn(values, variableOf(symbol).name) ? null : { symbol, value: density.usualSize };
};

/** A part of the density that has no entries until its size is fixed, or null. */
const unsizedIn = (density: Density): Expression | null => {
  const formulas = [density.formula, ...(density.maxent?.statistics ?? []), density.maxent?.base];
  return formulas.map((formula) => formula && unsizedPart(formula)).find((part) => part) ?? null;
};

/** Refuses matrices that cannot be written in entries, because nothing says how large they are. */
export const refuseUnsized = (density: Density): void => {
  const unsized = unsizedIn(density);
  if (unsized === null) return;
  const size = sizeOfDensity(density);
  const name = size?.op === 'symbol' ? variableOf(size).name : null;
  throw new Problem('needs-size', {
    what: name
      ? `${text(unsized)} has no entries while ${name} is not known`
      : `${text(unsized)} is too large to be written in entries`,
    where: density.where,
    needed: name ? `a value for ${name}, of which 2 and 3 are usual` : 'matrices of at most 6 rows',
    ...(name ? { help: `give --classes 2, or write the number in place of ${name}` } : {}),
  });
};

/** The number of classes, where it is a number. */
export const classesOf = (density: Density): number | null => {
  const size =
    density.outcome.domain.kind === 'range' ? density.outcome.domain.upper : sizeOfDensity(density);
  return size !== null && isNumber(size) ? Number(rationalOf(size).numerator) : null;
};

/**
 * The density with some of its names given values; sums over what has become fixed are written out.
 *
 * @throws Problem `option-out-of-range` for a value outside its domain
 */
export const fix = (density: Density, values: ReadonlyMap<string, Rational>): Density => {
  if (values.size === 0) return density;
  const everything = [density.outcome, ...density.parameters, ...density.constants];
  const replacements = new Map<Expression, Expression>();
  const symbols = everything.flatMap(({ symbol }) => [
    symbol,
    ...domainParts(variableOf(symbol).domain).flatMap((part) => [...symbolsOf(part)]),
  ]);
  for (const symbol of symbols) {
    const value = values.get(variableOf(symbol).name);
    if (value !== undefined) replacements.set(symbol, rational(value));
  }
  const replace = (node: Expression): Expression => unroll(substitute(node, replacements));
  const quantity = ({ symbol }: Quantity): Quantity => {
    const changed = substitute(symbol, replacements);
    return { symbol: changed, domain: variableOf(changed).domain };
  };
  const kept = ({ symbol }: Quantity): boolean => !values.has(variableOf(symbol).name);
  for (const { symbol, domain } of everything) {
    const value = values.get(variableOf(symbol).name);
    const within = mapDomain(domain, (part) => substitute(part, replacements));
    if (value !== undefined) requireInside(value, { symbol, domain: within });
  }
  return {
    ...density,
    outcome: quantity(density.outcome),
    parameters: density.parameters.filter(kept).map(quantity),
    constants: density.constants.filter(kept).map(quantity),
    formula: density.formula && replace(density.formula),
    factors: density.factors.map(replace),
    maxent: density.maxent && {
      statistics: density.maxent.statistics.map(replace),
      base: replace(density.maxent.base),
    },
  };
};

/** The number of values of a support of numbers that is finite and fixed, or null. */
export const supportLength = (domain: Quantity['domain']): number | null => {
  if (domain.kind === 'set') return domain.values.length;
  if (domain.kind !== 'range' || !isNumber(domain.lower) || !isNumber(domain.upper)) return null;
  return Math.max(0, rationalOf(domain.upper).subtract(rationalOf(domain.lower)).toNumber() + 1);
};

/** The values of a support that is finite and fixed, or null. */
export const finiteSupport = (domain: Quantity['domain'], most = 256): readonly Expression[] | null => {
  if (domain.kind === 'set') return domain.values;
  if (domain.kind !== 'range' || !isNumber(domain.lower) || !isNumber(domain.upper)) return null;
  const first = BigInt((domain.lower.value as Rational).numerator);
  const length = Number((domain.upper.value as Rational).numerator - first) + 1;
  return length > most
    ? null
    : Array.from({ length: Math.max(length, 0) }, (_, i) => number(first + BigInt(i)));
};
