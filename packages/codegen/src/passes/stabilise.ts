// Pass 2, stabilise: exact rewriting until nothing overflows, cancels or loses the result. What overflows becomes a primitive
// (a share, a surprise), each a symbol in the formulas that remain. The rules and their reasons stand in `stable/rules`.
import type { Expression } from '@expfam/expression';
import {
  add,
  apply,
  divide,
  factorsOf,
  functions,
  isNumber,
  rationalOf,
  isBinder,
  isFunction,
  mapArguments,
  memoise,
  multiply,
  negate,
  one,
  subtract,
  termsOf,
  zero,
} from '@expfam/expression';
import { dependsOn, ensembles } from '../stable/exponential-sum.js';
import type { Ensemble, Placed } from '../stable/exponential-sum.js';
import { commonFactor, quotientOfSum } from '../stable/factor.js';
import { primitives } from '../stable/primitive.js';
import type { Primitives } from '../stable/primitive.js';
import { orderOf, overCommonDenominator, quotients, rowsOf, weightsOf } from '../stable/quotient.js';
import type { Weights } from '../stable/quotient.js';
import type { StableRuleName } from '../stable/rules.js';
import type { Formula, Unrolled } from './unroll.js';

/** The formulas with primitives as symbols, and what those symbols are. */
export interface Stabilised extends Unrolled {
  readonly primitives: Primitives;
  /** The rules that were used. */
  readonly used: ReadonlySet<StableRuleName>;
}

const opened = new Set(['softplus', 'sigmoid', 'logsumexp', 'sinh', 'cosh', 'tanh']);

/** softplus, sigmoid and their kin in elementary terms. */
const open = memoise((node: Expression): Expression => {
  const changed = mapArguments(node, open);
  if (!opened.has(changed.op) || !isFunction(changed.op)) return changed;
  return open(functions[changed.op].meaning!(...changed.args));
});

/** Writes every formula of the sheet so that it can be computed. */
export const stabilise = (unrolled: Unrolled): Stabilised => {
  const used = new Set<StableRuleName>();
  const table = primitives();
  const rewrite = stabiliser(unrolled.eta, table, (rule) => used.add(rule));
  const each = (formula: Formula): Formula => formula.map(rewrite);
  const { response, loss, gradient, hessian, jacobian } = unrolled.sheet;
  const sheet = {
    response: response.map(each),
    loss: each(loss),
    gradient: gradient.map(each),
    hessian: hessian.map(each),
    jacobian: jacobian.map(each),
  };
  return { ...unrolled, sheet, primitives: table, used };
};

