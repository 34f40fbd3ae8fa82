// Where kernels run: on the processor, in several of its threads, or on a GPU.
import { cpu, threads as threadsOf, webgpu } from '@expfam/runtime';
import type { Device } from '@expfam/runtime';
import { gpuKernelsOf, kernelAddressOf } from './kernels.js';
import type { KernelRecipe } from './models/memory.js';
import { Problem } from './problems.js';

interface Wish {
  readonly device: 'cpu' | 'gpu' | Device | undefined;
  readonly threads: number | undefined;
}

/** The device that is asked for, with the kernels that it needs; nothing where the runtime's own will do. */
export const deviceOption = async (
  { device, threads }: Wish,
  recipe: KernelRecipe,
): Promise<{ readonly device?: Device }> => {
  if (threads !== undefined) {
    if (device !== undefined && device !== 'cpu')
      throw new Problem('wrong-usage', 'threads are those of the processor', {
        help: 'leave out the device',
      });
    return { device: threadsOf({ count: threads, address: await kernelAddressOf(recipe) }) };
  }
  if (device === undefined || typeof device === 'object') return device === undefined ? {} : { device };
  return { device: device === 'cpu' ? cpu : webgpu(await gpuKernelsOf(recipe)) };
};
