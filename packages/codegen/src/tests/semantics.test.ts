// What the functions of a module promise beside accuracy: invalid rows are NaN and spoil no others, the linear functions are
// the plain ones at η = x·weights, weights and offsets do what they say.
import type { KernelModule } from '@expfam/runtime';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import {
  bernoulli,
  exponential,
  gaussian,
  normal,
  poisson,
  symmetricCategorical,
} from './derivations.fixture.js';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const floats = (...values: number[]): Float64Array => Float64Array.from(values);
const random = (seed: number) => (_: unknown, i: number) => Math.sin(12.9898 * (i + 1) * seed) * 2;

/** Equal but for the order in which sums are taken. */
const close = (actual: number, wanted: number): void => {
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
};

describe.each(['ts', 'wasm'] as const)('on %s', (target) => {
  describe('an invalid row', () => {
    test.each([nan, infinity, -infinity])('with the logit %d is NaN, and spoils no other', async (bad) => {
      const kernels = await compile(symmetricCategorical(3), { target });
      const eta = floats(0, 1, 2, 0, bad, 1, 2, 1, 0);
      const [mean, gradient] = [new Float64Array(9), new Float64Array(9)];
      kernels.response(eta, mean, 3);
      expect([...mean].map(Number.isNaN)).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0].map(Boolean));
      expect(kernels.gradient(eta, Uint8Array.of(0, 1, 2), gradient, 3)).toBeNaN();
      expect([...gradient].map(Number.isNaN)).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0].map(Boolean));
      const hessian = new Float64Array(27);
      kernels.hessian(eta, hessian, 3);
      expect([...hessian].map(Number.isNaN)).toEqual(Array.from({ length: 27 }, (_, i) => i >= 9 && i < 18));
    });

    test('with a label out of range is NaN', async () => {
      const kernels = await compile(symmetricCategorical(3), { target });
      const gradient = new Float64Array(6);
      expect(kernels.loss(floats(0, 1, 2), Int32Array.of(-1), 1)).toBeNaN();
      expect(kernels.loss(floats(0, 1, 2), Uint8Array.of(3), 1)).toBeNaN();
      kernels.gradient(floats(0, 1, 2, 0, 1, 2), Uint16Array.of(3, 1), gradient, 2);
      expect([...gradient].map(Number.isNaN)).toEqual([true, true, true, false, false, false]);
    });

    test('with soft labels that are negative or not finite is NaN', async () => {
      const kernels = await compile(symmetricCategorical(3), { target });
      expect(kernels.loss(floats(0, 1, 2), floats(0.5, -0.5, 1), 1)).toBeNaN();
      expect(kernels.loss(floats(0, 1, 2), floats(0.5, nan, 0.5), 1)).toBeNaN();
    });

    test.each([
      ['a logit of ±∞', bernoulli, infinity, 1],
      ['an outcome above the support', bernoulli, 0, 1.5],
      ['an outcome below the support', poisson, 0, -1],
      ['an outcome that is NaN', gaussian, 0, nan],
      ['a natural parameter outside its space', exponential, 0.5, 1],
      ['a natural parameter on the edge of its space', exponential, 0, 1],
    ])('with %s is NaN', async (_, derivation, eta, y) => {
      const kernels = await compile(derivation, { target });
      expect(kernels.loss(floats(eta), floats(y), 1)).toBeNaN();
    });

    test('in a linear pass makes loss and gradient NaN', async () => {
      const kernels = await compile(poisson, { target });
      const gradient = new Float64Array(2);
      expect(kernels.linearGradient(floats(1, nan), floats(1, 1), floats(1), gradient, 1, 2)).toBeNaN();
      expect([...gradient]).toEqual([nan, nan]);
    });
  });

  test('a loss that overflows is infinite, not NaN', async () => {
    const softmax = await compile(symmetricCategorical(3), { target });
    expect(softmax.loss(floats(1e308, -1e308, 0), Uint8Array.of(1), 1)).toBe(infinity);
    expect(softmax.loss(floats(1e308, -1e308, 0), Uint8Array.of(0), 1)).toBe(0);
    expect(softmax.loss(floats(1e308, -1e308, 0), floats(1, 0, 0), 1)).toBe(0);
    const counts = await compile(poisson, { target });
    expect(counts.loss(floats(1e4), floats(3), 1)).toBe(infinity);
    const least = await compile(gaussian, { target });
    expect(least.loss(floats(1e200), floats(3), 1)).toBe(infinity);
  });

  const shapes = [
    [
      'categorical',
      symmetricCategorical(3),
      (rows: number) => Uint8Array.from({ length: rows }, (_, i) => i % 3),
    ],
    [
      'categorical, soft',
      symmetricCategorical(3),
      (rows: number) => Float64Array.from({ length: rows * 3 }, (_, i) => [0.2, 0.5, 0.3][(i * i) % 3]),
    ],
    ['bernoulli', bernoulli, (rows: number) => Float64Array.from({ length: rows }, (_, i) => i % 2)],
    ['poisson', poisson, (rows: number) => Float64Array.from({ length: rows }, (_, i) => i % 5)],
  ] as const;

  describe.each(shapes)('the linear functions of %s', (_, derivation, outcomes) => {
    const [rows, features] = [7, 4];
    const x = Float64Array.from({ length: rows * features }, random(1));
    const y = outcomes(rows);

    /** η of every row, by hand. */
    const predictor = (kernels: KernelModule, weights: Float64Array, offset?: Float64Array): Float64Array => {
      const s = kernels.parameters;
      return Float64Array.from({ length: rows * s }, (__, at) => {
        const [i, k] = [Math.floor(at / s), at % s];
        let sum = offset?.[at] ?? 0;
        for (let j = 0; j < features; j++) sum += x[i * features + j] * weights[j * s + k];
        return sum;
      });
    };

    test('are the plain functions at η = x·weights + offset, weighted by row', async () => {
      const kernels = await compile(derivation, { target });
      const [s, m] = [kernels.parameters, kernels.classes ?? 1];
      const weights = Float64Array.from({ length: features * s }, random(2));
      const offset = Float64Array.from({ length: rows * s }, random(3));
      const rowWeights = Float64Array.from({ length: rows }, (__, i) => i / 2);
      const eta = predictor(kernels, weights, offset);
      const [plain, mean, expected] = [
        new Float64Array(rows * s),
        new Float64Array(rows * m),
        new Float64Array(rows * m),
      ];
      kernels.gradient(eta, y, plain, rows);
      kernels.response(eta, expected, rows);
      kernels.linearResponse(x, weights, mean, rows, features, { offset });
      expected.forEach((value, i) => expect(mean[i] / value).toBeCloseTo(1, 13));

      const [gradient, inputGradient] = [
        new Float64Array(features * s).fill(1),
        new Float64Array(rows * features),
      ];
      const loss = kernels.linearGradient(x, weights, y, gradient, rows, features, {
        rowWeights,
        offset,
        inputGradient,
      });
      const width = y.length / rows;
      let total = 0;
      for (let i = 0; i < rows; i++) {
        total +=
          rowWeights[i] *
          kernels.loss(eta.subarray(i * s, (i + 1) * s), y.slice(i * width, (i + 1) * width), 1);
        for (let j = 0; j < features; j++) {
          let wanted = 0;
          for (let k = 0; k < s; k++) wanted += rowWeights[i] * plain[i * s + k] * weights[j * s + k];
          close(inputGradient[i * features + j], wanted);
        }
      }
      close(loss, total);
      for (let j = 0; j < features; j++)
        for (let k = 0; k < s; k++) {
          let wanted = 1; // what was there is added to
          for (let i = 0; i < rows; i++) wanted += rowWeights[i] * x[i * features + j] * plain[i * s + k];
          close(gradient[j * s + k], wanted);
        }
    });

    test('leave out rows of weight 0, whatever stands in them', async () => {
      const kernels = await compile(derivation, { target });
      const s = kernels.parameters;
      const weights = Float64Array.from({ length: features * s }, random(2));
      const spoiled = x.map((value, i) => (i < features ? nan : value));
      const rowWeights = Float64Array.from({ length: rows }, (__, i) => Math.min(i, 1));
      const gradient = new Float64Array(features * s);
      expect(
        kernels.linearGradient(spoiled, weights, y, gradient, rows, features, { rowWeights }),
      ).not.toBeNaN();
      expect([...gradient].some(Number.isNaN)).toBe(false);
    });

    test('need no rows and no features', async () => {
      const kernels = await compile(derivation, { target });
      expect(kernels.linearGradient(floats(), floats(), y, floats(), 0, 4)).toBe(0);
      const zeroEta = new Float64Array(rows * kernels.parameters);
      const total = kernels.loss(zeroEta, y, rows);
      // one adds logarithms up, the other may take that of a product
      const off = Math.abs(kernels.linearGradient(floats(), floats(), y, floats(), rows, 0) - total);
      expect(off).toBeLessThanOrEqual(rows * Number.EPSILON * Math.abs(total));
    });
  });

  test('soft labels that are one-hot give what labels give', async () => {
    const kernels = await compile(symmetricCategorical(4), { target });
    const eta = Float64Array.from({ length: 4 }, random(5));
    for (let label = 0; label < 4; label++) {
      const [hard, soft] = [new Float64Array(4), new Float64Array(4)];
      const oneHot = new Float64Array(4);
      oneHot[label] = 1;
      expect(kernels.gradient(eta, oneHot, soft, 1)).toBe(
        kernels.gradient(eta, Uint8Array.of(label), hard, 1),
      );
      expect([...soft]).toEqual([...hard]);
    }
  });

  test('in single precision the arrays are single', async () => {
    const single = await compile(bernoulli, { target, precision: 'f32' });
    const double = await compile(bernoulli, { target });
    const [narrow, wide] = [new Float32Array(1), new Float64Array(1)];
    single.response(Float32Array.of(0.5), narrow, 1);
    double.response(floats(0.5), wide, 1);
    expect(narrow[0]).toBe(Math.fround(wide[0]));
    expect(single.precision).toBe('f32');
  });

  test('a family of two parameters has a response of one column', async () => {
    const kernels = await compile(normal, { target });
    const [mean, jacobian] = [new Float64Array(1), new Float64Array(2)];
    kernels.response(floats(3, -0.5), mean, 1);
    kernels.jacobian(floats(3, -0.5), jacobian, 1);
    expect([...mean]).toEqual([3]); // μ = −η₁/(2η₂)
    expect([...jacobian]).toEqual([1, 6]); // −1/(2η₂), η₁/(2η₂²)
  });
});