/** Rewrites one formula in the natural parameters `eta`; what it finds is entered in the table. */
export const stabiliser = (
  eta: readonly Expression[],
  table: Primitives,
  note: (rule: StableRuleName) => void,
): ((node: Expression) => Expression) => {
  const depends = dependsOn(eta);
  const place = ensembles(depends);

  /** The ensemble that a term divides by, and the one that it takes the logarithm of. */
  const underOf = (term: Expression): Ensemble | null => {
    for (const factor of factorsOf(term)) {
      if (factor.op === 'power' && isNegativeNumber(factor.args[1]!)) {
        const placed = place(factor.args[0]!);
        if (placed !== null && quotients(factor, { ensemble: placed.ensemble, depends, place }) !== null)
          return placed.ensemble;
      }
      if (factor.op === 'add') {
        const inner = factor.args.map(underOf).find((found) => found !== null);
        if (inner) return inner;
      }
    }
    return null;
  };

  const logOf = (term: Expression): { placed: Placed; weight: Expression } | null => {
    const factors = factorsOf(term);
    const at = factors.findIndex((factor) => factor.op === 'log' && place(factor.args[0]!) !== null);
    if (at < 0) return null;
    const weight = multiply(...factors.filter((_, i) => i !== at));
    return depends(weight) ? null : { placed: place(factors[at]!.args[0]!)!, weight };
  };

  const share = (ensemble: Ensemble, members: readonly number[]): Expression => {
    note(ensemble.kind === 'sum' ? 'quotient-of-exponentials-to-shares' : 'difference-of-exponentials');
    return table.share(ensemble, members);
  };

  /** Σ wⱼ·pⱼ, members of one weight together: they are one sum over D. */
  const linearForm = (weights: Weights, ensemble: Ensemble): Expression => {
    const groups = new Map<Expression, number[]>();
    for (const [member, weight] of weights) groups.set(weight, [...(groups.get(weight) ?? []), member]);
    const terms = [...groups].map(([weight, members]) => {
      members.sort((a, b) => a - b);
      if (ensemble.kind === 'sum' && members.length === ensemble.exponents.length) return weight;
      if (ensemble.kind === 'sum') return multiply(weight, share(ensemble, members));
      return multiply(weight, add(...members.map((member) => share(ensemble, [member]))));
    });
    if (terms.length > 1 && [...groups.keys()].some((weight) => weight.op === 'add')) note('weighted-shares');
    return add(...terms);
  };

  /** A sum of quotients over one ensemble. Null where it has another shape. */
  const ratios = (node: Expression, ensemble: Ensemble): Expression | null => {
    const parts = quotients(node, { ensemble, depends, place });
    if (parts === null) return null;
    const order = orderOf(parts);
    if (order < 1 || order > 2) return null;
    if (parts.length > 1) note('common-denominator');
    const collected = overCommonDenominator(parts, ensemble);
    if (order === 1) {
      const weights = weightsOf(collected, ensemble);
      return weights && linearForm(weights, ensemble);
    }
    const rows = rowsOf(collected, ensemble);
    return (
      rows &&
      add(
        ...rows.map(({ member, weights }) =>
          multiply(share(ensemble, [member]), linearForm(weights, ensemble)),
        ),
      )
    );
  };

  /** w·log D and the terms of `rest` that are linear in the exponents of D, as surprises. Returns what it did not use. */
  const logarithm = (placed: Placed, weight: Expression, rest: readonly Expression[]): Expression[] => {
    const { ensemble, factor, shift } = placed;
    const scale = [multiply(weight, logOfNumber(factor)), multiply(weight, shift)].filter(
      (term) => term !== zero,
    );
    const terms = add(...scale, ...rest);
    if (ensemble.kind === 'difference') {
      note('difference-of-exponentials');
      return [multiply(weight, table.excess(ensemble, zero)), terms];
    }
    const atoms = ensemble.exponents.filter((x) => x !== zero);
    const isLinear = (term: Expression): boolean => atoms.some((x) => !depends(divide(term, x)));
    const linear = termsOf(terms).filter((term) => term !== zero && isLinear(term));
    const others = termsOf(terms).filter((term) => !linear.includes(term));
    const weights = surprises(ensemble, weight, linear);
    if (weights !== null) {
      note('log-of-sum-to-surprise');
      return [...[...weights].map(([member, w]) => multiply(w, table.surprise(ensemble, member))), ...others];
    }
    note('log-of-sum-to-excess');
    const over = divide(negate(add(...linear)), weight);
    return [multiply(weight, table.excess(ensemble, over)), ...others];
  };

  const rewrite = memoise((node: Expression): Expression => {
    const terms = termsOf(node);
    for (const [i, term] of terms.entries()) {
      const found = logOf(term);
      if (found !== null) {
        const rest = terms.filter((_, j) => j !== i);
        return add(
          ...logarithm(found.placed, found.weight, rest).map((part) =>
            part === node ? part : rewrite(part),
          ),
        );
      }
    }
    const ensemble = terms.map(underOf).find((found) => found !== null);
    if (ensemble) {
      const [over, beside] = [[] as Expression[], [] as Expression[]];
      const reading = { ensemble, depends, place };
      for (const term of terms) {
        const read = quotients(term, reading);
        const joins = read !== null && (orderOf(read) > 0 || (ensemble.kind === 'sum' && !depends(term)));
        (joins ? over : beside).push(term);
      }
      const stable = ratios(add(...over), ensemble);
      if (stable !== null) return beside.length === 0 ? stable : add(stable, rewrite(add(...beside)));
    }
    if (node.args.length === 0 || isBinder(node)) return node;
    const spread = quotientOfSum(node, depends);
    if (spread !== node) {
      note('quotient-of-sum');
      return rewrite(spread);
    }
    const inner = apply(node.op, node.args.map(rewrite), node.value);
    const factored = commonFactor(inner, eta);
    if (factored !== inner) note('common-factor');
    return factored;
  });

  return (node) => {
    const inElementaryTerms = open(node);
    if (inElementaryTerms !== node) note('open-stable-functions');
    return rewrite(inElementaryTerms);
  };
};

const isNegativeNumber = (node: Expression): boolean => isNumber(node) && rationalOf(node).sign < 0;

const logOfNumber = (factor: Expression): Expression => (factor === one ? zero : apply('log', [factor]));

/** Weights wⱼ with Σ wⱼ = w and Σ wⱼ·xⱼ = −(the linear terms); null where the exponents do not allow them. */
const surprises = (
  ensemble: Ensemble,
  weight: Expression,
  linear: readonly Expression[],
): Map<number, Expression> | null => {
  const weights = new Map<number, Expression>();
  const simple = ensemble.exponents.every((x) => x === zero || x.op === 'symbol');
  const twoTerms = ensemble.exponents.length === 2 && ensemble.exponents.includes(zero);
  if (!simple && !twoTerms) return null;
  let left = weight;
  for (const term of linear) {
    const member = ensemble.exponents.findIndex((x) => x !== zero && factorsOf(term).includes(x));
    const at = member >= 0 ? member : ensemble.exponents.findIndex((x) => x !== zero);
    const w = negate(divide(term, ensemble.exponents[at]!));
    weights.set(at, add(weights.get(at) ?? zero, w));
    left = subtract(left, w);
  }
  if (left === zero) return weights;
  const base = ensemble.exponents.indexOf(zero);
  if (base < 0) return null;
  return weights.set(base, left);
};
