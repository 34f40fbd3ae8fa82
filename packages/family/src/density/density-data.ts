// Densities as plain data and back: what the catalogue's texts say, read once when the project is built, so that using a
// family needs no parser.
import type { Expression, ExpressionData } from '@expfam/expression';
import { ExpressionWriter, readExpressions, variableOf } from '@expfam/expression';
import type { Density } from './density.js';
import type { FamilyDefinition } from './family.js';
import type { Quantity } from '../derivation/derivation.js';

/** A density in which every expression is a place in one list of nodes. */
export interface DensityData {
  readonly name: string;
  readonly source: string;
  readonly nodes: ExpressionData;
  readonly outcome: number;
  readonly parameters: readonly number[];
  readonly constants: readonly number[];
  readonly formula: number | null;
  readonly factors: readonly number[];
  readonly maxent: { readonly statistics: readonly number[]; readonly base: number } | null;
  readonly where: Density['where'];
  readonly usualSize?: number;
}

/** What is kept of a family of the catalogue: what its file says, its text as data. */
export interface CatalogueEntry extends Omit<FamilyDefinition, 'name' | 'density' | 'known'> {
  /** E[y] in the density language, for the list of families; null where it has no closed form. */
  readonly response: readonly string[] | null;
  readonly density: DensityData;
}

/** Writes a density as data. */
export const densityData = (density: Density): DensityData => {
  const writer = new ExpressionWriter();
  const write = (node: Expression): number => writer.write(node);
  const symbols = (quantities: readonly Quantity[]): number[] =>
    quantities.map(({ symbol }) => write(symbol));
  const { name, source, where, formula, maxent } = density;
  const places = {
    outcome: write(density.outcome.symbol),
    parameters: symbols(density.parameters),
    constants: symbols(density.constants),
    formula: formula && write(formula),
    factors: density.factors.map(write),
    maxent: maxent && { statistics: maxent.statistics.map(write), base: write(maxent.base) },
  };
  const { usualSize } = density;
  return { name, source, where, ...(usualSize ? { usualSize } : {}), ...places, nodes: writer.nodes };
};

/** Reads a density from data. */
export const densityFromData = (data: DensityData): Density => {
  const nodes = readExpressions(data.nodes);
  const at = (place: number): Expression => nodes[place];
  const quantity = (place: number): Quantity => ({ symbol: at(place), domain: variableOf(at(place)).domain });
  return {
    name: data.name,
    source: data.source,
    where: data.where,
    ...(data.usualSize ? { usualSize: data.usualSize } : {}),
    outcome: quantity(data.outcome),
    parameters: data.parameters.map(quantity),
    constants: data.constants.map(quantity),
    formula: data.formula === null ? null : at(data.formula),
    factors: data.factors.map(at),
    maxent: data.maxent && { statistics: data.maxent.statistics.map(at), base: at(data.maxent.base) },
  };
};
