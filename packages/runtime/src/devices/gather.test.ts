// Picked rows bring everything that belongs to them, in arrays of the same kind.
import { expect, test } from 'vitest';
import { softmax } from '../kernels.fixture.js';
import { gatherer } from './gather.js';

test('rows are picked in order, with outcome, weight and offset', () => {
  const pick = gatherer({
    kernels: softmax(2),
    rows: 3,
    columns: 2,
    x: Float32Array.of(1, 2, 3, 4, 5, 6),
    y: Uint8Array.of(0, 1, 0),
    rowWeights: Float64Array.of(7, 8, 9),
    offset: Float64Array.of(1, -1, 2, -2, 3, -3),
  });
  expect(pick(Uint32Array.of(2, 0))).toMatchObject({
    rows: 2,
    x: Float32Array.of(5, 6, 1, 2),
    y: Uint8Array.of(0, 0),
    rowWeights: Float64Array.of(9, 7),
    offset: Float64Array.of(3, -3, 1, -1),
  });
  expect(pick(Uint32Array.of(1))).toMatchObject({ rows: 1, x: Float32Array.of(3, 4), y: Uint8Array.of(1) });
});

test('what a problem lacks its rows lack too', () => {
  const problem = {
    kernels: softmax(2),
    rows: 1,
    columns: 1,
    x: Float64Array.of(1),
    y: Float64Array.of(0.5, 0.5),
  };
  const picked = gatherer({ ...problem, rowWeights: null, offset: null })(Uint32Array.of(0, 0));
  expect(picked).toMatchObject({ rowWeights: null, offset: null, y: Float64Array.of(0.5, 0.5, 0.5, 0.5) });
});
