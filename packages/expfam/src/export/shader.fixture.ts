// Runs the shader of a predictor, as its head says how.

interface Given {
  /** Raw columns by name: numbers, or levels as text. */
  readonly columns: Readonly<Record<string, ArrayLike<unknown>>>;
  readonly rows: number;
  /** Numbers of a row of the result. */
  readonly width: number;
}

/** The result, row by row. */
export const onDevice = async (device: GPUDevice, code: string, given: Given): Promise<Float64Array> => {
  const { rows, width } = given;
  const fields = fieldsOf(code);
  const data = fields.flatMap(({ name, levels }) =>
    Array.from({ length: rows }, (_, i) => numberOf(given.columns[name]?.[i], levels)),
  );
  const bytes = 4 * rows * width;
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const buffer = (size: number, usage: number): GPUBuffer =>
    device.createBuffer({ size: Math.max(16, size), usage });
  const buffers = [
    buffer(16, UNIFORM | COPY_DST),
    buffer(4 * data.length, STORAGE | COPY_DST),
    buffer(bytes, STORAGE | COPY_SRC),
  ] as const;
  const back = buffer(bytes, MAP_READ | COPY_DST);
  device.queue.writeBuffer(buffers[0], 0, Uint32Array.of(rows, 0, 0, 0));
  device.queue.writeBuffer(buffers[1], 0, Float32Array.from(data));
  const layout = device.createBindGroupLayout({
    entries: (['uniform', 'read-only-storage', 'storage'] as const).map((type, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type },
    })),
  });
  const pipeline = device.createComputePipeline({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ code }), entryPoint: 'predict' },
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const entries = buffers.map((each, binding) => ({ binding, resource: { buffer: each } }));
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(Math.ceil(rows / 64));
  pass.end();
  encoder.copyBufferToBuffer(buffers[2], 0, back, 0, bytes);
  device.queue.submit([encoder.finish()]);
  await back.mapAsync(GPUMapMode.READ);
  const found = new Float32Array(back.getMappedRange().slice(0, bytes));
  back.unmap();
  return Float64Array.from(
    { length: rows * width },
    (_, i) => found[(i % width) * rows + Math.floor(i / width)] ?? NaN,
  );
};

interface Field {
  readonly name: string;
  readonly levels: readonly string[] | null;
}

/** The columns as the head of the shader lists them. */
const fieldsOf = (code: string): readonly Field[] => {
  const head = code.split('//   binding 2')[0] ?? '';
  return [...head.matchAll(/^\/\/ {5}\d+ {2}("(?:[^"\\]|\\.)*")(?:: (.*))?$/gm)].map(
    ([, name = '""', list]) => ({
      name: JSON.parse(name) as string,
      levels:
        list === undefined
          ? null
          : [...list.matchAll(/\d+ ("(?:[^"\\]|\\.)*")/g)].map(
              ([, level = '""']) => JSON.parse(level) as string,
            ),
    }),
  );
};

const numberOf = (value: unknown, levels: readonly string[] | null): number =>
  levels === null || (typeof value === 'number' && !levels.includes(String(value)))
    ? Number(value)
    : levels.indexOf(String(value));
