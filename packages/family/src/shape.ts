// The shape of a family in its parameters: the ranges of natural parameters, and full, curved or unidentified by the rank
// of their derivatives.
import type { Domain, Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import { certificateDigits } from './certificate.js';
import type { Density } from './density.js';
import type { Quantity } from './derivation.js';
import { rankOf } from './linear.js';
import { constantPoint, parameterPoint } from './points.js';
import type { Pair } from './statistics.js';

/** The interval that encloses the values of an expression. */
export const enclosing = (node: Expression): Domain => {
  const range = e.rangeOf(node);
  const end = (value: typeof range.lower): Expression =>
    typeof value === 'number' ? (value > 0 ? e.infinity : e.negate(e.infinity)) : e.rational(value);
  const open = (value: typeof range.lower, isOpen: boolean): boolean => typeof value === 'number' || isOpen;
  return {
    kind: 'interval',
    lower: end(range.lower),
    upper: end(range.upper),
    lowerOpen: open(range.lower, range.lowerOpen),
    upperOpen: open(range.upper, range.upperOpen),
  };
};

/** Full, curved or unidentified: the rank of ∂η/∂φ against the dimension and the number of free parameters. */
export const shapeOf = (
  density: Density,
  pairs: readonly Pair[],
): { curved: boolean; identified: boolean } => {
  const atoms = density.parameters.flatMap(atomsOf);
  const free =
    atoms.length -
    density.parameters.filter(({ domain }) => domain.kind === 'simplex' || domain.kind === 'sphere').length;
  const m = arithmetic(certificateDigits);
  const random = e.randomFrom(17);
  const point = parameterPoint(m, density.parameters, random, constantPoint(m, density.constants, random));
  const at = e.evaluator(m, point);
  const rows = pairs.map(({ natural }) =>
    density.parameters.flatMap((parameter) => tangent(natural, parameter, at, m)),
  );
  const threshold = m.power(m.fromRational(10n, 1n), m.fromRational(-60n, 1n));
  const rank = rows.length === 0 ? 0 : rankOf(m, rows, threshold);
  return { curved: rank < pairs.length, identified: rank === free };
};

/** The scalars that make up a parameter: itself, or its components. */
export const atomsOf = ({ symbol, domain }: Quantity): Expression[] => {
  if (
    !e.isVectorDomain(domain) ||
    domain.kind === 'interval' ||
    domain.kind === 'range' ||
    domain.kind === 'set'
  )
    return [symbol];
  if (!e.isNumber(domain.size)) return [symbol];
  const size = Number(e.rationalOf(domain.size).numerator);
  return Array.from({ length: size }, (_, i) => e.element(symbol, e.number(i + 1)));
};

/** Derivatives along the directions in which a parameter can move: on a simplex, against its last component. */
const tangent = (
  node: Expression,
  parameter: Quantity,
  at: (node: Expression) => Real,
  m: ReturnType<typeof arithmetic>,
): Real[] => {
  const derivatives = atomsOf(parameter).map((atom) => at(e.differentiate(node, atom)));
  if (parameter.domain.kind !== 'simplex') return derivatives;
  const last = derivatives.pop()!;
  return derivatives.map((value) => m.subtract(value, last));
};
