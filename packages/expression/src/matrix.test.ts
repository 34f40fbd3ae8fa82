// Vectors and matrices of expressions against linear algebra done with numbers: what is written out in entries has the value
// that elimination and multiplication of the matrices give.
import type { Arithmetic, Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { ExpressionWriter, readExpressions } from './data.js';
import { substitute, unroll } from './binder.js';
import { number, one, symbol, two } from './build.js';
import { infinity } from './leaves.js';
import { differentiate } from './differentiate.js';
import { range, real } from './domains.js';
import { evaluator } from './evaluate.js';
import { entry, unsizedPart } from './matrix.js';
import type { Expression } from './node.js';
import { parseFormula } from './parse.js';
import { Problem } from './problem.js';
import { isNegative, isPositive } from './range.js';
import { randomFrom, samplePoint } from './sample.js';
import { tex } from './tex.js';
import { text } from './text.js';
import { verifyDerivative } from './verify.js';

const m = arithmetic(50);
const K = symbol('K', range(one, infinity));
const namesFor = (size: Expression): Map<string, Expression> =>
  new Map(
    [
      symbol('K', range(one, infinity)),
      symbol('a', real.positive),
      symbol('x', { kind: 'vector', size }),
      symbol('y', { kind: 'vector', size, component: real.positive }),
      symbol('u', { kind: 'sphere', size }),
      symbol('S', { kind: 'positive-definite', size }),
      symbol('V', { kind: 'positive-definite', size }),
    ].map((each) => [(each.value as { name: string }).name, each]),
  );
const place = (offset: number, length: number) => ({
  source: '',
  text: '',
  line: 1,
  column: offset + 1,
  length,
});
const read = (formula: string, size: Expression | number): Expression =>
  parseFormula(formula, { names: namesFor(typeof size === 'number' ? number(size) : size), place });
const sized = (formula: string, size: number): Expression =>
  unroll(substitute(read(formula, K), new Map([[K, number(size)]])));

type Numbers = readonly (readonly Real[])[];
const square = (values: readonly Real[]): Numbers => {
  const size = Math.sqrt(values.length);
  return Array.from({ length: size }, (_, i) => values.slice(i * size, (i + 1) * size));
};
const times = (a: Numbers, b: Numbers): Numbers =>
  a.map((row) => b[0].map((_, j) => row.map((x, k) => m.multiply(x, b[k][j])).reduce((s, x) => m.add(s, x))));
const flip = (a: Numbers): Numbers => a[0].map((_, j) => a.map((row) => row[j]));

/** The inverse by Gauss and Jordan, and the determinant as the product of the pivots; no pivot is 0 here. */
const eliminate = (matrix: Numbers): { inverse: Numbers; determinant: Real } => {
  const rows = matrix.map((row, i) => [
    ...row,
    ...matrix.map((_, j) => m.fromRational(i === j ? 1n : 0n, 1n)),
  ]);
  let determinant = m.fromRational(1n, 1n);
  for (let k = 0; k < rows.length; k++) {
    determinant = m.multiply(determinant, rows[k][k]);
    rows[k] = rows[k].map((value) => m.divide(value, rows[k][k]));
    for (let i = 0; i < rows.length; i++)
      if (i !== k) rows[i] = rows[i].map((value, j) => m.subtract(value, m.multiply(rows[i][k], rows[k][j])));
  }
  return { inverse: rows.map((row) => row.slice(matrix.length)), determinant };
};

interface Given {
  readonly a: Real;
  readonly x: Numbers;
  readonly y: Numbers;
  readonly S: Numbers;
  readonly V: Numbers;
}

const cases: readonly (readonly [string, (given: Given) => Real])[] = [
  ['transpose(x) * y', ({ x, y }) => times(flip(x), y)[0][0]],
  ['transpose(x - y) * inv(S) * (x - y)', ({ x, y, S }) => {
    const d = x.map(([each], i) => [m.subtract(each, y[i][0])]);
    return times(times(flip(d), eliminate(S).inverse), d)[0][0];
  }],
  ['det(S)', ({ S }) => eliminate(S).determinant],
  ['det(a * S * V)', ({ a, S, V }) => m.multiply(m.powerInteger(a, BigInt(S.length)), eliminate(times(S, V)).determinant)],
  ['det(inv(S))', ({ S }) => m.divide(m.fromRational(1n, 1n), eliminate(S).determinant)],
  ['trace(inv(V) * S)', ({ S, V }) => times(eliminate(V).inverse, S).map((row, i) => row[i]).reduce((s, x) => m.add(s, x))],
  ['(x * transpose(y))[2, 1]', ({ x, y }) => times(x, flip(y))[1][0]],
  ['trace(S^2) + a / 2', ({ a, S }) => times(S, S).map((row, i) => row[i]).reduce((s, x) => m.add(s, x), m.divide(a, m.fromRational(2n, 1n)))],
  ['(S^-1)[1, 2] - S[2, 1]', ({ S }) => m.subtract(eliminate(S).inverse[0][1], S[1][0])],
  ['det(S + V)', ({ S, V }) => eliminate(S.map((row, i) => row.map((each, j) => m.add(each, V[i][j])))).determinant],
]; // prettier-ignore

describe.each([2, 3, 4])('at size %i', (size) => {
  const points = Array.from({ length: 4 }, (_, i) =>
    samplePoint(m, [...namesFor(number(size)).values()], randomFrom(i + 3)),
  );

  test.each(cases)('%s is what linear algebra says', (formula, expected) => {
    const node = sized(formula, size);
    expect(node).toBe(unroll(read(formula, size)));
    for (const point of points) {
      const column = (name: string): Numbers => (point.get(name) as Real[]).map((each) => [each]);
      const matrix = (name: string): Numbers => square(point.get(name) as Real[]);
      const given = {
        a: point.get('a') as Real,
        x: column('x'),
        y: column('y'),
        S: matrix('S'),
        V: matrix('V'),
      };
      expect(digitsOf(m, evaluator(m, point)(node), expected(given))).toBeGreaterThan(40);
    }
  });

  test('drawn matrices are positive definite, drawn directions have length one', () => {
    for (const point of points) {
      const S = square(point.get('S') as Real[]);
      for (let k = 1; k <= size; k++)
        expect(eliminate(S.slice(0, k).map((row) => row.slice(0, k))).determinant.sign()).toBe(1);
      const u = (point.get('u') as Real[]).map((each) => [each]);
      expect(digitsOf(m, times(flip(u), u)[0][0], m.fromRational(1n, 1n))).toBeGreaterThan(40);
    }
  });

  test('the determinant is known to be positive, and so are the minors and the diagonal', () => {
    const det = read('det(S)', size);
    expect([isPositive(det), isNegative(read('-2 * det(S)', size))]).toEqual([true, true]);
    expect(isPositive(read('S[1, 1] * S[2, 2] - S[1, 2]^2', size))).toBe(true);
    expect([isPositive(read('S[2, 2]', size)), isPositive(read('S[1, 2]', size))]).toEqual([true, false]);
    expect(isPositive(read('S[1, 1] * S[2, 2] - 2 * S[1, 2]^2', size))).toBe(false);
    expect(isPositive(read('S[1, 1] * V[2, 2] - S[1, 2]^2', size))).toBe(false);
    expect(read('abs(det(S))', size)).toBe(det);
  });

  test('derivatives by entries agree with differences', () => {
    const node = read('log(det(S)) + transpose(x) * inv(S) * x', size);
    const S = namesFor(number(size)).get('S')!;
    expect(
      verifyDerivative(node, entry(S, one, one), differentiate(node, entry(S, one, one)), { points: 6 })
        .points,
    ).toBe(6);
  });
});

const digitsOf = (a: Arithmetic, actual: Real, expected: Real): number =>
  (expected.abs().magnitude() - a.subtract(actual, expected).abs().magnitude()) * Math.log10(2);

test.each([
  ['transpose(x - y) * inv(S) * (x - y)', '(transpose(x - y)) * inv(S) * (x - y)'],
  ['det(inv(S))', '1 / det(S)'],
  ['inv(inv(S))[1, 2]', 'S[1, 2]'],
  ['(x * transpose(y))[2, 1]', '(x * transpose(y))[2, 1]'],
  ['exp(-transpose(x) * x / 2) / sqrt(det(S))', 'exp(-transpose(x) * x / 2) / sqrt(det(S))'],
])('%s is printed as it can be read again', (formula, printed) => {
  const node = read(formula, K);
  expect(text(node)).toBe(printed.replace('(transpose(x - y))', 'transpose(x - y)'));
  expect(read(text(node), K)).toBe(node);
  expect(tex(node)).not.toContain('undefined');
  const data = new ExpressionWriter();
  const at = data.write(node);
  expect(readExpressions(data.nodes)[at]).toBe(node);
});

test('a symmetric matrix has one name for an entry and its mirror image', () => {
  expect(read('S[2, 1]', 3)).toBe(read('S[1, 2]', 3));
  expect(text(read('S[2, 1]', 3))).toBe('S[1, 2]');
});

test('what waits for a size is found, what has one is written out', () => {
  expect(unsizedPart(read('1 + exp(det(S))', K))).toBe(read('det(S)', K));
  expect(unsizedPart(read('1 + exp(det(S))', 2))).toBe(null);
  expect(unsizedPart(read('sum(x[k]^2, k, 1, K)', K))).toBe(null);
});

/** Formula, what is said, what is asked for, and the columns of the caret. */
test.each<[string, string, string, readonly [number, number]]>([
  ['1 + x', 'x is a vector of 2', 'numbers among them', [1, 5]],
  ['transpose(x) * S + x', 'a row of 2 and a vector of 2 are added', 'one shape', [1, 20]],
  ['2 * (x + S)', 'a vector of 2 and a 2 × 2 matrix are added', 'one shape', [6, 5]],
  ['x * y', 'a vector of 2 is multiplied by a vector of 2', 'transpose(x) * y', [1, 5]],
  ['S * transpose(x)', 'a 2 × 2 matrix is multiplied by a row of 2', 'as many columns', [1, 16]],
  ['a + exp(x)', 'x is a vector of 2', 'x[1]', [9, 1]],
  ['(x == y)', 'x is a vector of 2', 'a number', [2, 1]],
  ['x', 'x is a vector of 2', 'x[1]', [1, 1]],
  ['S', 'S is a 2 × 2 matrix', 'a number', [1, 1]],
  ['a / S', 'a division by a 2 × 2 matrix', 'inv(…)', [5, 1]],
  ['det(x)', 'det of a vector of 2', 'a square matrix', [1, 6]],
  ['inv(a)', 'inv of a number', 'a square matrix', [1, 6]],
  ['x^2', 'a power of a vector of 2', 'square matrix', [1, 3]],
  ['trace(S^a)', 'a matrix to the power a', 'whole exponent', [7, 3]],
  ['a[1]', 'a is a number', 'positive_definite(K)', [1, 4]],
  ['x[1, 1]', 'x is a vector of 2, and 2 indices', 'x[k]', [1, 7]],
  ['S[1]', 'S is a 2 × 2 matrix, and one index', 'S[i, j]', [1, 4]],
  ['a + x[3]', 'x has no place 3', 'from 1 to 2', [5, 4]],
  ['S[1, 0]', 'S has no place 0', 'from 1 to 2', [1, 7]],
  ['sum(x, k, 1, 2)', 'x is a vector of 2', 'a number', [5, 1]],
  ['besselI(x, a)', 'x is a vector of 2', 'a number', [9, 1]],
  ['factorial(S)', 'S is a 2 × 2 matrix', 'a number', [11, 1]],
  ['det(S, S)', 'det has 2 arguments', '1 argument', [1, 3]],
])('%s is refused: %s', (formula, what, needed, [column, length]) => {
  try {
    read(formula, 2);
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    const problem = error as Problem;
    expect([problem.what, problem.needed]).toEqual([
      expect.stringContaining(what),
      expect.stringContaining(needed),
    ]);
    expect([problem.where!.column, problem.where!.length]).toEqual([column, length]);
    return;
  }
  throw new Error(`${formula} was read`);
});

test('a vector of fixed size can be told from its components', () => {
  expect(read('transpose(u) * u', two)).toBe(read('u[1]^2 + u[2]^2', 2));
});
