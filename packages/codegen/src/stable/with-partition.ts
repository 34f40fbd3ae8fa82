// A derivation with another way to write A, and what follows from it.
import type { Expression } from '@expfam/expression';
import { add, multiply, subtract } from '@expfam/expression';
import { Symmetries } from '@expfam/family';
import type { Derivation } from '@expfam/family';
import { derivativeOf, withArguments } from '../special/opaque.js';
import { derivativesOf } from './mixtures.js';
import type { Derivatives } from './mixtures.js';
import { meanOfPower } from './truncated-power.js';
import { withoutGrowth } from './uniform-terms.js';

/** E[y] and its derivatives where its entries are means of statistics, as those of a vector are; as they were otherwise. */
const ofMeans = (
  { response, jacobian, meanStatistics, representatives }: Derivation,
  means: readonly Expression[],
  covariance: readonly (readonly Expression[])[],
): Pick<Derivation, 'response' | 'jacobian'> => {
  const places = response?.map((each) => meanStatistics?.indexOf(each) ?? -1) ?? [];
  const rows = places.map((place) => representatives?.parameters.indexOf(place) ?? place);
  return {
    response: response?.map((each, i) => means[places[i]] ?? each) ?? null,
    jacobian: jacobian?.map((row, i) => covariance[rows[i]] ?? row) ?? null,
  };
};

/** Means of all statistics, and covariances of those at some places: one is derived for all that are renamings of it. */
const slopesOf = (derivation: Derivation, a: Expression, places: readonly number[]): Derivatives => {
  const { outcome, natural, statistics } = derivation;
  const eta = natural.map(({ symbol }) => symbol);
  const symmetries = Symmetries.of({ outcome, form: derivation, logPartition: a, inside: withArguments });
  if (symmetries === null) return derivativesOf(a, eta, places);
  const placeOf = new Map(statistics.map((each, i) => [each, i]));
  const pairs = places.map((i) =>
    places.map((j) => {
      const { of, rename } = symmetries.representative([statistics[i], statistics[j]]);
      return { of: of.map((each) => placeOf.get(each)!), rename };
    }),
  );
  const own = [...new Set(pairs.flat().flatMap(({ of }) => of))];
  const { means, covariance } = derivativesOf(a, eta, own);
  const at = ([i, j]: readonly number[]): Expression => covariance[own.indexOf(i)][own.indexOf(j)];
  return { means, covariance: pairs.map((row) => row.map(({ of, rename }) => rename(at(of)))) };
};

/** The derivation with A as it is given: means, covariances, loss and response follow from it once more. */
export const withPartition = (derivation: Derivation, a: Expression): Derivation => {
  const { natural, statistics, outcome } = derivation;
  const places = derivation.representatives?.parameters ?? natural.map((_, i) => i);
  const { means, covariance } = slopesOf(derivation, a, places);
  const direct = statistics.indexOf(outcome.symbol);
  const ofPower = meanOfPower(derivation, a);
  return {
    ...derivation,
    logPartitionNatural: a,
    meanStatistics: means,
    covariance,
    loss: subtract(withoutGrowth(a), add(...natural.map(({ symbol }, i) => multiply(symbol, statistics[i])))),
    gradient: places.map((i) => subtract(means[i], statistics[i])),
    hessian: covariance,
    ...(ofPower !== null
      ? { response: [ofPower], jacobian: [natural.map(({ symbol }) => derivativeOf(ofPower, symbol))] }
      : direct < 0
        ? ofMeans(derivation, means, covariance)
        : { response: [means[direct]], jacobian: [covariance[direct]] }),
  };
};
