// The canonical link η(μ), the inverse of the gradient of A, and the variance as a function of the mean.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { enclosing } from './shape.js';
import type { NaturalParameter, Quantity } from './derivation.js';
import { solveSystem } from './invert.js';
import { tidy } from './sum-over.js';

/** η in the means mu1, mu2, … of the statistics; null where that has no closed form. */
export const linkOf = (
  natural: readonly NaturalParameter[],
  mean: readonly Expression[],
): Expression[] | null => {
  if (natural.some(({ index }) => index)) return null;
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
