// A loss whose logarithm is taken out of the loop is the sum of the losses of its rows.
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { symmetricCategorical } from '../tests/derivations.fixture.js';

/** Logits of so many rows of three classes, the first class ahead by `lead`. */
const logits = (rows: number, lead: number): Float64Array =>
  Float64Array.from({ length: 3 * rows }, (_, at) => (at % 3 === 0 ? lead : 0));

describe('the total of many rows', () => {
  const labels = new Uint8Array(4000);
  test.each([
    ['of small losses', 40, Math.log1p(2 * Math.exp(-40))],
    ['of losses that multiply beyond all numbers', 0, Math.log(3)],
    ['of large losses', -800, 800 + Math.LN2],
  ])('%s loses no digits', async (_, lead, one) => {
    const { loss } = await compile(symmetricCategorical(3), { target: 'ts' });
    const total = loss(logits(4000, lead), labels, 4000);
    expect(Math.abs(total / (4000 * one) - 1)).toBeLessThan(1e-13);
  });
});

test('rows of different weights are each multiplied by theirs', async () => {
  const kernels = await compile(symmetricCategorical(3), { target: 'ts' });
  const rows = 7;
  const eta = logits(rows, 1);
  const x = new Float64Array(rows).fill(1);
  const rowWeights = Float64Array.of(1, 1, 2.5, 0, 0.5, 0.5, 1e-300);
  const weights = eta.slice(0, 3);
  const total = kernels.linearGradient(x, weights, new Uint8Array(rows), new Float64Array(3), rows, 1, {
    rowWeights,
  });
  const one = kernels.loss(eta, Uint8Array.of(0), 1);
  expect(Math.abs(total / (5.5 * one) - 1)).toBeLessThan(1e-15);
});
