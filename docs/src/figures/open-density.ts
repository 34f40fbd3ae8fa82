// A density of a page, ready to be drawn again and again.
import { text } from '@expfam/expression';
import type { DensityData } from '@expfam/family';
import { densityFromData } from '@expfam/family';
import { densityField } from './density-field.js';
import { densityFigure } from './density-figure.js';
import { drawDensity, drawField } from './plots.js';
import type { Slider } from './sliders.js';
import { slidersOf, valuesAt } from './sliders.js';

/** Positions of sliders by their names. */
export type Positions = Readonly<Record<string, number>>;

/** A density with its sliders; null where it cannot be drawn. */
export const openDensity = (
  data: DensityData,
): {
  readonly sliders: readonly Slider[];
  readonly draw: (positions: Positions, width: number) => Element | null;
} | null => {
  const density = densityFromData(data);
  const sliders = slidersOf(density);
  if (sliders === null) return null;
  const draw = (positions: Positions, width: number): Element | null => {
    const values = valuesAt(density, positions);
    const figure = densityFigure(density, values);
    if (figure !== null) return drawDensity(figure, text(density.outcome.symbol), width);
    const field = densityField(density, values);
    return field && drawField(field, width);
  };
  return { sliders, draw };
};
