// Vectors and matrices of expressions. They live only inside a formula: with a fixed size, whatever leaves one as a number
// (a determinant, an entry, a product of row and column) is written out in its entries at once.
import { add, divide, multiply, number, one, power, reciprocal } from './build.js';
import type { Expression, Operation } from './node.js';
import { compare, intern, isNumber, memoise, rationalOf, variableOf } from './node.js';

/** Rows and columns; a vector is one column. */
export interface Shape {
  readonly rows: Expression;
  readonly columns: Expression;
}

/** The shape of a vector or matrix, null for a number. */
export const shapeOf: (node: Expression) => Shape | null = memoise((node) => {
  switch (node.op) {
    case 'symbol': {
      const { domain, hole } = variableOf(node);
      if (hole || domain.kind === 'interval' || domain.kind === 'range' || domain.kind === 'set') return null;
      return { rows: domain.size, columns: domain.kind === 'positive-definite' ? domain.size : one };
    }
    case 'matrixAdd':
    case 'inverse':
      return shapeOf(node.args[0]);
    case 'transpose': {
      const { rows, columns } = shapeOf(node.args[0])!;
      return { rows: columns, columns: rows };
    }
    case 'matrixMultiply': {
      const shapes = node.args.map(shapeOf).filter((shape) => shape !== null);
      return { rows: shapes[0].rows, columns: shapes[shapes.length - 1].columns };
    }
    default:
      return null;
  }
});

/** Whether the node stands for a vector or matrix, and not for a number. */
export const isShaped = (node: Expression): boolean => shapeOf(node) !== null;

const isSymmetric = (matrix: Expression): boolean => {
  const shaped = matrix.args.filter(isShaped);
  switch (matrix.op) {
    case 'symbol':
      return variableOf(matrix).domain.kind === 'positive-definite';
    case 'matrixMultiply':
      return shaped.length === 1 && isSymmetric(shaped[0]);
    default:
      return matrix.op !== 'transpose' && shaped.every(isSymmetric);
  }
};

const largest = 64; // rows or columns of a matrix that are written out
const longest = 4096; // components of a vector
const largestSquare = 6; // of a determinant or inverse: 6! = 720 terms

/** The number of rows, or of columns; null while it is open, or where there are too many to be written out. */
const countOf = (size: Expression, most: number): number | null =>
  isNumber(size) && rationalOf(size).isInteger && rationalOf(size).numerator <= BigInt(most)
    ? Number(rationalOf(size).numerator)
    : null;

const rowsOf = ({ rows, columns }: Shape): number | null =>
  countOf(rows, columns === one ? longest : largest);
const columnsOf = ({ rows, columns }: Shape): number | null =>
  countOf(columns, rows === one ? longest : largest);

/** Whether all rows and columns are numbers, so that the entries can be written out. */
const isSized: (matrix: Expression) => boolean = memoise((matrix) => {
  const shape = shapeOf(matrix)!;
  if (rowsOf(shape) === null || columnsOf(shape) === null) return false;
  return matrix.args.filter(isShaped).every(isSized);
});

/** The entries, row by row; only of a vector or matrix of fixed size. */
export const entriesOf: (matrix: Expression) => readonly (readonly Expression[])[] = memoise((matrix) => {
  const shape = shapeOf(matrix)!;
  const column = Array.from({ length: columnsOf(shape)! }, (_, j) => j);
  return Array.from({ length: rowsOf(shape)! }, (_, i) => column.map((j) => computeEntry(matrix, i, j)));
});

const computeEntry = (matrix: Expression, i: number, j: number): Expression => {
  switch (matrix.op) {
    case 'symbol':
      return entryOfSymbol(matrix, number(i + 1), number(j + 1));
    case 'transpose':
      return entriesOf(matrix.args[0])[j][i];
    case 'matrixAdd':
      return add(...matrix.args.map((term) => entriesOf(term)[i][j]));
    case 'inverse':
      return entryOfInverse(matrix, i, j);
    default:
      return multiply(
        ...matrix.args.filter((factor) => !isShaped(factor)),
        entryOfProduct(matrix.args.filter(isShaped), i, j),
      );
  }
};

const entryOfProduct = (factors: readonly Expression[], i: number, j: number): Expression => {
  const [first, ...others] = factors as [Expression, ...Expression[]];
  if (others.length === 0) return entriesOf(first)[i][j];
  return add(...entriesOf(first)[i].map((entry, k) => multiply(entry, entryOfProduct(others, k, j))));
};

/** By Cramer's rule: the cofactor of the mirrored place over the determinant. */
const entryOfInverse = (matrix: Expression, i: number, j: number): Expression => {
  const entries = entriesOf(matrix.args[0]);
  if (entries.length > largestSquare) return intern('element', [matrix, number(i + 1), number(j + 1)]);
  const minor = entries.filter((_, row) => row !== j).map((row) => row.filter((_, column) => column !== i));
  const sign = number((i + j) % 2 === 0 ? 1 : -1);
  return divide(multiply(sign, leibniz(minor)), leibniz(entries));
};

