// Rewrites formulas by the rules of stabilisation. Sums of exponentials have any number of terms, so the rules are matched by
// procedure: first logarithms of such sums, then quotients by them, then polynomials.
import type { Expression } from '@expfam/expression';
import {
  add,
  apply,
  divide,
  exp,
  expand,
  factorsOf,
  functions,
  isBinder,
  isFunction,
  isNumber,
  isPositive,
  mapArguments,
  memoise,
  multiply,
  negate,
  one,
  rationalOf,
  splitCoefficient,
  subtract,
  termsOf,
  zero,
} from '@expfam/expression';
import { Ensembles } from './ensembles.js';
import type { Ensemble, Placed } from './ensembles.js';
import { dependsOn, exponentOf } from './exponential-sum.js';
import type { Depends } from './exponential-sum.js';
import { commonExponential, commonFactor, quotientOfSum } from './factor.js';
import type { Primitives } from './primitive.js';
import { orderOf, overCommonDenominator, quotients, rowsOf, weightsOf, withoutLead } from './quotient.js';
import type { Reading, Weights } from './quotient.js';
import type { StableRuleName } from './rules.js';
import { surprises } from './surprises.js';

const opened: ReadonlySet<string> = new Set(['softplus', 'sigmoid', 'logsumexp', 'sinh', 'cosh', 'tanh']);

/** softplus, sigmoid and their kin in elementary terms. */
export const open = memoise((node: Expression): Expression => {
  const changed = mapArguments(node, open);
  const meaning =
    opened.has(changed.op) && isFunction(changed.op) ? functions[changed.op].meaning : undefined;
  return meaning === undefined ? changed : open(meaning(...changed.args));
});

const isNegativeNumber = (node: Expression): boolean => isNumber(node) && rationalOf(node).sign < 0;

/** The symbols that an exponent is a sum of multiples of; none for any other. */
const linearPartsOf = (exponent: Expression): readonly Expression[] => {
  const parts = termsOf(exponent).map((term) => splitCoefficient(term)[1]);
  return parts.every(({ op }) => op === 'symbol') ? parts : [];
};

/** The sum of the sizes of a sum's coefficients. */
const weightOf = (node: Expression): number =>
  node === zero
    ? 0
    : termsOf(node).reduce((sum, term) => sum + Math.abs(splitCoefficient(term)[0].toNumber()), 0);

/** What of an exponent is a sum of exponents of the ensemble, taken off it one by one. */
const ownPart = (exponent: Expression, { exponents }: Ensemble): Expression => {
  let left = exponent;
  for (;;) {
    const found = exponents.find(
      (x) => x !== zero && weightOf(subtract(left, x)) <= weightOf(left) - weightOf(x),
    );
    if (found === undefined) return subtract(exponent, left);
    left = subtract(left, found);
  }
};

/** The rewriting of one kernel's formulas; what it finds is entered in one table of primitives. */
export class Stabiliser {
  private readonly eta: readonly Expression[];
  private readonly table: Primitives;
  private readonly note: (rule: StableRuleName) => void;
  private readonly depends: Depends;
  private readonly ensembles: Ensembles;
  private readonly known = new Map<Expression, Expression>();

  /** What `positive` says is so wherever the family lives. */
  constructor(
    {
      eta,
      positive = [],
    }: { readonly eta: readonly Expression[]; readonly positive?: readonly Expression[] },
    table: Primitives,
    note: (rule: StableRuleName) => void,
  ) {
    this.eta = eta;
    this.table = table;
    this.note = note;
    this.depends = dependsOn(eta);
    this.ensembles = new Ensembles(this.depends, table.ensembles, positive.map(open));
  }

  /** A condition, by the sum of exponentials that it says something of. */
  condition(formula: Expression): Expression {
    const elementary = open(formula);
    const placed = this.ensembles.place(elementary);
    if (placed?.ensemble.kind !== 'difference' || !isPositive(placed.factor)) return this.visit(elementary);
    this.note('difference-of-exponentials');
    return this.table.total(placed.ensemble);
  }

  /** The formula with primitives for what would overflow or cancel. */
  rewrite(formula: Expression): Expression {
    const elementary = open(formula);
    if (elementary !== formula) this.note('open-stable-functions');
    return this.visit(elementary);
  }

