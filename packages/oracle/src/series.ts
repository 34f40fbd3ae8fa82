// Sums over integers: all of a short range, or from the mode outwards until the terms no longer count.
import { Real, type Arithmetic } from '@expfam/precise';
import { complain } from './complaint.js';
import { accumulate, type Accumulator, type Moments, type Weighted } from './moments.js';

/** Ranges up to this length are summed whole, whatever the terms do. */
const wholeRange = 256;

/** Terms on either side of the mode before the tail is handed to the accelerated sum. */
const patience = 12_000;

/** Σ over the integers from … to, bounds included; one of them or both may be infinite. */
export function sumIntegers(range: { from: number; to: number }, weighted: Weighted, a: Arithmetic): Moments {
  const { from, to } = range;
  if (from > to) return emptySum();
  const at = (y: number): Real => Real.fromInteger(y);
  const mode = from === to ? from : findMode(range, (y) => weighted.logWeight(at(y)));
  const sum = accumulate(at(mode), weighted, a);
  const whole = to - from <= wholeRange;
  for (const step of [1, -1]) {
    const end = step > 0 ? to : from;
    let quiet = 0;
    let y = mode + step;
    for (; (end - y) * step >= 0 && (whole || quiet < 3) && (y - mode) * step <= patience; y += step) {
      quiet = negligible(sum.add(at(y)), y - mode, a) ? quiet + 1 : 0;
    }
    if (!whole && quiet < 3 && (end - y) * step >= 0) sumSlowTail({ start: y, step, end }, sum, a);
  }
  return sum.moments();
}

/** Whether terms of this size (log2, against the mode's) have no part in the digits, even `distance` of them together. */
function negligible(size: number, distance: number, a: Arithmetic): boolean {
  return size + Math.log2(Math.abs(distance) + 1) < -a.bits;
}

function emptySum(): never {
  return complain({
    code: 'empty-support',
    what: 'the range has no values',
    needed: 'at least one value',
    help: 'check the bounds',
  });
}

/** The integer of greatest log weight, by doubling steps uphill: exact where the weights rise and fall once. */
function findMode(range: { from: number; to: number }, logWeight: (y: number) => Real): number {
  const { from, to } = range;
  const within = (y: number): boolean => y >= from && y <= to;
  let best = Number.isFinite(from) ? from : Number.isFinite(to) ? to : 0;
  let height = logWeight(best);
  for (let step = 1; step >= 1;) {
    const next = [best + step, best - step].filter(within).find((y) => height.lessThan(logWeight(y)));
    if (next === undefined) step /= 2;
    else {
      [best, height] = [next, logWeight(next)];
      step *= 2;
    }
  }
  return best;
}

/**
 * A tail that fades slowly (a geometric of mean a million, a power law), by Van Wijngaarden's transformation into an
 * alternating series, b_k = Σ 2^j a(2^j k), and the weights of Cohen, Rodriguez Villegas and Zagier (2000), algorithm 1.
 * It holds where the terms fall steadily; 60 digits take some 90 rows of some 200 terms each.
 */
function sumSlowTail(
  tail: { start: number; step: number; end: number },
  sum: Accumulator,
  a: Arithmetic,
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
      quiet = size < -a.bits - 8 ? quiet + 1 : 0;
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
