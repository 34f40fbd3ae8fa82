// Row kernels with loops, told step by step: bit for bit what the same steps come to where they are written out.
import { describe, expect, test } from 'vitest';
import type { WasmKernels } from '../compile.js';
import type { Kernel } from '../kernel.js';
import { lower } from '../lower.js';
import { assembleKernel } from '../schedules/wasm.js';
import { printLoader } from '../schedules/wasm-loader.js';
import { vectorRounding } from '../targets/wasm.js';
import { poisson } from '../tests/derivations.fixture.js';
import { loopedKernel, unrolledKernel } from './program.fixture.js';

const load = async (kernel: Kernel): Promise<WasmKernels> => {
  const text = printLoader(kernel, assembleKernel(kernel));
  return (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as WasmKernels;
};

describe.each(['f64', 'f32'] as const)('in WebAssembly, %s', (precision) => {
  const given = lower(poisson, { rounding: vectorRounding[precision] });
  const floats = (length: number, at: (i: number) => number): Float64Array | Float32Array =>
    (precision === 'f64' ? new Float64Array(length) : new Float32Array(length)).map((_, i) => at(i));
  const zeros = (length: number) => floats(length, () => 0);

  test.each([2, 3, 7, 16, 33])('K = %i', async (K) => {
    const both = [await load(loopedKernel(given, K)), await load(unrolledKernel(given, K))];
    const rows = 7;
    const eta = floats(rows * K, (i) => (i % 5 === 0 ? 1 : 4) * Math.sin(12.9898 * (i + 1)));
    const y = floats(rows * K, (i) => Math.cos(i * 7.7));
    // one row is outside, one has its largest parameter first, one has all alike
    eta[2 * K + 1] = Infinity;
    eta[3 * K] = 9;
    eta.fill(0.5, 4 * K, 5 * K);
    const widths = { response: K + 1, hessian: K * K, jacobian: (K + 1) * K };
    const results = both.map((kernels) => {
      const plain = Object.entries(widths).map(([name, width]) => {
        const result = zeros(rows * width);
        kernels[name as keyof typeof widths](eta, result, rows);
        return result;
      });
      const gradient = zeros(rows * K);
      const losses = Array.from({ length: rows }, (_, i) =>
        kernels.loss(eta.slice(i * K, (i + 1) * K), y.slice(i * K, (i + 1) * K), 1),
      );
      return [...plain, kernels.gradient(eta, y, gradient, rows), gradient, losses];
    });
    expect(results[0]).toEqual(results[1]);
    const [response] = results[0] as [Float64Array];
    expect(Array.from(response, Number.isNaN).filter(Boolean)).toHaveLength(K + 1);
  });

  test('the linear functions', async () => {
    const [K, rows, features] = [13, 6, 3];
    const both = [await load(loopedKernel(given, K)), await load(unrolledKernel(given, K))];
    const x = floats(rows * features, (i) => Math.sin(3 * i + 1));
    const weights = floats(features * K, (i) => Math.cos(i * i));
    const y = floats(rows * K, (i) => Math.cos(i * 7.7));
    const [offset, rowWeights] = [floats(rows * K, (i) => Math.sin(i)), floats(rows, (i) => i % 3)];
    // a row of weight 0 says nothing, whatever stands in it
    x[3 * features] = Infinity;
    const [looped, unrolled] = both.map((kernels) => {
      const [gradient, inputGradient, mean] = [features * K, rows * features, rows * (K + 1)].map(zeros);
      const options = { offset, rowWeights, inputGradient };
      const loss = kernels.linearGradient(x, weights, y, gradient, rows, features, options);
      kernels.linearResponse(x, weights, mean, rows, features, { offset });
      return [loss, ...gradient, ...inputGradient, ...mean];
    });
    const close = precision === 'f64' ? 1e-13 : 1e-4;
    looped.forEach((value, i) => {
      if (Number.isNaN(unrolled[i])) expect(value).toBeNaN();
      else expect(Math.abs(value - unrolled[i])).toBeLessThanOrEqual(close * (1 + Math.abs(unrolled[i])));
    });
    expect(looped.filter(Number.isNaN)).toHaveLength(K + 1);
  });
});

test('a module is as long for any number of classes', () => {
  const given = lower(poisson);
  const bytes = (K: number): number => assembleKernel(loopedKernel(given, K)).bytes.length;
  // places of arrays in memory are written with more digits
  expect(bytes(500) - bytes(20)).toBeLessThan(250);
});
