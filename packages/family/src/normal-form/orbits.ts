// Relations among functions that are renamings of each other, such as log y₁, log y₂, …: whatever holds among them holds with their
// entries renamed. So either a difference of two of them is constant, or a relation knows them by their sum alone, and two
// small tables of values tell as much as one with a column for each.
import type { Expression } from '@expfam/expression';
import { add, Rational, real, subtract, zero } from '@expfam/expression';
import type { Quantity } from '../derivation/derivation.js';
import { Symmetries } from '../derivation/symmetries.js';
import type { Relation } from './linear.js';

/** Functions by their places: lists of those that are renamings of each other, and those that no renaming changes. */
export interface Orbits {
  /** What has the entries that are renamed, and which of them they are, counted from 1. */
  readonly quantity: Quantity;
  readonly block: readonly number[];
  readonly moved: readonly (readonly number[])[];
  readonly still: readonly number[];
}

/** Fewer functions than these are looked at one by one. */
const fewest = 9;

/** Null where renaming the entries of one of the quantities does not explain enough. */
export const orbitsOf = (
  functions: readonly Expression[],
  quantities: readonly Quantity[],
): Orbits | null => {
  if (functions.length < fewest) return null;
  for (const outcome of quantities) {
    const natural = functions.map((symbol) => ({ symbol, expression: symbol, domain: real.all }));
    const found = Symmetries.of({ outcome, form: { natural, statistics: functions }, logPartition: zero });
    const orbits = found?.blocks.length === 1 ? found.orbits() : null;
    if (found && orbits) return { quantity: outcome, block: found.blocks[0], ...orbits };
  }
  return null;
};

export interface ByOrbit {
  /** The number of constants, which are the first columns of every table. */
  readonly first: number;
  readonly orbits: Orbits | null;
  /** The relations among the constants and these functions. */
  readonly among: (functions: readonly Expression[]) => readonly Relation[];
}

/** Every function that depends on earlier ones, and how. */
export const relationsByOrbit = (
  functions: readonly Expression[],
  { first, orbits, among }: ByOrbit,
): readonly Relation[] => {
  if (orbits === null) return among(functions);
  const found = among(sumsOf(functions, orbits));
  if (found.length > 1 || among(differencesOf(functions, orbits)).length > 0) return among(functions);
  return found.map((relation) => spread(relation, placesOf(orbits), first));
};

const placesOf = ({ still, moved }: Pick<Orbits, 'still' | 'moved'>): readonly (readonly number[])[] => [
  ...still.map((place) => [place]),
  ...moved,
];

/** What no renaming changes, and the sums of those that are renamings of each other. */
export const sumsOf = (functions: readonly Expression[], orbits: Orbits): Expression[] =>
  placesOf(orbits).map((places) => add(...places.map((place) => functions[place])));

/** One difference for all of any two that are renamings of each other. */
export const differencesOf = (functions: readonly Expression[], { moved }: Orbits): Expression[] =>
  moved.map(([a, b]) => subtract(functions[a], functions[b]));

/** A relation of sums as one of their terms, the last of which is known from all others. */
const spread = (
  { column, combination }: Relation,
  places: readonly (readonly number[])[],
  first: number,
): Relation => {
  const columnsOf = (at: number): number[] =>
    at < first ? [at] : places[at - first].map((place) => place + first);
  const weights = new Map(columnsOf(column).map((at) => [at, Rational.of(-1)]));
  for (const [from, factor] of combination) for (const at of columnsOf(from)) weights.set(at, factor);
  const last = Math.max(...weights.keys());
  const scale = weights.get(last)!.negate();
  const others = [...weights].filter(([at]) => at !== last).sort(([a], [b]) => a - b);
  return { column: last, combination: new Map(others.map(([at, weight]) => [at, weight.divide(scale)])) };
};
