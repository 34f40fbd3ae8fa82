// Where a formula has corners, steps or atoms along the outcome: who draws points without them sees another function.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';

const cornered = new Set<Expression['op']>(['abs', 'sign']);
const compared = new Set<Expression['op']>(['equal', 'less', 'lessEqual']);

/** The roots of what formulas compare, or take the size of, where that is linear in y. */
export const landmarksOf = (nodes: readonly Expression[], y: Expression): Expression[] => {
  const found = new Set<Expression>();
  const seen = new Set<Expression>();
  const visit = (node: Expression): void => {
    if (seen.has(node) || !e.occurs(node, y)) return;
    seen.add(node);
    const [left, right] = node.args as [Expression, Expression];
    const inside = cornered.has(node.op) ? left : compared.has(node.op) ? e.subtract(left, right) : null;
    const root = inside && rootOf(inside, y);
    if (root) found.add(root);
    node.args.forEach(visit);
  };
  nodes.forEach(visit);
  return [...found];
};

/** The y at which a linear function of it is 0, or null. */
export const rootOf = (node: Expression, y: Expression): Expression | null => {
  const expanded = e.expand(node);
  const rest = e.add(...e.termsOf(expanded).filter((term) => !e.occurs(term, y)));
  const factor = e.divide(e.subtract(expanded, rest), y);
  return e.occurs(factor, y) || factor === e.zero ? null : e.divide(e.negate(rest), factor);
};
