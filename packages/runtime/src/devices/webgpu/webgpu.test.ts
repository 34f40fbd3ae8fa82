// The processor is the judge of the GPU: the same losses and gradients, to single precision.
import { describeWebGPU } from '@expfam/testing';
import { describe, expect, test } from 'vitest';
import { fit } from '../../fit.js';
import { bernoulli, softmax } from '../../kernels.fixture.js';
import { seeded } from '../../numbers/random.js';
import { iris } from '../../reference.fixture.js';
import { cpu } from '../cpu.js';
import type { LinearProblem } from '../device.js';
import { softmaxWgsl } from './softmax.wgsl.fixture.js';
import { webgpu } from './webgpu.js';
import { elements, grid } from './wgsl-module.js';

/** A problem of that many rows with everything that a problem can have. */
const problemOf = (
  rows: number,
  parts: { readonly weighted?: boolean; readonly offset?: boolean } = {},
): LinearProblem => {
  const random = seeded(rows);
  const uniform = () => random() / 2 ** 31 - 1;
  return {
    kernels: softmax(3),
    rows,
    columns: 4,
    x: Float64Array.from({ length: rows * 4 }, () => Math.fround(uniform())),
    y: Int32Array.from({ length: rows }, () => random() % 3),
    rowWeights: parts.weighted === true ? Float64Array.from({ length: rows }, (_, row) => row % 4) : null,
    offset:
      parts.offset === true
        ? Float64Array.from({ length: rows * 3 }, () => Math.fround(2 * uniform()))
        : null,
  };
};

const point = Float64Array.from({ length: 12 }, (_, i) => Math.fround(Math.sin(i + 1)));

const both = async (device: GPUDevice, problem: LinearProblem, rows?: Uint32Array) => {
  const sides = [];
  for (const side of [cpu, webgpu(softmaxWgsl(3), { device })]) {
    const evaluator = await side.open(problem);
    const gradient = new Float64Array(12);
    const loss = await (rows === undefined
      ? evaluator.total(point, gradient)
      : evaluator.batch(rows, point, gradient));
    evaluator.close();
    sides.push({ loss, gradient });
  }
  const [wanted, found] = sides;
  if (wanted === undefined || found === undefined) throw new Error('two sides');
  return { wanted, found };
};

const agree = ({ wanted, found }: Awaited<ReturnType<typeof both>>, rows: number) => {
  expect(Math.abs(found.loss - wanted.loss)).toBeLessThan(1e-5 * Math.abs(wanted.loss));
  wanted.gradient.forEach((value, i) => {
    expect(Math.abs((found.gradient[i] ?? NaN) - value)).toBeLessThan(1e-5 * rows);
  });
};

