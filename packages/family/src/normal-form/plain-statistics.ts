// Statistics made of indicators that are, on the support, nothing but the outcome: Σ v·1{y = v} over all values v, or
// y·1{y > 0} among the counts. A plain name for them is half of the normal form.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { finiteSupport } from '../density/density.js';
import type { Quantity } from '../derivation/derivation.js';
import type { FoundRelation, Pair, Reduced, Setting } from './statistics.js';
import { relationsAmong } from './statistics.js';

const comparisons = new Set<Expression['op']>(['equal', 'less', 'lessEqual']);

const holdsComparison = (node: Expression): boolean =>
  comparisons.has(node.op) || node.args.some(holdsComparison);

/** The reduced form with a·y + b in place of every statistic of several parts that is this on the support. */
export const plainly = (reduced: Reduced, setting: Setting): Reduced => {
  if (setting.outcome.domain.kind !== 'range' && setting.outcome.domain.kind !== 'set') return reduced;
  const known = reduced.pairs.map(({ statistic }) => statistic);
  const found = reduced.pairs.map((pair) =>
    known.includes(setting.outcome.symbol) ? null : plainPair(pair, setting),
  );
  return {
    ...reduced,
    pairs: reduced.pairs.map((pair, i) => found[i]?.pair ?? pair),
    parameterOnly: e.add(reduced.parameterOnly, ...found.map((each) => each?.parameterOnly ?? e.zero)),
    relations: [...reduced.relations, ...found.flatMap((each) => each?.relation ?? [])],
  };
};

const isOfTwoNumbers = ({ domain }: Quantity): boolean =>
  finiteSupport(domain)?.length === 2 && !(domain.kind === 'range' && domain.lower === e.one);

interface Plain {
  readonly pair: Pair;
  /** What the constant b leaves for −A. */
  readonly parameterOnly: Expression;
  readonly relation: FoundRelation;
}

const plainPair = ({ natural, statistic }: Pair, setting: Setting): Plain | null => {
  // the indicator of a class is as plain as can be; of two numbers that are no classes the outcome itself is
  if (!holdsComparison(statistic) || (comparisons.has(statistic.op) && !isOfTwoNumbers(setting.outcome)))
    return null;
  const y = setting.outcome.symbol;
  const relation = relationsAmong([y, statistic], 'statistic', { ...setting, constants: [] }).find(
    ({ column }) => column === 2,
  );
  const [b, a] = [0, 1].map((column) => relation?.combination.get(column)) as [e.Rational?, e.Rational?];
  if (!relation || a === undefined) return null;
  const constant = b ? e.rational(b) : e.zero;
  return {
    pair: { natural: e.multiply(e.rational(a), natural), statistic: y },
    parameterOnly: e.multiply(constant, natural),
    relation: { of: 'support', from: statistic, to: e.add(e.multiply(e.rational(a), y), constant) },
  };
};