/** Σ over permutations of ± the product of one entry a row. */
const leibniz = (entries: readonly (readonly Expression[])[]): Expression => {
  const sumFrom = (row: number, left: readonly number[], sign: number): Expression[][] =>
    row === entries.length
      ? [[number(sign)]]
      : left.flatMap((column, at) => {
          const others = left.filter((each) => each !== column);
          const rest = sumFrom(row + 1, others, at % 2 === 0 ? sign : -sign);
          return rest.map((factors) => [entries[row][column], ...factors]);
        });
  const all = entries.map((_, column) => column);
  return add(...sumFrom(0, all, 1).map((factors) => multiply(...factors)));
};

/** A component of a vector, or an entry of a symmetric matrix, which has one name for [i, j] and [j, i]. */
const entryOfSymbol = (matrix: Expression, row: Expression, column: Expression): Expression => {
  if (variableOf(matrix).domain.kind !== 'positive-definite') return intern('element', [matrix, row]);
  return intern('element', [matrix, ...(compare(row, column) <= 0 ? [row, column] : [column, row])]);
};

/** The entry in a row and column, counted from 1; of a vector the column is 1. */
export const entry = (matrix: Expression, row: Expression, column: Expression = one): Expression => {
  if (matrix.op === 'symbol') return entryOfSymbol(matrix, row, column);
  const found = isSized(matrix) ? entriesOf(matrix)[Number(countOf(row, longest)) - 1]?.[Number(countOf(column, longest)) - 1] : undefined; // prettier-ignore
  return found ?? intern('element', [matrix, row, column]);
};

/** The sum of vectors or matrices of one shape. */
export const matrixAdd = (...terms: readonly Expression[]): Expression => {
  const flat = terms.flatMap((term) => (term.op === 'matrixAdd' ? term.args : [term])).sort(compare);
  return flat.length === 1 ? flat[0] : intern('matrixAdd', flat);
};

/** The product of numbers, vectors and matrices in this order; a row times a column is a number. */
export const matrixMultiply = (...factors: readonly Expression[]): Expression => {
  const flat = factors.flatMap((factor) => (factor.op === 'matrixMultiply' ? factor.args : [factor]));
  const scalar = multiply(...flat.filter((factor) => !isShaped(factor)));
  const shaped = flat.filter(isShaped);
  if (shaped.length === 0) return scalar;
  const product = shaped.length === 1 ? shaped[0] : intern('matrixMultiply', shaped);
  const { rows, columns } = shapeOf(product)!;
  if (shaped.length > 1 && rows === one && columns === one) return multiply(scalar, entry(product, one));
  return scalar === one ? product : intern('matrixMultiply', [scalar, ...shaped]);
};

export const transpose = (matrix: Expression): Expression => {
  if (matrix.op === 'transpose') return matrix.args[0];
  if (isSymmetric(matrix)) return matrix;
  if (matrix.op !== 'matrixMultiply') return intern('transpose', [matrix]);
  return matrixMultiply(
    ...[...matrix.args].reverse().map((each) => (isShaped(each) ? transpose(each) : each)),
  );
};

const isSquare = (matrix: Expression): boolean => {
  const { rows, columns } = shapeOf(matrix)!;
  return rows === columns;
};

/** The factors of a product, if its matrices are all square. */
const squareFactors = (matrix: Expression): readonly Expression[] | null =>
  matrix.op === 'matrixMultiply' && matrix.args.filter(isShaped).every(isSquare) ? matrix.args : null;

export const inverse = (matrix: Expression): Expression => {
  if (matrix.op === 'inverse') return matrix.args[0];
  const factors = squareFactors(matrix);
  if (factors === null) return intern('inverse', [matrix]);
  return matrixMultiply(...[...factors].reverse().map((each) => (isShaped(each) ? inverse(each) : reciprocal(each)))); // prettier-ignore
};

export const determinant = (matrix: Expression): Expression => {
  if (matrix.op === 'inverse') return reciprocal(determinant(matrix.args[0]));
  if (matrix.op === 'transpose') return determinant(matrix.args[0]);
  const shape = shapeOf(matrix)!;
  const factors = squareFactors(matrix);
  if (factors)
    return multiply(...factors.map((each) => (isShaped(each) ? determinant(each) : power(each, shape.rows))));
  return isSized(matrix) && rowsOf(shape)! <= largestSquare
    ? leibniz(entriesOf(matrix))
    : intern('determinant', [matrix]);
};

/** A part that waits for a size before it can be written in entries, or null. */
export const unsizedPart: (node: Expression) => Expression | null = memoise((node) => {
  if (matrixOperations.has(node.op)) return node;
  for (const arg of node.args) {
    const found = unsizedPart(arg);
    if (found !== null) return found;
  }
  return null;
});

/** A row times a column is an element while its size is open; with the size it has become a number. */
const elementOf = (matrix: Expression, row: Expression, column?: Expression): Expression => {
  if (isShaped(matrix)) return entry(matrix, row, column);
  return matrix.op === 'symbol' ? intern('element', [matrix, row]) : matrix;
};

/** How nodes with components are rebuilt. */
export const matrixConstructors: { readonly [op in Operation]?: (...args: Expression[]) => Expression } = {
  element: elementOf,
  matrixAdd,
  matrixMultiply,
  transpose,
  inverse,
  determinant,
};

const matrixOperations: ReadonlySet<Operation> = new Set(['matrixAdd', 'matrixMultiply', 'transpose', 'inverse', 'determinant']); // prettier-ignore
