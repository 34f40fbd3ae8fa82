// Rank and linear relations at high precision: found by numbers here, proven by the checks of the steps that use them.
import { Rational } from '@expfam/expression';
import type { Arithmetic, Real } from '@expfam/precise';

/** The rank of a matrix by elimination with full pivoting; what is below `threshold` times the largest entry is zero. */
export const rankOf = (m: Arithmetic, rows: readonly (readonly Real[])[], threshold: Real): number => {
  const matrix = rows.map((row) => [...row]);
  const largest = matrix
    .flat()
    .reduce((top, x) => (x.abs().compare(top) > 0 ? x.abs() : top), m.fromRational(0n, 1n));
  const least = m.multiply(largest, threshold);
  let rank = 0;
  while (rank < matrix.length && rank < (matrix[0]?.length ?? 0)) {
    const [pivotRow, pivotColumn] = largestFrom(matrix, rank);
    const pivot = matrix[pivotRow][pivotColumn];
    if (pivot.isZero() || pivot.abs().compare(least) <= 0) break;
    [matrix[rank], matrix[pivotRow]] = [matrix[pivotRow], matrix[rank]];
    for (const row of matrix) [row[rank], row[pivotColumn]] = [row[pivotColumn], row[rank]];
    for (let i = rank + 1; i < matrix.length; i++) {
      const factor = m.divide(matrix[i][rank], pivot);
      for (let j = rank; j < matrix[i].length; j++)
        matrix[i][j] = m.subtract(matrix[i][j], m.multiply(factor, matrix[rank][j]));
    }
    rank++;
  }
  return rank;
};

/** A value that is only known up to an error; `error` is the power of two that it stays below. */
export interface Rough {
  readonly value: Real;
  readonly error: number;
}

const clearBits = 24; // a pivot must stand this far above its error

/**
 * The rank that is there for certain: elimination by the entries that stand furthest above their errors, which are carried
 * along. A steep table keeps its small rows, and a table of nothing but rounding has rank 0.
 */
export const certainRank = (m: Arithmetic, rows: readonly (readonly Rough[])[]): number => {
  let left = rows.map((row) => [...row]);
  for (let rank = 0; ; rank++) {
    const [i, j] = clearestOf(left);
    const pivot = left[i]?.[j];
    if (pivot === undefined || pivot.value.magnitude() - pivot.error < clearBits) return rank;
    const row = left[i];
    left = left
      .filter((other) => other !== row)
      .map((other) => {
        const factor = m.divide(other[j].value, pivot.value);
        const size = Math.max(factor.magnitude(), other[j].error - pivot.value.magnitude());
        const factorError = Math.max(other[j].error, size + pivot.error) - pivot.value.magnitude();
        return other.flatMap(({ value, error }, k) => {
          if (k === j) return [];
          const lost = Math.max(size + row[k].error, factorError + row[k].value.magnitude());
          return [
            { value: m.subtract(value, m.multiply(factor, row[k].value)), error: Math.max(error, lost) + 1 },
          ];
        });
      });
  }
};

/** Where the entry stands that is clearest of its error. */
const clearestOf = (rows: readonly (readonly Rough[])[]): [number, number] => {
  let [best, most] = [[-1, -1] as [number, number], -Infinity];
  for (const [i, row] of rows.entries())
    for (const [j, { value, error }] of row.entries())
      if (value.magnitude() - error > most) [best, most] = [[i, j], value.magnitude() - error];
  return best;
};

/** Where the largest entry stands among the rows and columns from `first` on. */
const largestFrom = (matrix: readonly (readonly Real[])[], first: number): [number, number] => {
  const places = matrix
    .slice(first)
    .flatMap((row, i) => row.slice(first).map((_, j): [number, number] => [first + i, first + j]));
  return places.reduce((best, place) =>
    matrix[place[0]][place[1]].abs().compare(matrix[best[0]][best[1]].abs()) > 0 ? place : best,
  );
};

/** A column as a rational combination of the columns before it that are independent. */
export interface Relation {
  readonly column: number;
  readonly combination: ReadonlyMap<number, Rational>;
}

/** For every column of `rows` that depends linearly on earlier ones: how. Columns whose factors are not rational count as independent. */
export const relationsOf = (
  m: Arithmetic,
  rows: readonly (readonly Real[])[],
  threshold: Real,
): Relation[] => {
  const matrix = rows.map((row) => [...row]);
  const pivots: number[] = [];
  const relations: Relation[] = [];
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    if (eliminate(m, matrix, { rank: pivots.length, column, threshold })) {
      pivots.push(column);
      continue;
    }
    const combination = new Map<number, Rational>();
    for (const [i, from] of pivots.entries()) {
      const factor = reconstruct(m, m.divide(matrix[i][column], matrix[i][from]));
      if (factor === null) break;
      combination.set(from, factor);
    }
    if (combination.size < pivots.length) continue;
    for (const [from, factor] of combination) if (factor.sign === 0) combination.delete(from);
    relations.push({ column, combination });
  }
  return relations;
};

