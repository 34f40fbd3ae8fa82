// The pictures of training: the loss as it falls, and what the model learnt.
import * as Plot from '@observablehq/plot';
import { series } from '../figures/colours.js';
import { spoken } from '../figures/spoken.js';
import { fittedMean } from './fitted-mean.js';
import type { CurvesView, LossPoint, RegionsView } from './view.js';

const plot = (options: Plot.PlotOptions) => spoken(Plot.plot(options));

type Picture = HTMLElement | SVGElement;

const [brand] = series;
const quiet = { background: 'none', color: 'var(--vp-c-text-2)', overflow: 'visible' };

const short = (value: number | undefined): string => (value === undefined ? '' : value.toPrecision(4));

/** The objective at every iteration so far. */
export const drawLoss = (points: readonly LossPoint[], width: number): Picture =>
  plot({
    width,
    height: 220,
    marginLeft: 60,
    marginBottom: 42,
    style: quiet,
    ariaLabel: `The loss at every iteration: from ${short(points[0]?.objective)} to ${short(points.at(-1)?.objective)}`,
    x: {
      label: 'iteration',
      ...(points.length < 12 ? { ticks: points.map(({ iteration }) => iteration), tickFormat: 'd' } : {}),
    },
    y: { label: 'loss', grid: true },
    marks: [
      Plot.lineY(points, { x: 'iteration', y: 'objective', stroke: brand, strokeWidth: 2 }),
      ...(points.length < 60
        ? [Plot.dot(points, { x: 'iteration', y: 'objective', fill: brand, r: 2.5 })]
        : []),
    ],
  });

/** The fitted curves among the rows. */
export const drawCurves = ({ x, y, rows, curves }: CurvesView, width: number): Picture => {
  const names = [...new Set(curves.map(({ name }) => name))];
  const [first, last] = [curves[0], curves.at(-1)];
  return plot({
    width,
    height: 320,
    marginLeft: 60,
    marginBottom: 42,
    style: quiet,
    ariaLabel: `${x === fittedMean ? `The observed ${y} over its` : `The fitted mean of ${y} over`} ${x}${names.length === 1 ? `: from ${short(first?.y)} at ${short(first?.x)} to ${short(last?.y)} at ${short(last?.x)}` : ''}`,
    x: { label: x },
    y: { label: y, grid: true },
    color: { legend: names.length > 1, domain: names, range: series },
    marks: [
      Plot.dot(rows, { x: 'x', y: 'y', stroke: 'currentColor', strokeOpacity: 0.5, r: 3 }),
      Plot.lineY(curves, { x: 'x', y: 'y', z: 'name', stroke: 'name', strokeWidth: 2.5 }),
    ],
  });
};

/** The likeliest class everywhere, paler where it is less sure, among the rows; a class has a colour and a shape. */
export const drawRegions = ({ x, y, classes, rows, cells }: RegionsView, width: number): Picture => {
  const [across, high] = [stepOf(cells.map((cell) => cell.x)), stepOf(cells.map((cell) => cell.y))];
  return plot({
    width,
    height: Math.round(0.75 * width) + 40,
    marginLeft: 60,
    marginBottom: 42,
    style: quiet,
    ariaLabel: `The likeliest of ${classes.join(', ')} over ${x} and ${y}`,
    x: { label: x },
    y: { label: y },
    color: { domain: classes, range: series },
    symbol: { legend: true, domain: classes },
    marks: [
      Plot.rect(cells, {
        x1: (cell: { x: number }) => cell.x - across / 2,
        x2: (cell: { x: number }) => cell.x + across / 2,
        y1: (cell: { y: number }) => cell.y - high / 2,
        y2: (cell: { y: number }) => cell.y + high / 2,
        fill: 'class',
        fillOpacity: (cell: { p: number }) => 0.45 * cell.p ** 2,
        shapeRendering: 'crispEdges',
      }),
      Plot.dot(rows, {
        x: 'x',
        y: 'y',
        fill: 'class',
        symbol: 'class',
        stroke: 'var(--vp-c-bg)',
        strokeWidth: 0.5,
        r: 4,
      }),
    ],
  });
};

/** The distance of neighbours on a square grid. */
const stepOf = (places: readonly number[]): number => {
  const distinct = new Set(places);
  const [least, most] = [Math.min(...distinct), Math.max(...distinct)];
  return (most - least) / Math.max(distinct.size - 1, 1);
};
