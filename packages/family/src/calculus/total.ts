// The total of exp(exponent): the logarithm of a sum or integral in closed form, found by rules, by methods that make one
// total of others, and by changes of the variable.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Integrand, LogTotal } from './integrand.js';
import { plain } from './integrand.js';
import { integrals } from './integrals.js';
import { lastMethods, methods } from './methods.js';
import { series } from './series.js';
import { changed, changesFor } from './substitutions.js';
import { vectors } from './vectors.js';

/** A closed form, and the rules that gave it, the last one first. */
export interface Total {
  readonly total: Expression;
  readonly by: readonly { readonly rule: string; readonly because: string }[];
}

const deepest = 4;
const mostTried = 60; // integrands looked at before the search gives up

/** log of the sum or integral of exp(exponent), or null where the calculus has no closed form for it. */
export const closedTotal = (integrand: Integrand): Total | null => {
  const search = new Search();
  const total = search.find({ ...integrand, exponent: plain(integrand.exponent) }, 0);
  return total && { total, by: search.found };
};

class Search {
  found: Total['by'] = [];
  private readonly seen = new Map<string, Expression | null>();

  find(integrand: Integrand, depth: number): Expression | null {
    const key = `${integrand.exponent.id} ${integrand.symbol.id} ${depth}`;
    const known = this.seen.get(key);
    if (known !== undefined || this.seen.has(key) || this.seen.size > mostTried) return known ?? null;
    this.seen.set(key, null);
    const result = e.isVectorDomain(integrand.domain)
      ? this.through(vectors, integrand, (inner) => this.find(inner, depth + 1))
      : (this.byRule(integrand) ?? this.byMethod(integrand, depth));
    this.seen.set(key, result);
    return result;
  }

  private byRule(integrand: Integrand): Expression | null {
    const table = integrand.domain.kind === 'interval' ? integrals : series;
    for (const [rule, { because, apply }] of Object.entries(table)) {
      const result = apply(integrand);
      if (result !== null) return this.by(rule, because, result);
    }
    return null;
  }

  private byMethod(integrand: Integrand, depth: number): Expression | null {
    if (depth >= deepest) return null;
    const deeper = (inner: Integrand): Expression | null => this.find(inner, depth + 1);
    return (
      this.through(methods, integrand, deeper) ??
      this.byChange(integrand, deeper) ??
      this.through(lastMethods, integrand, deeper)
    );
  }

  private through(table: typeof methods, integrand: Integrand, deeper: LogTotal): Expression | null {
    for (const [rule, { because, apply }] of Object.entries(table)) {
      const result = apply(integrand, deeper);
      if (result !== null) return this.by(rule, because, result);
    }
    return null;
  }

  private byChange(integrand: Integrand, deeper: LogTotal): Expression | null {
    for (const change of changesFor(integrand)) {
      const result = deeper(changed(integrand, change));
      if (result !== null) return this.by('change-of-variable', changing, result);
    }
    return null;
  }

  private by(rule: string, because: string, result: Expression): Expression {
    this.found = [{ rule, because }, ...this.found];
    return e.simplify(result);
  }
}

const changing = 'in a new variable the integrand is one whose integral is known';
