// The picture of a density: where it has its mass, and the points of its curve or of its bars.
import { isDiscrete, isVectorDomain, text } from '@expfam/expression';
import type { Density } from '@expfam/family';
import { functionOf } from './curve.js';
import { endOf, valueOf } from './value.js';
import type { Values } from './value.js';

/** One point of the picture. */
export interface DensityPoint {
  readonly y: number;
  readonly p: number;
}

/** Bars for counts and classes, a curve for the rest. */
export interface DensityFigure {
  readonly discrete: boolean;
  readonly points: readonly DensityPoint[];
}

const most = 60; // bars
const across = 240; // points of a curve
const faint = 2e-3; // of the highest point: what is lower lies outside the picture

/** The picture at the given values; null where the outcome has components or the text gives no formula. */
export const densityFigure = ({ formula, outcome }: Density, values: Values): DensityFigure | null => {
  if (formula === null || isVectorDomain(outcome.domain)) return null;
  const name = text(outcome.symbol);
  const density = functionOf(formula, outcome.symbol, name, values);
  const at = (y: number): DensityPoint => ({ y, p: density(y) });
  const finite = ({ p }: DensityPoint): boolean => Number.isFinite(p);
  if (isDiscrete(outcome.domain))
    return { discrete: true, points: visible(atoms(outcome.domain, values).map(at).filter(finite)) };
  const ends = intervalOf(outcome.domain, values);
  const [first, last] = window(candidates(ends).map(at).filter(finite), ends);
  const grid = Array.from({ length: across + 1 }, (_, i) => first + ((last - first) * i) / across);
  return { discrete: false, points: grid.map(at).filter(finite) };
};

type Domain = Density['outcome']['domain'];

const atoms = (domain: Domain, values: Values): readonly number[] => {
  if (domain.kind === 'set') return domain.values.map((value) => valueOf(value, values));
  if (domain.kind !== 'range') return [];
  const [lower, upper] = [endOf(domain.lower, values), endOf(domain.upper, values)];
  const first = Number.isFinite(lower) ? lower : -most / 2;
  return Array.from({ length: Math.min(upper - first + 1, most) }, (_, i) => first + i);
};

const intervalOf = (domain: Domain, values: Values): readonly [number, number] =>
  domain.kind === 'interval'
    ? [endOf(domain.lower, values), endOf(domain.upper, values)]
    : [-Infinity, Infinity];

// Dense near the ends and near 0, reaching far where there is no end.
const candidates = ([lower, upper]: readonly [number, number]): readonly number[] => {
  const spread = Array.from({ length: 161 }, (_, i) => (i - 80) / 80);
  if (Number.isFinite(lower) && Number.isFinite(upper))
    return spread.map((t) => lower + (upper - lower) * (0.5 + 0.4995 * t));
  if (Number.isFinite(lower)) return spread.map((t) => lower + 10 ** (3 * t));
  if (Number.isFinite(upper)) return spread.map((t) => upper - 10 ** (3 * t));
  return spread.map((t) => Math.sinh(5 * t));
};

const visible = (points: readonly DensityPoint[]): readonly DensityPoint[] => {
  const top = Math.max(...points.map(({ p }) => p));
  const shown = points.map(({ p }) => p > faint * top);
  return points.slice(shown.indexOf(true), shown.lastIndexOf(true) + 1);
};

const window = (
  points: readonly DensityPoint[],
  [lower, upper]: readonly [number, number],
): readonly [number, number] => {
  const ordered = [...points].sort((a, b) => a.y - b.y);
  // A peak at an end may be infinitely high: the picture is scaled by what lies below it.
  const heights = ordered.map(({ p }) => p).sort((a, b) => a - b);
  const top = heights[Math.floor(0.97 * (heights.length - 1))] ?? 0;
  const shown = ordered.filter(({ p }) => p > faint * top);
  const [first, last] = [shown[0]?.y ?? 0, shown.at(-1)?.y ?? 1];
  const margin = (last - first) / 10_000;
  return [Math.max(first, lower + margin), Math.min(last, upper - margin)];
};
