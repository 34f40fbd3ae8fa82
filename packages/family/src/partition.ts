// The log-partition function A(η) = log ∫ h(y) exp(ηᵀT(y)) where it cannot be read off a normalised density: finite sums,
// and sums and integrals of the calculus table below.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { finiteSupport } from './density.js';
import { calculus, everywhere } from './calculus.js';
import type { Total } from './calculus.js';
import type { Quantity } from './derivation.js';

export interface Integrand {
  readonly outcome: Quantity;
  /** log h(y) + Σ ηᵢ·Tᵢ(y). */
  readonly exponent: Expression;
}

/** The logarithm of the sum or integral of exp(exponent) over the support, or null where no closed form is known. */
export const logTotal = ({ outcome, exponent }: Integrand): Total | null => {
  const { symbol, domain } = outcome;
  const support = finiteSupport(domain);
  const at = (value: Expression): Expression =>
    e.expand(e.rewrite(e.substitute(exponent, new Map([[symbol, value]])), e.indexed).result);
  if (support !== null) return everywhere(e.log(e.add(...support.map((value) => e.exp(at(value))))));
  if (domain.kind === 'range' && e.isNumber(domain.lower) && domain.upper.op === 'symbol') {
    const index = e.indexSymbol(freshIndex(exponent), domain.lower, domain.upper);
    const body = e.exp(at(index));
    return body.op === 'exp' ? everywhere(e.log(e.sum(body, index, domain.lower, domain.upper))) : null;
  }
  for (const rule of Object.values(calculus)) {
    const result = rule.apply(outcome, e.expand(exponent));
    if (result !== null) return result;
  }
  return null;
};

const freshIndex = (node: Expression): string =>
  ['k', 'j', 'l', 'm'].find((name) => !e.namesOf(node).has(name)) ?? 'k1';
