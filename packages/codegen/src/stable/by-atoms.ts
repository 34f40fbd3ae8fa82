// A family of counts some of which have a probability of their own, as those that are inflated, hurdles and truncations do: the
// values up to the last of them one by one, and all beyond as one tail. Every term of the sum is then positive, where the closed
// form takes from the whole what the single values have in it: exp(exp(η)) − exp(η) + exp(η + θ).
import type { Expression } from '@expfam/expression';
import {
  add, exp, indexSymbol, infinity, isNumber, log, multiply, number, rationalOf, substitute, symbolsOf, variableOf,
} from '@expfam/expression'; // prettier-ignore
import type { Derivation } from '@expfam/family';
import { partitionByMoments } from './by-moments.js';
import { logTail } from './tails.js';
import { withPartition } from './with-partition.js';

/** More values of their own than these have too many pairs. */
const mostAtoms = 12;
/** A range of so many values is a sum over all of them. */
const mostTerms = 64;

const hasComparison = (node: Expression): boolean =>
  node.op === 'equal' || node.op === 'less' || node.op === 'lessEqual' || node.args.some(hasComparison);

/** A family from some whole number on, where no comparison in it tells one value from another. */
interface Beyond {
  readonly from: number;
  readonly symbol: Expression;
  readonly statistics: readonly Expression[];
  readonly logBaseMeasure: Expression;
}

const beyond = (
  { statistics, logBaseMeasure, outcome: { symbol } }: Derivation,
  from: number,
  to: Expression,
): Beyond => {
  const index = indexSymbol(variableOf(symbol).name, number(from), to);
  const put = (node: Expression): Expression => substitute(node, new Map([[symbol, index]]));
  return { from, symbol: index, statistics: statistics.map(put), logBaseMeasure: put(logBaseMeasure) };
};

/** log h and Σ η·T at one value. */
const exponentAt = (
  { statistics, logBaseMeasure, natural, outcome: { symbol } }: Derivation,
  y: number,
): Expression => {
  const put = (node: Expression): Expression => substitute(node, new Map([[symbol, number(y)]]));
  return add(put(logBaseMeasure), ...natural.map((each, i) => multiply(each.symbol, put(statistics[i]))));
};

/** The logarithm of the sum over all that lies beyond the atoms; null where it is no function that is known. */
const tailOf = (
  derivation: Derivation,
  { symbol, from, statistics, logBaseMeasure }: Beyond,
  { least, upper: to }: { readonly least: number; readonly upper: Expression },
): Expression | null => {
  const { natural } = derivation;
  const moving = natural.filter((_, i) => symbolsOf(statistics[i]).has(symbol));
  const still = natural.flatMap((each, i) =>
    moving.includes(each) ? [] : [multiply(each.symbol, statistics[i])],
  );
  const own = moving.map((each) => statistics[natural.indexOf(each)]);
  const known =
    own.length === 1 && own[0] === symbol
      ? logTail({ symbol, eta: moving[0].symbol, logBaseMeasure, from, to })
      : null;
  if (known === null && from === least) return null;
  const domain = variableOf(symbol).domain;
  const part = {
    ...derivation,
    natural: moving,
    statistics: own,
    logBaseMeasure,
    outcome: { symbol, domain },
  };
  const found = known ?? partitionByMoments(part, 'tailMoments');
  return found && add(found, ...still);
};

/** The derivation with A as the logarithm of atoms and a tail; null where its outcome is no count, or has no atoms. */
export const byAtoms = (derivation: Derivation): Derivation | null => {
  const { outcome, categorical, statistics, logBaseMeasure } = derivation;
  const { domain, symbol } = outcome;
  if (categorical || domain.kind !== 'range' || !isNumber(domain.lower) || !statistics.includes(symbol))
    return null;
  const least = rationalOf(domain.lower).toNumber();
  const { upper } = domain;
  const most = isNumber(upper) ? rationalOf(upper).toNumber() : Infinity;
  if (upper !== infinity && !isNumber(upper)) return null;
  const isShort = most - least < mostTerms;
  const all = [...statistics, logBaseMeasure];
  const froms = Array.from({ length: Math.min(most - least, mostAtoms) + 1 }, (_, k) =>
    beyond(derivation, least + k, upper),
  );
  const rest = froms.find((each) => ![...each.statistics, each.logBaseMeasure].some(hasComparison));
  if (isShort) {
    if (!all.some(hasComparison)) return null;
    const values = Array.from({ length: most - least + 1 }, (_, k) => exp(exponentAt(derivation, least + k)));
    return withPartition(derivation, log(add(...values)));
  }
  if (rest === undefined) return null;
  const tail = tailOf(derivation, rest, { least, upper });
  if (tail === null) return null;
  const atoms = Array.from({ length: rest.from - least }, (_, k) => exp(exponentAt(derivation, least + k)));
  return withPartition(derivation, atoms.length === 0 ? tail : log(add(...atoms, exp(tail))));
};
