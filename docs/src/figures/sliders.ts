// What a reader may move: a slider for every parameter and constant of a density, and for every free component of those that
// have several.
import type { Domain } from '@expfam/expression';
import { text } from '@expfam/expression';
import type { Density } from '@expfam/family';
import type { Values } from './value.js';
import { endOf, valueOf } from './value.js';

/** The range of one quantity and where it starts. */
export interface Slider {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly start: number;
}

/** A quantity in numbers that can be moved one by one. */
interface Moved {
  readonly sliders: readonly Slider[];
  /** Its value, entries for one that has several, at the positions of its sliders. */
  readonly value: (positions: readonly number[]) => number | readonly number[];
}

const reach = 5;
const steps = 200;

/** The sliders of a density; null where a quantity cannot be moved. */
export const slidersOf = (density: Density): readonly Slider[] | null =>
  movedOf(density)?.flatMap(({ moved }) => moved.sliders) ?? null;

/** What the parameters and constants are at the positions of their sliders. */
export const valuesAt = (density: Density, positions: Readonly<Record<string, number>>): Values =>
  Object.fromEntries(
    (movedOf(density) ?? []).map(({ name, moved }) => [
      name,
      moved.value(moved.sliders.map((slider) => positions[slider.name] ?? slider.start)),
    ]),
  );

/** Where everything starts. */
export const startOf = (density: Density): Values => valuesAt(density, {});

const movedOf = ({ parameters, constants }: Density) => {
  const all: { readonly name: string; readonly moved: Moved }[] = [];
  const known: Record<string, number | readonly number[]> = {};
  for (const { symbol, domain } of [...constants, ...parameters]) {
    const name = text(symbol);
    const moved = move(name, domain, known);
    if (moved === null) return null;
    all.push({ name, moved });
    known[name] = moved.value(moved.sliders.map(({ start }) => start));
  }
  return all;
};

const move = (name: string, domain: Domain, known: Values): Moved | null => {
  switch (domain.kind) {
    case 'set':
      return single(among(name, domain.values.map((value) => valueOf(value, known)))); // prettier-ignore
    case 'interval':
    case 'range': {
      const [lower, upper] = [endOf(domain.lower, known), endOf(domain.upper, known)];
      return single(between(name, { lower, upper, whole: domain.kind === 'range' }));
    }
    default:
      return severalOf(name, domain, valueOf(domain.size, known), known);
  }
};

const single = (slider: Slider): Moved => ({
  sliders: [slider],
  value: ([position = slider.start]) => position,
});

const most = 4; // components of a vector that get sliders

const severalOf = (
  name: string,
  domain: Exclude<Domain, { kind: 'set' | 'interval' | 'range' }>,
  size: number,
  known: Values,
): Moved | null => {
  if (!(size >= 1 && size <= most)) return null;
  const each = (slider: (at: string, i: number) => Slider, count = size): readonly Slider[] =>
    Array.from({ length: count }, (_, i) => slider(`${name}[${String(i + 1)}]`, i));
  switch (domain.kind) {
    case 'vector': {
      const component = domain.component;
      const sliders = each((at) =>
        component === undefined
          ? between(at, { lower: -Infinity, upper: Infinity, whole: false })
          : (move(at, component, known)?.sliders[0] ?? between(at, { lower: 0, upper: 1, whole: false })),
      );
      return { sliders, value: (positions) => positions };
    }
    case 'simplex':
      // weights, of which only the shares count
      return {
        sliders: each((at, i) => ({
          ...share(`weight of ${at}`),
          start: Number((0.5 / (i + 1)).toFixed(2)),
        })),
        value: shares,
      };
    case 'sphere':
      return size === 2 || size === 3
        ? { sliders: each((at) => angle(`angle of ${at}`), size - 1), value: direction }
        : null;
    case 'positive-definite':
      return size === 2 ? covariance(name) : null;
    default:
      return null;
  }
};

const share = (name: string): Slider => between(name, { lower: 0, upper: 1, whole: false });
const angle = (name: string): Slider => ({ name, min: -3.14, max: 3.14, step: 0.02, start: 0.5 });

/** Weights divided by their total. */
export const shares = (weights: readonly number[]): readonly number[] => {
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
};

/** A point of the circle or the sphere by its angles. */
export const direction = ([first = 0, second]: readonly number[]): readonly number[] =>
  second === undefined
    ? [Math.cos(first), Math.sin(first)]
    : [Math.cos(second) * Math.cos(first), Math.cos(second) * Math.sin(first), Math.sin(second)];

const covariance = (name: string): Moved => ({
  sliders: [
    between(`${name}[1, 1]`, { lower: 0, upper: Infinity, whole: false }),
    between(`${name}[2, 2]`, { lower: 0, upper: Infinity, whole: false }),
    { name: `correlation of ${name}`, min: -0.95, max: 0.95, step: 0.05, start: 0.4 },
  ],
  value: ([first = 1, second = 1, correlation = 0]) => {
    const off = correlation * Math.sqrt(first * second);
    return [first, off, off, second];
  },
});

const among = (name: string, values: readonly number[]): Slider => ({
  name,
  min: Math.min(...values),
  max: Math.max(...values),
  step: 1,
  start: values[0] ?? 0,
});

const between = (
  name: string,
  range: { readonly lower: number; readonly upper: number; readonly whole: boolean },
): Slider => {
  const { lower, upper, whole } = range;
  const min = Number.isFinite(lower) ? lower : Number.isFinite(upper) ? upper - reach : -reach;
  const max = Number.isFinite(upper)
    ? upper
    : min + (Number.isFinite(lower) ? (whole ? 20 : reach) : 2 * reach);
  if (whole) return { name, min: Math.max(min, 1), max, step: 1, start: Math.min(Math.max(min, 5), max) };
  const step = (max - min) / steps;
  const bounded = Number.isFinite(lower) && Number.isFinite(upper);
  const start = bounded ? min + 0.3 * (max - min) : Number.isFinite(lower) ? lower + 1.5 : 0.5;
  return { name, min: min + step, max: max - step, step, start: Math.round(start / step) * step };
};
