// Vectors and matrices of reals, by elimination: a vector is a list, a matrix a list of rows, a row a matrix of one row.
import { Real, type Arithmetic } from '@expfam/precise';
import { complain } from './complaint.js';
import { real, type Exact } from './exact.js';

type Matrix = readonly (readonly Real[])[];

/** Whether it is a vector or a matrix. */
export function isMany(value: Exact): value is readonly Exact[] {
  return !(value instanceof Real);
}

function rowsOf(value: readonly Exact[]): Matrix {
  return value.map((row) => (isMany(row) ? row.map(real) : [row]));
}

/** One column is a vector again, one entry a number. */
function plain(rows: Matrix): Exact {
  const [first] = rows;
  if (first?.length !== 1) return rows;
  return rows.length === 1 ? (first[0] ?? Real.NaN) : rows.map(([entry]) => entry ?? Real.NaN);
}

/** x ± y, entry by entry. */
export function combineEntries(x: Exact, y: Exact, combine: (x: Real, y: Real) => Real): Exact {
  if (!isMany(x) && !isMany(y)) return combine(x, y);
  if (!isMany(x) || !isMany(y) || x.length !== y.length) return unfit('a sum');
  return x.map((entry, i) => combineEntries(entry, y[i] ?? Real.NaN, combine));
}

/** −x, exactly. */
export function negated(value: Exact): Exact {
  return isMany(value) ? value.map(negated) : value.negate();
}

/** The product of numbers, vectors and matrices. */
export function product(x: Exact, y: Exact, a: Arithmetic): Exact {
  if (!isMany(x)) return scaled(x, y, a);
  if (!isMany(y)) return scaled(y, x, a);
  const [left, right] = [rowsOf(x), rowsOf(y)];
  if (left[0]?.length !== right.length) return unfit('a product');
  const entry = (row: readonly Real[], j: number): Real =>
    row.reduce((sum, each, k) => a.add(sum, a.multiply(each, right[k]?.[j] ?? Real.NaN)), Real.zero);
  return plain(left.map((row) => (right[0] ?? []).map((_, j) => entry(row, j))));
}

function scaled(factor: Real, value: Exact, a: Arithmetic): Exact {
  return isMany(value) ? value.map((entry) => scaled(factor, entry, a)) : a.multiply(factor, value);
}

function transpose(value: readonly Exact[]): Exact {
  const rows = rowsOf(value);
  return plain((rows[0] ?? []).map((_, j) => rows.map((row) => row[j] ?? Real.NaN)));
}

/** By elimination with the largest pivot: the determinant, and the inverse unless it is singular. */
function eliminate(value: readonly Exact[], a: Arithmetic): { determinant: Real; inverse: Matrix } {
  const square = rowsOf(value);
  const size = square.length;
  if (square.some((row) => row.length !== size)) unfit('a determinant or inverse');
  const rows = square.map((row, i) => [...row, ...square.map((_, j) => (i === j ? Real.one : Real.zero))]);
  let determinant = Real.one;
  for (let k = 0; k < size; k += 1) {
    const largest = rows.reduce(
      (best, row, i) => (i > k && sizeAt(rows[best], k) < sizeAt(row, k) ? i : best),
      k,
    );
    if (largest !== k) {
      [rows[k], rows[largest]] = [rows[largest] ?? [], rows[k] ?? []];
      determinant = determinant.negate();
    }
    const pivot = rows[k]?.[k] ?? Real.NaN;
    determinant = a.multiply(determinant, pivot);
    const lead = (rows[k] ?? []).map((entry) => a.divide(entry, pivot));
    rows.forEach((row, i) => {
      const factor = row[k] ?? Real.NaN;
      rows[i] =
        i === k ? lead : row.map((entry, j) => a.subtract(entry, a.multiply(factor, lead[j] ?? Real.NaN)));
    });
  }
  return { determinant, inverse: rows.map((row) => row.slice(size)) };
}

function sizeAt(row: readonly Real[] | undefined, k: number): number {
  return row?.[k]?.abs().toNumber() ?? 0;
}

/** The functions of matrices. */
export function matrixFunctions(a: Arithmetic): ReadonlyMap<string, (value: Exact) => Exact> {
  const ofMany = (apply: (value: readonly Exact[]) => Exact) => (value: Exact) =>
    apply(isMany(value) ? value : [value]);
  return new Map([
    ['det', ofMany((value) => eliminate(value, a).determinant)],
    ['inv', ofMany((value) => plain(eliminate(value, a).inverse))],
    ['transpose', ofMany(transpose)],
    [
      'trace',
      ofMany((value) => rowsOf(value).reduce((sum, row, i) => a.add(sum, row[i] ?? Real.NaN), Real.zero)),
    ],
  ]);
}

/** A whole power of a matrix. */
export function matrixPower(value: readonly Exact[], exponent: Real, a: Arithmetic): Exact {
  const times = Number(exponent.floor());
  const base = times < 0 ? eliminate(value, a).inverse : value;
  const powers = Array.from({ length: Math.abs(times) - 1 }, () => base);
  return powers.reduce<Exact>((power, each) => product(power, each, a), base);
}

function unfit(what: string): never {
  return complain({
    code: 'shapes-differ',
    what: `${what} of vectors or matrices whose shapes do not fit`,
    needed: 'equal shapes in a sum, as many columns as rows in a product',
    help: 'transpose(x) * y is a number for two vectors',
  });
}
