// log |det| of a matrix of numbers by elimination: the formula of a determinant has n! terms, at twelve classes too many.
import type { Arithmetic, Real } from '@expfam/precise';

/**
 * The logarithm of the size of a determinant.
 *
 * @throws Error for a matrix without an inverse
 */
export const logDeterminant = (m: Arithmetic, rows: readonly (readonly Real[])[]): Real => {
  let left = rows;
  let sum = m.fromRational(0n, 1n);
  while (left.length > 0) {
    const pivotRow = left.reduce((best, row) => (row[0].abs().compare(best[0].abs()) > 0 ? row : best));
    const [pivot] = pivotRow;
    if (pivot.isZero()) throw new Error('the matrix has no inverse');
    sum = m.add(sum, m.log(pivot.abs()));
    left = left
      .filter((row) => row !== pivotRow)
      .map((row) => {
        const factor = m.divide(row[0], pivot);
        return row.slice(1).map((entry, j) => m.subtract(entry, m.multiply(factor, pivotRow[j + 1])));
      });
  }
  return sum;
};
