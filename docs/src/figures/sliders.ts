// What a reader may move: a slider for every parameter and constant of a density that is one number.
import { isVectorDomain, text } from '@expfam/expression';
import type { Density } from '@expfam/family';
import { endOf, valueOf } from './value.js';

/** The range of one quantity and where it starts. */
export interface Slider {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly start: number;
}

const reach = 5;
const steps = 200;

/** The sliders of a density; null where a parameter has components, which no slider can move. */
export const slidersOf = ({ parameters, constants }: Density): readonly Slider[] | null => {
  const sliders: Slider[] = [];
  const known: Record<string, number> = {};
  for (const { symbol, domain } of [...constants, ...parameters]) {
    if (isVectorDomain(domain)) return null;
    const name = text(symbol);
    const slider =
      domain.kind === 'set'
        ? among(
            name,
            domain.values.map((value) => valueOf(value, known)),
          )
        : domain.kind === 'interval' || domain.kind === 'range'
          ? between(name, {
              lower: endOf(domain.lower, known),
              upper: endOf(domain.upper, known),
              whole: domain.kind === 'range',
            })
          : null;
    if (slider === null) return null;
    sliders.push(slider);
    known[name] = slider.start;
  }
  return sliders;
};

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
  const start = bounded ? min + 0.3 * (max - min) : Number.isFinite(lower) ? lower + 1.5 : 0;
  return { name, min: min + step, max: max - step, step, start: Math.round(start / step) * step };
};
