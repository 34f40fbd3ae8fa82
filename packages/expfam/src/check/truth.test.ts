// The truth that kernels are measured against: what its formulas lose at any number of digits is no truth, and what they are the
// difference of is what errors are counted in.
import { budgets, compile, withLink } from '@expfam/codegen';
import { describe, expect, test } from 'vitest';
import { densityOf } from '../densities.js';
import { deriveForKernels } from '../derivations.js';
import { finiteTruth } from './finite-truth.js';
import { measure } from './measure.js';
import type { Measurable } from './module-calls.js';
import { outcomeTruths } from './outcome-truth.js';
import { formulaTruth, nothing } from './truth.js';

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

test('a loss of 1e-143 is one, though beside it 1 has as many digits as there are', async () => {
  const truth = formulaTruth(withLink(await derivationOf('bernoulli', {}), 'identity'), {
    conditioned: true,
  });
  for (const eta of [1e-9, 1e-143, 1e-300]) {
    const [found] = truth('loss', { eta: [eta], y: [0] }) ?? [];
    expect((found?.value.toNumber() ?? 0) / eta).toBeCloseTo(1, 8); // -log(1 - eta)
  }
});

test('the loss of a finite outcome is counted in the terms of the likeliest exponent', async () => {
  const derivation = await derivationOf('noncentral_hypergeometric', { n: 10, a: 11, b: 12 });
  const truth = finiteTruth(derivation)!;
  // the normaliser passes through 1 on the way, where the products of factorials are as large as ever
  const found = [-3, -2, -1, 0, 1, 2, 3].map((eta) => truth('loss', { eta: [eta], y: [0] })![0]);
  expect(Math.min(...found.map(({ value }) => Math.abs(value.toNumber())))).toBeLessThan(4);
  for (const { scale } of found) expect(scale.toNumber()).toBeGreaterThan(10);
});

test('a mean that is infinite everywhere is NaN, which kernels return', async () => {
  const derivation = await derivationOf('levy', { m: 0 });
  const kernels = await compile(derivation, { target: 'ts' });
  const options = { judged: 'scaled', budget: budgets.ts.f64.scaled, count: 4, effort: 'none' } as const;
  const found = (subject: Measurable) =>
    measure(subject, derivation, options).filter(({ nowhere }) => nowhere !== null);
  expect(found(kernels).map(({ name, pass, points }) => [name, pass, points > 4])).toEqual([
    ['response', true, true],
    ['jacobian', true, true],
    ['linearResponse', true, true],
  ]);
  const wrong = { ...kernels, response: (_: unknown, mean: Float64Array) => mean.fill(1) };
  expect(found(wrong as Measurable).map(({ pass }) => pass)).toEqual([false, true, true]);
});

test.each([
  ['pareto', { least: 1 }, [[-0.5], [-1.5]]],
  [
    'inverse_gamma',
    {},
    [
      [-0.5, -1],
      [-2.5, -1],
    ],
  ],
] as const)(
  'a mean of %s that does not exist on a part of the space is NaN there alone',
  async (name, fix, [there, here]) => {
    const truth = formulaTruth(await derivationOf(name, fix));
    expect(truth('response', { eta: there, y: [2] })).toEqual([nothing]);
    expect(truth('response', { eta: here, y: [2] })![0].value.toNumber()).toBeGreaterThan(0);
  },
);

describe('the least loss of a vector', () => {
  const sized = async (name: string, fix: Readonly<Record<string, number>>) =>
    outcomeTruths(deriveForKernels(await densityOf({ name, text: null }), { classes: 3, fix }))
      .saturatedLoss!;
  const xlogx = (x: number): number => (x === 0 ? 0 : x * Math.log(x));

  // A(η) − ηᵀy at the η whose means are y: n log n − Σ y log y, and (r + Σ y) log(r + Σ y) − r log r − Σ y log y
  test.each([[[1, 3, 6]], [[0, 4, 6]], [[0, 10, 0]], [[10, 0, 0]], [[0, 0, 10]]])(
    'of ten draws %s',
    async (y) => {
      const [found] = (await sized('multinomial', { n: 10 }))(y)!;
      const known = xlogx(10) - y.reduce((sum, each) => sum + xlogx(each), 0);
      expect(found.value.toNumber()).toBeCloseTo(known, 12);
    },
  );

  test.each([[[3, 1]], [[0, 2]], [[0, 0]]])('of failures %s before two successes', async (y) => {
    const [found] = (await sized('negative_multinomial', { r: 2 }))(y)!;
    const total = y.reduce((a, b) => a + b);
    const known = xlogx(2 + total) - xlogx(2) - y.reduce((sum, each) => sum + xlogx(each), 0);
    expect(found.value.toNumber()).toBeCloseTo(known, 12);
  });
});
