// Runs one entry point of a WGSL module from its manifest alone, and reads back what it wrote.
import type { GpuKernels } from '../compile.js';

interface Call {
  readonly rows: number;
  readonly features?: number;
  readonly data: { readonly [name: string]: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> };
}

/** What the entry point wrote, by name. */
export interface Written {
  readonly result?: Float32Array<ArrayBuffer>;
  readonly losses?: Float32Array<ArrayBuffer>;
  readonly residual?: Float32Array<ArrayBuffer>;
}

/** Dispatches the entry point over all rows. */
export const onDevice = async (
  device: GPUDevice,
  { code, manifest }: GpuKernels,
  name: string,
  call: Call,
): Promise<Written> => {
  const { rows, features = 1, data } = call;
  const point = manifest.entryPoints[name];
  const sizes: Record<string, number> = {
    rows,
    features,
    parameters: manifest.parameters,
    classes: manifest.classes ?? 1,
  };
  const count = (length: string): number =>
    length.split('*').reduce((product, part) => product * (sizes[part] ?? Number(part)), 1);
  const buffers = point.bindings.map(({ binding, name: variable, access, length }) => {
    const usage = access === 'uniform' ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE;
    const buffer = device.createBuffer({
      size: 4 * count(length),
      usage: usage | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
    });
    const contents = variable === 'shape' ? Uint32Array.of(rows, features, 0, 0) : data[variable];
    if (contents) device.queue.writeBuffer(buffer, 0, contents);
    return { binding, variable, access, buffer };
  });
  const layout = device.createBindGroupLayout({
    entries: buffers.map(({ binding, access }) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: {
        type: access === 'uniform' ? 'uniform' : access === 'read' ? 'read-only-storage' : 'storage',
      },
    })),
  });
  const pipeline = await device.createComputePipelineAsync({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ code }), entryPoint: name },
  });
  const group = device.createBindGroup({
    layout,
    entries: buffers.map(({ binding, buffer }) => ({ binding, resource: { buffer } })),
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(
    { rows: Math.ceil(rows / point.workgroupSize), feature: features, all: 1, tiles: 1, sums: 1 }[
      point.covers
    ],
  );
  pass.end();
  const reads = buffers
    .filter(({ access, variable }) => access === 'read_write' && !(variable in data))
    .map(({ variable, buffer }) => {
      const copy = device.createBuffer({
        size: buffer.size,
        usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
      });
      encoder.copyBufferToBuffer(buffer, 0, copy, 0, buffer.size);
      return { variable, copy };
    });
  device.queue.submit([encoder.finish()]);
  const written: [string, Float32Array<ArrayBuffer>][] = [];
  for (const { variable, copy } of reads) {
    await copy.mapAsync(GPUMapMode.READ);
    written.push([variable, new Float32Array(copy.getMappedRange().slice(0))]);
    copy.destroy();
  }
  for (const { buffer } of buffers) buffer.destroy();
  return Object.fromEntries(written);
};
