// Columns that nearly cancel: not enough to lose one, enough to lose the digits of their coefficients.
import { extremes } from './linear-algebra/singular.js';
import { TriangularFactor } from './linear-algebra/triangular-factor.js';
import type { FitWarning } from './report.js';

/** How near columns are to cancelling, and which do. */
export interface Condition {
  /** The largest singular value over the smallest, the columns scaled to one length. */
  readonly number: number;
  readonly columns: readonly number[];
}

// Beyond this half of the digits of a double are lost in the information, which goes with the square of the number.
const collinear = 1e4;
const mostColumns = 200;

/** The condition of the columns that are not aliased, from the R of their QR factorisation; null where there are too many. */
export const conditionOf = (
  triangle: Float64Array,
  columns: number,
  aliased: ReadonlySet<number>,
): Condition | null => {
  const kept = Array.from({ length: columns }, (_, column) => column).filter(
    (column) => !aliased.has(column),
  );
  if (kept.length < 1 || kept.length > mostColumns) return null;
  const factor = new TriangularFactor(kept.length);
  for (let i = 0; i < columns; i++)
    factor.append(
      kept.map((column) => triangle[i * columns + column] ?? 0),
      0,
    );
  const { largest, smallest, direction } = extremes(factor.triangle(), kept.length);
  const longest = direction.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const number = largest / smallest;
  return {
    number: Number.isFinite(number) ? number : 1 / Number.EPSILON,
    columns: kept.filter((_, i) => Math.abs(direction[i] ?? 0) > 0.1 * longest),
  };
};

/** A warning where the condition is bad. */
export const nearWarnings = (near: Condition, name: (column: number) => string): readonly FitWarning[] => {
  if (!(near.number > collinear)) return [];
  const columns = near.columns.map(name);
  return [
    {
      code: 'near-collinear',
      message: `${columns.join(', ')} nearly cancel (condition number ${near.number.toExponential(1)}): their coefficients are poorly determined; leave one out, or use a ridge (--l2)`,
      columns,
    },
  ];
};
