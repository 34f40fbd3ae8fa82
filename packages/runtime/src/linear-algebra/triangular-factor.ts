// The R of a QR factorisation by Householder reflections, built from blocks of rows: memory stays at a block and R, however
// many rows there are, and columns that are almost dependent keep the digits that XᵀX would lose.

const blockSize = 64;

/** Rows go in, the upper triangular R of everything seen so far stays: RᵀR = XᵀX. */
export class TriangularFactor {
  readonly columns: number;
  /** R in its first `columns` rows (row-major), then the block that is being filled. */
  readonly #work: Float64Array;
  #filled: number;

  constructor(columns: number) {
    this.columns = columns;
    this.#work = new Float64Array((columns + blockSize) * columns);
    this.#filled = columns;
  }

  /** Adds one row of X, multiplied by `factor`. */
  append(row: ArrayLike<number>, from: number, factor = 1): void {
    const { columns } = this;
    for (let j = 0; j < columns; j++) this.#work[this.#filled * columns + j] = (row[from + j] ?? 0) * factor;
    this.#filled++;
    if (this.#filled === columns + blockSize) this.#reduce();
  }

  /** R, row-major, columns × columns. */
  triangle(): Float64Array {
    this.#reduce();
    return this.#work.slice(0, this.columns * this.columns);
  }

  #reduce(): void {
    for (let column = 0; column < this.columns; column++)
      reflect(this.#work, this.columns, { column, rows: this.#filled });
    this.#filled = this.columns;
  }
}

// One reflection that zeroes the column below its diagonal. The rows of the triangle below `column` are zero there already.
const reflect = (
  work: Float64Array,
  columns: number,
  place: { readonly column: number; readonly rows: number },
): void => {
  const { column, rows } = place;
  let largest = Math.abs(work[column * columns + column] ?? 0);
  for (let i = columns; i < rows; i++) largest = Math.max(largest, Math.abs(work[i * columns + column] ?? 0));
  if (largest === 0) return;
  let squares = ((work[column * columns + column] ?? 0) / largest) ** 2;
  for (let i = columns; i < rows; i++) squares += ((work[i * columns + column] ?? 0) / largest) ** 2;
  const head = work[column * columns + column] ?? 0;
  const norm = head > 0 ? -largest * Math.sqrt(squares) : largest * Math.sqrt(squares);
  const first = head - norm;
  const factor = 1 / (norm * first);
  for (let j = column + 1; j < columns; j++) {
    let product = first * (work[column * columns + j] ?? 0);
    for (let i = columns; i < rows; i++)
      product += (work[i * columns + column] ?? 0) * (work[i * columns + j] ?? 0);
    product *= factor;
    work[column * columns + j] = (work[column * columns + j] ?? 0) + first * product;
    for (let i = columns; i < rows; i++)
      work[i * columns + j] = (work[i * columns + j] ?? 0) + (work[i * columns + column] ?? 0) * product;
  }
  work[column * columns + column] = norm;
  for (let i = columns; i < rows; i++) work[i * columns + column] = 0;
};

/** A column that is a linear combination of columns before it. */
export interface Alias {
  readonly column: number;
  /** The columns of the combination. */
  readonly of: readonly number[];
}

/**
 * The columns that add nothing to those before them, as in R: what is left of the column after projection is at most
 * `tolerance` of its length. The tolerance is a property of the data, never of a solver's stopping rule.
 */
export const aliases = (triangle: Float64Array, columns: number, tolerance = 1e-7): readonly Alias[] => {
  const basis: Float64Array[] = [];
  const kept: number[] = [];
  const found: Alias[] = [];
  for (let column = 0; column < columns; column++) {
    const vector = Float64Array.from({ length: columns }, (_, i) => triangle[i * columns + column] ?? 0);
    const length = Math.hypot(...vector);
    const residual = orthogonalise(vector, basis);
    const left = Math.hypot(...residual);
    if (left > tolerance * length) {
      basis.push(residual.map((value) => value / left));
      kept.push(column);
    } else found.push({ column, of: combination(triangle, columns, { column, kept }) });
  }
  return found;
};

// Twice is enough: a second pass removes what rounding left of the first.
const orthogonalise = (vector: Float64Array, basis: readonly Float64Array[]): Float64Array => {
  const result = vector.slice();
  for (let pass = 0; pass < 2; pass++)
    for (const direction of basis) {
      const along = direction.reduce((sum, value, i) => sum + value * (result[i] ?? 0), 0);
      direction.forEach((value, i) => {
        result[i] = (result[i] ?? 0) - along * value;
      });
    }
  return result;
};

// Least squares of the column on the kept ones by elimination in a small triangle; only who takes part is wanted.
const combination = (
  triangle: Float64Array,
  columns: number,
  place: { readonly column: number; readonly kept: readonly number[] },
): readonly number[] => {
  const { column, kept } = place;
  const small = new TriangularFactor(kept.length + 1);
  for (let i = 0; i < columns; i++)
    small.append(
      [...kept, column].map((index) => triangle[i * columns + index] ?? 0),
      0,
    );
  const width = kept.length + 1;
  const reduced = small.triangle();
  const solution = new Float64Array(kept.length);
  for (let i = kept.length - 1; i >= 0; i--) {
    let sum = reduced[i * width + kept.length] ?? 0;
    for (let j = i + 1; j < kept.length; j++) sum -= (reduced[i * width + j] ?? 0) * (solution[j] ?? 0);
    solution[i] = sum / (reduced[i * width + i] ?? 1);
  }
  return kept.filter((_, i) => Math.abs(solution[i] ?? 0) > 1e-6);
};
