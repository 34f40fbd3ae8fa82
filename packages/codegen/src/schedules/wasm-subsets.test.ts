// What of a WebAssembly module is asked for: some of its functions, or a number of features that is written out.
import { describe, expect, test } from 'vitest';
import type { WasmKernels } from '../compile.js';
import { poisson, symmetricCategorical } from '../tests/derivations.fixture.js';
import type { Kernel } from '../kernel.js';
import { lower } from '../lower.js';
import { vectorRounding } from '../targets/wasm.js';
import { assembleKernel } from './wasm.js';
import { printLoader } from './wasm-loader.js';

const load = async (kernel: Kernel): Promise<WasmKernels> => {
  const text = printLoader(kernel, assembleKernel(kernel));
  return (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as WasmKernels;
};

describe.each(['f64', 'f32'] as const)('in %s', (precision) => {
  const rounding = vectorRounding[precision];
  const floats = (numbers: readonly number[]): Float64Array | Float32Array =>
    precision === 'f64' ? Float64Array.from(numbers) : Float32Array.from(numbers);
  const zeros = (length: number) => floats(Array<number>(length).fill(0));
  const upTo = (length: number): number[] => Array.from({ length }, (_, i) => i);
  const data = (length: number, seed: number) =>
    floats(upTo(length).map((i) => Math.sin(seed + i * 1.37) * 0.8));

  test.each([1, 4, 6, 13, 64])('%d features that are written out give the same bits', async (features) => {
    for (const derivation of [symmetricCategorical(3), poisson]) {
      const kernel = lower(derivation, { rounding });
      const [free, fixed] = [await load(kernel), await load({ ...kernel, features })];
      const { parameters: s } = kernel;
      const rows = 70;
      const y = kernel.classes === null ? floats(upTo(rows).map((i) => i % 4)) : Uint8Array.from(upTo(rows), (i) => i % 3); // prettier-ignore
      const run = (kernels: WasmKernels): unknown[] => {
        const gradient = zeros(features * s);
        const inputGradient = zeros(rows * features);
        const mean = zeros(rows * kernel.columns);
        const [x, weights] = [data(rows * features, 1), data(features * s, 2)];
        const loss = kernels.linearGradient(x, weights, y, gradient, rows, features, { inputGradient });
        kernels.linearResponse(x, weights, mean, rows, features);
        return [loss, gradient, inputGradient, mean];
      };
      expect(run(fixed)).toEqual(run(free));
      const other = features + 1;
      expect(() =>
        fixed.linearGradient(data(other, 1), data(other * s, 1), y, zeros(other * s), 1, other),
      ).toThrow(`for ${features} features`);
    }
  });

  test('only the functions that are wanted are in the module and its loader', async () => {
    const kernel: Kernel = {
      ...lower(symmetricCategorical(3), { rounding }),
      functions: new Set(['response', 'linearGradient']),
    };
    const { exports } = assembleKernel(kernel);
    expect(Object.keys(exports)).toEqual(['response', 'linearGradient', 'linearGradientSoft', 'allocate']);
    const functions = Object.entries(await load(kernel)).filter(([, value]) => typeof value === 'function');
    expect(functions.map(([name]) => name).sort()).toEqual([
      'allocate',
      'instantiate',
      'linearGradient',
      'response',
    ]);
  });
});
