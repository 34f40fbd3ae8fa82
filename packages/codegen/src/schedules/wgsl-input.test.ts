// The derivative in x on a device, against the TypeScript module. All numbers have few bits, so that x·W is exact in every order
// of summation, and what differs is the row kernel and the products after it; an offset is a column whose weight is 1.
import { describeWebGPU } from '@expfam/testing';
import { expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import { columnMajor } from '../tests/agreement.fixture.js';
import { compile } from '../compile.js';
import {
  baselineCategorical,
  gaussian,
  poisson,
  symmetricCategorical,
} from '../tests/derivations.fixture.js';
import { onDevice } from '../tests/device.fixture.js';
import { lower } from '../lower.js';
import { shaderManifest } from '../manifest.js';
import { print } from '../print.js';
import { wgsl } from '../targets/wgsl.js';

const [rows, features] = [70, 3];

/** Multiples of 1/8 of a size up to 2. */
const dyadic = (length: number, seed: number): Float64Array =>
  Float64Array.from({ length }, (_, n) => ((n * n * 7 + n * 3 + seed) % 33) / 8 - 2);

/** The columns of a design with an offset, and their weights. */
const withOffset = (s: number) => {
  const [x, offset, weights] = [dyadic(rows * features, 1), dyadic(rows * s, 5), dyadic(features * s, 2)];
  const columns = Float64Array.from({ length: rows * (features + s) }, (_, n) => {
    const [row, j] = [Math.floor(n / (features + s)), n % (features + s)];
    return j < features ? x[row * features + j] : offset[row * s + j - features];
  });
  const identity = Array.from({ length: s * s }, (_, n) => (n % (s + 1) === 0 ? 1 : 0));
  return { x, offset, weights, columns, all: Float64Array.of(...weights, ...identity) };
};

/** The unit in the last place of f32. */
const ulp = (value: number): number => 2 ** (Math.floor(Math.log2(value)) - 23);

const shares = Float64Array.from({ length: rows * 3 }, (_, n) => [0.25, 0.5, 0.25, 1, 0, 0][n % 6]);
const labels = Uint8Array.from({ length: rows }, (_, i) => (i * 7) % 3);
const counts = Float64Array.from({ length: rows }, (_, i) => (i * 5) % 4);

const cases = [
  ['three classes', { derivation: baselineCategorical(3), y: labels }],
  ['logits of three classes', { derivation: symmetricCategorical(3), y: labels }],
  ['shares of three classes', { derivation: baselineCategorical(3), y: shares }],
  ['counts', { derivation: poisson, y: counts }],
  ['numbers', { derivation: gaussian, y: counts }],
] as const;

describeWebGPU('the derivative of the loss in x', (device) => {
  test.each(
    cases.flatMap(([name, each]) => [
      [name, 'told in every call', each] as const,
      [name, 'unrolled', each] as const,
    ]),
  )(
    'of %s is that of the TypeScript kernel, with weights and offsets, features %s',
    async (_, unrolled, { derivation, y }) => {
      const functions = await compile(derivation, { target: 'ts' });
      const { parameters: s, classes } = functions;
      const { x, offset, weights, columns, all } = withOffset(s);
      const width = features + s;
      const printed = lower(derivation, { rounding: wgsl.rounding });
      const kernel = { ...printed, features: unrolled === 'unrolled' ? width : null };
      const shader = { code: print(kernel, wgsl), manifest: shaderManifest(kernel) };
      const rowWeights = Float64Array.from({ length: rows }, (__, i) => i % 4);
      const wanted = new Float64Array(rows * features);
      const options = { rowWeights, offset, inputGradient: wanted };
      functions.linearGradient(x, weights, y, new Float64Array(features * s), rows, features, options);
      const eta = offset.map((value, n) => {
        const [row, k] = [Math.floor(n / s), n % s];
        return value + [0, 1, 2].reduce((sum, j) => sum + x[row * features + j] * weights[j * s + k], 0);
      });
      const steps = new Float64Array(rows * s);
      functions.gradient(eta, y, steps, rows);
      const mean = new Float64Array(rows * s);
      if (classes === null) functions.response(eta, mean, rows);
      const observed = y === labels ? Uint32Array.from(y) : columnMajor(y, rows);
      const data = {
        x: columnMajor(columns, rows),
        weights: Float32Array.from(all),
        y: observed,
        rowWeights: Float32Array.from(rowWeights),
      };
      const call = { rows, features: width, data };
      const { result } = await onDevice(device(), shader, `inputGradient${y === shares ? 'Soft' : ''}`, call);
      const budget = budgets.wgsl.f32[classes === null ? 'scaled' : 'exact'].inputGradient;
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < width; j++) {
          const value = j < features ? wanted[i * features + j] : rowWeights[i] * steps[i * s + j - features];
          // the largest term of the sum over the parameters, where a step is itself a difference of mean and outcome
          const terms = Array.from({ length: s }, (__, k) => {
            const size = Math.max(Math.abs(steps[i * s + k]), mean[i * s + k], classes === null ? y[i] : 0);
            return rowWeights[i] * Math.abs(size * all[j * s + k]);
          });
          const scale = Math.max(...terms, 2 ** -100);
          expect(Math.abs(result![j * rows + i] - value), `feature ${j} of row ${i}`).toBeLessThanOrEqual(
            budget * ulp(scale),
          );
        }
    },
  );

  test('is 0 in a row outside the support, as in one of weight 0', async () => {
    const shader = await compile(poisson, { target: 'wgsl' });
    const data = {
      x: Float32Array.of(1, 1, 1),
      weights: Float32Array.of(2),
      y: Float32Array.of(-1, 3, 3),
      rowWeights: Float32Array.of(1, 0, 1),
    };
    const { result } = await onDevice(device(), shader, 'inputGradient', { rows: 3, data });
    expect([...result!.subarray(0, 2)]).toEqual([0, 0]);
    // 2·(e² - 3)
    expect(result![2]).toBeCloseTo(8.7781122, 4);
  });
});
