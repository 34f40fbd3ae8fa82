// The log-partition function A(η) = log ∫ h(y) exp(ηᵀT(y)) where it cannot be read off a normalised density: finite sums
// written out, else what the calculus finds.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { matrixTotal } from '../calculus/matrix.js';
import { closedTotal } from '../calculus/total.js';
import type { Total } from '../calculus/total.js';
import { finiteSupport } from '../density/density.js';
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
  const support = finiteSupport(domain);
  const overMatrix = support === null ? matrixTotal({ symbol, domain, exponent }) : null;
  if (overMatrix !== null) return overMatrix;
  const at = (value: Expression): Expression =>
    e.expand(e.rewrite(e.substitute(exponent, new Map([[symbol, value]])), e.indexed).result);
  if (support !== null) return summed(e.log(e.add(...support.map((value) => e.exp(at(value))))));
  const closed = closedTotal({ symbol, domain, exponent });
  if (closed !== null || domain.kind !== 'range' || !isEnd(domain.lower) || !isEnd(domain.upper))
    return closed;
  const index = e.indexSymbol(freshIndex(exponent), domain.lower, domain.upper);
  return summed(e.log(e.sum(e.exp(at(index)), index, domain.lower, domain.upper)));
};

const summed = (total: Expression): Total => ({
  total,
  by: [{ rule: 'finite-sum', because: 'the outcome takes finitely many values, so the total is a sum' }],
});

const isEnd = (node: Expression): boolean =>
  e.isNumber(node) || (e.symbolsOf(node).size > 0 && ![...e.symbolsOf(node)].includes(e.infinity));

const freshIndex = (node: Expression): string =>
  ['k', 'j', 'l', 'm'].find((name) => !e.namesOf(node).has(name)) ?? 'k1';
