// Pictures as SVG, drawn by Observable Plot in the colours of the page.
import * as Plot from '@observablehq/plot';
import type { DensityFigure } from './density-figure.js';
import type { ResponsePoint } from './response-figure.js';

type Picture = HTMLElement | SVGElement;

const brand = 'var(--vp-c-brand-1)';
const size = {
  width: 640,
  height: 260,
  marginLeft: 50,
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
export const drawDensity = ({ discrete, points }: DensityFigure, name: string): Picture => {
  const top = ceiling(points.map(({ p }) => p));
  const marks = discrete
    ? [
        Plot.ruleX(points, {
          x: 'y',
          y: 'p',
          stroke: brand,
          strokeWidth: Math.max(1.5, 240 / points.length / 4),
        }),
        Plot.dot(points, { x: 'y', y: 'p', fill: brand, r: 3 }),
      ]
    : [
        Plot.areaY(points, { x: 'y', y: 'p', fill: brand, fillOpacity: 0.12, clip: true }),
        Plot.lineY(points, { x: 'y', y: 'p', stroke: brand, strokeWidth: 2, clip: true }),
      ];
  return Plot.plot({
    ...size,
    ariaLabel: `The density of ${name}`,
    x: { label: name, ...(discrete && points.length < 25 ? { ticks: points.map(({ y }) => y) } : {}) },
    y: { label: 'density', domain: [0, top], grid: true },
    marks: [Plot.ruleY([0]), ...marks],
  });
};

/** A response function. */
export const drawResponse = (
  points: readonly ResponsePoint[],
  labels: { readonly eta: string; readonly mean: string },
): Picture =>
  Plot.plot({
    ...size,
    ariaLabel: `${labels.mean} as a function of ${labels.eta}`,
    x: { label: labels.eta },
    y: { label: labels.mean, grid: true, domain: inView(points.map(({ mean }) => mean)) },
    marks: [Plot.lineY(points, { x: 'eta', y: 'mean', stroke: brand, strokeWidth: 2, clip: true })],
  });
