// Where the families stand on the map: as far apart as steps lead from one to the other (stress majorisation after Gansner, Koren
// and North 2004), and then moved until no two boxes overlap. The same families give the same map.

/** The middle of a box. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A box on the map. */
export interface Sized {
  readonly name: string;
  readonly width: number;
}

/** The size of the picture, and the height of its boxes. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly box: number;
}

const rounds = 300;
const sweeps = 600;
const gap = { x: 12, y: 14 };

/** Places of boxes that are joined by the given pairs, all of them to one another in some way. */
export const placed = (
  boxes: readonly Sized[],
  pairs: readonly (readonly [number, number])[],
  frame: Frame,
): readonly Place[] => {
  const distances = stepsBetween(boxes.length, pairs);
  const points = boxes.map((_, i) => {
    const angle = (2 * Math.PI * i) / boxes.length;
    return { x: Math.cos(angle), y: Math.sin(angle) };
  });
  for (let round = 0; round < rounds; round++) majorise(points, distances);
  turn(points);
  fill(points, frame);
  for (let sweep = 0; sweep < sweeps && apart(points, boxes, frame); sweep++);
  return points;
};

interface Moving {
  x: number;
  y: number;
}

/** The number of steps between any two, by breadth first. */
const stepsBetween = (count: number, pairs: readonly (readonly [number, number])[]): readonly number[][] => {
  const neighbours = Array.from({ length: count }, () => new Set<number>());
  for (const [a, b] of pairs) {
    neighbours[a].add(b);
    neighbours[b].add(a);
  }
  return neighbours.map((_, start) => {
    const steps = new Array<number>(count).fill(count);
    steps[start] = 0;
    for (const queue = [start]; queue.length > 0;) {
      const at = queue.shift()!;
      for (const next of neighbours[at]) {
        if (steps[next] < count) continue;
        steps[next] = steps[at] + 1;
        queue.push(next);
      }
    }
    return steps;
  });
};

const majorise = (points: Moving[], distances: readonly number[][]): void => {
  points.forEach((point, i) => {
    let [x, y, total] = [0, 0, 0];
    points.forEach((other, j) => {
      if (i === j) return;
      const wanted = distances[i][j];
      const weight = wanted ** -2;
      const away = Math.hypot(point.x - other.x, point.y - other.y) || 1e-9;
      x += weight * (other.x + (wanted * (point.x - other.x)) / away);
      y += weight * (other.y + (wanted * (point.y - other.y)) / away);
      total += weight;
    });
    point.x = x / total;
    point.y = y / total;
  });
};

/** The longest direction lies along the picture. */
const turn = (points: Moving[]): void => {
  const mean = (of: (point: Place) => number): number => points.reduce((sum, point) => sum + of(point), 0) / points.length; // prettier-ignore
  const [mx, my] = [mean(({ x }) => x), mean(({ y }) => y)];
  const xx = mean(({ x }) => (x - mx) ** 2);
  const yy = mean(({ y }) => (y - my) ** 2);
  const xy = mean(({ x, y }) => (x - mx) * (y - my));
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  for (const point of points) {
    const [x, y] = [point.x - mx, point.y - my];
    point.x = x * Math.cos(angle) + y * Math.sin(angle);
    point.y = y * Math.cos(angle) - x * Math.sin(angle);
  }
};

// How much of a place is told by its rank: crowds are thinned, and those who stand alone come nearer.
const evenness = 0.6;

/** Spreads the points over the picture. */
const fill = (points: Moving[], { width, height }: Frame): void => {
  for (const [axis, size] of [
    ['x', width],
    ['y', height],
  ] as const) {
    const values = points.map((point) => point[axis]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const ranks = new Map([...values].sort((a, b) => a - b).map((value, rank) => [value, rank]));
    points.forEach((point, i) => {
      const along = (values[i] - least) / (most - least);
      const rank = (ranks.get(values[i]) ?? 0) / (points.length - 1);
      point[axis] = (0.06 + 0.88 * ((1 - evenness) * along + evenness * rank)) * size;
    });
  }
};

/** One sweep that pushes overlapping boxes apart, inside the picture; whether any was moved. */
const apart = (points: Moving[], boxes: readonly Sized[], frame: Frame): boolean => {
  let moved = false;
  for (let i = 0; i < points.length; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [points[i], points[j]];
      const x = (boxes[i].width + boxes[j].width) / 2 + gap.x - Math.abs(a.x - b.x);
      const y = frame.box + gap.y - Math.abs(a.y - b.y);
      if (x <= 0 || y <= 0) continue;
      moved = true;
      const axis = x < y ? 'x' : 'y';
      const push = Math.min(x, y) / 2 + 0.5;
      const sign = a[axis] >= b[axis] ? 1 : -1;
      a[axis] += sign * push;
      b[axis] -= sign * push;
    }
  points.forEach((point, i) => {
    point.x = clamp(point.x, boxes[i].width / 2, frame.width - boxes[i].width / 2);
    point.y = clamp(point.y, frame.box / 2, frame.height - frame.box / 2);
  });
  return moved;
};

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
