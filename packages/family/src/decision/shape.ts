// The shape of a family in its parameters: the ranges of natural parameters, and full, curved or unidentified by the rank
// of their derivatives.
import type { Domain, Expression, Point } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Arithmetic, Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import { componentsOf } from '../calculus/matrix.js';
import { certificateDigits, leastSize } from './certificate.js';
import type { Density } from '../density/density.js';
import type { Quantity } from '../derivation/derivation.js';
import type { Rough } from '../normal-form/linear.js';
import { certainRank } from '../normal-form/linear.js';
import type { Orbits } from '../normal-form/orbits.js';
import { differencesOf, orbitsOf, sumsOf } from '../normal-form/orbits.js';
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
  const naturals = pairs.map(({ natural }) => natural);
  const directions = density.parameters.map((parameter) => directionsOf(m, parameter, point));
  const free = directions.reduce((sum, direction) => sum + direction.free, 0);
  const orbits = orbitsOf(naturals, density.parameters);
  const byOrbit = orbits && rankByOrbit(m, naturals, { ...density, point, orbits });
  const all = directions.flatMap(({ moves }) => moves);
  const rank =
    byOrbit === Math.min(free, pairs.length) ? byOrbit : certainRank(m, slopesOf(m, naturals, all));
  return { curved: rank < pairs.length, identified: rank === free && !hasTwin(density, pairs) };
};

type Move = readonly [Point, Point];

const slopesOf = (m: Arithmetic, functions: readonly Expression[], moves: readonly Move[]): Rough[][] =>
  moves.map((move) => functions.map((each) => slope(m, each, move)));

interface Symmetric {
  readonly parameters: readonly Quantity[];
  readonly point: Point;
  readonly orbits: Orbits;
}

/**
 * The rank where entries that may change places are equal: the table of slopes is then a·1 + b·(all ones) on them, so that one direction
 * tells it all. It is nowhere larger than the rank at other points; null where not all directions are alike.
 */
const rankByOrbit = (
  m: Arithmetic,
  functions: readonly Expression[],
  { parameters, point, orbits }: Symmetric,
): number | null => {
  const { quantity, block } = orbits;
  const { name } = e.variableOf(quantity.symbol);
  const value = point.get(name) as readonly Real[];
  const total = block.map((place) => value[place - 1]).reduce((a, b) => m.add(a, b));
  const mean = m.divide(total, m.fromRational(BigInt(block.length), 1n));
  const levelled = value.map((each, i) => (block.includes(i + 1) ? mean : each));
  const level: Point = new Map([...point, [name, onto(m, quantity.domain, levelled)]]);
  const own = directionsOf(m, quantity, level).moves;
  const [first] = block;
  if (quantity.domain.kind === 'positive-definite' || block.some((place) => place > own.length)) return null;
  const beside = own.filter((_, i) => !block.includes(i + 1));
  const others = parameters.flatMap((each) =>
    each === quantity ? beside : directionsOf(m, each, level).moves,
  );
  const move = own[first - 1];
  const apart = certainRank(m, slopesOf(m, differencesOf(functions, orbits), [move]));
  const together = certainRank(m, slopesOf(m, sumsOf(functions, orbits), [move, ...others]));
  return (block.length - 1) * apart + together;
};

const stepBits = 130; // differences over 2^−130 leave 2^−260 of the third derivative, and 2^−268 of 120 digits
const lostBits = 230;

/** The rise of a function between two points, which is its derivative up to a factor. */
const slope = (m: Arithmetic, node: Expression, [ahead, behind]: readonly [Point, Point]): Rough => {
  const [high, low] = [e.evaluator(m, ahead)(node), e.evaluator(m, behind)(node)];
  return {
    value: m.subtract(high, low),
    error: Math.max(high.magnitude(), low.magnitude(), leastSize(node, [ahead])) - lostBits - stepBits,
  };
};

interface Directions {
  /** The number of parameters that are free to move. */
  readonly free: number;
  /** A point a little ahead and one a little behind, for each direction. */
  readonly moves: readonly Move[];
}

/** The directions in which a parameter can move: components of a simplex against the last, on a sphere along it. */
const directionsOf = (m: Arithmetic, { symbol, domain }: Quantity, point: Point): Directions => {
  const { name } = e.variableOf(symbol);
  const value = point.get(name)!;
  const step = m.power(m.fromRational(2n, 1n), m.fromRational(BigInt(-stepBits), 1n));
  const both = (move: (by: Real) => Real | readonly Real[]): Move => [
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
