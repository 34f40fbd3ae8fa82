// The environment in which a process finds a Vulkan driver, so that Dawn (the npm package `webgpu`) finds an adapter.
// It must be set before the process starts: the dynamic linker and the Vulkan loader read it then.
import { join } from 'node:path';
import { unpacked } from './unpack.js';

type Environment = Readonly<Record<string, string | undefined>>;

const joined = (...paths: readonly (string | undefined)[]): string => paths.filter(Boolean).join(':');

const drivers = (icd: string): Record<string, string> => ({ VK_ICD_FILENAMES: icd, VK_DRIVER_FILES: icd });

/**
 * The variables to add to `from` for a process that uses WebGPU in Node.
 *
 * - `EXPFAM_VULKAN_ICD=system`: nothing is added, the machine's own loader and driver serve.
 * - `EXPFAM_VULKAN_ICD=/path/to/driver_icd.json`: that driver; `EXPFAM_VULKAN_LOADER` names the folder of
 *   `libvulkan.so.1` where the linker does not find it.
 * - neither: SwiftShader, unpacked from `@sparticuz/chromium`, on Linux x64; nothing elsewhere, where Dawn uses Metal or D3D.
 */
export const vulkanEnvironment = (
  from: Environment = process.env,
  platform = `${process.platform}-${process.arch}`,
): Record<string, string> => {
  const { EXPFAM_VULKAN_ICD: icd, EXPFAM_VULKAN_LOADER: loader, LD_LIBRARY_PATH: libraries } = from;
  if (icd === 'system') return {};
  if (icd) return { ...drivers(icd), ...(loader && { LD_LIBRARY_PATH: joined(loader, libraries) }) };
  if (platform !== 'linux-x64') return {};
  const folder = unpacked('swiftshader');
  return { ...drivers(join(folder, 'vk_swiftshader_icd.json')), LD_LIBRARY_PATH: joined(folder, libraries) };
};
