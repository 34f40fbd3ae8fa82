// The search for the worst: from the worst of the points that were drawn, in η and in the outcome, over ever smaller distances in
// bit pattern, and at last among the nearest neighbours at random, for what rounds badly is decided by the last places. It says
// which points it wants judged and is told their errors, so that one search serves functions and adapters.
import { neighbour, randomBits } from '@expfam/oracle/measure';
import type { Format } from '@expfam/oracle/measure';
import type { Point } from './truth.js';

/** The error at a point; null where the truth is not settled or out of reach, undefined where nothing is asked for. */
export type Judgement = number | null | undefined;

/** What a search came to. */
export interface Found {
  /** In units of the last place of the result, or of the largest term of the sum that it is. */
  readonly worst: number;
  readonly mean: number;
  /** Where the worst is; η is empty where a function reads only the outcome, and y where it reads only η. */
  readonly at: Point | null;
  /** At how many of the points that were drawn it was measured, and at how many the truth did not settle or was out of reach. */
  readonly points: number;
  readonly unsettled: number;
  /** How many points the search for the worst tried beside those. */
  readonly climbed: number;
}

/** How far a search goes: from how many of the worst points, over how many distances, with how many neighbours at last. */
export interface Effort {
  readonly peaks: number;
  readonly distances: number;
  readonly neighbours: number;
}

/** The efforts that are made: where the truth is an integral, each point costs as much as a hundred others. */
export const efforts = {
  none: { peaks: 0, distances: 0, neighbours: 0 },
  short: { peaks: 1, distances: 6, neighbours: 2 },
  full: { peaks: 3, distances: 26, neighbours: 24 },
} as const satisfies { readonly [name: string]: Effort };

/** Where a search may go. */
export interface Terrain {
  readonly format: Format;
  readonly reads: 'eta' | 'outcome' | 'both';
  readonly effort: Effort;
  /** How many points may be tried beside those that are drawn. */
  readonly most: number;
  /** Milliseconds after which it is given up. */
  readonly patience: number;
  readonly allows: (point: Point) => boolean;
  /** Outcomes so many places from another. */
  readonly outcomesNear: (y: Point['y'], places: number) => readonly Point['y'][];
}

interface Judged {
  readonly at: Point;
  readonly worst: number;
}

/** Coordinates that are moved in one round, of many: others have their turn in the next. */
const together = 6;

/** Half of the numbers of one sign, as a power of two of places. */
const span = { f64: 61, f32: 29 } as const;

/** How often a distance is gone once more as long as that leads to worse. */
const again = 3;

/** A search: gives the points that it wants judged, takes their judgements, and returns the worst. */
export function* search(
  points: readonly Point[],
  terrain: Terrain,
): Generator<readonly Point[], Found, readonly Judgement[]> {
  const { effort, format, allows } = terrain;
  const judgements = yield points;
  const known = new Set(points.map(keyOf));
  const drawn = judgedOf(points, judgements);
  const mean = drawn.reduce((sum, { worst }) => sum + worst / drawn.length, 0);
  const unsettled = judgements.filter((each) => each === null).length;
  let peaks = [...drawn].sort((a, b) => b.worst - a.worst).slice(0, Math.max(1, effort.peaks));
  let climbed = 0;
  const start = performance.now();
  for (const wanted of rounds(terrain)) {
    for (let turn = 0; turn <= again; turn += 1) {
      const before = peaks[0]?.worst ?? Infinity;
      const isDone = !Number.isFinite(before) || climbed >= terrain.most;
      if (effort.peaks === 0 || isDone || performance.now() - start > terrain.patience) break;
      const near = peaks.flatMap(({ at }) => wanted(at)).filter((at) => isNew(at, known) && allows(at));
      if (near.length === 0) break;
      const found = judgedOf(near, yield near);
      climbed += found.length;
      peaks = [...peaks, ...found].sort((a, b) => b.worst - a.worst).slice(0, effort.peaks);
      if ((peaks[0]?.worst ?? Infinity) <= before) break;
    }
  }
  const [top] = peaks;
  return { worst: top?.worst ?? 0, at: top?.at ?? null, mean, points: drawn.length, unsettled, climbed };

  /** The neighbours that each round asks for. */
  function* rounds({ reads, outcomesNear }: Terrain): Generator<(at: Point) => Point[]> {
    const { distances, neighbours } = effort;
    for (let round = 0; round < distances; round += 1) {
      const places = 2 ** Math.round((span[format] * (distances - 1 - round)) / Math.max(1, distances - 1));
      yield (at) => [
        ...(reads === 'outcome' ? [] : aside(at, { places, round, format })),
        ...(reads === 'eta' ? [] : outcomesNear(at.y, places).map((y) => ({ eta: at.eta, y }))),
      ];
    }
    const next = randomBits(distances);
    const some = (): number => (next() % 2 ** (1 + (next() % 20))) * (next() % 2 === 0 ? 1 : -1);
    for (let round = 0; round < neighbours; round += 1)
      yield ({ eta, y }) => [
        {
          eta: reads === 'outcome' ? eta : eta.map((x) => neighbour(x, some(), format)),
          y: reads === 'eta' ? y : (outcomesNear(y, Math.abs(some()) + 1)[next() % 2] ?? y),
        },
      ];
  }
}

const keyOf = ({ eta, y }: Point): string => `${eta.join()} ${y.join()}`;

const isNew = (at: Point, known: Set<string>): boolean => {
  const key = keyOf(at);
  if (known.has(key)) return false;
  known.add(key);
  return true;
};

const judgedOf = (points: readonly Point[], judgements: readonly Judgement[]): Judged[] =>
  points.flatMap((at, i) => {
    const worst = judgements[i];
    return typeof worst === 'number' ? [{ at, worst }] : [];
  });

interface Step {
  readonly places: number;
  readonly round: number;
  readonly format: Format;
}

/** Each coordinate moved either way by itself, and all of them together. */
const aside = ({ eta, y }: Point, { places, round, format }: Step): Point[] => {
  const count = Math.min(together, eta.length);
  const own = Array.from({ length: count }, (_, i) => (round * count + i) % eta.length);
  const groups = [...own.map((i) => new Set([i])), ...(eta.length > 1 ? [new Set(eta.keys())] : [])];
  return groups.flatMap((group) =>
    [places, -places].map((step) => ({
      eta: eta.map((x, i) => (group.has(i) ? neighbour(x, step, format) : x)),
      y,
    })),
  );
};
