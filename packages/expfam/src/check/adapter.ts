// Entry points of WGSL modules on an adapter, where there is one: made ready once, run over all rows, and what they wrote read back.
import type { ManifestKernel } from '@expfam/codegen';
import { acquireDevice } from '@expfam/runtime';

const usage = { mapRead: 1, copySource: 4, copyTarget: 8, uniform: 64, storage: 128 } as const;
const compute = 4;

/** Numbers as an adapter takes them. */
export type Floats = Float32Array<ArrayBuffer>;
/** Labels as an adapter takes them. */
export type Words = Uint32Array<ArrayBuffer>;

/** A module with its manifest. */
export interface Shader {
  readonly code: string;
  readonly kernel: ManifestKernel;
}

/** A device, or in a few words why there is none. */
export const openAdapter = async (): Promise<Awaited<ReturnType<typeof acquireDevice>> | string> => {
  try {
    return await acquireDevice();
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return `there is no WebGPU adapter here (${reason})`;
  }
};

/** What the adapter of a device calls itself. */
export const adapterName = ({ adapterInfo }: GPUDevice): string => {
  const { vendor, architecture, description } = adapterInfo;
  return (
    [vendor, architecture, description].filter((part) => part !== '').join(' ') || 'an adapter without a name'
  );
};

/** An entry point that was made ready. */
export interface Program {
  readonly layout: GPUBindGroupLayout;
  readonly pipeline: GPUComputePipeline;
}

/** Makes an entry point ready: the adapter compiles it, which takes longer than to run it. Null where there is none. */
export const programOf = async (
  gpu: GPUDevice,
  { code, kernel }: Shader,
  name: string,
): Promise<Program | null> => {
  const point = kernel.entryPoints?.[name];
  if (point === undefined) return null;
  const types = { uniform: 'uniform', read: 'read-only-storage', read_write: 'storage' } as const;
  const layout = gpu.createBindGroupLayout({
    entries: point.bindings.map(({ binding, access }) => ({
      binding,
      visibility: compute,
      buffer: { type: types[access] },
    })),
  });
  const pipeline = await gpu.createComputePipelineAsync({
    layout: gpu.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: gpu.createShaderModule({ code }), entryPoint: name },
  });
  return { layout, pipeline };
};

/** A run. */
export interface Call {
  readonly name: string;
  readonly program: Program;
  readonly data: Readonly<Record<string, Floats | Words>>;
}

/** Runs one entry point over all rows; what it writes, by name. */
export const runProgram = async (
  gpu: GPUDevice,
  kernel: ManifestKernel,
  { name, program, data }: Call,
): Promise<Readonly<Record<string, Floats>>> => {
  const point = kernel.entryPoints?.[name];
  if (point === undefined) return {};
  const [rows = 0, features = 1] = data['shape'] ?? [];
  const sizes: Readonly<Record<string, number>> = {
    rows,
    features,
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
  const entries = buffers.map(({ binding, buffer }) => ({ binding, resource: { buffer } }));
  const encoder = gpu.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(program.pipeline);
  pass.setBindGroup(0, gpu.createBindGroup({ layout: program.layout, entries }));
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
