// A density of a page, ready to be drawn again and again.
import { text } from '@expfam/expression';
import type { DensityData } from '@expfam/family';
import { densityFromData } from '@expfam/family';
import { densityFigure } from './density-figure.js';
import { drawDensity } from './plots.js';
import type { Slider } from './sliders.js';
import { slidersOf } from './sliders.js';
import type { Values } from './value.js';

/** A density with its sliders; null where it cannot be drawn. */
export const openDensity = (
  data: DensityData,
): { readonly sliders: readonly Slider[]; readonly draw: (values: Values) => Element | null } | null => {
  const density = densityFromData(data);
  const sliders = slidersOf(density);
  if (sliders === null) return null;
  const draw = (values: Values): Element | null => {
    const figure = densityFigure(density, values);
    return figure && drawDensity(figure, text(density.outcome.symbol));
  };
  return { sliders, draw };
};
