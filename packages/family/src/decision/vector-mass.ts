// The total of a density over vectors, by numbers: every value of a finite support, or one integral inside another over a
// plane or a triangle. What would take too long stays unknown.
import type { Expression, Point } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Arithmetic } from '@expfam/precise';
import { arithmetic, integrate, Real } from '@expfam/precise';
import { vectorValues } from '../density/finite-vectors.js';
import type { Quantity } from '../derivation/derivation.js';

const mostValues = 4096;
const planeDigits = 8; // an integral of integrals is wanted for a look, not for its digits
const decimalsKept = 5;
const mostEvaluations = 120_000;
const mostFree = 2;

/** The total of a formula over a vector, at a point of the parameters; null where it is not known. */
export const vectorTotal = (
  m: Arithmetic,
  { symbol, domain }: Quantity,
  formula: Expression,
  point: Point,
): number | null => {
  const { name } = e.variableOf(symbol);
  const values = vectorValues(domain, mostValues);
  if (values !== null) {
    const at = e.evaluator(m, point);
    const weight = (value: readonly Expression[]): Real =>
      e.evaluator(m, new Map([...point, [name, value.map(at)]]))(formula);
    return values
      .map(weight)
      .reduce((a, b) => m.add(a, b))
      .toNumber();
  }
  const rough = arithmetic(planeDigits);
  let left = mostEvaluations;
  const total = overFree(rough, domain, point, (y) => {
    if (left-- === 0) throw new RangeError('the integral takes too long');
    return e.evaluator(rough, new Map([...point, [name, y]]))(formula);
  });
  return total && Number(total.toNumber().toFixed(decimalsKept));
};

/** One integral inside another: over independent components, or over a simplex without its last component. */
const overFree = (
  m: Arithmetic,
  domain: Quantity['domain'],
  point: Point,
  weight: (y: readonly Real[]) => Real,
): Real | null => {
  const size = 'size' in domain && e.isNumber(domain.size) ? e.rationalOf(domain.size).toNumber() : Infinity;
  const one = m.fromRational(1n, 1n);
  const zero = m.fromRational(0n, 1n);
  if (domain.kind === 'simplex' && size - 1 <= mostFree) {
    const within = (before: readonly Real[], left: Real): Real =>
      before.length === size - 1
        ? weight([...before, left])
        : integrate((y) => within([...before, y], m.subtract(left, y)), { from: zero, to: left }, m);
    return within([], one);
  }
  const component = domain.kind === 'vector' ? (domain.component ?? e.real.all) : null;
  if (component?.kind !== 'interval' || size > mostFree) return null;
  const at = e.evaluator(m, point);
  const [from, to] = [endOf(component.lower, at), endOf(component.upper, at)];
  const within = (before: readonly Real[]): Real =>
    before.length === size ? weight(before) : integrate((y) => within([...before, y]), { from, to }, m);
  return within([]);
};

const endOf = (end: Expression, at: (node: Expression) => Real): Real => {
  if (end === e.infinity) return Real.infinity;
  return end === e.negate(e.infinity) ? Real.negativeInfinity : at(end);
};
