// What of a formula the outcome alone decides, such as the statistic log(1 + exp(-y)) or the base measure log(sech(y)): it overflows
// as what the natural parameters decide does, and is stabilised by the same rules with the outcome in their place.
import type { Expression } from '@expfam/expression';
import { apply, isBinder, mapArguments } from '@expfam/expression';
import { allSymbols } from '../special/opaque.js';

/** How the parts of a formula are told apart and rewritten. */
export interface OfOutcome {
  readonly outcomes: readonly Expression[];
  /** What else a formula may depend on, for a part to be no outcome's own. */
  readonly eta: readonly Expression[];
  /** Whether such a part may overflow or cancel as it stands. */
  readonly isRisky: (part: Expression) => boolean;
  readonly rewrite: (part: Expression) => Expression;
}

const holds = (node: Expression, symbols: readonly Expression[]): boolean =>
  symbols.some((symbol) => allSymbols(node).has(symbol));

/** The formula with its largest parts that depend on the outcome alone rewritten where they are at risk. */
export const ofOutcome = (node: Expression, options: OfOutcome): Expression => {
  const { outcomes, eta, isRisky, rewrite } = options;
  if (!holds(node, outcomes)) return node;
  if (!holds(node, eta)) return isRisky(node) ? rewrite(node) : node;
  if (node.op !== 'add' && node.op !== 'multiply')
    return isBinder(node) ? node : mapArguments(node, (arg) => ofOutcome(arg, options));
  const own = node.args.filter((arg) => !holds(arg, eta));
  const others = node.args.filter((arg) => holds(arg, eta));
  const rest = others.map((arg) => ofOutcome(arg, options));
  const mine = own.length === 0 ? null : apply(node.op, own);
  const settled = mine && ofOutcome(mine, options);
  // nothing is ordered anew where nothing was at risk
  if (settled === mine && rest.every((arg, i) => arg === others[i])) return node;
  return apply(node.op, settled === null ? rest : [...rest, settled]);
};
