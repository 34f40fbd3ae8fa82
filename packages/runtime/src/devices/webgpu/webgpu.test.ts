// The processor is the judge of the GPU: the same losses and gradients, to single precision.
import { describeWebGPU, openDevice } from '@expfam/testing';
import { describe, expect, test } from 'vitest';
import { fit } from '../../fit.js';
import { bernoulli, softmax } from '../../kernels.fixture.js';
import { seeded } from '../../numbers/random.js';
import { iris } from '../../reference.fixture.js';
import { cpu } from '../cpu.js';
import type { Progress } from '../../solvers/solver.js';
import type { Device, LinearProblem } from '../device.js';
import { softmaxFused } from './fused.wgsl.fixture.js';
import { softmaxWgsl } from './softmax.wgsl.fixture.js';
import { webgpu } from './webgpu.js';
import { elements, grid } from './wgsl-module.js';
import type { WgslModule } from './wgsl-module.js';

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

type Printed = (classes: number) => WgslModule;

const both = async (
  device: GPUDevice,
  printed: Printed,
  { problem, rows }: { readonly problem: LinearProblem; readonly rows?: Uint32Array },
) => {
  const sides = [];
  for (const side of [cpu, webgpu(printed(3), { device })]) {
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

const modules = [
  ['in one pass', softmaxFused],
  ['in two passes', softmaxWgsl],
] as const;

/** The device, as if a binding held no more than so many bytes. */
const limited = (gpu: GPUDevice, bytes: number): GPUDevice =>
  new Proxy(gpu, {
    get: (target, key) => {
      if (key === 'limits') return { maxStorageBufferBindingSize: bytes, maxBufferSize: bytes };
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value;
    },
  });

describeWebGPU('the device webgpu', (device) => {
  describe.each(modules)('%s', (_, printed) => {
    test.each([1, 63, 64, 65, 1000])(
      'gives the loss and gradient of the processor for %i rows',
      async (rows) => {
        agree(await both(device(), printed, { problem: problemOf(rows) }), rows);
      },
    );
    test('weighs rows, and leaves out those of weight 0', async () => {
      agree(await both(device(), printed, { problem: problemOf(500, { weighted: true }) }), 500);
    });
    test('adds offsets', async () => {
      const problem = problemOf(500, { offset: true, weighted: true });
      agree(await both(device(), printed, { problem }), 500);
    });
    test('evaluates the rows of a batch', async () => {
      const problem = problemOf(500, { offset: true, weighted: true });
      const rows = Uint32Array.from([3, 7, 499, 0, 7]);
      agree(await both(device(), printed, { problem, rows }), 5);
    });
    test('splits data that exceed one binding, and batches with them', async () => {
      const small = limited(device(), 2048);
      const problem = problemOf(500, { weighted: true });
      agree(await both(small, printed, { problem }), 500);
      const rows = Uint32Array.from({ length: 200 }, (__, i) => (i * 77) % 500);
      agree(await both(small, printed, { problem, rows }), 200);
    });
    test('refuses a row that exceeds a binding', async () => {
      const gpu = webgpu(printed(3), { device: limited(device(), 12) });
      await expect(gpu.open(problemOf(2))).rejects.toThrow(
        'device-refused: a row of 4 columns exceeds the 12 bytes',
      );
    });
    test('gives NaN for coefficients that single precision cannot hold', async () => {
      const evaluator = await webgpu(printed(3), { device: device() }).open(problemOf(8));
      expect(await evaluator.total(new Float64Array(12).fill(1e39), new Float64Array(12))).toBeNaN();
      evaluator.close();
    });
    test('trains the iris flowers to the optimum of the processor', async () => {
      const gpu = webgpu(printed(3), { device: device() });
      const there = await fit(softmax(3), iris(), { l2: 0.01, device: gpu });
      const here = await fit(softmax(3), iris(), { l2: 0.01 });
      expect(there.report).toMatchObject({ device: 'webgpu', solver: 'lbfgs', converged: true });
      expect(Math.abs(there.report.objective - here.report.objective)).toBeLessThan(1e-6);
    });
  });
  test('a row outside the natural space has no loss', async () => {
    const evaluator = await webgpu(softmaxFused(3), { device: device() }).open(problemOf(8));
    expect(await evaluator.total(new Float64Array(12).fill(1e6), new Float64Array(12))).toBeNaN();
    evaluator.close();
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
  test.each([
    ['sgd', 150],
    ['momentum', 50],
    ['adam', 150],
    ['adam', 40],
  ] as const)('%s takes the steps of the processor, in batches of %i', async (solver, batch) => {
    const options = { l2: 0.01, solver, batch, epochs: 30, tolerance: 1e-9, seed: 3 };
    const curve = async (device?: Device) => {
      const values: number[] = [];
      const onProgress = ({ objective }: Progress) => values.push(objective);
      const { report } = await fit(softmax(3), iris(), { ...options, onProgress, ...(device && { device }) });
      return { values, report };
    };
    const gpu = webgpu(softmaxFused(3), { device: device() });
    const [there, again, here] = [await curve(gpu), await curve(gpu), await curve()];
    expect(there.values).toHaveLength(30);
    there.values.forEach((value, i) => {
      expect(Math.abs(value - (here.values[i] ?? NaN))).toBeLessThan(2e-5 * (1 + value));
    });
    // the same bits from run to run
    expect(again.values).toEqual(there.values);
    expect(again.report.coefficients).toEqual(there.report.coefficients);
  });
  test('many steps are queued at once, and little is read back', async () => {
    let submissions = 0;
    const counted = new Proxy(device(), {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        if (key === 'createCommandEncoder') submissions++;
        return typeof value === 'function' ? (value as (...given: unknown[]) => unknown).bind(target) : value;
      },
    });
    const gpu = webgpu(softmaxFused(3), { device: counted });
    const steps = 2000;
    await fit(softmax(3), iris(), {
      l2: 0.01, device: gpu, solver: 'adam', batch: 15, epochs: steps / 10, tolerance: 1e-9, learningRate: 0.01,
    }); // prettier-ignore
    expect(submissions).toBeLessThan(steps / 4);
  });
  test('retreats from steps that lead nowhere', async () => {
    const gpu = webgpu(softmaxFused(3), { device: device() });
    const options = {
      l2: 0.01,
      device: gpu,
      solver: 'sgd',
      batch: 50,
      epochs: 12,
      learningRate: 1e5,
    } as const;
    const { report } = await fit(softmax(3), iris(), options);
    expect(report.objective).toBeLessThan(Math.log(3) + 1e-6);
  });
  test('stops when aborted, and tells where it stood', async () => {
    const stop = new AbortController();
    const gpu = webgpu(softmaxFused(3), { device: device() });
    const kept: (readonly number[])[] = [];
    const fitting = fit(softmax(3), iris(), {
      l2: 0.01,
      device: gpu,
      solver: 'adam',
      epochs: 1e6,
      tolerance: 1e-12,
      signal: stop.signal,
      onCheckpoint: (weights) => kept.push(weights),
      onProgress: ({ iteration }) => {
        if (iteration === 3) stop.abort(new Error('enough'));
      },
    });
    await expect(fitting).rejects.toThrow('enough');
    expect(kept.length).toBeGreaterThanOrEqual(3);
  });
  test('says so when the device is lost', async () => {
    const opened = await openDevice();
    if (!('device' in opened)) throw new Error('no device');
    const evaluator = await webgpu(softmaxFused(3), { device: opened.device }).open(problemOf(64));
    opened.device.destroy();
    await expect(evaluator.total(new Float64Array(12), new Float64Array(12))).rejects.toThrow('device-lost');
  });
  test('leaves the device of the user alive, also after a failure', async () => {
    const module = softmaxWgsl(3);
    const broken = { ...module, code: module.code.replace('shape.y', 'shape.nowhere') };
    await expect(webgpu(broken, { device: device() }).open(problemOf(8))).rejects.toThrow(
      'device-refused: WGSL line',
    );
    agree(await both(device(), softmaxWgsl, { problem: problemOf(8) }), 8);
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
    expect(grid(entry, manifest, { rows: 65, features: 1 })).toEqual([2, 1]);
    const [across, down] = grid(entry, manifest, { rows: 10_000_000, features: 1 });
    expect(across).toBeLessThanOrEqual(65_535);
    expect(across * down * 64).toBeGreaterThanOrEqual(10_000_000);
    expect(grid({ ...entry, covers: 'feature' }, manifest, { rows: 65, features: 7 })).toEqual([7, 1]);
  });
});
