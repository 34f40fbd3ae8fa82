// What a picture shows, for those who do not see it.
import type { DensityFigure } from './density-figure.js';
import type { ResponsePoint } from './response-figure.js';

const few = 8; // bars that are told one by one

const short = (value: number): string => String(Number(value.toPrecision(3)));

/** Where a density is highest; of few bars each. */
export const densityInWords = ({ discrete, points }: DensityFigure, name: string): string => {
  if (discrete && points.length <= few)
    return `The probabilities of ${name}: ${points.map(({ y, p }) => `${short(p)} at ${short(y)}`).join(', ')}`;
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return `The density of ${name}`;
  const top = points.reduce((best, point) => (point.p > best.p ? point : best));
  return `The ${discrete ? 'probabilities' : 'density'} of ${name} from ${short(first.y)} to ${short(last.y)}: highest, ${short(top.p)}, at ${short(top.y)}`;
};

/** Where every curve begins and ends. */
export const responseInWords = (points: readonly ResponsePoint[], eta: string): string => {
  const names = [...new Set(points.map(({ name }) => name))];
  const curves = names.map((name) => {
    const own = points.filter((point) => point.name === name);
    const [first, last] = [own[0], own.at(-1)];
    return `${name} from ${short(first?.mean ?? Number.NaN)} at ${short(first?.eta ?? Number.NaN)} to ${short(last?.mean ?? Number.NaN)} at ${short(last?.eta ?? Number.NaN)}`;
  });
  return `As a function of ${eta}: ${curves.join('; ')}`;
};
