// WGSL modules on an adapter, where there is one: every function is run at all points at once, and answers from what was read
// back, so that a shader is measured as the other modules are.
import type { ManifestKernel } from '@expfam/codegen';
import { acquireDevice } from '@expfam/runtime';
import { observedAs } from './measure.js';
import type { Measurable } from './measure.js';
import type { Point } from './truth.js';

const usage = { mapRead: 1, copySource: 4, copyTarget: 8, uniform: 64, storage: 128 } as const;
const compute = 4;

type Floats = Float32Array<ArrayBuffer>;

interface Shader {
  readonly code: string;
  readonly kernel: ManifestKernel;
}

/** A device, or in a few words why there is none. */
export const openAdapter = async (): Promise<Awaited<ReturnType<typeof acquireDevice>> | string> => {
  try {
    return await acquireDevice();
  } catch (error) {
    return `there is no WebGPU adapter here (${error instanceof Error ? error.message : String(error)})`;
  }
};

/** Numbers of all points, those of one place beside each other. */
const placed = <A extends Floats | Uint32Array<ArrayBuffer>>(
  make: new (length: number) => A,
  rows: readonly ArrayLike<number>[],
): A => {
  const width = rows[0]?.length ?? 0;
  const all = new make(rows.length * width);
  rows.forEach((row, i) => {
    for (let k = 0; k < width; k += 1) all[k * rows.length + i] = row[k] ?? Number.NaN;
  });
  return all;
};

/** Runs one entry point over all rows; what it writes, by name. */
const run = async (
  gpu: GPUDevice,
  { code, kernel }: Shader,
  name: string,
  data: Readonly<Record<string, Floats | Uint32Array<ArrayBuffer>>>,
): Promise<Readonly<Record<string, Floats>>> => {
  const point = kernel.entryPoints?.[name];
  if (point === undefined) return {};
  const rows = data['shape']?.[0] ?? 0;
  const sizes: Readonly<Record<string, number>> = {
    rows,
    features: 1,
    parameters: kernel.parameters,
    columns: kernel.columns,
    classes: kernel.classes ?? 1,
  };
  const count = (length: string): number =>
    length.split('*').reduce((product, part) => product * (sizes[part] ?? Number(part)), 1);
  const buffers = point.bindings.map(({ binding, name: variable, access, length }) => {
    const kind = access === 'uniform' ? usage.uniform : usage.storage;
    const size = Math.max(16, 4 * count(length));
    const buffer = gpu.createBuffer({ size, usage: kind | usage.copyTarget | usage.copySource });
    const contents = data[variable];
    if (contents !== undefined) gpu.queue.writeBuffer(buffer, 0, contents);
    return { binding, variable, access, buffer, size };
  });
  const types = { uniform: 'uniform', read: 'read-only-storage', read_write: 'storage' } as const;
  const layout = gpu.createBindGroupLayout({
    entries: buffers.map(({ binding, access }) => ({
      binding,
      visibility: compute,
      buffer: { type: types[access] },
    })),
  });
  const pipeline = await gpu.createComputePipelineAsync({
    layout: gpu.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: gpu.createShaderModule({ code }), entryPoint: name },
  });
  const entries = buffers.map(({ binding, buffer }) => ({ binding, resource: { buffer } }));
  const encoder = gpu.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, gpu.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(Math.ceil(rows / point.workgroupSize));
  pass.end();
  return readBack(gpu, encoder, buffers);
};

interface Filled {
  readonly variable: string;
  readonly access: string;
  readonly buffer: GPUBuffer;
  readonly size: number;
}

/** Submits what was encoded, and reads whatever it wrote. */
const readBack = async (
  gpu: GPUDevice,
  encoder: GPUCommandEncoder,
  buffers: readonly Filled[],
): Promise<Readonly<Record<string, Floats>>> => {
  const reads = buffers
    .filter(({ access }) => access === 'read_write')
    .map(({ variable, buffer, size }) => {
      const copy = gpu.createBuffer({ size, usage: usage.copyTarget | usage.mapRead });
      encoder.copyBufferToBuffer(buffer, 0, copy, 0, size);
      return { variable, copy };
    });
  gpu.queue.submit([encoder.finish()]);
  const written: Record<string, Floats> = {};
  for (const { variable, copy } of reads) {
    await copy.mapAsync(1);
    written[variable] = new Float32Array(copy.getMappedRange().slice(0));
    copy.destroy();
  }
  for (const { buffer } of buffers) buffer.destroy();
  return written;
};

/** The module as functions that know their results at these points, and at no others. */
export const shaderModule = async (
  gpu: GPUDevice,
  shader: Shader,
  points: readonly Point[],
): Promise<Measurable> => {
  const { kernel } = shader;
  const { classes, parameters } = kernel;
  const keyOf = (eta: ArrayLike<number>): string => Array.from(eta, (x) => Math.fround(x)).join();
  const outcomes = points.map(({ y }) => observedAs({ classes }, y));
  const eta = placed(
    Float32Array,
    points.map((point) => point.eta),
  );
  const y = classes === null ? placed(Float32Array, outcomes) : placed(Uint32Array, outcomes);
  const data = { shape: Uint32Array.of(points.length, 1, 0, 0), eta, y };
  const written = new Map<string, Readonly<Record<string, Floats>>>();
  for (const name of ['response', 'loss', 'gradient', 'hessian', 'jacobian'])
    written.set(name, await run(gpu, shader, name, data));
  const byEta = new Map(points.map((point, i) => [keyOf(point.eta), i]));
  const byBoth = new Map(
    points.map((point, i) => [`${keyOf(point.eta)} ${Array.from(outcomes[i] ?? []).join()}`, i]),
  );
  const copy = (name: string, row: number | undefined, out: Float32Array | Float64Array): void => {
    const result = written.get(name)?.['result'];
    for (let k = 0; k < out.length; k += 1)
      out[k] = row === undefined ? Number.NaN : (result?.[k * points.length + row] ?? Number.NaN);
  };
  const rowOf = (at: ArrayLike<number>, outcome: ArrayLike<number>): number | undefined =>
    byBoth.get(`${keyOf(at)} ${Array.from(outcome).join()}`);
  const lossOf = (name: string, row: number | undefined): number =>
    row === undefined ? Number.NaN : (written.get(name)?.['losses']?.[row] ?? Number.NaN);
  return {
    classes,
    parameters,
    precision: 'f32',
    response: (at, mean) => {
      copy('response', byEta.get(keyOf(at)), mean);
    },
    hessian: (at, out) => {
      copy('hessian', byEta.get(keyOf(at)), out);
    },
    jacobian: (at, out) => {
      copy('jacobian', byEta.get(keyOf(at)), out);
    },
    loss: (at, outcome) => lossOf('loss', rowOf(at, outcome)),
    gradient: (at, outcome, out) => {
      const row = rowOf(at, outcome);
      copy('gradient', row, out);
      return lossOf('gradient', row);
    },
  };
};
