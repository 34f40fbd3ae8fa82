// The log-partition function A(η) = log ∫ h(y) exp(ηᵀT(y)) where it cannot be read off a normalised density: finite sums
// written out, else what the calculus finds.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { matrixTotal } from '../calculus/matrix.js';
import { closedTotal } from '../calculus/total.js';
import type { Total } from '../calculus/total.js';
import { outcomesOf } from '../density/finite-vectors.js';
import type { Quantity } from './derivation.js';

export type { Total } from '../calculus/total.js';

export interface Integrand {
  readonly outcome: Quantity;
  /** log h(y) + Σ ηᵢ·Tᵢ(y). */
  readonly exponent: Expression;
}

/** The logarithm of the sum or integral of exp(exponent) over the support, or null where no closed form is known. */
export const logTotal = ({ outcome, exponent }: Integrand): Total | null => {
  const { symbol, domain } = outcome;
  const outcomes = e.isVectorDomain(domain) ? null : outcomesOf(outcome);
  const overMatrix = outcomes === null ? matrixTotal({ symbol, domain, exponent }) : null;
  if (overMatrix !== null) return overMatrix;
  const plainly = (value: Expression): Expression => e.expand(e.rewrite(value, e.indexed).result);
  const written = (all: NonNullable<ReturnType<typeof outcomesOf>>): Total =>
    summed(e.log(e.add(...all.map((put) => e.exp(plainly(put(exponent)))))));
  if (outcomes !== null) return written(outcomes);
  const closed = closedTotal({ symbol, domain, exponent });
  const vectors = closed === null && e.isVectorDomain(domain) ? outcomesOf(outcome, mostWritten) : null;
  if (vectors !== null) return written(vectors);
  if (closed !== null || domain.kind !== 'range' || !isEnd(domain.lower) || !isEnd(domain.upper))
    return closed;
  const index = e.indexSymbol(freshIndex(exponent), domain.lower, domain.upper);
  return summed(
    e.log(
      e.sum(
        e.exp(plainly(e.substitute(exponent, new Map([[symbol, index]])))),
        index,
        domain.lower,
        domain.upper,
      ),
    ),
  );
};

const mostWritten = 64; // values of a vector: a sum that is longer than that tells no one anything

const summed = (total: Expression): Total => ({
  total,
  by: [{ rule: 'finite-sum', because: 'the outcome takes finitely many values, so the total is a sum' }],
});

const isEnd = (node: Expression): boolean =>
  e.isNumber(node) || (e.symbolsOf(node).size > 0 && ![...e.symbolsOf(node)].includes(e.infinity));

const freshIndex = (node: Expression): string =>
  ['k', 'j', 'l', 'm'].find((name) => !e.namesOf(node).has(name)) ?? 'k1';
