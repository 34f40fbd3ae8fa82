// What an outcome is made of as far as its parts may change places: the components of a vector, the rows of a symmetric matrix,
// the classes that indicators tell apart. A point is one of them, counted from 1.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import { componentsOf } from '../calculus/matrix.js';
import type { Quantity } from './derivation.js';

export interface Points {
  readonly count: number;
  /** The points that a part of a statistic belongs to, in their order: of `y[2, 5]` 2 and 5. */
  readonly of: (part: Expression) => readonly number[] | null;
  /** What becomes of the parts where points are renamed. */
  readonly renaming: (moves: ReadonlyMap<number, number>) => ReadonlyMap<Expression, Expression>;
}

/** Null where the outcome has no parts, or its size is open. */
export const pointsOf = (outcome: Quantity, statistics: readonly Expression[]): Points | null =>
  e.isVectorDomain(outcome.domain) ? entries(outcome) : classes(outcome, statistics);

const numbered = (node: Expression): number | null => {
  const value = e.isNumber(node) ? e.rationalOf(node) : null;
  return value?.isInteger === true ? value.toNumber() : null;
};

/** Components y[k], and entries y[i, j] with i ≤ j. */
const entries = ({ symbol }: Quantity): Points | null => {
  const all = componentsOf(symbol);
  if (all === null) return null;
  const placesOf = ({ args: [, ...indices] }: Expression): number[] =>
    indices.map((index) => numbered(index)!);
  const known = new Map(all.map((each) => [each, placesOf(each)]));
  const byPlace = new Map(all.map((each) => [placesOf(each).join(), each]));
  const byPoint = new Map<number, Expression[]>();
  for (const [each, places] of known)
    for (const place of new Set(places)) byPoint.set(place, [...(byPoint.get(place) ?? []), each]);
  return {
    count: byPoint.size,
    of: (part) => known.get(part) ?? null,
    renaming: (moves) => {
      const moved = new Set([...moves.keys()].flatMap((point) => byPoint.get(point) ?? []));
      const target = (each: Expression): Expression => {
        const places = known.get(each)!.map((place) => moves.get(place) ?? place);
        return byPlace.get(places.sort((a, b) => a - b).join())!;
      };
      return new Map([...moved].map((each) => [each, target(each)]));
    },
  };
};

/** The indicators of single values in their order, where the statistics are nothing else. */
const classes = ({ symbol }: Quantity, statistics: readonly Expression[]): Points | null => {
  const valueOf = (node: Expression): number | null => {
    const other =
      node.op === 'equal' && node.args.includes(symbol) ? node.args.find((arg) => arg !== symbol) : undefined;
    return other === undefined ? null : numbered(other);
  };
  const values = statistics.map(valueOf);
  if (values.length < 2 || values.includes(null)) return null;
  const indicators = [...statistics].sort((a, b) => valueOf(a)! - valueOf(b)!);
  const points = new Map(indicators.map((each, i) => [each, i + 1]));
  return {
    count: indicators.length,
    of: (part) => {
      const point = points.get(part);
      return point === undefined ? null : [point];
    },
    renaming: (moves) => new Map([...moves].map(([from, to]) => [indicators[from - 1], indicators[to - 1]])),
  };
};

/** The points of a function of the outcome, in the order in which they occur. */
export const pointsIn = (node: Expression, points: Points): ReadonlySet<number> => {
  const found = new Set<number>();
  const visit = (part: Expression): void => {
    const own = points.of(part);
    if (own === null) part.args.forEach(visit);
    else own.forEach((point) => found.add(point));
  };
  visit(node);
  return found;
};
