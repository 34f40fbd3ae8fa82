// The least loss by Newton's method against the closed forms that the kernels of the tests know.
import { expect, test } from 'vitest';
import { bernoulli, exponential, gaussian, normal, poisson } from '../kernels.fixture.js';
import { near } from '../near.fixture.js';
import { leastLoss } from './saturated.js';

test.each([
  [bernoulli, 0, [0, 1, 0.25, 1, 0]],
  [poisson, 0, [0, 1, 2, 17, 1e6]],
  [gaussian, 0, [-3, 0, 1e8, 2.5]],
  [exponential, -1, [1e-6, 1, 3, 1e6]],
] as const)(
  '$family: as the closed form, limits at the edge of the support included',
  (kernels, start, values) => {
    for (const value of values) {
      const y = Float64Array.of(value);
      const wanted = kernels.saturatedLoss?.(y, 1) ?? NaN;
      near(leastLoss(kernels, { y, rows: 1, weights: null, start }), wanted, {
        relative: 1e-13,
        absolute: 1e-14,
      });
    }
  },
);

test('rows count by their weights, and not at all with weight 0', () => {
  const parts = { y: Float64Array.of(2, 2, NaN), rows: 3, weights: [1, 2, 0], start: 0 };
  near(leastLoss(poisson, parts), 3 * (2 - 2 * Math.log(2)), { relative: 1e-14 });
});

test('is null where the loss falls for ever, or has several parameters', () => {
  expect(leastLoss(exponential, { y: Float64Array.of(0), rows: 1, weights: null, start: -1 })).toBeNull();
  expect(leastLoss(normal, { y: Float64Array.of(1), rows: 1, weights: null, start: -1 })).toBeNull();
});
