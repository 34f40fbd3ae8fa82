// R must reproduce XᵀX, and tell dependent columns where XᵀX no longer could.
import { describe, expect, test } from 'vitest';
import { seeded } from '../numbers/random.js';
import { TriangularFactor, aliases } from './triangular-factor.js';

const factorOf = (rows: readonly (readonly number[])[], columns = rows[0]?.length ?? 0) => {
  const factor = new TriangularFactor(columns);
  for (const row of rows) factor.append(row, 0);
  return factor.triangle();
};

const aliasesOf = (rows: readonly (readonly number[])[]) => {
  const columns = rows[0]?.length ?? 0;
  return aliases(factorOf(rows), columns).map(({ column, of }) => [column, of]);
};

const random = seeded(5);
const uniform = () => random() / 2 ** 31 - 1;
const tall = Array.from({ length: 300 }, () => [uniform(), uniform() * 1e3, uniform() * 1e-3]);

describe('the triangle', () => {
  test('has the products of the columns, over many blocks of rows', () => {
    const triangle = factorOf(tall);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        const wanted = tall.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0);
        const found = [0, 1, 2].reduce(
          (sum, k) => sum + (triangle[k * 3 + i] ?? 0) * (triangle[k * 3 + j] ?? 0),
          0,
        );
        const size = Math.sqrt(
          tall.reduce((sum, row) => sum + (row[i] ?? 0) ** 2, 0) *
            tall.reduce((sum, row) => sum + (row[j] ?? 0) ** 2, 0),
        );
        expect(Math.abs(found - wanted)).toBeLessThan(1e-13 * size);
      }
  });
  test('is zero below its diagonal', () => {
    const triangle = factorOf(tall);
    expect([triangle[3], triangle[6], triangle[7]]).toEqual([0, 0, 0]);
  });
  test('weighs a row by its factor', () => {
    const factor = new TriangularFactor(1);
    factor.append([9, 3], 1, 2);
    expect(Math.abs(factor.triangle()[0] ?? NaN)).toBe(6);
  });
  test('survives numbers whose squares overflow', () => {
    expect(Math.abs(factorOf([[3e200], [4e200]])[0] ?? NaN)).toBeCloseTo(5e200, -186);
  });
});

describe('aliases', () => {
  test('name a column and those that make it', () => {
    const rows = tall.map(([a = 0, b = 0]) => [1, a, b, 2 * a - 3, b + a]);
    expect(aliasesOf(rows)).toEqual([
      [3, [0, 1]],
      [4, [1, 2]],
    ]);
  });
  test('leave independent columns alone, however small', () => {
    expect(aliasesOf(tall)).toEqual([]);
  });
  test('find a column of zeros', () => {
    expect(aliasesOf(tall.map(([a = 0]) => [a, 0]))).toEqual([[1, []]]);
  });
  test('see a difference of 1e-6 that XᵀX would have lost, and take 1e-9 for rounding', () => {
    const nudged = (size: number) => tall.map(([a = 0, , c = 0]) => [a, a + size * 1e3 * c]);
    expect(aliasesOf(nudged(1e-6))).toEqual([]);
    expect(aliasesOf(nudged(1e-9))).toEqual([[1, [0]]]);
  });
  test('with fewer rows than columns keep the first columns', () => {
    expect(
      aliasesOf([
        [1, 2, 3],
        [0, 1, 5],
      ]).map(([column]) => column),
    ).toEqual([2]);
  });
});
