// A response without a closed form, as a table that the kernels fill when the site is built: the means along the first natural
// parameter, for every position of a slider of the second.
import { text } from '@expfam/expression';
import type { Density, Derivation } from '@expfam/family';
import { responseName } from '@expfam/family';
import { sliderOf } from './response-data.js';
import type { ResponsePoint } from './response-figure.js';
import { placesOf } from './response-figure.js';
import type { Slider } from './sliders.js';
import { startOf } from './sliders.js';
import { valueOf } from './value.js';
import type { Values } from './value.js';

/** Means by position of the slider, by mean, by place; null where there is none. */
export interface ResponseTable {
  readonly axis: string;
  readonly names: readonly string[];
  readonly places: readonly number[];
  readonly sliders: readonly Slider[];
  readonly means: readonly (readonly (readonly (number | null)[])[])[];
}

/** The kernels' response, rows of natural parameters to rows of means. */
export type Respond = (eta: Float64Array, mean: Float64Array, rows: number) => void;

const across = 80;
const positions = 16; // steps of the slider

/** The table; null where no mean is finite anywhere. */
export const responseTable = (
  derivation: Derivation,
  density: Density,
  { respond, columns }: { readonly respond: Respond; readonly columns: number },
): ResponseTable | null => {
  const { natural } = derivation;
  const starts = startOf(density);
  const at = natural.map(({ expression }) => valueOf(expression, starts));
  const [first, second] = natural;
  const sliders = second === undefined ? [] : [coarse(sliderOf(second.symbol, at[1] ?? 0))];
  const places = placesOf(first.symbol, starts, across);
  const meansAt = (position: number): readonly (readonly (number | null)[])[] => {
    const eta = Float64Array.from(
      places.flatMap((place) => [place, ...(second ? [position] : []), ...at.slice(2)]),
    );
    const mean = new Float64Array(places.length * columns);
    respond(eta, mean, places.length);
    return Array.from({ length: columns }, (_, k) =>
      places.map((_place, i) => short(mean[i * columns + k] ?? NaN)),
    );
  };
  const means = positionsOf(sliders[0]).map(meansAt);
  if (!means.flat(2).some((mean) => mean !== null)) return null;
  const names = Array.from({ length: columns }, (_, k) => responseName(derivation, k).text);
  return {
    axis: text(first.symbol),
    names,
    places: places.map((place) => short(place) ?? 0),
    sliders,
    means,
  };
};

const coarse = (slider: Slider): Slider => {
  const step = (slider.max - slider.min) / positions;
  return { ...slider, step, start: slider.min + Math.round((slider.start - slider.min) / step) * step };
};

const positionsOf = (slider: Slider | undefined): readonly number[] =>
  slider === undefined ? [0] : Array.from({ length: positions + 1 }, (_, i) => slider.min + i * slider.step);

/** Five digits are more than a picture shows. */
const short = (value: number): number | null =>
  Number.isFinite(value) ? Number(value.toPrecision(5)) : null;

/** The curves at given positions of the sliders. */
export const tableFigure = (
  { names, places, sliders, means }: ResponseTable,
  values: Values,
): readonly ResponsePoint[] => {
  const [slider] = sliders;
  const position = slider === undefined ? 0 : Number(values[slider.name] ?? slider.start);
  const chosen = slider === undefined ? 0 : Math.round((position - slider.min) / slider.step);
  return names.flatMap((name, k) =>
    places.flatMap((eta, i) => {
      const mean = means[chosen]?.[k]?.[i] ?? null;
      return mean === null ? [] : [{ name, eta, mean }];
    }),
  );
};
