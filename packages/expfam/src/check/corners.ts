// The hard points of the gate: far out along every natural parameter, and along the diagonals, where terms are largest and stand
// against each other; a point drawn at random is seldom one of them.
import { hullOf } from '@expfam/codegen';
import type { Derivation } from '@expfam/family';
import type { Format } from '@expfam/oracle/measure';
import { outcomesOf } from './outcomes.js';
import { isInside } from './points.js';
import { thinned } from './thinned.js';
import type { Point } from './truth.js';

/** How far out, and how many points at most. */
export interface Corners {
  readonly format: Format;
  readonly sizes: readonly number[];
  readonly most: number;
}

/** Which way each parameter goes: one alone, all, or all in turn. */
const directions = (count: number): readonly (readonly number[])[] => {
  const places = Array.from({ length: count }, (_, i) => i);
  const all = [places.map(() => 1), places.map((i) => (i % 2 === 0 ? 1 : -1))];
  const alone = count === 1 ? [] : places.map((i) => places.map((k) => (k === i ? 1 : 0)));
  const distinct = count === 1 ? all.slice(0, 1) : [...all, ...alone];
  return distinct.flatMap((direction) => [direction, direction.map((x) => 0 - x)]);
};

/** So far out one way between two ends: towards an end that is finite as near to it as others are far. */
const placed = (
  { lower, upper }: Pick<ReturnType<typeof hullOf>, 'lower' | 'upper'>,
  way: number,
  size: number,
): number => {
  const [isLow, isHigh] = [Number.isFinite(lower), Number.isFinite(upper)];
  const [near, far] = way === 0 ? [1, 1] : [1 / size, size];
  if (isLow && isHigh)
    return way === 0
      ? (lower + upper) / 2
      : way > 0
        ? upper - (upper - lower) * near
        : lower + (upper - lower) * near;
  if (isLow) return lower + (way < 0 ? near : far);
  if (isHigh) return upper - (way > 0 ? near : far);
  return way * size;
};

/** The corners of the natural space, each with an outcome. */
export const cornersOf = (derivation: Derivation, { format, sizes, most }: Corners): readonly Point[] => {
  const hulls = derivation.natural.map(({ domain }) => hullOf(domain));
  const outcomes = outcomesOf(derivation.outcome.domain);
  const round = format === 'f32' ? Math.fround : (x: number): number => x;
  const points = sizes.flatMap((size) =>
    directions(hulls.length).map((way, i) => ({
      eta: hulls.map((hull, k) => round(placed(hull, way[k] ?? 0, size))),
      y: outcomes[i % outcomes.length] ?? [],
    })),
  );
  return thinned(points.filter(isInside(derivation, format)), most);
};
