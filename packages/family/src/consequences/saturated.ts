// The loss that no choice of the natural parameters can beat, outcome by outcome: what a deviance is measured from. It is the
// loss at the η whose mean is the outcome itself, or its limit where that η is infinite.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Derivation } from '../derivation/derivation.js';
import { shortest, tidy } from '../derivation/sum-over.js';
import { atEdges } from './at-edges.js';

/**
 * The least loss that any natural parameters give an outcome, as a function of it. Known where the outcome is a number that is
 * its own statistic, or a vector of a fixed length whose entries are the statistics.
 *
 * @returns null where the loss has no lower bound (one observation of a Dirichlet or a normal distribution, all of whose
 * parameters are free, is fitted as closely as one likes), or none in closed form.
 * @example
 * ```ts
 * const least = saturatedLoss(derivation); // of poisson: y - y * log(y + (y == 0))
 * ```
 */
export const saturatedLoss = (derivation: Derivation): Expression | null => {
  const { natural, statistics, canonicalLink, loss, outcome, categorical } = derivation;
  if (categorical || loss === null || canonicalLink === null) return null;
  if (natural.some(({ index }) => index) || !statistics.every((each) => isOutcome(each, derivation)))
    return null;
  const means = new Map(statistics.map((each, i) => [`mu${String(i + 1)}`, each]));
  const best = canonicalLink.map((link) =>
    e.substitute(
      oriented(link),
      new Map(
        [...e.symbolsOf(link)].map((each) => [each, means.get(e.variableOf(each).name) ?? each] as const),
      ),
    ),
  );
  const least = e.substitute(loss, new Map(natural.map(({ symbol }, i) => [symbol, best[i]])));
  return atEdges(shortest(tidy(least)), outcome);
};

/** Whether a statistic is the outcome, or an entry of it that the others do not fix. */
const isOutcome = (statistic: Expression, { outcome, natural }: Derivation): boolean => {
  const { symbol, domain } = outcome;
  if (statistic === symbol) return natural.length === 1;
  const isVector = domain.kind === 'counts' || domain.kind === 'vector';
  return isVector && statistic.op === 'element' && statistic.args[0] === symbol;
};

/**
 * log(-a/(b - n)) as log(a/(n - b)): of two factors below 0 under a logarithm one is turned about, and gives the other its sign, for
 * a logarithm of each alone would be none.
 */
const oriented = (node: Expression): Expression => {
  const changed = e.mapArguments(node, oriented);
  const [product] = changed.args;
  if (changed.op !== 'log' || product?.op !== 'multiply') return changed;
  const isNegative = (factor: Expression): boolean => e.isNumber(factor) && e.rationalOf(factor).sign < 0;
  const isTurnable = ({ op, args: [base, exponent] }: Expression): boolean =>
    op === 'power' && base?.op === 'add' && exponent === e.negate(e.one);
  const [sign, turned] = [product.args.find(isNegative), product.args.find(isTurnable)];
  if (sign === undefined || turned === undefined) return changed;
  const [sum] = turned.args as [Expression];
  const factors = product.args.map((factor) => {
    if (factor === sign) return e.negate(sign);
    return factor === turned ? e.divide(e.one, e.add(...sum.args.map((term) => e.negate(term)))) : factor;
  });
  return e.log(e.multiply(...factors));
};
