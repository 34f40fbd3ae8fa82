// Pictures as SVG, drawn by Observable Plot in the colours of the page.
import * as Plot from '@observablehq/plot';
import { series } from './colours.js';
import { inLetters } from './in-letters.js';
import { densityInWords, responseInWords } from './in-words.js';
import { spoken } from './spoken.js';
import type { Cell, DensityField } from './density-field.js';
import type { DensityFigure } from './density-figure.js';
import type { ResponsePoint } from './response-figure.js';

const plot = (options: Plot.PlotOptions) => spoken(Plot.plot(options));

type Picture = HTMLElement | SVGElement;

const [brand] = series;
const size = {
  height: 260,
  marginLeft: 50,
  marginBottom: 42,
  style: { background: 'none', color: 'var(--vp-c-text-2)', overflow: 'visible' },
};

// Without this one far value would leave a flat line: the highest points of a peak at an end are cut off.
const ceiling = (heights: readonly number[]): number => {
  const ordered = [...heights].sort((a, b) => a - b);
  const high = ordered[Math.floor(0.97 * (ordered.length - 1))] ?? 1;
  const top = ordered.at(-1) ?? 1;
  return top > 4 * high ? 1.5 * high : top;
};

/** From the low to the high values, without the few that shoot up towards a pole. */
const inView = (values: readonly number[]): readonly [number, number] => {
  const ordered = [...values].sort((a, b) => a - b);
  const at = (share: number): number => ordered[Math.round(share * (ordered.length - 1))] ?? 0;
  const [low, high] = [at(0.05), at(0.95)];
  const margin = (high - low) / 2;
  return [Math.max(at(0), low - margin), Math.min(at(1), high + margin)];
};

/** A density: bars or a curve. */
export const drawDensity = (figure: DensityFigure, name: string, width: number): Picture => {
  const { discrete, points } = figure;
  const top = ceiling(points.map(({ p }) => p));
  const marks = discrete
    ? [
        Plot.ruleX(points, {
          x: 'y',
          y: 'p',
          stroke: brand,
          strokeWidth: Math.max(1.5, Math.min(16, (0.3 * width) / points.length)),
        }),
        Plot.dot(points, { x: 'y', y: 'p', fill: brand, r: 3 }),
      ]
    : [
        Plot.areaY(points, { x: 'y', y: 'p', fill: brand, fillOpacity: 0.12, clip: true }),
        Plot.lineY(points, { x: 'y', y: 'p', stroke: brand, strokeWidth: 2, clip: true }),
      ];
  return plot({
    ...size,
    width,
    ariaLabel: densityInWords(figure, name),
    x: {
      label: inLetters(name),
      ...(discrete ? { inset: 24, tickFormat: 'd' } : {}),
      ...(discrete && points.length < 25 ? { ticks: points.map(({ y }) => y) } : {}),
    },
    y: { label: discrete ? 'probability' : 'density', domain: [0, top], grid: true },
    marks: [Plot.ruleY([0]), ...marks],
  });
};

/** A density over two components of its outcome: the darker, the higher. */
export const drawField = ({ labels: [x, y], width, height, cells }: DensityField, across: number): Picture =>
  plot({
    ...size,
    width: Math.min(across, 420),
    height: Math.min(across, 420) - 40,
    ariaLabel: `The density over ${x} and ${y}`,
    x: {
      label: inLetters(x),
      ...wholeTicks(
        cells.map((cell) => cell.x),
        width,
      ),
    },
    y: {
      label: inLetters(y),
      ...wholeTicks(
        cells.map((cell) => cell.y),
        height,
      ),
    },
    marks: [
      Plot.rect(cells, {
        x1: (cell: Cell) => cell.x - width / 2,
        x2: (cell: Cell) => cell.x + width / 2,
        y1: (cell: Cell) => cell.y - height / 2,
        y2: (cell: Cell) => cell.y + height / 2,
        fill: brand,
        fillOpacity: shade(cells),
        shapeRendering: 'crispEdges',
      }),
    ],
  });

// cells of size one stand for whole numbers, each in its middle
const wholeTicks = (places: readonly number[], size: number) =>
  size === 1 ? { ticks: [...new Set(places)], tickFormat: 'd' } : {};

const shade = (cells: readonly Cell[]): ((cell: Cell) => number) => {
  const top = ceiling(cells.map(({ p }) => p));
  return ({ p }) => Math.min(1, p / top) ** 0.7;
};

/** A response function: one line for each mean. */
export const drawResponse = (points: readonly ResponsePoint[], eta: string, width: number): Picture => {
  const shown = points.map((point) => ({ ...point, name: inLetters(point.name) }));
  const names = [...new Set(shown.map(({ name }) => name))];
  const [only = ''] = names;
  return plot({
    ...size,
    width,
    ariaLabel: responseInWords(points, eta),
    x: { label: inLetters(eta) },
    y: {
      label: names.length === 1 ? only : 'mean',
      grid: true,
      domain: inView(points.map(({ mean }) => mean)),
    },
    color: { legend: names.length > 1, domain: names, range: series },
    marks: [
      Plot.lineY(shown, { x: 'eta', y: 'mean', z: 'name', stroke: 'name', strokeWidth: 2, clip: true }),
    ],
  });
};