describeWebGPU('the device webgpu', (device) => {
  test.each([1, 63, 64, 65, 1000])(
    'gives the loss and gradient of the processor for %i rows',
    async (rows) => {
      agree(await both(device(), problemOf(rows)), rows);
    },
  );
  test('weighs rows, and leaves out those of weight 0', async () => {
    agree(await both(device(), problemOf(500, { weighted: true })), 500);
  });
  test('adds offsets', async () => {
    agree(await both(device(), problemOf(500, { offset: true, weighted: true })), 500);
  });
  test('evaluates the rows of a batch', async () => {
    agree(
      await both(
        device(),
        problemOf(500, { offset: true, weighted: true }),
        Uint32Array.from([3, 7, 499, 0, 7]),
      ),
      5,
    );
  });
  test('takes more rows than one dimension of a dispatch has workgroups', async () => {
    const rows = 65_536 * 64 + 1;
    const problem = { ...problemOf(2), rows, x: new Float64Array(rows * 4), y: new Uint8Array(rows) };
    problem.x[(rows - 1) * 4] = 1;
    const evaluator = await webgpu(softmaxWgsl(3), { device: device() }).open(problem);
    const gradient = new Float64Array(12);
    await evaluator.total(new Float64Array(12), gradient);
    evaluator.close();
    // only the very last row has a feature, and its residual is (1/3 − 1, 1/3, 1/3)
    [-2 / 3, 1 / 3, 1 / 3].forEach((value, k) => {
      expect(gradient[k]).toBeCloseTo(value, 6);
    });
  });
  test('splits data that exceed one binding', async () => {
    const small = device();
    const limited = new Proxy(small, {
      get: (target, key) => {
        if (key === 'limits') return { maxStorageBufferBindingSize: 1024, maxBufferSize: 1024 };
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value;
      },
    });
    agree(await both(limited, problemOf(500, { weighted: true })), 500);
  });
  test('gives NaN for coefficients that single precision cannot hold', async () => {
    const evaluator = await webgpu(softmaxWgsl(3), { device: device() }).open(problemOf(8));
    expect(await evaluator.total(new Float64Array(12).fill(1e39), new Float64Array(12))).toBeNaN();
    evaluator.close();
  });
  test('trains the iris flowers to the optimum of the processor', async () => {
    const gpu = webgpu(softmaxWgsl(3), { device: device() });
    const there = await fit(softmax(3), iris(), { l2: 0.01, device: gpu });
    const here = await fit(softmax(3), iris(), { l2: 0.01 });
    expect(there.report).toMatchObject({ device: 'webgpu', solver: 'lbfgs', converged: true });
    expect(Math.abs(there.report.objective - here.report.objective)).toBeLessThan(1e-6);
  });
  test('trains on mini-batches', async () => {
    const gpu = webgpu(softmaxWgsl(3), { device: device() });
    const { report } = await fit(softmax(3), iris(), {
      l2: 0.01,
      device: gpu,
      solver: 'adam',
      epochs: 40,
      batch: 50,
    });
    expect(report.objective).toBeLessThan(0.3);
  });
  test('leaves the device of the user alive, also after a failure', async () => {
    const module = softmaxWgsl(3);
    const broken = { ...module, code: module.code.replace('shape.y', 'shape.nowhere') };
    await expect(webgpu(broken, { device: device() }).open(problemOf(8))).rejects.toThrow(
      'device-refused: WGSL line',
    );
    agree(await both(device(), problemOf(8)), 8);
  });
  test('refuses what it cannot run', async () => {
    const gpu = webgpu(softmaxWgsl(3), { device: device() });
    const problem = problemOf(2);
    await expect(gpu.open({ ...problem, y: new Float64Array(6) })).rejects.toThrow('device-refused');
    await expect(gpu.open({ ...problem, kernels: bernoulli })).rejects.toThrow('kernel-mismatch');
    await expect(gpu.open({ ...problem, x: Float64Array.of(1, 1, 1, 1, 1, 1e300, 1, 1) })).rejects.toThrow(
      /x in row 2 exceeds single precision/,
    );
  });
  test('opens and closes a device of its own', async () => {
    const { report } = await fit(softmax(3), iris(), { l2: 0.01, device: webgpu(softmaxWgsl(3)) });
    expect(report.converged).toBe(true);
  });
});

describe('a manifest', () => {
  const manifest = { parameters: 2, classes: 3, entryPoints: {} };
  test('gives lengths as products', () => {
    expect(elements('rows*parameters*parameters', manifest, { rows: 10, features: 4 })).toBe(40);
    expect(elements('features * parameters', manifest, { rows: 10, features: 4 })).toBe(8);
    expect(elements('1', manifest, { rows: 10, features: 4 })).toBe(1);
    expect(() => elements('rows*planets', manifest, { rows: 10, features: 4 })).toThrow('device-refused');
  });
  test('makes grids that cover every row within the limits of a dimension', () => {
    const entry = { bindings: [], workgroupSize: 64, covers: 'rows' } as const;
    expect(grid(entry, { rows: 65, features: 1 })).toEqual([2, 1]);
    const [across, down] = grid(entry, { rows: 10_000_000, features: 1 });
    expect(across).toBeLessThanOrEqual(65_535);
    expect(across * down * 64).toBeGreaterThanOrEqual(10_000_000);
    expect(grid({ ...entry, covers: 'feature' }, { rows: 65, features: 7 })).toEqual([7, 1]);
  });
});
