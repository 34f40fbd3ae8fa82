// Sums over threads: the same bits for any number of them, and what one thread sums up to the order of sums.
import { describe, expect, test } from 'vitest';
import { poisson, softmax } from '../../kernels.fixture.js';
import { totalLoss } from '../cpu.js';
import type { LinearProblem } from '../device.js';
import { blocksOf, shares } from './blocks.js';
import { threads } from './threads.js';

/** Kernels of the Poisson family as a module that threads can import, written for this test. */
const address = `data:text/javascript,${encodeURIComponent(`
export const classes = null;
export const parameters = 1;
export const linearGradient = (x, weights, y, gradient, rows, features, { rowWeights, offset } = {}) => {
  let total = 0;
  for (let i = 0; i < rows; i++) {
    let eta = offset ? offset[i] : 0;
    for (let j = 0; j < features; j++) eta += x[i * features + j] * weights[j];
    const weight = rowWeights ? rowWeights[i] : 1;
    total += weight * (Math.exp(eta) - y[i] * eta);
    for (let j = 0; j < features; j++) gradient[j] += weight * (Math.exp(eta) - y[i]) * x[i * features + j];
  }
  return total;
};
`)}`;

const problem = (rows: number): LinearProblem => ({
  kernels: poisson,
  rows,
  columns: 3,
  x: Float64Array.from({ length: rows * 3 }, (_, i) => Math.sin(i)),
  y: Float64Array.from({ length: rows }, (_, i) => i % 4),
  rowWeights: Float64Array.from({ length: rows }, (_, i) => (i % 3) / 2),
  offset: Float64Array.from({ length: rows }, (_, i) => Math.cos(i)),
});
const weights = Float64Array.of(0.3, -0.2, 0.7);

test('1, 2 and 3 threads give the same bits, round after round', async () => {
  const results = [];
  for (const count of [1, 2, 3]) {
    const evaluator = await threads({ count, address }).open(problem(1500));
    const gradient = new Float64Array(3);
    const first = await evaluator.total(new Float64Array(3), gradient);
    const loss = await evaluator.total(weights, gradient);
    results.push([first, loss, ...gradient]);
    evaluator.close();
  }
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toEqual(results[0]);
  expect(results[0]?.[1]).toBeCloseTo(totalLoss(problem(1500), weights), 8);
});

test('a batch is what it is without threads', async () => {
  const evaluator = await threads({ count: 2, address }).open(problem(600));
  const picked = Uint32Array.of(5, 7, 7, 300);
  const gradient = new Float64Array(3);
  const loss = await evaluator.batch(picked, weights, gradient);
  evaluator.close();
  const small = problem(600);
  const of = (row: number): number =>
    totalLoss(
      {
        ...small,
        rows: 1,
        x: small.x.slice(3 * row, 3 * row + 3),
        y: small.y.slice(row, row + 1),
        rowWeights: small.rowWeights?.slice(row, row + 1) ?? null,
        offset: small.offset?.slice(row, row + 1) ?? null,
      },
      weights,
    );
  expect(loss).toBeCloseTo(
    [...picked].reduce((sum, row) => sum + of(row), 0),
    12,
  );
});

describe('what cannot be', () => {
  test('kernels that no thread can import are said to be so', async () => {
    const device = threads({ count: 1, address: 'data:text/javascript,throw new Error("no such kernels")' });
    await expect(device.open(problem(10))).rejects.toThrow('a thread could not start: no such kernels');
  });
  test.each([0, -1, 1.5, Number.NaN])('%d threads', (count) => {
    expect(() => threads({ count, address })).toThrow('threads cannot be');
  });
  test('a sum that fails ends the fit', async () => {
    const broken =
      'data:text/javascript,export const classes = 3; export const linearGradient = () => { throw new Error() }';
    const evaluator = await threads({ count: 1, address: broken }).open({
      ...problem(10),
      kernels: softmax(3),
    });
    expect(() => evaluator.total(new Float64Array(9), new Float64Array(9))).toThrow('a thread failed');
    evaluator.close();
  });
});

describe('blocks', () => {
  test.each([0, 1, 255, 256, 257, 1000, 16_384, 16_385, 1_000_000])(
    'of %d rows hold each row once',
    (rows) => {
      const blocks = blocksOf(rows);
      expect(blocks.length).toBeLessThanOrEqual(64);
      expect(blocks[0]?.[0]).toBe(0);
      expect(blocks.at(-1)?.[1]).toBe(rows);
      blocks.slice(1).forEach(([from], i) => {
        expect(from).toBe(blocks[i]?.[1]);
      });
      for (const threadCount of [1, 2, 3, 8, 100]) {
        const parts = shares(blocks.length, threadCount);
        expect(parts.length).toBe(Math.min(threadCount, blocks.length));
        expect(parts[0]?.[0]).toBe(0);
        expect(parts.at(-1)?.[1]).toBe(blocks.length);
        for (const [first, last] of parts) expect(last).toBeGreaterThan(first);
      }
    },
  );
});
