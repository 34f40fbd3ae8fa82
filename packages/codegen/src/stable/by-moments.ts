// Where no closed form can be computed: A, the means and the covariances as numbers that one function of the natural parameters
// gives together, from the definition of the family as a sum or an integral over its outcome.
import type { Domain, Expression } from '@expfam/expression';
import {
  add, differentiate, domainKey, exp, isBinder, isNumber, log, multiply, rationalOf, subtract, sum, symbolsOf, text,
} from '@expfam/expression'; // prettier-ignore
import type { Derivation } from '@expfam/family';
import { chartOf } from '../special/chart.js';
import { momentsOf, places } from '../special/moments.js';
import { opaque } from '../special/opaque.js';
import type { Stable } from '../special/opaque.js';

/** Sums of more terms than these are loops rather than written out. */
const mostTerms = 64;

/** Whether the outcome is a number on a range whose ends are known. */
const canSum = ({ outcome: { domain }, categorical }: Derivation): boolean => {
  if (categorical || (domain.kind !== 'interval' && domain.kind !== 'range')) return false;
  return chartOf(domain) !== null && [domain.lower, domain.upper].every((end) => symbolsOf(end).size === 0);
};

/** Whether a sum is too long to be written out. */
const isLong = (node: Expression): boolean => {
  const [from, to] = node.args;
  if (isBinder(node) && isNumber(from) && isNumber(to))
    return rationalOf(to).toNumber() - rationalOf(from).toNumber() > mostTerms || node.args.some(isLong);
  return node.args.some(isLong);
};

/** A family as text: two that agree in it have the same sums. */
const familyText = ({ statistics, logBaseMeasure, outcome, natural }: Derivation): string =>
  [
    ...[...statistics, logBaseMeasure].map(text),
    ...[outcome, ...natural].map(({ domain }) => domainKey(domain)),
  ].join('; ');

/** The numbers of one function as formulas. */
const numbersOf = (derivation: Derivation, name: string, others: readonly Expression[]) => {
  const { natural, statistics, numeric } = derivation;
  const at = places(statistics.length, statistics.length + others.length);
  const made = momentsOf(derivation, { name, others });
  const of = familyText(derivation);
  const eta = natural.map(({ symbol }) => symbol);
  const meanings: Expression[] = [];
  const number = (result: number, meaning: unknown, derivative?: Stable['derivative']): Expression =>
    opaque(
      {
        function: made,
        of,
        result,
        range: 'real',
        meaning: () => (meanings[result] ??= meaning as Expression),
        ...(derivative && { derivative }),
      },
      ...eta,
    );
  const { logPartition, meanStatistics = [], covariance = [] } = numeric;
  const second = (i: number, j: number): Expression =>
    number(at.covariance(i, j), (covariance as readonly (readonly Expression[])[])[i]?.[j]);
  const first = (i: number): Expression =>
    number(at.mean(i), (meanStatistics as readonly Expression[])[i], () => eta.map((_, j) => second(i, j)));
  return {
    logPartition: number(at.logPartition, logPartition, () => eta.map((_, i) => first(i))),
    mean: first,
    covariance: second,
  };
};

/** The logarithm of a sum from its definition, as part of a formula; null where the outcome is nothing to sum over. */
export const partitionByMoments = (derivation: Derivation, name: string): Expression | null => {
  if (!canSum(derivation)) return null;
  const { natural, statistics, logBaseMeasure, outcome } = derivation;
  const { lower, upper } = outcome.domain as Domain & { readonly kind: 'range' };
  const products = natural.map(({ symbol }, i) => multiply(symbol, statistics[i]));
  const logPartition = log(sum(exp(add(logBaseMeasure, ...products)), outcome.symbol, lower, upper));
  const meanStatistics = natural.map(({ symbol }) => differentiate(logPartition, symbol));
  const covariance = meanStatistics.map((mean) => natural.map(({ symbol }) => differentiate(mean, symbol)));
  const numeric = { logPartition, meanStatistics, covariance };
  return numbersOf({ ...derivation, numeric }, name, []).logPartition;
};

/** The mean of the outcome, where it is no statistic of its own. */
const ofOutcome = (derivation: Derivation): Pick<Derivation, 'response' | 'jacobian'> => {
  const { statistics, outcome, natural } = derivation;
  const s = statistics.length;
  const numbers = numbersOf(derivation, 'outcomeMoments', [outcome.symbol]);
  return {
    response: [numbers.mean(s)],
    jacobian: [natural.map((_, j) => numbers.covariance(s, j))],
  };
};

/** The derivation with everything from the definition; null where the outcome is nothing to sum over. */
export const byMoments = (derivation: Derivation): Derivation | null => {
  if (!canSum(derivation)) return null;
  const { natural, statistics, outcome } = derivation;
  const numbers = numbersOf(derivation, 'moments', []);
  const means = statistics.map((_, i) => numbers.mean(i));
  const covariance = statistics.map((_, i) => natural.map((__, j) => numbers.covariance(i, j)));
  const direct = statistics.indexOf(outcome.symbol);
  const products = natural.map(({ symbol }, i) => multiply(symbol, statistics[i]));
  return {
    ...derivation,
    logPartitionNatural: numbers.logPartition,
    meanStatistics: means,
    covariance,
    loss: subtract(numbers.logPartition, add(...products)),
    gradient: means.map((mean, i) => subtract(mean, statistics[i])),
    hessian: covariance,
    canonicalLink: null,
    ...(direct < 0 ? ofOutcome(derivation) : { response: [means[direct]], jacobian: [covariance[direct]] }),
  };
};

/** The derivation with a mean that has no closed form as a number; by its definition whole where it holds long sums. */
export const completed = (derivation: Derivation): Derivation => {
  const { loss, response, numeric } = derivation;
  if (loss !== null && isLong(loss)) return byMoments(derivation) ?? derivation;
  const lacks = response === null && numeric['response'] !== undefined && canSum(derivation);
  return lacks && loss !== null ? { ...derivation, ...ofOutcome(derivation) } : derivation;
};
