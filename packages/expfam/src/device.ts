// Where kernels run, by name.
import { cpu, webgpu } from '@expfam/runtime';
import type { Device } from '@expfam/runtime';
import { gpuKernelsOf } from './kernels.js';
import type { KernelRecipe } from './models/memory.js';

/** The device of that name, with the kernels that it needs. */
export const deviceOf = async (name: 'cpu' | 'gpu', recipe: KernelRecipe): Promise<Device> =>
  name === 'cpu' ? cpu : webgpu(await gpuKernelsOf(recipe));