interface Elimination {
  /** The number of pivots so far, which stand in the first rows. */
  readonly rank: number;
  readonly column: number;
  readonly threshold: Real;
}

/** Makes the column a unit column (up to its pivot), if it is independent of those before it; tells whether it is. */
const eliminate = (m: Arithmetic, matrix: Real[][], { rank, column, threshold }: Elimination): boolean => {
  let best = rank;
  for (let i = rank; i < matrix.length; i++)
    if (matrix[i][column].abs().compare(matrix[best][column].abs()) > 0) best = i;
  if (rank >= matrix.length || matrix[best][column].abs().compare(threshold) <= 0) return false;
  [matrix[rank], matrix[best]] = [matrix[best], matrix[rank]];
  const pivot = matrix[rank];
  for (const [i, row] of matrix.entries()) {
    if (i === rank || row[column].isZero()) continue;
    const factor = m.divide(row[column], pivot[column]);
    for (let j = column; j < row.length; j++) row[j] = m.subtract(row[j], m.multiply(factor, pivot[j]));
  }
  return true;
};

/** Factors with which the `from` columns make up the `to` column in every row, or null. */
export const solve = (
  m: Arithmetic,
  rows: readonly (readonly Real[])[],
  {
    from,
    to,
    threshold,
  }: { readonly from: readonly number[]; readonly to: number; readonly threshold: Real },
): Real[] | null => {
  const matrix = rows.map((row) => [...from.map((column) => row[column]), row[to]]);
  const scale = matrix
    .map((row) => row.at(-1)!.abs())
    .reduce((a, b) => (a.compare(b) > 0 ? a : b), m.fromRational(1n, 1n));
  const least = m.multiply(scale, threshold);
  for (let k = 0; k < from.length; k++) {
    let pivot = k;
    for (let i = k; i < matrix.length; i++)
      if (matrix[i][k].abs().compare(matrix[pivot][k].abs()) > 0) pivot = i;
    if (pivot >= matrix.length || matrix[pivot][k].abs().compare(threshold) <= 0) return null;
    [matrix[k], matrix[pivot]] = [matrix[pivot], matrix[k]];
    for (let i = 0; i < matrix.length; i++) {
      if (i === k) continue;
      const factor = m.divide(matrix[i][k], matrix[k][k]);
      for (let j = k; j <= from.length; j++)
        matrix[i][j] = m.subtract(matrix[i][j], m.multiply(factor, matrix[k][j]));
    }
  }
  if (matrix.slice(from.length).some((row) => row.at(-1)!.abs().compare(least) > 0)) return null;
  return from.map((_, k) => m.divide(matrix[k].at(-1)!, matrix[k][k]));
};

/**
 * The last column as a rational combination of the others, of which as many count as are independent, the earlier ones
 * first; null where it is none, or where a factor is not rational.
 */
export const combinationOf = (
  m: Arithmetic,
  rows: readonly (readonly Real[])[],
  threshold: Real,
): ReadonlyMap<number, Rational> | null => {
  const matrix = rows.map((row) => [...row]);
  const width = (matrix[0]?.length ?? 1) - 1;
  const pivots: number[] = [];
  for (let column = 0; column < width; column++)
    if (eliminate(m, matrix, { rank: pivots.length, column, threshold })) pivots.push(column);
  if (matrix.slice(pivots.length).some((row) => row[width].abs().compare(threshold) > 0)) return null;
  const combination = new Map<number, Rational>();
  for (const [i, column] of pivots.entries()) {
    const factor = reconstruct(m, m.divide(matrix[i][width], matrix[i][column]));
    if (factor === null) return null;
    if (factor.sign !== 0) combination.set(column, factor);
  }
  return combination;
};

const largestDenominator = 10_000n;

/** The rational of small denominator next to a number, if it is next to one: by continued fractions. */
const reconstruct = (m: Arithmetic, value: Real): Rational | null => {
  const tolerance = m.power(m.fromRational(10n, 1n), m.fromRational(-30n, 1n));
  let [p0, q0, p1, q1] = [0n, 1n, 1n, 0n];
  let rest = value;
  for (let i = 0; i < 24; i++) {
    const whole = BigInt(Math.floor(rest.toNumber()));
    [p0, q0, p1, q1] = [p1, q1, whole * p1 + p0, whole * q1 + q0];
    if (q1 > largestDenominator) return null;
    const error = m.subtract(value, m.fromRational(p1, q1)).abs();
    if (error.compare(tolerance) <= 0) return Rational.of(p1, q1);
    const fraction = m.subtract(rest, m.fromRational(whole, 1n));
    if (fraction.isZero()) return null;
    rest = m.divide(m.fromRational(1n, 1n), fraction);
  }
  return null;
};
