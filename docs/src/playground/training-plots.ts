// The pictures of training: the loss as it falls, and what the model learnt.
import * as Plot from '@observablehq/plot';
import { spoken } from '../figures/spoken.js';
import type { CurvesView, LossPoint, RegionsView } from './view.js';

const plot = (options: Plot.PlotOptions) => spoken(Plot.plot(options));

type Picture = HTMLElement | SVGElement;

const brand = 'var(--vp-c-brand-1)';
const quiet = { background: 'none', color: 'var(--vp-c-text-2)' };

/** The objective at every iteration so far. */
export const drawLoss = (points: readonly LossPoint[]): Picture =>
  plot({
    width: 480,
    height: 220,
    marginLeft: 60,
    style: quiet,
    ariaLabel: 'The loss at every iteration',
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
export const drawCurves = ({ x, y, rows, curves }: CurvesView): Picture => {
  const names = [...new Set(curves.map(({ name }) => name))];
  return plot({
    width: 480,
    height: 320,
    marginLeft: 60,
    style: quiet,
    ariaLabel: `The fitted mean of ${y} over ${x}`,
    x: { label: x },
    y: { label: y, grid: true },
    color: names.length > 1 ? { legend: true, domain: names } : { domain: names, range: [brand] },
    marks: [
      Plot.dot(rows, { x: 'x', y: 'y', stroke: 'currentColor', strokeOpacity: 0.5, r: 3 }),
      Plot.lineY(curves, { x: 'x', y: 'y', z: 'name', stroke: 'name', strokeWidth: 2.5 }),
    ],
  });
};

/** The likeliest class everywhere, paler where it is less sure, among the rows. */
export const drawRegions = ({ x, y, classes, rows, cells }: RegionsView): Picture => {
  const across = Math.round(Math.sqrt(cells.length));
  const step = (name: 'x' | 'y'): number =>
    (Math.max(...cells.map((cell) => cell[name])) - Math.min(...cells.map((cell) => cell[name]))) /
    Math.max(across - 1, 1);
  const [width, height] = [step('x'), step('y')];
  return plot({
    width: 480,
    height: 400,
    marginLeft: 60,
    style: quiet,
    ariaLabel: `The likeliest class over ${x} and ${y}`,
    x: { label: x },
    y: { label: y },
    color: { legend: true, domain: classes },
    marks: [
      Plot.rect(cells, {
        x1: (cell: { x: number }) => cell.x - width / 2,
        x2: (cell: { x: number }) => cell.x + width / 2,
        y1: (cell: { y: number }) => cell.y - height / 2,
        y2: (cell: { y: number }) => cell.y + height / 2,
        fill: 'class',
        fillOpacity: (cell: { p: number }) => 0.45 * cell.p ** 2,
        shapeRendering: 'crispEdges',
      }),
      Plot.dot(rows, { x: 'x', y: 'y', fill: 'class', stroke: 'var(--vp-c-bg)', strokeWidth: 0.5, r: 4 }),
    ],
  });
};
