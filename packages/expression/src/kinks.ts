// Where the body of an integral has a corner or a jump in its index: at the zeros of what stands in |…|, and where two sides
// that are compared meet. Quadrature wants smooth pieces, so the integral is cut there.
import type { Arithmetic } from '@expfam/precise';
import { Real } from '@expfam/precise';
import { occurs } from './binder.js';
import { subtract } from './build.js';
import type { Expression } from './node.js';

/** What is zero where the node has a corner, as far as it depends on the index. */
export const kinksOf = (node: Expression, index: Expression): readonly Expression[] => {
  const found = new Set<Expression>();
  const visit = (part: Expression): void => {
    if (!occurs(part, index)) return;
    if (part.op === 'abs' || part.op === 'sign') found.add(part.args[0]);
    if (part.op === 'less' || part.op === 'lessEqual' || part.op === 'equal')
      found.add(subtract(part.args[0], part.args[1]));
    part.args.forEach(visit);
  };
  visit(node);
  return [...found].filter((part) => occurs(part, index));
};

/** The zeros between two ends of those kinks that are linear in the index, in order. */
export const zerosBetween = (
  functions: readonly ((at: Real) => Real)[],
  { from, to }: { readonly from: Real; readonly to: Real },
  m: Arithmetic,
): readonly Real[] => {
  const zeros = functions.flatMap((f) => {
    const [atZero, atOne, atTwo] = [0, 1, 2].map((x) => f(Real.fromInteger(x)));
    const slope = m.subtract(atOne, atZero);
    const bend = m.subtract(m.subtract(atTwo, atOne), slope);
    const straight = bend.isZero() || bend.magnitude() < slope.magnitude() - m.bits / 2;
    const zero = m.divide(atZero.negate(), slope);
    return straight && from.lessThan(zero) && zero.lessThan(to) ? [zero] : [];
  });
  const sorted = zeros.sort((x, y) => x.compare(y));
  return sorted.filter((zero, i) => i === 0 || !zero.equals(sorted[i - 1]));
};
