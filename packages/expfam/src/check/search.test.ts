// The search is set on landscapes whose worst is known, and must find it.
import { describe, expect, test } from 'vitest';
import { efforts, search } from './search.js';
import type { Found, Judgement, Terrain } from './search.js';
import type { Point } from './truth.js';

const terrain: Terrain = {
  format: 'f64',
  reads: 'both',
  effort: efforts.full,
  most: Infinity,
  patience: Infinity,
  allows: () => true,
  outcomesNear: ([y = 0], places) => [[y + Math.min(places, 64)], [y - Math.min(places, 64)]],
};

const found = (
  points: readonly Point[],
  errorAt: (point: Point) => Judgement,
  given: Partial<Terrain> = {},
): Found => {
  const hunt = search(points, { ...terrain, ...given });
  let turn = hunt.next();
  while (turn.done !== true) turn = hunt.next(turn.value.map(errorAt));
  return turn.value;
};

const points: readonly Point[] = [1, 10, 100, 1000].map((x) => ({ eta: [x, -x], y: [5] }));

describe('the search for the worst', () => {
  test('climbs in every natural parameter', () => {
    const [a, b] = [3.7, -820];
    const hill = ({ eta: [x = 0, z = 0] }: Point) =>
      100 - Math.abs(Math.log2(x / a)) - Math.abs(Math.log2(z / b));
    const { at, worst } = found(points, (point) => (hill(point) > 0 ? hill(point) : 0));
    expect(worst).toBeGreaterThan(99.9);
    expect(at?.eta[0]).toBeCloseTo(a, 0);
  });

  test('climbs in the outcome, and not where it is not read', () => {
    const hill = ({ y: [y = 0] }: Point) => 1000 - Math.abs(y - 77);
    expect(found(points, hill).worst).toBe(1000);
    expect(found(points, hill, { reads: 'eta' }).worst).toBe(1000 - 72);
  });

  test('leaves no neighbour of the worst untried that is worse in the last places', () => {
    const rough = ({ eta: [x = 0] }: Point) => (Math.abs(x - 100) < 1e-9 ? 2 + ((x * 2 ** 46) % 7) : 1);
    expect(found(points, rough).worst).toBeGreaterThan(6);
  });

  test('goes nowhere that is not allowed, and judges no point twice', () => {
    const asked: string[] = [];
    const allows = ({ eta }: Point) => eta.every((x) => Math.abs(x) <= 2000);
    const judge = ({ eta, y: [y = 0] }: Point) => {
      const [x = 0, z = 0] = eta;
      asked.push(`${x} ${z} ${y}`);
      expect(Math.abs(x)).toBeLessThanOrEqual(2000);
      return Math.abs(x);
    };
    found(points, judge, { allows });
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeGreaterThan(50);
  });

  test('reports the mean of what was drawn, and how many points were not settled', () => {
    const errors: readonly Judgement[] = [4, null, undefined, 8];
    const judge = (point: Point) => (points.includes(point) ? errors[points.indexOf(point)] : 0);
    const { mean, points: count, unsettled } = found(points, judge);
    expect([mean, count, unsettled]).toEqual([6, 2, 1]);
  });

  test('ends where it is told to', () => {
    expect(found(points, () => 1, { effort: efforts.none }).climbed).toBe(0);
    expect(found(points, () => 1, { most: 10 }).climbed).toBeLessThan(40);
    expect(found(points, () => 1, { patience: -1 }).climbed).toBe(0);
  });
});
