// The canonical link η(μ), the inverse of the gradient of A, and the variance as a function of the mean.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { enclosing } from '../decision/shape.js';
import type { NaturalParameter, Quantity } from './derivation.js';
import { named } from '../consequences/subject.js';
import { replaceComponents, replaceNode, solveSystem } from './invert.js';
import { tidy } from './sum-over.js';

const longest = 800; // to read: beyond it, as for nine means of a normal vector, elimination loses its way

/** η in the means mu1, mu2, … of the statistics; null where that has no closed form. */
export const linkOf = (
  natural: readonly NaturalParameter[],
  mean: readonly Expression[],
): Expression[] | null => {
  if (natural.some(({ index }) => index)) return linkAlongIndex(natural, mean);
  if (mean.reduce((total, value) => total + e.readingLength(value), 0) > longest) return null;
  const means = mean.map((value, i) => e.symbol(`mu${i + 1}`, enclosing(value)));
  const definitions = mean.map((value, i) => ({ symbol: means[i], value }));
  const equations = mean.map((value, i) => ({ left: value, right: means[i] }));
  const solution = solveSystem(
    equations,
    natural.map(({ symbol }) => symbol),
    definitions,
  );
  return solution && natural.map(({ symbol }) => solution.values.get(symbol)!);
};

/**
 * Of means that share one sum over the index, such as the denominator of the softmax: η_i in μ_i and the sum, then the sum
 * from its own definition.
 */
const linkAlongIndex = (
  natural: readonly NaturalParameter[],
  mean: readonly Expression[],
): Expression[] | null => {
  const [{ symbol, index }] = natural as [NaturalParameter];
  const shared = sumsIn(mean[0]);
  if (natural.length !== 1 || !index || shared.length !== 1) return null;
  const [mu] = named((number) => `mu${number}`, natural) as [Expression];
  const total = e.symbol('total', e.real.positive);
  const definitions = [
    { symbol: mu, value: mean[0], index },
    { symbol: total, value: shared[0] },
  ];
  const apart = { left: replaceNode(mean[0], shared[0], total), right: mu };
  const each = solveSystem([apart], [symbol], definitions)?.values.get(symbol);
  if (each === undefined) return null;
  const opened = e.open(shared[0]);
  const inMeans = replaceComponents(opened.body, symbol, each);
  const again = e.sum(e.simplify(inMeans), opened.index, opened.lower, opened.upper);
  const found = solveSystem([{ left: e.subtract(again, total), right: e.zero }], [total], definitions);
  const value = found?.values.get(total);
  return value === undefined ? null : [tidy(replaceNode(each, total, value))];
};

/** The sums that an expression is made of. */
const sumsIn = (node: Expression): Expression[] => {
  if (node.op === 'sum') return [node];
  return [...new Set(node.args.flatMap(sumsIn))];
};

interface VarianceSubject {
  readonly statistics: readonly Expression[];
  readonly outcome: Quantity;
  readonly covariance: readonly (readonly Expression[])[] | null;
  readonly canonicalLink: readonly Expression[] | null;
  readonly natural: readonly NaturalParameter[];
}

/** The variance as a function of mu1, for a single statistic T(y) = y. */
export const varianceOf = ({
  statistics,
  outcome,
  covariance,
  canonicalLink,
  natural,
}: VarianceSubject): Expression | null => {
  if (!covariance || !canonicalLink || statistics.length !== 1 || statistics[0] !== outcome.symbol)
    return null;
  return tidy(e.substitute(covariance[0][0], new Map([[natural[0].symbol, canonicalLink[0]]])));
};
