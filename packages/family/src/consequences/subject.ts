// What the consequences are made of: a derivation with the definitions of what has no closed form in the places of null,
// and sums over natural parameters, single ones and those that run over an index.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation, NaturalParameter } from '../derivation/derivation.js';
import { sumOver } from '../derivation/sum-over.js';

export type Matrix = readonly (readonly Expression[])[];

/** A derivation of which every ingredient is there, in closed form or by its definition. */
export interface Subject extends Derivation {
  readonly a: Expression;
  readonly mean: readonly Expression[];
}

/** The derivation with definitions in the places of null; null where not even those can be written. */
export const subjectOf = (derivation: Derivation): Subject | null => {
  const { numeric } = derivation;
  const a = derivation.logPartitionNatural ?? (numeric.logPartition as Expression | undefined);
  const mean = derivation.meanStatistics ?? (numeric.meanStatistics as readonly Expression[] | undefined);
  const covariance = derivation.covariance ?? (numeric.covariance as Matrix | undefined) ?? null;
  const response = derivation.response ?? (numeric.response as readonly Expression[] | undefined) ?? null;
  return a && mean ? { ...derivation, a, mean, covariance, response } : null;
};

/** Σ leftᵢ·rightᵢ over the natural parameters. */
export const inner = (
  natural: readonly NaturalParameter[],
  left: readonly Expression[],
  right: readonly Expression[],
): Expression => e.add(...natural.map((parameter, i) => sumOver(parameter, e.multiply(left[i], right[i]))));

/** A quantity of each natural parameter: `mu1`, `mu2`, … or, along an index, `mu[i]`. */
export const named = (name: (number: string) => string, natural: readonly NaturalParameter[]): Expression[] =>
  natural.map(({ index, symbol }, i) => {
    if (!index)
      return e.symbol(name(e.variableOf(symbol).name.replace(/\D/g, '') || String(i + 1)), e.real.all);
    const vector = e.symbol(name(''), { kind: 'vector', size: e.add(index.to, e.negate(index.from), e.one) });
    return e.element(vector, index.symbol);
  });

/** Replaces symbols, and components of vectors at whatever index they stand. */
export const put = (node: Expression, from: readonly Expression[], to: readonly Expression[]): Expression => {
  const visit = (part: Expression): Expression => {
    const at = from.indexOf(part);
    if (at >= 0) return to[at];
    const running = from.findIndex(
      (each) =>
        part.op === 'element' &&
        each.op === 'element' &&
        each.args[0] === part.args[0] &&
        each.args[1].op === 'symbol',
    );
    if (running >= 0) return e.substitute(to[running], new Map([[from[running].args[1], part.args[1]]]));
    return e.mapArguments(part, visit);
  };
  return visit(node);
};

export const symbolsOf = ({ natural }: Derivation): Expression[] => natural.map(({ symbol }) => symbol);

/** The means of the statistics: `mu1`, … or `mu[i]`. */
export const meansOf = ({ natural }: Derivation): Expression[] => named((number) => `mu${number}`, natural);
