// A test suite on a WebGPU device. The device lives as long as the suite: a reference to Dawn that
// outlives it would keep Node from exiting.
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A device, or in one line the reason why there is none. */
export type Opened = { readonly device: GPUDevice } | { readonly reason: string };

// A device whose instance was collected crashes the process at its next call; this keeps it for as long as the device lives.
const owners = new WeakMap<GPUDevice, readonly unknown[]>();

/** Opens a device of the adapter that Dawn finds, with every feature and limit named in `descriptor`. */
export const openDevice = async (descriptor: GPUDeviceDescriptor = {}): Promise<Opened> => {
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals); // GPUBufferUsage and its kin, as in a browser
    const instance = create([]);
    const adapter = await instance.requestAdapter();
    if (!adapter) return { reason: 'Dawn finds no adapter (EXPFAM_VULKAN_ICD names a Vulkan driver)' };
    const device = await adapter.requestDevice(descriptor);
    owners.set(device, [instance, adapter]);
    return { device };
  } catch (error) {
    return { reason: `Dawn does not load: ${reasonOf(error)}` };
  }
};

/**
 * A suite whose tests get a `GPUDevice` by calling `device()` inside them, never while the suite is collected.
 *
 * Without an adapter the suite fails where `CI` is set; elsewhere it says in one line that it did not run and why.
 *
 * @example
 * describeWebGPU('the wgsl kernel', (device) => {
 *   test('compiles', () => { device().createShaderModule({ code }); });
 * });
 */
export const describeWebGPU = (title: string, body: (device: () => GPUDevice) => void): void => {
  describe(title, () => {
    let opened: Opened = { reason: 'the suite has not begun' };
    beforeAll(async () => {
      opened = await openDevice();
      if ('device' in opened) return;
      if (process.env['CI']) throw new Error(opened.reason);
      console.warn(`${title}: did not run, for ${opened.reason}`);
    });
    beforeEach(({ skip }) => {
      if ('reason' in opened) skip(opened.reason);
    });
    afterAll(() => {
      if ('device' in opened) opened.device.destroy();
      opened = { reason: 'the suite has ended' };
    });
    body(() => {
      if ('device' in opened) return opened.device;
      throw new Error(`no device: ${opened.reason}`);
    });
  });
};
