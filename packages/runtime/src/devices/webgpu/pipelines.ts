// From a manifest to compute pipelines and their calls. Layouts are explicit: `auto` would drop a binding that a shader
// declares and does not use.
import { Problem } from '../../problems.js';
import { entryPoint, grid } from './wgsl-module.js';
import type { Shape, WgslBinding, WgslEntryPoint, WgslManifest, WgslModule } from './wgsl-module.js';

/** The flags of `GPUBufferUsage`, `GPUShaderStage` and `GPUMapMode`, which only browsers have as globals. */
export const flags = {
  mapRead: 1,
  copySource: 4,
  copyTarget: 8,
  uniform: 64,
  storage: 128,
  compute: 4,
} as const;

/** An entry point ready to be called. */
export interface Pipeline {
  readonly entry: WgslEntryPoint;
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

const bufferTypes = { uniform: 'uniform', read: 'read-only-storage', read_write: 'storage' } as const;

/** Compiles the entry points named; calls of those that move are told where they read and write. @throws Problem device-refused */
export const compilePipelines = async <Name extends string>(
  gpu: GPUDevice,
  module: WgslModule,
  names: readonly Name[],
  moves = false,
): Promise<Readonly<Record<Name, Pipeline>>> => {
  gpu.pushErrorScope('validation'); // what is wrong is read from the messages, with its line
  const shader = gpu.createShaderModule({ code: module.code });
  await gpu.popErrorScope();
  const messages = (await shader.getCompilationInfo()).messages.filter(({ type }) => type === 'error');
  const first = messages[0];
  if (first !== undefined)
    throw new Problem('device-refused', `WGSL line ${String(first.lineNum)}: ${first.message}`);
  const made: [string, Pipeline][] = [];
  for (const name of names)
    made.push([name, await compile(gpu, shader, { name, entry: entryPoint(module.manifest, name), moves })]);
  return Object.fromEntries(made) as Record<Name, Pipeline>;
};

const compile = async (
  gpu: GPUDevice,
  shader: GPUShaderModule,
  what: { readonly name: string; readonly entry: WgslEntryPoint; readonly moves: boolean },
): Promise<Pipeline> => {
  const { name, entry, moves } = what;
  const layout = gpu.createBindGroupLayout({
    entries: entry.bindings.map(({ binding, access, name: variable }) => ({
      binding,
      visibility: flags.compute,
      buffer: {
        type: bufferTypes[access],
        hasDynamicOffset: moves && (access === 'uniform' || variable === 'parts'),
      },
    })),
  });
  try {
    const pipeline = await gpu.createComputePipelineAsync({
      layout: gpu.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: shader, entryPoint: name },
    });
    return { entry, pipeline, layout };
  } catch (error) {
    throw new Problem('device-refused', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** A call that can be encoded many times: the pipeline with its buffers. */
export const bind = (
  gpu: GPUDevice,
  pipeline: Pipeline,
  call: {
    readonly manifest: WgslManifest;
    readonly shape: Shape;
    readonly bufferOf: (binding: WgslBinding) => GPUBuffer;
  },
): ((pass: GPUComputePassEncoder) => void) => {
  const entries = pipeline.entry.bindings.map((binding) => ({
    binding: binding.binding,
    resource: { buffer: call.bufferOf(binding) },
  }));
  const group = gpu.createBindGroup({ layout: pipeline.layout, entries });
  const [across, down] = grid(pipeline.entry, call.manifest, call.shape);
  return (pass) => {
    pass.setPipeline(pipeline.pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(across, down);
  };
};

/** What a moving call is told: where its uniforms stand, where its parts begin, how many workgroups there are. */
export interface Told {
  readonly uniform: number;
  readonly part?: number;
  readonly groups: readonly [number, number];
}

/** Uniforms of one call: WebGPU wants them 256 bytes apart. */
export const recordBytes = 256;

/** A call that is told where it reads its uniforms and writes its parts. */
export const bindMoving = (
  gpu: GPUDevice,
  { entry, pipeline, layout }: Pipeline,
  resources: Readonly<Record<string, GPUBufferBinding | undefined>>,
): ((pass: GPUComputePassEncoder, told: Told) => void) => {
  const entries = entry.bindings.map(({ binding, name }) => {
    const resource = resources[name];
    if (resource === undefined) throw new Problem('device-refused', `the WGSL module has a binding ${name}`);
    return { binding, resource };
  });
  const group = gpu.createBindGroup({ layout, entries });
  const dynamic = entry.bindings.filter(({ access, name }) => access === 'uniform' || name === 'parts');
  return (pass, { uniform, part = 0, groups }) => {
    pass.setPipeline(pipeline);
    pass.setBindGroup(
      0,
      group,
      dynamic.map(({ access }) => (access === 'uniform' ? uniform : part)),
    );
    pass.dispatchWorkgroups(...groups);
  };
};

/** Waits for something of the device. @throws Problem device-lost */
export const awaited = async <T>(gpu: GPUDevice, waiting: Promise<T>): Promise<T> => {
  try {
    return await waiting;
  } catch (error) {
    const lost = await Promise.race([gpu.lost, Promise.resolve(null)]);
    const what = lost?.message ?? (error instanceof Error ? error.message : String(error));
    throw new Problem('device-lost', what);
  }
};

/** Runs `make` and refuses what the device finds invalid in it, or has no memory for. @throws Problem device-refused */
export const guarded = async <T>(gpu: GPUDevice, make: () => T): Promise<T> => {
  gpu.pushErrorScope('out-of-memory');
  gpu.pushErrorScope('validation');
  const made = attempt(make);
  const errors = [await gpu.popErrorScope(), await gpu.popErrorScope()];
  const refused = errors.find((error) => error !== null);
  if (refused !== undefined) throw new Problem('device-refused', refused.message);
  if ('error' in made) throw made.error;
  return made.result;
};

const attempt = <T>(make: () => T): { readonly result: T } | { readonly error: unknown } => {
  try {
    return { result: make() };
  } catch (error) {
    return { error };
  }
};
