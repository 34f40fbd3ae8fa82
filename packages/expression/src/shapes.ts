// What the operators and functions of a formula do with vectors and matrices, and what is said where the shapes do not fit.
import { sum } from './binder.js';
import { add, divide, minusOne, multiply, one, power, symbol, zero } from './build.js';
import { range } from './domains.js';
import * as m from './matrix.js';
import type { Expression } from './node.js';
import { isNumber, rationalOf } from './node.js';
import { text } from './text.js';

/** Why an operation cannot be done: the reader adds where. */
export interface Misfit {
  readonly what: string;
  readonly needed: string;
}

type Result = Expression | Misfit;

export const isMisfit = (result: Result): result is Misfit => 'needed' in result;

const misfit = (what: string, needed: string): Misfit => ({ what, needed });

/** The shape in words: a number, a vector of K, a K × K matrix. */
const shapeText = (node: Expression): string => {
  const shape = m.shapeOf(node);
  if (shape === null) return 'a number';
  const [rows, columns] = [shape.rows, shape.columns].map(text);
  if (shape.columns === one) return `a vector of ${rows}`;
  return shape.rows === one ? `a row of ${columns}` : `a ${rows} × ${columns} matrix`;
};

/** A number as it stands; a 1 × 1 matrix as its entry. */
export const asNumber = (node: Expression): Result => {
  const shape = m.shapeOf(node);
  if (shape === null) return node;
  if (shape.rows === one && shape.columns === one) return m.entry(node, one);
  return misfit(
    `${text(node)} is ${shapeText(node)}`,
    shape.columns === one ? `a number, for instance a component such as ${nameOf(node)}[1]` : 'a number',
  );
};

const nameOf = (node: Expression): string => (node.op === 'symbol' ? text(node) : `(${text(node)})`);

/** x + y + …, all numbers or all of one shape. */
export const addAll = (terms: readonly Expression[]): Result => {
  const parts = terms.some((term) => !m.isShaped(term)) ? terms.map(asNumber) : terms;
  const odd = parts.find(isMisfit);
  if (odd) return misfit(odd.what, 'terms of one shape: there are numbers among them');
  const [first, ...others] = parts as Expression[];
  const [shape, different] = [m.shapeOf(first), others.find((each) => !sameShape(first, each))];
  if (different)
    return misfit(`${shapeText(first)} and ${shapeText(different)} are added`, 'terms of one shape');
  return shape === null ? add(...(parts as Expression[])) : m.matrixAdd(...(parts as Expression[]));
};

const sameShape = (a: Expression, b: Expression): boolean => {
  const [x, y] = [m.shapeOf(a), m.shapeOf(b)];
  return x?.rows === y?.rows && x?.columns === y?.columns;
};

/** The product of numbers, vectors and matrices: where they meet, columns must be as many as rows. */
export const multiplyAll = (factors: readonly Expression[]): Result => {
  const shaped = factors.filter(m.isShaped);
  if (shaped.length === 0) return multiply(...factors);
  for (const [i, right] of shaped.entries()) {
    const left = shaped[i - 1];
    if (i === 0 || m.shapeOf(left)!.columns === m.shapeOf(right)!.rows) continue;
    const vectors = m.shapeOf(left)!.columns === one && m.shapeOf(right)!.columns === one;
    return misfit(
      `${shapeText(left)} is multiplied by ${shapeText(right)}`,
      vectors
        ? 'a row before a vector, as in transpose(x) * y'
        : 'as many columns on the left as rows on the right',
    );
  }
  return m.matrixMultiply(...factors);
};

export const negate = (x: Expression): Expression => m.isShaped(x) ? m.matrixMultiply(minusOne, x) : multiply(minusOne, x); // prettier-ignore

/** 1/x for a divisor. */
export const reciprocal = (x: Expression): Result => {
  const divisor = asNumber(x);
  return isMisfit(divisor)
    ? misfit(`a division by ${shapeText(x)}`, 'a number below, or inv(…) of a matrix')
    : divide(one, divisor);
};

const highestPower = 8n;

/** x^n; of a square matrix for small whole n. */
export const raise = (x: Expression, n: Expression): Result => {
  const shape = m.shapeOf(x);
  const exponent = asNumber(n);
  if (isMisfit(exponent)) return exponent;
  if (shape === null) return power(x, exponent);
  if (shape.rows !== shape.columns)
    return misfit(`a power of ${shapeText(x)}`, 'a number or a square matrix below an exponent');
  const times = isNumber(exponent) && rationalOf(exponent).isInteger ? rationalOf(exponent).numerator : 0n;
  const size = times < 0n ? -times : times;
  if (size === 0n || size > highestPower)
    return misfit(`a matrix to the power ${text(exponent)}`, 'a whole exponent from -8 to 8, and not 0');
  return m.matrixMultiply(...Array.from({ length: Number(size) }, () => (times < 0n ? m.inverse(x) : x)));
};

const trace = (x: Expression): Expression => {
  const { rows } = m.shapeOf(x)!;
  if (isNumber(rows)) return add(...m.entriesOf(x).map((row, i) => row[i] ?? zero));
  const index = symbol('k', range(one, rows));
  return sum(m.entry(x, index, index), index, one, rows);
};

const ofSquare =
  (name: string, apply: (x: Expression) => Expression) =>
  (x: Expression): Result => {
    const shape = m.shapeOf(x);
    return shape !== null && shape.rows === shape.columns
      ? apply(x)
      : misfit(`${name} of ${shapeText(x)}`, 'a square matrix');
  };

/** The functions of vectors and matrices; each has one argument. */
export const matrixFunctions: { readonly [name: string]: (x: Expression) => Result } = {
  det: ofSquare('det', m.determinant),
  trace: ofSquare('trace', trace),
  inv: ofSquare('inv', m.inverse),
  transpose: (x) => (m.isShaped(x) ? m.transpose(x) : x),
};

/** A component x[i] of a vector or an entry x[i, j] of a matrix. */
export const elementAt = (x: Expression, indices: readonly Expression[]): Result => {
  const shape = m.shapeOf(x);
  if (shape === null)
    return misfit(
      `${text(x)} is a number and has no components`,
      `${text(x)} in simplex(K), real^K, counts(n, K), sphere(K) or positive_definite(K)`,
    );
  const wanted = shape.columns === one ? 1 : 2;
  if (indices.length !== wanted)
    return misfit(
      `${nameOf(x)} is ${shapeText(x)}, and ${indices.length === 1 ? 'one index is' : `${indices.length} indices are`} given`,
      wanted === 1 ? `${nameOf(x)}[k]` : `${nameOf(x)}[i, j]`,
    );
  for (const [i, index] of indices.entries()) {
    const size = i === 0 ? shape.rows : shape.columns;
    if (!isNumber(index)) continue;
    const place = rationalOf(index);
    if (!place.isInteger || place.sign <= 0 || (isNumber(size) && place.compare(rationalOf(size)) > 0))
      return misfit(`${nameOf(x)} has no place ${text(index)}`, `a whole number from 1 to ${text(size)}`);
  }
  return x.op === 'symbol' && wanted === 1
    ? m.entry(x, indices[0])
    : m.entry(x, indices[0], indices[1] ?? one);
};
