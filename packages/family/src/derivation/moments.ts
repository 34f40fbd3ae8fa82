// Means of functions of the outcome: known statistics first, then the calculus with one more factor or one more term in the
// exponent, and where nothing closes the defining sum or integral.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { closedTotal } from '../calculus/total.js';
import { affineParts, functionPart, minusInfinity, partsWith } from '../calculus/integrand.js';
import { finiteSupport } from '../density/density.js';
import type { NormalForm, Quantity } from './derivation.js';
import { existenceOf, withinSpace } from './natural-space.js';
import { overOutcome } from './open-forms.js';
import { exponentOf } from '../normal-form/exponent.js';
import { shortest, tidy } from './sum-over.js';

/** A mean, and what must be positive for it to exist. */
export interface Mean {
  readonly value: Expression;
  readonly exists: readonly Expression[];
}

/** The mean is infinite, whatever the parameters. */
export const infinite = 'infinite';

export interface MomentsOf {
  readonly outcome: Quantity;
  readonly form: NormalForm;
  /** A(η), in closed form or not. */
  readonly logPartition: Expression;
  readonly mean: readonly Expression[];
}

export class Moments {
  private readonly subject: MomentsOf;
  private readonly exponent: Expression;

  constructor(subject: MomentsOf) {
    this.subject = subject;
    this.exponent = exponentOf(subject.form);
  }

  /** E[g(y)]; null where not even a definition can be written. */
  of(g: Expression): Mean | typeof infinite | null {
    const parts = e.termsOf(e.expand(g)).map((term) => this.ofTerm(term));
    if (parts.some((part) => part === null)) return null;
    if (parts.includes(infinite)) return infinite;
    const means = parts as Mean[];
    return {
      value: e.add(...means.map(({ value }) => value)),
      exists: [...new Set(means.flatMap(({ exists }) => exists))],
    };
  }

  private ofTerm(term: Expression): Mean | typeof infinite | null {
    const { symbol } = this.subject.outcome;
    if (!e.occurs(term, symbol)) return { value: term, exists: [] };
    const g = functionPart(term, symbol);
    const outside = e.divide(term, g);
    const found = this.ofFunction(g);
    if (found === null || found === infinite) return found;
    return { ...found, value: e.multiply(outside, found.value) };
  }

  private ofFunction(g: Expression): Mean | typeof infinite | null {
    const { outcome, form, mean } = this.subject;
    const known = form.statistics.indexOf(g);
    if (known >= 0 && !form.natural[known].index) return { value: mean[known], exists: [] };
    if (g.op === 'sum') return this.ofSum(g);
    if (e.isVectorDomain(outcome.domain)) return null;
    const { exists, positive } = existenceOf(outcome, e.add(this.exponent, e.log(e.abs(g))));
    if (!exists) return infinite;
    const value =
      this.overSupport(g) ?? this.asFactor(g) ?? this.bySymmetry(g) ?? this.asTerm(g) ?? this.byDefinition(g);
    return value && { value: whereItExists(value, form, positive), exists: positive };
  }

  /** A density that is the same on both sides of a centre has it for its mean. */
  private bySymmetry(g: Expression): Expression | null {
    const { symbol, domain } = this.subject.outcome;
    if (g !== symbol || domain.kind !== 'interval') return null;
    for (const part of partsWith(this.exponent, symbol)) {
      const found = part.op === 'abs' ? affineParts(part.args[0], symbol) : null;
      if (found === null) continue;
      const centre = e.simplify(e.divide(e.negate(found[0]), found[1]));
      const mirror = e.subtract(e.multiply(e.two, centre), symbol);
      const ends = e.add(domain.lower, domain.upper);
      const whole = domain.lower === minusInfinity && domain.upper === e.infinity;
      const alike = e.expandAll(e.substitute(this.exponent, new Map([[symbol, mirror]])));
      if ((whole || ends === e.multiply(e.two, centre)) && alike === e.expandAll(this.exponent))
        return centre;
    }
    return null;
  }

  /** Σ_k c_k·T_k over the whole index of a statistic. */
  private ofSum(g: Expression): Mean | null {
    const { outcome, form, mean } = this.subject;
    const { index, lower, upper, body } = e.open(g);
    const inside = functionPart(body, outcome.symbol);
    for (const [i, { index: own }] of form.natural.entries()) {
      if (!own || own.from !== lower || own.to !== upper) continue;
      const at = (node: Expression): Expression => e.substitute(node, new Map([[own.symbol, index]]));
      if (at(form.statistics[i]) !== inside) continue;
      const value = e.sum(e.multiply(e.divide(body, inside), at(mean[i])), index, lower, upper);
      return { value, exists: [] };
    }
    return null;
  }

  /** Σ g(k)·P(k) over a finite support. */
  private overSupport(g: Expression): Expression | null {
    const { outcome, logPartition } = this.subject;
    const at = (node: Expression, value: Expression): Expression =>
      e.rewrite(e.substitute(node, new Map([[outcome.symbol, value]])), e.indexed).result;
    const chance = (value: Expression): Expression =>
      e.exp(e.subtract(at(this.exponent, value), logPartition));
    const atom = g.op === 'equal' ? g.args.find((side) => side !== outcome.symbol) : undefined;
    if (atom !== undefined && e.isNumber(atom) && outcome.domain.kind !== 'interval')
      return tidy(chance(atom));
    const support = finiteSupport(outcome.domain);
    return support && tidy(e.add(...support.map((value) => e.multiply(at(g, value), chance(value)))));
  }

  /** A function of one sign goes into the base measure: E[g] = exp(A with g − A). */
  private asFactor(g: Expression): Expression | null {
    const positive = e.isPositive(g);
    if (!positive && !e.isNegative(g)) return null;
    const size = positive ? g : e.negate(g);
    const found = closedTotal({ ...this.subject.outcome, exponent: e.add(this.exponent, e.log(size)) });
    const ratio = found && tidy(e.exp(shortest(e.subtract(found.total, this.subject.logPartition))));
    return ratio && (positive ? ratio : e.negate(ratio));
  }

  /** E[g] is the derivative of the total of exp(exponent + t·g) by t, at 0. */
  private asTerm(g: Expression): Expression | null {
    const t = e.symbol(freshTilt, e.real.all);
    const found = closedTotal({
      ...this.subject.outcome,
      exponent: e.add(this.exponent, e.multiply(t, g)),
    });
    if (found === null) return null;
    try {
      const slope = e.differentiate(found.total, t);
      return tidy(e.substitute(tidy(slope), new Map([[t, e.zero]])));
    } catch (error) {
      if (error instanceof RangeError) return null; // no derivative of a Bessel function by its order
      throw error;
    }
  }

  private byDefinition(g: Expression): Expression | null {
    const { outcome, logPartition } = this.subject;
    return overOutcome(outcome, e.multiply(g, e.exp(e.subtract(this.exponent, logPartition))));
  }
}

/** A mean told where it exists, which may be shorter: Γ(x − 1)/Γ(x) is 1/(x − 1) only for x > 1. */
const whereItExists = (value: Expression, form: NormalForm, positive: readonly Expression[]): Expression => {
  if (positive.length === 0) return value;
  const narrow = withinSpace(form, [{ zero: [], positive }]).natural.map(({ symbol }) => symbol);
  const inside = new Map(form.natural.map(({ symbol }, i) => [symbol, narrow[i]]));
  const outside = new Map(narrow.map((symbol, i) => [symbol, form.natural[i].symbol]));
  return e.substitute(tidy(e.substitute(value, inside)), outside);
};

const freshTilt = 't#'; // no name of the language, so that it is nobody's
