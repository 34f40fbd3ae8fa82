// Density → normal form: verb 2 of the line. The log density becomes a sum of terms; what knows only the outcome goes to
// h, what knows only the parameters to A, and mixed terms must be products g(φ)·t(y), or sums of such under another name.
import type { Expression, Rewrite } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Density } from '../density/density.js';
import { multiplyOut, separatorOf } from './multiply-out.js';
import { refuseMovingIndicator, refuseMovingSupport } from '../decision/support.js';
import type { Collected, Resolve } from './terms.js';
import { Terms } from './terms.js';

/** The log density as pairs of natural parameters and statistics, with the rewrites that made it a sum. */
export interface Separated extends Collected {
  /** The log density as read, and multiplied out. */
  readonly logDensity: Expression;
  readonly expanded: Expression;
  readonly rewrites: readonly Rewrite[];
}

export interface SeparateOptions {
  readonly form?: 'baseline' | 'symmetric';
  /** What becomes of mixed terms that are no products: other pieces, or a Refusal. */
  readonly resolve: Resolve;
}

/** Brings a density to Σ η(φ)·T(y) − A(φ) + log h(y); throws a Refusal when it is no exponential family. */
export const separate = (density: Density, { form = 'baseline', resolve }: SeparateOptions): Separated => {
  refuseMovingSupport(density);
  const separator = separatorOf(density);
  const logDensity = e.log(density.formula!);
  refuseMovingIndicator(density, logDensity, separator);
  const { result: expanded, rewrites } = multiplyOut(logDensity, separator, density);
  const terms = new Terms(density, separator);
  for (const term of e.termsOf(expanded)) terms.take(term);
  terms.resolve(resolve);
  return { logDensity, expanded, rewrites, ...terms.collect(form) };
};
