// A support and the rule that sums over it: points one by one, integers from the mode, intervals by quadrature, vectors and
// matrices on a lattice.
import { Real, type Arithmetic } from '@expfam/precise';
import { boxChart, integrateSphere, matrixChart, simplexChart } from './charts.js';
import { complain } from './complaint.js';
import type { Support } from './domain.js';
import type { Exact } from './exact.js';
import { accumulate, combine, type Moments, type Weighted } from './moments.js';
import { digitsIn, integrateLattice, sumLattice } from './lattice.js';
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
    case 'simplex':
      return integrateLattice(simplexChart(support.size, a), weighted, a);
    case 'matrices':
      return integrateLattice(matrixChart(support.size, a), weighted, a);
    case 'sphere':
      return integrateSphere(support.size, weighted, a);
    case 'vectors':
      return summateVectors(support, weighted, a);
  }
}

/** The digits to which a sum or integral over the support can be trusted, of those that are carried. */
export function digitsOver(support: Support, carried: number): number {
  switch (support.kind) {
    case 'integers':
    case 'interval':
    case 'points':
    case 'counts':
      return carried;
    case 'simplex':
      return Math.min(carried, digitsIn(support.size - 1));
    case 'matrices':
      return Math.min(carried, digitsIn((support.size * (support.size + 1)) / 2));
    case 'sphere':
      return Math.min(carried, digitsIn(support.size - 1));
    case 'vectors':
      return support.component.kind === 'interval' ? Math.min(carried, digitsIn(support.size)) : carried;
  }
}

function summateVectors(
  { size, component }: Support & { kind: 'vectors' },
  task: Task,
  a: Arithmetic,
): Moments {
  switch (component.kind) {
    case 'points':
      return sumPoints([...choices(component.points, size)], task, a);
    case 'integers':
      return sumLattice({ ...component, dimensions: size }, task, a);
    case 'interval':
      return integrateLattice(boxChart(component, size, a), task, a);
    default:
      return complain({
        code: 'no-rule',
        what: `an outcome of ${size} ${component.kind}`,
        needed: 'components that are numbers',
        help: 'the log density can be asked for; sums over this support cannot',
      });
  }
}

/** Every vector of `size` of these points. */
function* choices(points: readonly Real[], size: number): Generator<readonly Real[]> {
  if (size === 0) yield [];
  else for (const first of points) for (const rest of choices(points, size - 1)) yield [first, ...rest];
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
