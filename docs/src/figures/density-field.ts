// The density of an outcome with components over the plane that shows it: cells, each with its height.
import { text } from '@expfam/expression';
import type { Density } from '@expfam/family';
import { functionOf } from './curve.js';
import type { Plane } from './plane.js';
import { planeOf } from './plane.js';
import type { Values } from './value.js';

/** One cell of the picture. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly p: number;
}

/** A picture of cells. */
export interface DensityField {
  readonly labels: readonly [string, string];
  readonly width: number;
  readonly height: number;
  readonly cells: readonly Cell[];
}

const across = 48; // cells in each direction
const faint = 5e-3; // of the highest: what is lower lies outside the picture
const far = [0.03, 0.1, 0.3, 0.6, 1, 1.5, 2, 3, 4, 6, 8, 12, 20, 30, 50, 80, 120];

/** The picture at the given values; null where the outcome is one number or needs more than two. */
export const densityField = ({ formula, outcome }: Density, values: Values): DensityField | null => {
  const name = text(outcome.symbol);
  const plane = planeOf(name, outcome.domain, values);
  if (plane === null || formula === null) return null;
  const density = functionOf(formula, outcome.symbol, name, values);
  const cellAt = (x: number, y: number): Cell[] => {
    const at = plane.at(x, y);
    const p = at === null ? Number.NaN : density(at);
    return Number.isFinite(p) ? [{ x, y, p }] : [];
  };
  const labels = plane.axes.map(({ label }) => label) as unknown as readonly [string, string];
  if (plane.whole) {
    const [first, second] = plane.axes.map(({ lower, upper }) => wholes(lower, upper)) as [
      number[],
      number[],
    ];
    return { labels, width: 1, height: 1, cells: first.flatMap((x) => second.flatMap((y) => cellAt(x, y))) };
  }
  const [first, second] = windows(plane, cellAt);
  const [width, height] = [(first[1] - first[0]) / across, (second[1] - second[0]) / across];
  const places = Array.from({ length: across }, (_, i) => i + 0.5);
  const cells = places.flatMap((i) =>
    places.flatMap((j) => cellAt(first[0] + i * width, second[0] + j * height)),
  );
  return { labels, width, height, cells };
};

const wholes = (lower: number, upper: number): number[] =>
  Array.from({ length: upper - lower + 1 }, (_, i) => lower + i);

type Window = readonly [number, number];

/** The part of the plane that holds the mass: ends that are finite are kept, others are looked for. */
const windows = (
  { axes }: Plane,
  cellAt: (x: number, y: number) => readonly Cell[],
): readonly [Window, Window] => {
  const [first, second] = axes.map(({ lower, upper }) => candidates(lower, upper)) as [number[], number[]];
  const found = first.flatMap((x) => second.flatMap((y) => cellAt(x, y)));
  const top = Math.max(...found.map(({ p }) => p));
  const shown = found.filter(({ p }) => p > faint * top);
  const ends = (of: 'x' | 'y', lower: number, upper: number): Window => {
    if (Number.isFinite(lower) && Number.isFinite(upper)) return [lower, upper];
    const values = shown.map((cell) => cell[of]);
    return [Number.isFinite(lower) ? lower : Math.min(...values), Math.max(...values)];
  };
  return [ends('x', axes[0].lower, axes[0].upper), ends('y', axes[1].lower, axes[1].upper)];
};

const candidates = (lower: number, upper: number): number[] => {
  if (Number.isFinite(lower) && Number.isFinite(upper))
    return Array.from({ length: 15 }, (_, i) => lower + ((upper - lower) * (i + 0.5)) / 15);
  if (Number.isFinite(lower)) return far.map((distance) => lower + distance);
  return [...far.map((distance) => -distance), 0, ...far].sort((a, b) => a - b);
};
