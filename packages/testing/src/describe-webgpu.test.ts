// A compute shader whose answer is known by heart: proof that adapter, compiler and read-back work.
import { expect, test } from 'vitest';
import { describeWebGPU } from './describe-webgpu.js';

const squares = /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> numbers: array<f32>;
@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < arrayLength(&numbers)) { numbers[id.x] = numbers[id.x] * numbers[id.x]; }
}`;

const pipelineOf = (device: GPUDevice, code: string): GPUComputePipeline =>
  device.createComputePipeline({ layout: 'auto', compute: { module: device.createShaderModule({ code }) } });

const runOn = async (
  device: GPUDevice,
  code: string,
  numbers: Float32Array<ArrayBuffer>,
): Promise<Float32Array> => {
  const size = numbers.byteLength;
  const storage = device.createBuffer({
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
  });
  const result = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  device.queue.writeBuffer(storage, 0, numbers);
  const pipeline = pipelineOf(device, code);
  const entries = [{ binding: 0, resource: { buffer: storage } }];
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(Math.ceil(numbers.length / 64));
  pass.end();
  encoder.copyBufferToBuffer(storage, 0, result, 0, size);
  device.queue.submit([encoder.finish()]);
  await result.mapAsync(GPUMapMode.READ);
  return new Float32Array(result.getMappedRange().slice(0));
};

describeWebGPU('a compute shader', (device) => {
  test('squares the first hundred integers exactly', async () => {
    const numbers = Float32Array.from({ length: 100 }, (_, i) => i);
    expect([...(await runOn(device(), squares, numbers))]).toEqual(
      Array.from({ length: 100 }, (_, i) => i * i),
    );
  });

  test('that is no WGSL is refused', async () => {
    device().pushErrorScope('validation');
    device().createShaderModule({ code: 'not a shader' });
    expect((await device().popErrorScope())?.message).toContain('not');
  });
});
