// One step of slice sampling along a line (Neal, Annals of Statistics 31, 2003): a height below the density, an interval that is
// stepped out until it reaches over the slice, and shrunk towards where we stand until a point of it lies in the slice.

// Neal's m: the most steps by which an interval grows.
const mostSteps = 64;

/** How far to go from 0 on a line; `density` is logarithmic and finite at 0, `width` the order of its spread. */
export const slice = (
  density: (t: number) => number,
  { width, random }: { readonly width: number; readonly random: () => number },
): number => {
  const level = density(0) + Math.log(1 - random());
  const inside = (t: number): boolean => density(t) >= level;
  let low = -width * random();
  let high = low + width;
  let before = Math.floor(mostSteps * random());
  let after = mostSteps - 1 - before;
  for (; before > 0 && inside(low); before--) low -= width;
  for (; after > 0 && inside(high); after--) high += width;
  for (;;) {
    const next = low + (high - low) * random();
    if (inside(next)) return next;
    if (high - low < 1e-14 * width) return 0;
    if (next < 0) low = next;
    else high = next;
  }
};
