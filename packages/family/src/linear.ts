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

const balancingRounds = 2;

/** The rows and columns divided by their largest entries, so that no steep row hides the others. */
export const balanced = (m: Arithmetic, rows: readonly (readonly Real[])[]): Real[][] => {
  const transposed = (matrix: readonly (readonly Real[])[]): Real[][] =>
    (matrix[0] ?? []).map((_, j) => matrix.map((row) => row[j]));
  const scaled = (matrix: readonly (readonly Real[])[]): Real[][] =>
    matrix.map((row) => {
      const top = row.reduce((a, b) => (a.abs().compare(b.abs()) >= 0 ? a : b));
      return top.isZero() ? [...row] : row.map((value) => m.divide(value, top));
    });
  let matrix: readonly (readonly Real[])[] = rows;
  for (let round = 0; round < balancingRounds; round++)
    matrix = transposed(scaled(transposed(scaled(matrix))));
  return matrix.map((row) => [...row]);
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
  const width = rows[0]?.length ?? 0;
  const independent: number[] = [];
  const relations: Relation[] = [];
  for (let column = 0; column < width; column++) {
    const solution = solve(m, rows, { from: independent, to: column, threshold });
    const rationals = solution?.map((x) => reconstruct(m, x));
    if (!rationals || rationals.some((value) => value === null)) {
      independent.push(column);
      continue;
    }
    const combination = new Map(
      independent.map((from, i) => [from, rationals[i]!] as const).filter(([, value]) => value.sign !== 0),
    );
    relations.push({ column, combination });
  }
  return relations;
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
  for (let column = 0; column < width; column++) {
    const first = pivots.length;
    let best = first;
    for (let i = first; i < matrix.length; i++)
      if (matrix[i][column].abs().compare(matrix[best][column].abs()) > 0) best = i;
    if (first >= matrix.length || matrix[best][column].abs().compare(threshold) <= 0) continue;
    [matrix[first], matrix[best]] = [matrix[best], matrix[first]];
    const pivot = matrix[first];
    for (const [i, row] of matrix.entries()) {
      if (i === first || row[column].isZero()) continue;
      const factor = m.divide(row[column], pivot[column]);
      for (let j = column; j <= width; j++) row[j] = m.subtract(row[j], m.multiply(factor, pivot[j]));
    }
    pivots.push(column);
  }
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