  private visit(node: Expression): Expression {
    let result = this.known.get(node);
    if (result === undefined) {
      result = this.logarithm(node) ?? this.ratio(node) ?? this.polynomial(node);
      this.known.set(node, result);
    }
    return result;
  }

  private reading(ensemble: Ensemble): Reading {
    return { ensemble, depends: this.depends, place: (part) => this.ensembles.place(part) };
  }

  /** A sum with a logarithm of exponentials in it: terms linear in their exponents join that. */
  private logarithm(node: Expression): Expression | null {
    const terms = termsOf(node);
    for (const [i, term] of terms.entries()) {
      const found = this.logOf(term);
      if (found === null) continue;
      const { placed, weight } = found;
      const scale = placed.factor === one ? zero : apply('log', [placed.factor]);
      const rest = add(multiply(weight, add(scale, placed.shift)), ...terms.filter((_, j) => j !== i));
      return add(...this.excess(placed.ensemble, weight, rest).map((part) => this.visit(part)));
    }
    return null;
  }

  private logOf(term: Expression): { placed: Placed; weight: Expression } | null {
    const factors = factorsOf(term);
    for (const [i, factor] of factors.entries()) {
      const placed = factor.op === 'log' ? this.ensembles.place(factor.args[0]) : null;
      if (placed === null) continue;
      const weight = multiply(...factors.filter((_, j) => j !== i));
      if (!this.depends(weight)) return { placed, weight };
    }
    return null;
  }

  /** w·log D + rest as weighed surprises, or as an excess, and what of the rest is left. */
  private excess(ensemble: Ensemble, weight: Expression, rest: Expression): Expression[] {
    if (ensemble.kind === 'difference') {
      this.note('difference-of-exponentials');
      return [multiply(weight, this.table.excess(ensemble, zero)), rest];
    }
    const atoms = ensemble.exponents.filter((x) => x !== zero);
    const parts = [...new Set([...atoms, ...atoms.flatMap(linearPartsOf)])];
    const isLinear = (term: Expression): boolean => parts.some((x) => !this.depends(divide(term, x)));
    const linear = termsOf(rest).filter((term) => term !== zero && isLinear(term));
    const left = termsOf(rest).filter((term) => !linear.includes(term));
    // another logarithm is joined by its own terms
    const others = left.some((term) => this.logOf(term) !== null) ? [add(...left)] : left;
    const weights = surprises(ensemble, weight, linear);
    if (weights === null) {
      this.note('log-of-sum-to-excess');
      const over = divide(negate(add(...linear)), weight);
      return [multiply(weight, this.table.excess(ensemble, over)), ...others];
    }
    this.note('log-of-sum-to-surprise');
    return [
      ...[...weights].map(([member, w]) => multiply(w, this.table.surprise(ensemble, member))),
      ...others,
    ];
  }

  /** A sum with quotients by a sum of exponentials in it, over their common denominator. */
  private ratio(node: Expression): Expression | null {
    const terms = termsOf(node);
    const ensemble = terms.map((term) => this.underOf(term)).find((found) => found !== null);
    if (!ensemble) return null;
    const joins = (term: Expression): boolean => {
      const read = quotients(term, this.reading(ensemble));
      // beside a difference of exponentials p − y stays as it is: over one denominator its terms would grow and cancel
      return read !== null && (orderOf(read) > 0 || (ensemble.kind === 'sum' && !this.depends(term)));
    };
    const stable = this.shares(add(...terms.filter(joins)), ensemble);
    if (stable === null) return this.weighed(terms, ensemble);
    const beside = terms.filter((term) => !joins(term));
    return beside.length === 0 ? stable : add(stable, this.visit(add(...beside)));
  }

  /** Quotients times what is no exponential, such as a special function of η: those of one factor are brought together. */
  private weighed(terms: readonly Expression[], ensemble: Ensemble): Expression | null {
    const groups = new Map<Expression, Expression[]>();
    for (const term of terms.flatMap((each) => termsOf(expand(each)))) {
      const [foreign, rest] = this.apart(term, ensemble);
      groups.set(foreign, [...(groups.get(foreign) ?? []), rest]);
    }
    const parts = [...groups].map(([foreign, rest]) => {
      const inner = add(...rest);
      const divides = rest.some((each) => this.underOf(each) === ensemble);
      const stable = divides ? this.shares(inner, ensemble) : inner;
      return stable === null ? null : multiply(this.visit(foreign), stable);
    });
    if (groups.size === 1 && groups.has(one)) return null;
    return parts.includes(null) ? null : add(...parts.filter((part) => part !== null));
  }

