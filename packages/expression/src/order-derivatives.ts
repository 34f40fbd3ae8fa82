// Derivatives of functions by their order: no closed form is known, so each is the integral or the series that defines it,
// differentiated under its sign.
import { apply } from './apply.js';
import { indexSymbol, integral, sum } from './binder.js';
import {
  add,
  divide,
  exp,
  infinity,
  log,
  multiply,
  negate,
  one,
  power,
  subtract,
  symbol,
  two,
  zero,
} from './build.js';
import { real } from './domains.js';
import type { Expression, Operation } from './node.js';

type ByOrder = (order: Expression, argument: Expression, taken: ReadonlySet<string>) => Expression;

/** The first of some names that nothing else has. */
const fresh = (names: readonly string[], taken: ReadonlySet<string>): string =>
  names.find((name) => !taken.has(name)) ?? `${names[0]}_${taken.size}`;

export const byOrder: { readonly [F in Operation]?: ByOrder } = {
  // K_ν(x) = ∫ exp(−x·cosh t)·cosh(ν·t) dt over t > 0 (DLMF 10.32.9)
  besselK: (nu, x, taken) => {
    const t = symbol(fresh(['t', 'u', 'v', 'w'], taken), real.positive);
    const fall = exp(negate(multiply(x, apply('cosh', [t]))));
    return integral(multiply(t, apply('sinh', [multiply(nu, t)]), fall), t, zero, infinity);
  },
  // I_ν(x) = Σ (x/2)^(ν + 2k)/(k!·Γ(ν + k + 1)) over k ≥ 0 (DLMF 10.38.1)
  besselI: (nu, x, taken) => {
    const k = indexSymbol(fresh(['k', 'j', 'i', 'l'], taken), zero, infinity);
    const half = divide(x, two);
    const place = add(nu, k, one);
    const weight = exp(negate(add(apply('lgamma', [add(k, one)]), apply('lgamma', [place]))));
    const term = multiply(power(half, add(nu, multiply(two, k))), weight, apply('polygamma', [zero, place]));
    return subtract(multiply(apply('besselI', [nu, x]), log(half)), sum(term, k, zero, infinity));
  },
};
