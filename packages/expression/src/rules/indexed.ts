// Sums over an index: deltas pick one term, sums of sums split, the components of a simplex add up to one.
import { occurs, open, substitute, sum, symbolsOf, within } from '../binder.js';
import {
  add,
  element,
  equal,
  factorsOf,
  multiply,
  number,
  one,
  subtract,
  symbol,
  termsOf,
} from '../build.js';
import { domainParts } from '../domain.js';
import { range, real } from '../domains.js';
import type { Expression } from '../node.js';
import { variableOf } from '../node.js';
import { rules } from '../rule.js';

/** Σ f(k)·1{k = i} over k: the term at i, if i always lies between the bounds. */
const sift = (node: Expression): Expression | null => {
  if (node.op !== 'sum') return null;
  const { index, lower, upper, body } = open(node);
  for (const factor of factorsOf(body)) {
    if (factor.op !== 'equal' || !factor.args.includes(index)) continue;
    const target = factor.args[0] === index ? factor.args[1] : factor.args[0];
    if (symbolsOf(target).has(index) || !within(target, lower, upper)) continue;
    const others = factorsOf(body).filter((other) => other !== factor);
    return substitute(multiply(...others), new Map([[index, target]]));
  }
  return null;
};

const split = (node: Expression): Expression | null => {
  if (node.op !== 'sum') return null;
  const { index, lower, upper, body } = open(node);
  return body.op === 'add' ? add(...termsOf(body).map((term) => sum(term, index, lower, upper))) : null;
};

/** The whole sum of the components of a point of a simplex, or of counts. */
const total = (node: Expression): Expression | null => {
  if (node.op !== 'sum') return null;
  const { index, lower, upper, body } = open(node);
  if (body.op !== 'element' || body.args[1] !== index || lower !== one) return null;
  const { domain } = variableOf(body.args[0]);
  if (domain.kind === 'counts') return domain.size === upper ? domain.total : null;
  return domain.kind === 'simplex' && domain.size === upper ? one : null;
};

/** Whether the domain of a symbol of the node speaks of `part`, as that of i in 1..K does of K. */
const dependsOn = (node: Expression, part: Expression): boolean =>
  [...symbolsOf(node)].some((used) =>
    domainParts(variableOf(used).domain).some(
      (bound) => symbolsOf(bound).has(part) || dependsOn(bound, part),
    ),
  );

/** f(k)·1{k = i} = f(i)·1{k = i}: under an indicator, equals may be put for equals. */
const underIndicator = (node: Expression): Expression | null => {
  if (node.op !== 'multiply') return null;
  for (const factor of node.args) {
    if (factor.op !== 'equal') continue;
    const [a, b] = factor.args;
    // i is put for K only where no domain speaks of K: phi in simplex(K) is none in simplex(i)
    const [from, to] = a.op === 'symbol' && !occurs(b, a) && !dependsOn(b, a) ? [a, b] : [b, a];
    const others = node.args.filter((other) => other !== factor);
    if (from.op !== 'symbol' || occurs(to, from) || [to, ...others].some((part) => dependsOn(part, from)))
      continue;
    const changed = others.map((other) => substitute(other, new Map([[from, to]])));
    if (changed.some((other, i) => other !== others[i])) return multiply(factor, ...changed);
  }
  return null;
};

const size = symbol('K', range(number(2), symbol('N', range(number(2), number(9)))));
const index = symbol('k', range(one, size));
const chosen = symbol('i', range(one, size));
const simplex = symbol('phi', { kind: 'simplex', size });
const positiveX = symbol('x', real.positive);

/** The rules of sums and products over an index. */
export const indexed = rules('indexed', {
  'delta-picks-term': () => ({
    apply: sift,
    examples: () => [sum(multiply(element(simplex, index), equal(index, chosen)), index, one, size)],
    because: 'an indicator is zero in every term of the sum but one',
  }),
  'sum-of-components': () => ({
    apply: total,
    examples: () => [sum(element(simplex, index), index, one, size)],
    because: 'the components of a point of the simplex sum to one, counts to their total',
  }),
  'split-sum': () => ({
    apply: split,
    examples: () => [sum(add(element(simplex, index), multiply(positiveX, index)), index, one, size)],
    because: 'the sum of a sum is the sum of the sums',
  }),
});

/** The rules of what an indicator says of the values beside it. */
export const substitution = rules('substitution', {
  'equals-under-indicator': () => ({
    apply: underIndicator,
    examples: () => [
      multiply(equal(index, chosen), element(simplex, chosen)),
      multiply(equal(index, chosen), subtract(index, chosen)),
    ],
    because: 'where the indicator is not zero, both sides of its equation are the same',
  }),
});
