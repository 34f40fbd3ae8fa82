// log |det| against determinants that are known.
import { arithmetic } from '@expfam/precise';
import { expect, test } from 'vitest';
import { logDeterminant } from './log-determinant.js';

const m = arithmetic(40);
const of = (rows: readonly (readonly (readonly [number, number])[])[]): number =>
  Number(logDeterminant(m, rows.map((row) => row.map(([n, d]) => m.fromRational(BigInt(n), BigInt(d))))).toString()); // prettier-ignore

test('of 2 by 2, with a first entry of zero', () => {
  expect(of([[[0, 1], [2, 1]], [[3, 1], [4, 1]]])).toBeCloseTo(Math.log(6), 14); // prettier-ignore
});

test('of a Hilbert matrix: 1/2160 at three rows, 1/266716800000 at five', () => {
  const hilbert = (n: number) =>
    Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => [1, i + j + 1] as const));
  expect(of(hilbert(3))).toBeCloseTo(-Math.log(2160), 12);
  expect(of(hilbert(5))).toBeCloseTo(-Math.log(266_716_800_000), 12);
});

test('of a matrix without an inverse there is none', () => {
  expect(() => of([[[1, 1], [2, 1]], [[2, 1], [4, 1]]])).toThrow('no inverse'); // prettier-ignore
});
