// Sums over integers: all of a short range, or from the mode outwards until the terms no longer count.
import { Real, type Arithmetic } from '@expfam/precise';
import { complain } from './complaint.js';
import { accumulate, type Accumulator, type Moments, type Weighted } from './moments.js';
import { integerGrid, tops } from './peaks.js';

/** Ranges up to this length are summed whole, whatever the terms do. */
const wholeRange = 256;

/** Terms on either side of a mode before the tail is handed to the accelerated sum. */
const patience = 12_000;

/** Σ over the integers from … to, bounds included; one of them or both may be infinite. */
export function sumIntegers(range: { from: number; to: number }, weighted: Weighted, a: Arithmetic): Moments {
  const { from, to } = range;
  if (from > to) return emptySum();
  const at = (y: number): Real => Real.fromInteger(y);
  const height = (y: number): Real => weighted.logWeight(at(y));
  const [first = from, ...others] = modesOf(range, height);
  const sum = accumulate(at(first), weighted, a);
  const summed: Summed = { sum, range, a, largest: -Infinity, covered: new Set([first]) };
  if (to - from <= wholeRange) {
    for (let y = from; y <= to; y += 1) if (y !== first) sum.add(at(y));
    return sum.moments();
  }
  outwards(first, summed);
  for (const mode of others) {
    if (summed.covered.has(mode)) continue;
    summed.covered.add(mode);
    if (!isNegligible(sum.add(at(mode)), 0, summed)) outwards(mode, summed);
  }
  return sum.moments();
}

interface Summed {
  readonly sum: Accumulator;
  readonly range: { readonly from: number; readonly to: number };
  readonly a: Arithmetic;
  /** The largest term beside the first, as log2 against it: what has next to no weight is also wanted to all digits. */
  largest: number;
  readonly covered: Set<number>;
}

/** Adds what lies on either side of a mode until three terms in a row do not count, or are those of another mode. */
function outwards(mode: number, summed: Summed): void {
  const { sum, range, covered } = summed;
  for (const step of [1, -1]) {
    const end = step > 0 ? range.to : range.from;
    let quiet = 0;
    let y = mode + step;
    for (; (end - y) * step >= 0 && quiet < 3 && (y - mode) * step <= patience; y += step) {
      if (covered.has(y)) break;
      covered.add(y);
      quiet = isNegligible(sum.add(Real.fromInteger(y)), y - mode, summed) ? quiet + 1 : 0;
    }
    if (quiet < 3 && (end - y) * step >= 0 && !covered.has(y)) sumSlowTail({ start: y, step, end }, summed);
  }
}

/** Whether terms of this size (log2, against the first) have no part in the digits, even `distance` of them together. */
function isNegligible(size: number, distance: number, summed: Summed): boolean {
  if (size === Number.NEGATIVE_INFINITY) return true;
  if (size > summed.largest) summed.largest = size;
  return size + Math.log2(Math.abs(distance) + 1) < Math.min(0, summed.largest) - summed.a.bits;
}

function emptySum(): never {
  return complain({
    code: 'empty-support',
    what: 'the range has no values',
    needed: 'at least one value',
    help: 'check the bounds',
  });
}

/** The integers of greatest log weight among their neighbours, the highest first: of a short range just that one. */
function modesOf(range: { from: number; to: number }, height: (y: number) => Real): number[] {
  const { from, to } = range;
  const isShort = to - from <= wholeRange;
  const grid = isShort ? Array.from({ length: to - from + 1 }, (_, k) => from + k) : integerGrid(range);
  const heights = grid.map(height);
  const modes = tops(heights).map((i) => {
    const start = { at: grid[i] ?? from, height: heights[i] ?? Real.NaN };
    return isShort ? start : climb(start, range, height);
  });
  modes.sort((x, y) => y.height.compare(x.height));
  return [...new Set(modes.map(({ at }) => at))];
}

/** Uphill by doubling steps: to the top where the weights rise and fall once from there on. Some rise for ever: their sum is infinite. */
function climb(
  start: { readonly at: number; readonly height: Real },
  { from, to }: { readonly from: number; readonly to: number },
  height: (y: number) => Real,
): { readonly at: number; readonly height: Real } {
  const within = (y: number): boolean => y >= from && y <= to;
  let best = start;
  for (let step = 1; step >= 1;) {
    const next = [best.at + step, best.at - step]
      .filter(within)
      .map((at) => ({ at, height: height(at) }))
      .find((each) => best.height.lessThan(each.height));
    if (next === undefined) step /= 2;
    else [best, step] = [next, step * 2];
    if (!Number.isFinite(best.at + step) || !Number.isFinite(best.at - step)) return slow();
  }
  return best;
}

/**
 * A tail that fades slowly (a geometric of mean a million, a power law), by Van Wijngaarden's transformation into an
 * alternating series, b_k = Σ 2^j a(2^j k), and the weights of Cohen, Rodriguez Villegas and Zagier (2000), algorithm 1.
 * It holds where the terms fall steadily; 60 digits take some 90 rows of some 200 terms each.
 */
function sumSlowTail(
  tail: { readonly start: number; readonly step: number; readonly end: number },
  { sum, a, largest }: Summed,
): void {
  if (Number.isFinite(tail.end)) return slow();
  const rows = Math.ceil(a.bits / Math.log2(3 + Math.sqrt(8))) + 2;
  const root = a.powerInteger(a.add(Real.fromInteger(3), a.sqrt(Real.fromInteger(8))), BigInt(rows));
  const d = a.add(root, a.divide(Real.one, root)).scale(-1);
  const logTwo = a.log(Real.fromInteger(2));
  let b = Real.one.negate();
  let c = d.negate();
  for (let k = 0; k < rows; k += 1) {
    c = a.subtract(b, c);
    // the transformation turns Σ a into Σ (−1)^k b_k, and c carries the sign
    const weight = a.divide(c, d);
    const log = a.log(weight.abs());
    let quiet = 0;
    for (let j = 0; quiet < 3; j += 1) {
      if (j > 4000) return slow();
      const offset = (BigInt(k + 1) << BigInt(j)) - 1n;
      const y = Real.of(BigInt(tail.start) + BigInt(tail.step) * offset, 0);
      const size = sum.add(y, a.add(log, a.multiply(Real.fromInteger(j), logTwo)), weight.sign());
      quiet = size < Math.min(0, largest) - a.bits - 8 ? quiet + 1 : 0;
    }
    b = a.divide(
      a.multiply(b, Real.fromInteger(2 * (k + rows) * (k - rows))),
      Real.fromInteger((2 * k + 1) * (k + 1)),
    );
  }
}

function slow(): never {
  return complain({
    code: 'slow-series',
    what: 'the terms of the sum fade too slowly',
    needed: 'terms that fall at least like a power of y greater than one',
    help: 'move the parameters away from the edge of their domain',
  });
}
