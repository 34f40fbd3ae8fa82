// Where a formula has a corner in the outcome: at the zeros of what stands in |…|, and where two compared sides meet.
// Quadrature needs smooth pieces, so intervals are cut there.
import { Real, type Arithmetic } from '@expfam/precise';
import type { FunctionNode, MathNode, OperatorNode } from 'mathjs';
import { compile, functionName, type Formula } from './compile.js';
import { real, type Exact } from './exact.js';

const compared = new Set(['==', '!=', '<', '<=', '>', '>=']);
const folded = new Set(['abs', 'sign', 'max', 'min']);

/** Formulas that are zero where `node` has a corner or a jump. */
export function kinks(node: MathNode, a: Arithmetic): Formula[] {
  return node
    .filter((part) => corner(part))
    .flatMap((part) => {
      const [x, ...others] = (part as OperatorNode | FunctionNode).args.map((argument) =>
        compile(argument, a),
      );
      if (x === undefined) return [];
      if (others.length === 0) return [x];
      return others.map(
        (y): Formula =>
          (scope) =>
            a.subtract(real(x(scope)), real(y(scope))),
      );
    });
}

function corner(node: MathNode): boolean {
  if (node.type === 'OperatorNode') return compared.has((node as OperatorNode).op);
  return node.type === 'FunctionNode' && folded.has(functionName(node as FunctionNode));
}

/** The zeros of those formulas that are linear in the outcome, in order, within the interval. */
export function cuts(
  formulas: readonly Formula[],
  at: { outcome: string; scope: ReadonlyMap<string, Exact>; from: Real; to: Real },
  a: Arithmetic,
): Real[] {
  const scope = new Map(at.scope);
  const zeros = formulas.flatMap((formula) => {
    const value = (y: Real): Real => real(formula(scope.set(at.outcome, y)));
    const atZero = value(Real.zero);
    const slope = a.subtract(value(Real.one), atZero);
    if (!slope.isFinite() || slope.isZero()) return [];
    const zero = a.divide(atZero.negate(), slope);
    const rest = value(zero).abs();
    const linear =
      rest.isZero() || rest.magnitude() < Math.max(atZero.magnitude(), slope.magnitude()) - a.bits + 16;
    return linear && at.from.lessThan(zero) && zero.lessThan(at.to) ? [zero] : [];
  });
  const sorted = zeros.sort((x, y) => x.compare(y));
  return sorted.filter((zero, i) => !sorted.slice(0, i).some((earlier) => earlier.equals(zero)));
}
