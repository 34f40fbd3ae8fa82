// The truth that kernels are measured against: what its formulas lose at any number of digits is no truth, and what they are the
// difference of is what errors are counted in.
import { describe, expect, test } from 'vitest';
import { densityOf } from '../densities.js';
import { deriveForKernels } from '../derivations.js';
import { finiteTruth } from './finite-truth.js';
import { formulaTruth } from './truth.js';

const derivationOf = async (name: string, fix: Readonly<Record<string, number>>) =>
  deriveForKernels(await densityOf({ name, text: null }), { fix });

describe('a value that is what rounding left of its terms', () => {
  test.each([
    [-100, -1e4],
    [-503.8, -1e4],
    [-6.3e6, -3.4e8],
  ])('is never settled: at %d, %d the mean is 1, or unknown', async (...eta) => {
    const truth = formulaTruth(await derivationOf('zero_inflated_negative_binomial', { r: 2.5 }));
    const found = truth('response', { eta, y: [1] });
    for (const { value } of found ?? []) expect(value.toNumber()).toBeCloseTo(1, 12);
  });
});

test('the loss of a finite outcome is counted in the terms of the likeliest exponent', async () => {
  const derivation = await derivationOf('noncentral_hypergeometric', { n: 10, a: 11, b: 12 });
  const truth = finiteTruth(derivation)!;
  // the normaliser passes through 1 on the way, where the products of factorials are as large as ever
  const found = [-3, -2, -1, 0, 1, 2, 3].map((eta) => truth('loss', { eta: [eta], y: [0] })![0]);
  expect(Math.min(...found.map(({ value }) => Math.abs(value.toNumber())))).toBeLessThan(4);
  for (const { scale } of found) expect(scale.toNumber()).toBeGreaterThan(10);
});
