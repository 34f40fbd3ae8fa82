// The shape of a family in its parameters: the ranges of natural parameters, and full, curved or unidentified by the rank
// of their derivatives.
import type { Domain, Expression, Point } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Arithmetic, Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import { componentsOf } from '../calculus/matrix.js';
import { certificateDigits } from './certificate.js';
import type { Density } from '../density/density.js';
import type { Quantity } from '../derivation/derivation.js';
import type { Rough } from '../normal-form/linear.js';
import { certainRank } from '../normal-form/linear.js';
import { constantPoint, parameterPoint } from '../density/points.js';
import { hasTwin } from './twins.js';
import type { Pair } from '../normal-form/statistics.js';

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
  const m = arithmetic(certificateDigits);
  const random = e.randomFrom(17);
  const point = parameterPoint(m, density.parameters, random, constantPoint(m, density.constants, random));
  const directions = density.parameters.map((parameter) => directionsOf(m, parameter, point));
  const slopes = directions.flatMap(({ moves }) =>
    moves.map(([ahead, behind]) => pairs.map(({ natural }) => slope(m, natural, [ahead, behind]))),
  );
  const rank = pairs.length === 0 ? 0 : certainRank(m, slopes);
  const free = directions.reduce((sum, direction) => sum + direction.free, 0);
  return { curved: rank < pairs.length, identified: rank === free && !hasTwin(density, pairs) };
};

const stepBits = 130; // differences over 2^−130 leave 2^−260 of the third derivative, and 2^−268 of 120 digits
const lostBits = 230;

/** The rise of a function between two points, which is its derivative up to a factor. */
const slope = (m: Arithmetic, node: Expression, [ahead, behind]: readonly [Point, Point]): Rough => {
  const [high, low] = [e.evaluator(m, ahead)(node), e.evaluator(m, behind)(node)];
  return {
    value: m.subtract(high, low),
    error: Math.max(high.magnitude(), low.magnitude(), 0) - lostBits - stepBits,
  };
};

interface Directions {
  /** The number of parameters that are free to move. */
  readonly free: number;
  /** A point a little ahead and one a little behind, for each direction. */
  readonly moves: readonly (readonly [Point, Point])[];
}

/** The directions in which a parameter can move: components of a simplex against the last, on a sphere along it. */
const directionsOf = (m: Arithmetic, { symbol, domain }: Quantity, point: Point): Directions => {
  const { name } = e.variableOf(symbol);
  const value = point.get(name)!;
  const step = m.power(m.fromRational(2n, 1n), m.fromRational(BigInt(-stepBits), 1n));
  const both = (move: (by: Real) => Real | readonly Real[]): readonly [Point, Point] => [
    new Map([...point, [name, move(step)]]),
    new Map([...point, [name, move(step.negate())]]),
  ];
  if (!('length' in value)) return { free: 1, moves: [both((by) => m.add(value, by))] };
  const along = (places: readonly number[], back: number | null) =>
    both((by) =>
      onto(
        m,
        domain,
        value.map((each, i) =>
          places.includes(i) ? m.add(each, by) : i === back ? m.subtract(each, by) : each,
        ),
      ),
    );
  const places = value.map((_, i) => i);
  if (domain.kind === 'simplex') {
    const last = value.length - 1;
    return { free: last, moves: places.slice(0, last).map((i) => along([i], last)) };
  }
  if (domain.kind === 'positive-definite') {
    const size = Math.round(Math.sqrt(value.length));
    const mirrored = places
      .map((i) => [i, (i % size) * size + Math.floor(i / size)])
      .filter(([i, j]) => i <= j);
    return { free: mirrored.length, moves: mirrored.map((pair) => along(pair, null)) };
  }
  const free = domain.kind === 'sphere' ? value.length - 1 : value.length;
  return { free, moves: places.map((i) => along([i], null)) };
};

/** Back onto the sphere, where the domain is one. */
const onto = (m: Arithmetic, domain: Domain, value: readonly Real[]): readonly Real[] => {
  if (domain.kind !== 'sphere') return value;
  const length = m.sqrt(value.map((x) => m.multiply(x, x)).reduce((a, b) => m.add(a, b)));
  return value.map((x) => m.divide(x, length));
};

/** The scalars that make up a parameter: itself, or its components. */
export const atomsOf = ({ symbol, domain }: Quantity): Expression[] => {
  if (!e.isVectorDomain(domain)) return [symbol];
  return [...(componentsOf(symbol) ?? [symbol])];
};
