// An operation over ranges of its arguments: its results, its derivatives and its error, each at most what they are at the corners,
// for within ranges as narrow as errors every law is monotone in each of its arguments.
import type { Law } from './laws.js';

/** The least and the largest of numbers. */
export type Range = readonly [number, number];

/** So much of an error more than covers the rounding of the doubles in which it is counted. */
const outward = 1 + 2 ** -20;

/** The corners of the ranges of one argument or two. */
const cornersOf = ([a, b]: readonly Range[]): readonly (readonly number[])[] => {
  const [from, to] = a;
  const ends = from === to ? [from] : [from, to];
  if (b === undefined) return ends.map((x) => [x]);
  return ends.flatMap((x) => (b[0] === b[1] ? [[x, b[0]]] : [[x, b[0]], [x, b[1]]])); // prettier-ignore
};

/** The range of numbers, NaN making it everything. */
const rangeOf = (values: readonly number[]): Range => {
  let [from, to] = [Infinity, -Infinity];
  for (const value of values) {
    if (Number.isNaN(value)) return [-Infinity, Infinity];
    if (value < from) from = value;
    if (value > to) to = value;
  }
  return [from, to];
};

/** A law over ranges of its arguments, about a value that it has there. */
export const over = (
  { value: valueOf, slopes: slopesOf, own: ownOf, steps = false }: Law,
  value: number,
  ranges: readonly Range[],
): { readonly range: Range; readonly own: number; readonly slopes: readonly Range[] } => {
  // where a step is taken is part of the formula
  if (steps) return { range: [value, value], own: 0, slopes: ranges.map(() => [0, 0]) };
  const corners = cornersOf(ranges);
  const results = corners.map((corner) => valueOf(...corner));
  const [least, most] = rangeOf([value, ...results]);
  const isAround = least < 0 && most > 0;
  const ends = isAround ? [least, 0, most] : [least, most];
  const own = corners.reduce(
    (worst, corner) => ends.reduce((top, end) => Math.max(top, ownOf(end, ...corner)), worst),
    0,
  );
  const slopes = corners.map((corner, i) => slopesOf(results[i], ...corner));
  const spare = own * outward;
  return {
    range: [least - spare, most + spare],
    own,
    slopes: ranges.map((_, k) => rangeOf(slopes.map((each) => each[k] ?? 0))),
  };
};
