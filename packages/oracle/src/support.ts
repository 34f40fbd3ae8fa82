// A support and the rule that sums over it: points one by one, integers from the mode, intervals by quadrature.
import { Real, type Arithmetic } from '@expfam/precise';
import { complain } from './complaint.js';
import type { Support } from './domain.js';
import type { Exact } from './exact.js';
import { accumulate, combine, type Moments, type Weighted } from './moments.js';
import { integrate } from './quadrature.js';
import { sumIntegers } from './series.js';

/** Ranges longer than this are not listed. */
const listed = 4096;

/** What is summed, and how to find the places where an interval must be cut. */
export interface Task extends Weighted {
  readonly cuts: (interval: { from: Real; to: Real }) => readonly Real[];
}

/** Sums or integrates over the support. @throws OracleError where the support is of a kind that has no rule yet. */
export function summate(support: Support, weighted: Task, a: Arithmetic): Moments {
  switch (support.kind) {
    case 'integers':
      return sumIntegers(support, weighted, a);
    case 'interval':
      return integratePieces(support, weighted, a);
    case 'points':
      return sumPoints(support.points, weighted, a);
    case 'counts':
      return sumPoints([...compositions(support.total, support.size)], weighted, a);
    default:
      return complain({
        code: 'no-rule',
        what: `an outcome in ${support.kind} of size ${support.size}`,
        needed: 'integers, points, counts or an interval',
        help: 'the log density can be asked for; sums over this support cannot',
      });
  }
}

function integratePieces(interval: { from: Real; to: Real }, task: Task, a: Arithmetic): Moments {
  const ends = [interval.from, ...task.cuts(interval), interval.to];
  const pieces = ends.slice(1).map((to, k) => integrate({ from: ends[k] ?? to, to }, task, a));
  return combine(pieces, a);
}

/** The points of an integer range that is short enough to list. */
export function supportPoints(support: Support): readonly Real[] | undefined {
  if (support.kind !== 'integers' || !(support.to - support.from < listed)) return undefined;
  return Array.from({ length: support.to - support.from + 1 }, (_, i) => Real.fromInteger(support.from + i));
}

function sumPoints(points: readonly Exact[], weighted: Weighted, a: Arithmetic): Moments {
  const heights = points.map(weighted.logWeight);
  const top = heights.reduce((best, height, i) => ((heights[best] ?? height).lessThan(height) ? i : best), 0);
  const first = points[top];
  if (first === undefined) {
    return complain({
      code: 'empty-support',
      what: 'the set is empty',
      needed: 'at least one value',
      help: 'check the domain',
    });
  }
  const sum = accumulate(first, weighted, a);
  points.forEach((point, i) => {
    if (i !== top) sum.add(point);
  });
  return sum.moments();
}

/** Every vector of `size` counts that sum to `total`. */
function* compositions(total: number, size: number): Generator<readonly Real[]> {
  if (size <= 1) {
    yield [Real.fromInteger(total)];
    return;
  }
  for (let k = 0; k <= total; k += 1) {
    for (const rest of compositions(total - k, size - 1)) yield [Real.fromInteger(k), ...rest];
  }
}
