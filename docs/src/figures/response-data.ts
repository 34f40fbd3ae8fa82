// What a page needs to draw a response function: the formulas as data, and what may be moved beside the first natural parameter.
import type { Expression, ExpressionData } from '@expfam/expression';
import { ExpressionWriter, symbolsOf, text, variableOf } from '@expfam/expression';
import type { Density, Derivation } from '@expfam/family';
import { responseName } from '@expfam/family';
import type { ResponseTable } from './response-table.js';
import type { Slider } from './sliders.js';
import { slidersOf, startOf } from './sliders.js';
import { valueOf } from './value.js';

/** What is drawn: formulas, or values where there are none. */
export type ResponseData = ResponseFormulas | ResponseTable;

/** The means and the natural parameters, as places in a list of nodes. */
export interface ResponseFormulas {
  readonly nodes: ExpressionData;
  readonly means: readonly { readonly name: string; readonly place: number }[];
  /** The natural parameter that runs along the axis. */
  readonly eta: number;
  /** The others, and the known constants. */
  readonly sliders: readonly Slider[];
}

/** The values at which the constants of a density start. */
export const constantsOf = (density: Density): Readonly<Record<string, number>> => {
  const names = new Set(density.constants.map(({ symbol }) => text(symbol)));
  return Object.fromEntries(
    Object.entries(startOf(density)).filter(
      (entry): entry is [string, number] => names.has(entry[0]) && typeof entry[1] === 'number',
    ),
  );
};

const mostCurves = 8; // of many classes: more could not be told apart, nor drawn while a slider moves

/** The response as curves over the first natural parameter; null where it has no closed form or no fixed size. */
export const responseData = (derivation: Derivation, density: Density): ResponseFormulas | null => {
  const { response, natural } = derivation;
  const [first] = natural;
  if (response === null || natural.some(({ index }) => index !== undefined)) return null;
  const starts = startOf(density);
  const constants = (slidersOf(density) ?? []).filter(({ name }) => name in constantsOf(density));
  const used = new Set(response.flatMap((mean) => [...symbolsOf(mean)].map((node) => variableOf(node).name)));
  const sliders = [
    ...natural.slice(1).map((parameter) => sliderOf(parameter.symbol, valueOf(parameter.expression, starts))),
    ...constants,
  ].filter(({ name }) => used.has(name));
  const movable = new Set([variableOf(first.symbol).name, ...sliders.map(({ name }) => name)]);
  if (![...used].every((name) => movable.has(name))) return null;
  const writer = new ExpressionWriter();
  const means = response.slice(0, mostCurves).map((mean, i) => ({
    name: responseName(derivation, i).text,
    place: writer.write(mean),
  }));
  return { means, eta: writer.write(first.symbol), sliders, nodes: writer.nodes };
};

/** A slider for a natural parameter: from half to twice where it starts, or two to either side of zero. */
export const sliderOf = (symbol: Expression, at: number): Slider => {
  const start = Number.isFinite(at) ? Number(at.toPrecision(2)) : 0;
  const size = Math.abs(start);
  const [min, max] = size < 0.1 ? [-2, 2] : start < 0 ? [-2 * size, -size / 2] : [size / 2, 2 * size];
  return { name: variableOf(symbol).name, min, max, step: (max - min) / 100, start };
};
