// Laws of the factorisation, on matrices whose inverse or rank is known by heart.
import { describe, expect, test } from 'vitest';
import { cholesky, inverse, solve } from './cholesky.js';

const hilbert = (size: number) =>
  Float64Array.from({ length: size * size }, (_, at) => 1 / (Math.floor(at / size) + (at % size) + 1));

const times = (matrix: Float64Array, vector: Float64Array) =>
  vector.map((_, i) =>
    vector.reduce((sum, value, j) => sum + (matrix[i * vector.length + j] ?? 0) * value, 0),
  );

/** AᵀA of a matrix given by its rows. */
const gram = (rows: readonly (readonly number[])[]) => {
  const size = rows[0]?.length ?? 0;
  return Float64Array.from({ length: size * size }, (_, at) =>
    rows.reduce((sum, row) => sum + (row[Math.floor(at / size)] ?? 0) * (row[at % size] ?? 0), 0),
  );
};

describe('solve', () => {
  test('undoes the product with the matrix', () => {
    const matrix = gram([
      [2, 1, 0],
      [0, 3, -1],
      [1, 1, 5],
      [4, 0, 1],
    ]);
    const wanted = Float64Array.of(1, -2, 3);
    solve(cholesky(matrix, 3), times(matrix, wanted)).forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[i] ?? NaN, 12);
    });
  });
  test('does not mind units that differ by 1e200', () => {
    const matrix = Float64Array.of(1e200, 1, 1, 2e-200);
    const [x = NaN, y = NaN] = solve(cholesky(matrix, 2), Float64Array.of(1e100, 3e-100));
    // [1 1; 1 2]·(1e100·x, 1e-100·y) = (1, 3)
    expect(x * 1e100).toBeCloseTo(-1, 12);
    expect(y * 1e-100).toBeCloseTo(2, 12);
  });
  test('leaves alone what the matrix does not determine', () => {
    const matrix = gram([[1, 2, 3]]);
    const solution = solve(cholesky(matrix, 3), Float64Array.of(2, 4, 6));
    expect(Array.from(times(matrix, solution))).toEqual([2, 4, 6]);
    expect(solution.filter((value) => value !== 0)).toHaveLength(1);
  });
});

describe('inverse', () => {
  test('of a Hilbert matrix is the known one of whole numbers', () => {
    const wanted = [
      16, -120, 240, -140, -120, 1200, -2700, 1680, 240, -2700, 6480, -4200, -140, 1680, -4200, 2800,
    ];
    inverse(cholesky(hilbert(4), 4))?.forEach((value, i) => {
      expect(Math.abs(value / (wanted[i] ?? NaN) - 1)).toBeLessThan(1e-11);
    });
    expect(inverse(cholesky(hilbert(4), 4))).not.toBeNull();
  });
  test('of a singular matrix does not exist', () => {
    expect(inverse(cholesky(Float64Array.of(1, 1, 1, 1), 2))).toBeNull();
  });
});

describe('the rank', () => {
  test.each([
    ['of nothing', new Float64Array(0), 0, 0],
    ['of zeros', new Float64Array(9), 3, 0],
    ['of a dyad', gram([[1, 2, 3]]), 3, 1],
    [
      'of two rows',
      gram([
        [1, 2, 3],
        [1e6, 0, 1],
      ]),
      3,
      2,
    ],
    ['of a diagonal of any size', Float64Array.of(1e-300, 0, 0, 1e300), 2, 2],
    ['of a Hilbert matrix', hilbert(6), 6, 6],
    ['of an indefinite matrix is that of its positive part', Float64Array.of(1, 2, 2, 1), 2, 1],
    ['of NaN', new Float64Array(4).fill(NaN), 2, 0],
  ] as const)('%s', (_, matrix, size, rank) => {
    expect(cholesky(matrix, size).rank).toBe(rank);
  });
});
