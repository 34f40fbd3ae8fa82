// The two pictures of clipping, with a mark where the reader stands.
import * as Plot from '@observablehq/plot';
import { spoken } from './spoken.js';
import { clippingAt, clippingFigure } from './clipping-figure.js';

const plot = (options: Plot.PlotOptions) => spoken(Plot.plot(options));

type Curve = 'loss' | 'gradient';

const most = 30;
const titles = { loss: 'loss', gradient: 'size of the gradient' } as const;
const clipped = { loss: 'clippedLoss', gradient: 'clippedGradient' } as const;

/** Loss or gradient against the gap of the logits, as derived and with clipped probabilities. */
export const drawClipping = (curve: Curve, gap: number, width: number): Element => {
  const points = clippingFigure(most);
  const here = clippingAt(gap);
  return plot({
    width,
    height: 260,
    marginLeft: 45,
    marginBottom: 42,
    style: { background: 'none', color: 'var(--vp-c-text-2)' },
    ariaLabel: `The ${titles[curve]} against the gap of the logits, derived and clipped: the same up to a gap of 16, where the clipped one goes flat${curve === 'loss' ? '' : ' at 0'}`,
    x: { label: 'logit gap' },
    y: { label: titles[curve], grid: true },
    color: {
      legend: true,
      domain: ['derived', 'clipped'],
      range: ['var(--vp-c-brand-1)', 'var(--vp-c-red-1)'],
    },
    marks: [
      Plot.ruleX([gap], { stroke: 'currentColor', strokeDasharray: '3 3' }),
      Plot.lineY(points, { x: 'gap', y: curve, stroke: () => 'derived', strokeWidth: 2.5 }),
      Plot.lineY(points, {
        x: 'gap',
        y: clipped[curve],
        stroke: () => 'clipped',
        strokeWidth: 2,
        strokeDasharray: '6 3',
      }),
      Plot.dot([here], { x: 'gap', y: curve, fill: () => 'derived', r: 4 }),
      Plot.dot([here], { x: 'gap', y: clipped[curve], fill: () => 'clipped', r: 4 }),
    ],
  });
};
