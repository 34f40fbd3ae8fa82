// Every entry point of a WGSL module against the function of the TypeScript module, at the same points.
import { webgpu } from '@expfam/runtime';
import type { KernelModule } from '@expfam/runtime';
import { expect } from 'vitest';
import type { GpuKernels } from '../compile.js';
import { onDevice } from './device.fixture.js';

/** Points, row by row. */
export interface Points {
  readonly rows: number;
  /** rows × s, of numbers that f32 holds. */
  readonly eta: Float64Array;
  /** Outcomes: class labels, or rows × columns. */
  readonly y: Float64Array | Uint16Array;
  /** Soft labels, where the outcome is a class. */
  readonly shares?: Float64Array;
}

/** Arrays on the device hold all rows of a column side by side. */
export const columnMajor = (values: ArrayLike<number>, rows: number): Float32Array<ArrayBuffer> => {
  const width = values.length / rows;
  return Float32Array.from(
    { length: values.length },
    (_, n) => values[(n % rows) * width + Math.floor(n / rows)],
  );
};

/** Holds all entry points against the functions. */
export const agree = async (
  device: GPUDevice,
  [shader, functions]: readonly [GpuKernels, KernelModule],
  { rows, eta, y, shares }: Points,
): Promise<void> => {
  const s = functions.parameters;
  const m = functions.classes ?? functions.columns ?? 1;
  const near = (name: string, found: Float32Array, wanted: Float64Array): void => {
    const inColumns = columnMajor(found, wanted.length / rows);
    wanted.forEach((value, n) => {
      expect(Math.abs(inColumns[n] - value), `${name} ${String(n)}`).toBeLessThan(
        2e-5 * (1 + Math.abs(value)),
      );
    });
  };
  const data = { eta: columnMajor(eta, rows) };
  for (const [name, width] of [
    ['response', m],
    ['hessian', s * s],
    ['jacobian', m * s],
  ] as const) {
    const wanted = new Float64Array(rows * width);
    functions[name](eta, wanted, rows);
    near(name, (await onDevice(device, shader, name, { rows, data })).result!, wanted);
  }
  const outcomes = [
    ['', y instanceof Uint16Array ? Uint32Array.from(y) : columnMajor(y, rows), y] as const,
    ...(shares === undefined ? [] : [['Soft', columnMajor(shares, rows), shares] as const]),
  ];
  for (const [suffix, onGpu, observed] of outcomes) {
    const wanted = new Float64Array(rows * s);
    const total = functions.gradient(eta, observed, wanted, rows);
    const call = { rows, data: { ...data, y: onGpu } };
    const { result, losses } = await onDevice(device, shader, `gradient${suffix}`, call);
    near(`gradient${suffix}`, result!, wanted);
    const sum = Array.from(losses!).reduce((a, b) => a + b, 0);
    expect(Math.abs(sum - total)).toBeLessThan(1e-5 * (1 + Math.abs(total)));
    const only = await onDevice(device, shader, `loss${suffix}`, call);
    only.losses!.forEach((loss, i) => {
      expect(Math.abs(loss - losses![i])).toBeLessThan(1e-5 * (1 + Math.abs(loss)));
    });
  }
};

/** Holds the linear pass and the derivative in x against the function, with one feature beside the constant. */
export const agreeLinearly = async (
  device: GPUDevice,
  [shader, functions]: readonly [GpuKernels, KernelModule],
  { rows, eta, y }: Points,
): Promise<void> => {
  const s = functions.parameters;
  const x = Float64Array.from({ length: rows * 2 }, (_, n) =>
    n % 2 === 0 ? 1 : Math.fround(Math.sin(n) / 64),
  );
  const weights = Float64Array.from({ length: 2 * s }, (_, n) =>
    n < s ? eta[n] : Math.fround(eta[n - s] / 8),
  );
  const wanted = new Float64Array(2 * s);
  const inputGradient = new Float64Array(rows * 2);
  functions.linearGradient(x, weights, y, wanted, rows, 2, { inputGradient });
  const features = columnMajor(x, rows);
  const data = { x: features, weights: Float32Array.from(weights) };
  const problem = { kernels: functions, rows, columns: 2, x, y, rowWeights: null, offset: null };
  const evaluator = await webgpu(shader, { device }).open(problem);
  const gradient = new Float64Array(2 * s);
  await evaluator.total(weights, gradient);
  evaluator.close();
  const call = { rows, features: 2 };
  wanted.forEach((value, n) => {
    expect(Math.abs(gradient[n] - value), `gradient ${String(n)}`).toBeLessThan(1e-4 * (1 + Math.abs(value)));
  });
  const m = functions.classes ?? functions.columns ?? 1;
  const mean = new Float64Array(rows * m);
  functions.linearResponse(x, weights, mean, rows, 2);
  const found = await onDevice(device, shader, 'linearResponse', { ...call, data });
  columnMajor(mean, rows).forEach((value, n) => {
    expect(Math.abs(found.result![n] - value), `mean ${String(n)}`).toBeLessThan(
      2e-5 * (1 + Math.abs(value)),
    );
  });
  const observed = y instanceof Uint16Array ? Uint32Array.from(y) : columnMajor(y, rows);
  const trained = { ...data, y: observed, rowWeights: new Float32Array(rows).fill(1) };
  // what loops over the classes takes the residuals that the training pass left
  const { residual } =
    'linearResidual' in shader.manifest.entryPoints
      ? await onDevice(device, shader, 'linearResidual', { ...call, data: trained })
      : {};
  const inX = { ...call, data: { ...trained, ...(residual === undefined ? {} : { residual }) } };
  const { result } = await onDevice(device, shader, 'inputGradient', inX);
  columnMajor(inputGradient, rows).forEach((value, n) => {
    expect(Math.abs(result![n] - value), `x ${String(n)}`).toBeLessThan(1e-4 * (1 + Math.abs(value)));
  });
};
