// Drawn outcomes have the moments of their family, and the same seed gives the same bits.
import { describe, expect, test } from 'vitest';
import { fit } from '../fit.js';
import { bernoulli, exponential, gaussian, poisson, softmax } from '../kernels.fixture.js';
import type { KernelModule } from '../kernel.js';
import { sample } from './sample.js';

const many = 4000;

const moments = (values: Float64Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
};

describe('moments', () => {
  test.each<{ kernels: KernelModule; eta: number; dispersion: number; mean: number; variance: number }>([
    { kernels: bernoulli, eta: 0, dispersion: 1, mean: 0.5, variance: 0.25 },
    { kernels: poisson, eta: Math.log(3), dispersion: 1, mean: 3, variance: 3 },
    { kernels: exponential, eta: -0.5, dispersion: 1, mean: 2, variance: 4 },
    { kernels: gaussian, eta: 5, dispersion: 2, mean: 5, variance: 2 },
  ])('of $kernels.family', ({ kernels, eta, dispersion, mean, variance }) => {
    const drawn = sample(kernels, {
      eta: new Float64Array(many).fill(eta),
      rows: many,
      dispersion,
      seed: 11,
    });
    const found = moments(drawn);
    // five standard errors of a mean
    expect(Math.abs(found.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / many));
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.2);
  });
  test('of classes', () => {
    const eta = Float64Array.from({ length: many * 3 }, (_, i) => [0, 1, 2][i % 3] ?? 0);
    const drawn = sample(softmax(3), { eta, rows: many, dispersion: 1, seed: 5 });
    const share = drawn.filter((label) => label === 2).length / many;
    expect(share).toBeCloseTo(Math.exp(2) / (1 + Math.E + Math.exp(2)), 1);
  });
});

test('of a model depend on the seed alone', async () => {
  const model = await fit(poisson, { x: [[0], [1], [2]], y: [1, 2, 6] });
  const data = { x: [[0], [1], [2], [3]] };
  expect(model.sample(data, { seed: 3 })).toEqual(model.sample(data, { seed: 3 }));
  expect(model.sample(data, { seed: 3 })).not.toEqual(model.sample(data, { seed: 4 }));
});

test('whole numbers that begin nowhere are drawn from their mean to either side', () => {
  // the difference of two geometric numbers: P(k) = 2^−|k| / 3
  const difference: KernelModule = {
    ...poisson,
    support: { lower: -Infinity, upper: Infinity, integer: true },
    response: (_, mean) => {
      mean.fill(0);
    },
    loss: () => 0,
    logBaseMeasure: (y) => -Math.abs(y[0] ?? NaN) * Math.LN2 - Math.log(3),
  };
  const drawn = sample(difference, { eta: new Float64Array(many), rows: many, dispersion: 1, seed: 1 });
  for (const value of [-2, -1, 0, 1, 2]) {
    const share = drawn.filter((each) => each === value).length / many;
    expect(Math.abs(share - 2 ** -Math.abs(value) / 3)).toBeLessThan(0.03);
  }
});
