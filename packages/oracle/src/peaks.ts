// Where a weight has its peaks: looked for on a grid over the whole range before anything is summed or integrated, for who climbs
// from one place finds one peak, and a second well or a far value of its own has as much to say.
import { Real, type Arithmetic } from '@expfam/precise';

/** The places of a list of heights that no neighbour exceeds, one for each plateau; where a weight has no logarithm it has no top. */
export function tops(heights: readonly Real[]): number[] {
  const isBelow = (other: Real | undefined, height: Real): boolean =>
    other?.isFinite() !== true || other.lessThan(height);
  return heights.flatMap((height, i) => {
    if (!height.isFinite() || !isBelow(heights[i - 1], height)) return [];
    const next = heights.find((other, j) => j > i && !other.equals(height));
    return isBelow(next, height) ? [i] : [];
  });
}

const octaves = 20;

/** Whole numbers of a range, ever further apart from its ends, or from 0 where it has none. */
export function integerGrid({ from, to }: { readonly from: number; readonly to: number }): number[] {
  const steps = Array.from({ length: octaves }, (_, k) => [2 ** k, 1.5 * 2 ** k]).flat().filter(Number.isInteger); // prettier-ignore
  const offsets = [0, ...steps];
  const ends = [from, to].filter(Number.isFinite);
  const places = (ends.length === 0 ? [0] : ends).flatMap((end) =>
    offsets.flatMap((offset) => [end - offset, end + offset]),
  );
  return [...new Set(places.filter((y) => y >= from && y <= to && Number.isSafeInteger(y)))].sort(
    (x, y) => x - y,
  );
}

/** How far below both of its neighbouring peaks a place lies where an integral is cut. */
const depth = Real.fromInteger(3);

/** The lowest places of a grid between peaks that stand out, in order. */
export function valleys(grid: readonly Real[], height: (u: Real) => Real, a: Arithmetic): Real[] {
  const heights = grid.map(height);
  const at = (i: number): Real => heights[i] ?? Real.NaN;
  const lower = (i: number, j: number): number => (at(i).lessThan(at(j)) ? i : j);
  const lowest = (from: number, to: number): number => {
    let best = from;
    for (let i = from; i <= to; i += 1) best = lower(i, best);
    return best;
  };
  const found: Real[] = [];
  const [first = 0, ...others] = tops(heights);
  let before = first;
  for (const peak of others) {
    const low = lowest(before, peak);
    const least = lower(before, peak);
    const place = grid[low];
    const stands = a.add(at(low), depth).lessThan(at(least));
    if (stands && place !== undefined) found.push(place);
    // of two peaks that are one the higher is kept
    if (stands || least === before) before = peak;
  }
  return found;
}
