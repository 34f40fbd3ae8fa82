// A walk through the points of a chart that visits outcomes as often as their density says: slice steps along directions that
// are learnt from a run-in, so that narrow ridges, far middles and units of any size are no obstacle.
import { Problem } from '../problems.js';
import type { Chart } from './charts.js';
import type { LogDensity } from './log-density.js';
import { slice } from './slice.js';

/** Sweeps over all directions before an outcome is taken. */
const sweeps = 25;
/** Sweeps from which directions are learnt, and how often that is done where nothing is known yet. */
const runIn = 40;
const rounds = 5;

interface How {
  readonly family: string;
  readonly random: () => number;
}

type Directions = readonly Float64Array[];

/** What draws one outcome after the other; of equal linear predictors the walk goes on where it stood. */
export const walkOn = (chart: Chart, { family, random }: How) => {
  let eta: ArrayLike<number> = [];
  let at: Float64Array = new Float64Array(0);
  let directions: Directions | null = null;
  return (next: ArrayLike<number>, density: LogDensity, mean: ArrayLike<number>): Float64Array => {
    const height = (point: Float64Array): number => {
      const outcome = chart.outcome(point);
      const value = density(outcome) + chart.logVolume(point, outcome);
      return Number.isNaN(value) ? -Infinity : value;
    };
    const sweep = (along: Directions): void => {
      for (const direction of along) at = step(height, { at, direction, random });
    };
    if (!isSame(eta, next)) {
      eta = Float64Array.from(next);
      at = beginning(chart, height, { mean, family });
      for (let round = directions === null ? rounds : 1; round > 0; round--) {
        const along: Directions = directions ?? axes(chart.dimension);
        const visited = Array.from({ length: runIn }, () => {
          sweep(along);
          return at;
        });
        directions = learnt(visited);
      }
    }
    for (let i = 0; i < sweeps; i++) sweep(directions ?? axes(chart.dimension));
    return chart.outcome(at);
  };
};

const isSame = (one: ArrayLike<number>, other: ArrayLike<number>): boolean =>
  one.length === other.length && Array.prototype.every.call(one, (value, i) => value === other[i]);

/** Where outcomes can be: at the mean, where there is one, or at the middle of the chart. */
const beginning = (
  chart: Chart,
  height: (point: Float64Array) => number,
  { mean, family }: { readonly mean: ArrayLike<number>; readonly family: string },
): Float64Array => {
  const middles = [0, 1, -1, 3, -3].map((z) => new Float64Array(chart.dimension).fill(z));
  const found = [chart.near(mean), ...middles].find((point) => Number.isFinite(height(point)));
  if (found === undefined)
    throw new Problem('cannot-sample', `the density of ${family} is no number where its outcomes should be`);
  return found;
};

const step = (
  height: (point: Float64Array) => number,
  from: { readonly at: Float64Array; readonly direction: Float64Array; readonly random: () => number },
): Float64Array => {
  const { at, direction, random } = from;
  const moved = (t: number): Float64Array => at.map((value, i) => value + t * (direction[i] ?? 0));
  return moved(slice((t) => height(moved(t)), { width: 3, random }));
};

const axes = (dimension: number): Directions =>
  Array.from({ length: dimension }, (_, k) =>
    Float64Array.from({ length: dimension }, (_value, i) => (i === k ? 1 : 0)),
  );

/** The columns of the Cholesky factor of the covariance of the points, which is drawn towards its diagonal where they are few. */
const learnt = (points: readonly Float64Array[]): Directions => {
  const size = points[0]?.length ?? 0;
  const count = points.length;
  const mean = (of: (point: Float64Array) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / count;
  const centre = Float64Array.from({ length: size }, (_, i) => mean((point) => point[i] ?? 0));
  const covariance = (i: number, j: number): number => {
    const value = mean(
      (point) => ((point[i] ?? 0) - (centre[i] ?? 0)) * ((point[j] ?? 0) - (centre[j] ?? 0)),
    );
    // the least is for points that stood still
    return i === j ? Math.max(value, Number.MIN_VALUE ** 0.5) : (value * count) / (count + size);
  };
  const columns = axes(size).map((axis) => axis.fill(0));
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let left = covariance(i, j);
      for (let k = 0; k < j; k++) left -= entry(columns, k, i) * entry(columns, k, j);
      const column = columns[j];
      if (column) column[i] = i === j ? Math.sqrt(left) : left / entry(columns, j, j);
    }
  return columns;
};

const entry = (columns: Directions, column: number, row: number): number => columns[column]?.[row] ?? 0;
