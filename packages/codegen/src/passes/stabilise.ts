// Pass 2, stabilise: exact rewriting until nothing overflows, cancels or loses the result. What overflows becomes a primitive
// (a share, a surprise), each a symbol in the formulas that remain. The rules and their reasons stand in `stable/rules`.
import type { Expression } from '@expfam/expression';
import { text } from '@expfam/expression';
import { codegenError } from '../errors.js';
import { dependsOn, exponentialSum, isTame } from '../stable/exponential-sum.js';
import { linearTerms } from '../stable/factor.js';
import { primitives } from '../stable/primitive.js';
import type { Primitives } from '../stable/primitive.js';
import type { StableRuleName } from '../stable/rules.js';
import { ofOutcome } from '../stable/of-outcome.js';
import { open, Stabiliser } from '../stable/stabiliser.js';
import type { Formula, Unrolled } from './unroll.js';

/** The formulas with primitives as symbols, and what those symbols are. */
export interface Stabilised extends Unrolled {
  readonly primitives: Primitives;
  /** Rewrites another formula as those of the sheet were: the argument of a special function. */
  readonly stable: (formula: Expression) => Expression;
  /** The same of a condition, which is positive where it holds. */
  readonly condition: (formula: Expression) => Expression;
  /** The rules that were used. */
  readonly used: ReadonlySet<StableRuleName>;
}

/** Writes every formula of the sheet so that it can be computed. Throws where no rule knows how. */
export const stabilise = (unrolled: Unrolled): Stabilised => {
  const { eta, family, outcomes, sheet } = unrolled;
  const used = new Set<StableRuleName>();
  const table = primitives();
  const stabiliser = new Stabiliser({ eta, positive: unrolled.etaPositive }, table, (rule) => used.add(rule));
  const observed = new Stabiliser({ eta: outcomes }, table, (rule) => used.add(rule));
  /** A formula in which what the outcome alone decides is stable already. */
  const settled = (formula: Expression): Expression =>
    ofOutcome(formula, {
      outcomes,
      eta,
      isRisky: (part) => unstable(open(part), outcomes) !== null,
      rewrite: (part) => observed.rewrite(part),
    });
  const settledOrNull = (formula: Expression | null): Expression | null => formula && settled(formula);
  const each = (formula: Formula): Formula =>
    formula.map((original) => {
      const stable = stabiliser.rewrite(settled(original));
      const left = unstable(stable, eta);
      if (left !== null) throw codegenError('not-stable', family, text(left));
      return stable;
    });
  const gathered = (formula: Expression): Expression => {
    const other = linearTerms(formula, eta, unrolled.outcomes);
    if (other !== formula) used.add('linear-terms');
    return other;
  };
  const { response, loss, gradient, hessian, jacobian } = sheet;
  // of a few entries alone the primitives would be numbered, and then added, in an order of their own
  if (unrolled.representatives !== null) each(loss);
  const rewritten = {
    response: response.map(each),
    loss: each(loss).map(gathered),
    gradient: gradient.map(each),
    hessian: hessian.map(each),
    jacobian: jacobian.map(each),
  };
  const stable = (formula: Expression): Expression => stabiliser.rewrite(formula);
  const condition = (formula: Expression): Expression => stabiliser.condition(formula);
  const alone = {
    logBaseMeasure: settledOrNull(unrolled.logBaseMeasure),
    link: settledOrNull(unrolled.link),
    saturatedLoss: settledOrNull(unrolled.saturatedLoss),
  };
  return { ...unrolled, ...alone, sheet: rewritten, primitives: table, stable, condition, used };
};

/** A sum of exponentials that is still divided by, or under a logarithm; null where there is none. */
export const unstable = (formula: Expression, eta: readonly Expression[]): Expression | null => {
  const depends = dependsOn(eta);
  const seen = new Set<Expression>();
  const visit = (part: Expression): Expression | null => {
    if (seen.has(part)) return null;
    seen.add(part);
    const isRisky = part.op === 'power' || part.op === 'log';
    const sum = isRisky ? exponentialSum(part.args[0], depends) : null;
    if (sum !== null && !isTame(sum)) return part;
    return part.args.reduce<Expression | null>((found, arg) => found ?? visit(arg), null);
  };
  return visit(formula);
};
