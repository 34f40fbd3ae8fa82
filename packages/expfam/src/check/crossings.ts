// Where a kernel changes its formula: along each natural parameter, and along the outcome, pairs of neighbouring numbers between
// which it decides otherwise. The thresholds are not known here, they are found in the kernel itself.
import { decisionsAt } from '@expfam/codegen';
import type { Decisions, Kernel } from '@expfam/codegen';
import { midway } from '@expfam/oracle/measure';
import type { Format } from '@expfam/oracle/measure';
import type { OutcomeLine } from './outcome-lines.js';
import type { Point } from './truth.js';

/** A kernel as a target computes it. */
export interface Decider {
  readonly kernel: Kernel;
  /** Whether the target spells exponentials and logarithms near 1 by itself, with choices of its own. */
  readonly lacks: 'nothing' | 'prelude';
}

/** Where changes of formula are looked for. */
export interface Ground {
  readonly format: Format;
  /** Points through which lines are laid. */
  readonly from: readonly Point[];
  /** Lines of outcomes through one of them. */
  readonly linesThrough: (y: Point['y']) => readonly OutcomeLine[];
  readonly allows: (point: Point) => boolean;
}

/** What all evaluations together may cost, in operations. */
const affordable = 2 ** 21;

/** The points through which lines are laid, at most. */
const lines = 3;

/** A change of formula that many lines meet is kept of so many. */
const mostOfEach = 2;

/** Sizes between which changes are looked for: those of a formula in everyday numbers lie between two of them. */
const [least, largest, step] = [-54, 12, 1.5];

const ladder: readonly number[] = Array.from(
  { length: Math.floor((largest - least) / step) + 1 },
  (_, i) => 2 ** (least + i * step),
);

/** A line through a point. */
interface Line {
  readonly place: (x: number) => Point;
  readonly stops: readonly number[];
  readonly between: (a: number, b: number) => number;
}

/** Points on both sides of every change of formula that was found, neighbours next to each other. */
export const crossings = (decider: Decider, ground: Ground): readonly (readonly [Point, Point])[] => {
  const met = new Map<string, number>();
  const isRare = (key: string): boolean => (met.get(key) ?? 0) < mostOfEach;
  const most = affordable / Math.max(1, costOf(decider, ground));
  const all = linesOf(decider.kernel, ground).slice(0, Math.max(1, Math.floor(most / ofLine)));
  let left = affordable;
  return all.flatMap((line, i) => {
    const { found, operations } = alongLine(line, decider, { ...ground, most: left / (all.length - i) });
    left -= operations;
    return found.flatMap(({ keys, sides }) => {
      if (!keys.some(isRare)) return [];
      for (const key of keys) met.set(key, (met.get(key) ?? 0) + 1);
      return [sides];
    });
  });
};

/** Points of a line that are asked for, about. */
const ofLine = 150;

/** What a kernel decides at a point, labels counted from 0 there. */
const decidedAt = ({ kernel, lacks }: Decider, { eta, y }: Point): Decisions =>
  decisionsAt(kernel, { eta, y: kernel.classes === null ? y : y.map((label) => label - 1) }, lacks);

/** What one evaluation costs. */
const costOf = (decider: Decider, { from: [first] }: Ground): number =>
  first === undefined ? 0 : decidedAt(decider, first).operations;

/** A change of formula: what is decided otherwise, and the points on both sides. */
interface Crossing {
  readonly keys: readonly string[];
  readonly sides: readonly [Point, Point];
}

/** The changes along a line, as far as so many operations reach. */
const alongLine = (
  { place, stops, between }: Line,
  decider: Decider,
  { allows, most }: Pick<Ground, 'allows'> & { readonly most: number },
): { readonly found: readonly Crossing[]; readonly operations: number } => {
  const found: Crossing[] = [];
  let operations = 0;
  const at = (x: number): Stop | null => {
    const point = place(x);
    if (operations > most || !allows(point)) return null;
    const decisions = decidedAt(decider, point);
    operations += decisions.operations;
    return { x, made: decisions.made };
  };
  const split = (a: Stop, b: Stop, keys: readonly string[]): void => {
    if (keys.length === 0) return;
    const x = between(a.x, b.x);
    if (x === a.x || x === b.x) {
      found.push({ keys, sides: [place(a.x), place(b.x)] });
      return;
    }
    const middle = at(x);
    if (middle === null) return;
    const before = differing(a.made, middle.made);
    split(a, middle, keys.filter((key) => before.has(key))); // prettier-ignore
    split(middle, b, keys.filter((key) => !before.has(key))); // prettier-ignore
  };
  let last: Stop | null = null;
  for (const x of stops) {
    const next = at(x);
    if (last !== null && next !== null) split(last, next, [...differing(last.made, next.made)]);
    last = next;
  }
  return { found, operations };
};

type Made = Decisions['made'];

interface Stop {
  readonly x: number;
  readonly made: Made;
}

const differing = (a: Made, b: Made): ReadonlySet<string> =>
  new Set([...a.keys(), ...b.keys()].filter((key) => a.get(key) !== b.get(key)));

/** Lines along every natural parameter through every point, those of one point after those of another, and along its outcome. */
const linesOf = (
  { parameters, classes }: Kernel,
  { format, from, linesThrough }: Ground,
): readonly Line[] => {
  const middle = (a: number, b: number): number => midway(a, b, format);
  const rounded = format === 'f32' ? Math.fround : (x: number): number => x;
  return from.slice(0, lines).flatMap(({ eta, y }): Line[] => {
    const along = Array.from({ length: parameters }, (_, i): Line => {
      const stops = [...ladder, ...ladder.map((x) => -x), 0, ...eta, ...eta.map((x) => -x)].map(rounded);
      return {
        place: (x) => ({ eta: eta.map((each, k) => (k === i ? x : each)), y, along: i }),
        stops: ordered(stops),
        between: middle,
      };
    });
    if (classes !== null) return along;
    const beside = linesThrough(y).map(({ stops, whole, place }): Line => ({
      place: (x) => ({ eta, y: place(x) }),
      stops: ordered(whole ? stops : stops.map(rounded)),
      between: whole ? (a, b) => Math.floor((a + b) / 2) : middle,
    }));
    return [...along, ...beside];
  });
};

const ordered = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);
