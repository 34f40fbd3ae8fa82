// A GPU device: the user's own, the browser's, or Dawn's in Node. What is opened here is closed by who opened it; no module
// keeps a reference, or Node would never exit.
import { Problem } from '../../problems.js';

/** A device with the way to be rid of it, which leaves the user's own device alone. */
export interface Acquired {
  readonly gpu: GPUDevice;
  release(): void;
}

// Dawn's device does not hold its instance: once that is collected, the next call on the device ends the process.
const owners = new WeakMap<GPUDevice, readonly unknown[]>();

/**
 * A device of the browser or of Dawn, for who measures kernels on it.
 *
 * @throws Problem `device-unavailable` where there is no adapter.
 * @example
 * ```ts
 * const { gpu, release } = await acquireDevice();
 * ```
 */
export const acquireDevice = (): Promise<Acquired> => acquire(undefined);

/** @throws Problem device-unavailable */
export const acquire = async (own: GPUDevice | undefined): Promise<Acquired> => {
  if (own !== undefined) return { gpu: own, release: () => undefined };
  const instance = await entry();
  const adapter = await instance.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new Problem('device-unavailable', 'WebGPU finds no adapter');
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
  const gpu = await adapter.requestDevice({ requiredLimits: { maxStorageBufferBindingSize, maxBufferSize } });
  owners.set(gpu, [instance, adapter]);
  return {
    gpu,
    release: () => {
      gpu.destroy();
    },
  };
};

const entry = async (): Promise<GPU> => {
  if (typeof navigator !== 'undefined' && 'gpu' in navigator && navigator.gpu !== undefined)
    return navigator.gpu;
  try {
    // by a variable: a bundler for the browser must not look for the package
    const dawn = 'webgpu';
    const { create } = (await import(/* @vite-ignore */ dawn)) as { create(options: readonly string[]): GPU };
    return create([]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem(
      'device-unavailable',
      `neither navigator.gpu nor the package webgpu is there: ${reason}`,
    );
  }
};