  /** A term as what the ensemble cannot read, and the rest: exp(x + z) with z no exponent of it is exp(z) beside exp(x). */
  private apart(term: Expression, ensemble: Ensemble): [Expression, Expression] {
    const foreign: Expression[] = [];
    const own: Expression[] = [];
    for (const factor of factorsOf(term)) {
      const exponent = this.depends(factor) ? exponentOf(factor) : null;
      if (exponent !== null) {
        const mine = ownPart(exponent, ensemble);
        own.push(exp(mine));
        foreign.push(exp(subtract(exponent, mine)));
      } else (quotients(factor, this.reading(ensemble)) === null ? foreign : own).push(factor);
    }
    return [multiply(...foreign), multiply(...own)];
  }

  /** The ensemble that a term divides by. */
  private underOf(term: Expression): Ensemble | null {
    for (const factor of factorsOf(term)) {
      if (factor.op === 'power' && isNegativeNumber(factor.args[1])) {
        const placed = this.ensembles.place(factor.args[0]);
        if (placed !== null && quotients(factor, this.reading(placed.ensemble)) !== null)
          return placed.ensemble;
      }
      const inner = factor.op === 'add' ? factor.args.map((arg) => this.underOf(arg)) : [];
      const found = inner.find((each) => each !== null);
      if (found) return found;
    }
    return null;
  }

  /** A sum of quotients over one ensemble as shares and products of two; null where it has another shape. */
  private shares(node: Expression, ensemble: Ensemble): Expression | null {
    const parts = quotients(node, this.reading(ensemble));
    const order = parts === null ? 0 : orderOf(parts);
    if (parts === null || order < 1 || order > 2) return null;
    if (parts.length > 1) this.note('common-denominator');
    const collected = overCommonDenominator(parts, ensemble);
    if (order === 1) {
      const weights = weightsOf(collected, ensemble);
      return weights && this.linearForm(weights, ensemble);
    }
    const rows = rowsOf(collected, ensemble);
    const product = (member: number, weights: Weights): Expression =>
      multiply(this.share(ensemble, [member]), this.linearForm(weights, ensemble));
    return rows && add(...rows.map(({ member, weights }) => product(member, weights)));
  }

  /** Σ wⱼ·pⱼ, members of one weight together: they are one sum over D. */
  private linearForm(given: Weights, ensemble: Ensemble): Expression {
    const { free, weights } = withoutLead(given, ensemble);
    const groups = new Map<Expression, number[]>();
    for (const [member, weight] of weights) groups.set(weight, [...(groups.get(weight) ?? []), member]);
    const terms = [...groups].map(([weight, members]) => {
      members.sort((a, b) => a - b);
      if (ensemble.kind === 'difference')
        return multiply(weight, add(...members.map((member) => this.share(ensemble, [member]))));
      const isAll = members.length === ensemble.exponents.length;
      return isAll ? weight : multiply(weight, this.share(ensemble, members));
    });
    if (terms.length > 1 && [...groups.keys()].some((weight) => weight.op === 'add'))
      this.note('weighted-shares');
    return add(free, ...terms);
  }

  private share(ensemble: Ensemble, members: readonly number[]): Expression {
    this.note(ensemble.kind === 'sum' ? 'quotient-of-exponentials-to-shares' : 'difference-of-exponentials');
    return this.table.share(ensemble, members);
  }

  /** Everything else: its arguments rewritten, powers kept from overflowing. */
  private polynomial(node: Expression): Expression {
    if (node.args.length === 0 || isBinder(node)) return node;
    const spread = quotientOfSum(node, this.depends);
    if (spread !== node) {
      this.note('quotient-of-sum');
      return this.visit(spread);
    }
    const inner = apply(
      node.op,
      node.args.map((arg) => this.visit(arg)),
      node.value,
    );
    const factored = commonFactor(inner, this.eta);
    if (factored !== inner) this.note('common-factor');
    const nested = commonExponential(factored, this.depends);
    if (nested !== factored) this.note('common-exponential');
    return nested;
  }
}
