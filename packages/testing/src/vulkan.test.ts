// The environment follows the variables that name a driver, and falls back to the software adapter.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unpacked } from './unpack.js';
import { vulkanEnvironment } from './vulkan.js';

test("the machine's own driver needs nothing", () => {
  expect(vulkanEnvironment({ EXPFAM_VULKAN_ICD: 'system' }, 'linux-x64')).toEqual({});
});

test('a driver that is named is used, with its loader before other libraries', () => {
  const from = { EXPFAM_VULKAN_ICD: '/a/icd.json', EXPFAM_VULKAN_LOADER: '/b', LD_LIBRARY_PATH: '/c' };
  expect(vulkanEnvironment(from, 'linux-x64')).toEqual({
    VK_ICD_FILENAMES: '/a/icd.json',
    VK_DRIVER_FILES: '/a/icd.json',
    LD_LIBRARY_PATH: '/b:/c',
  });
});

test('platforms that bring their own WebGPU get nothing', () => {
  expect(vulkanEnvironment({}, 'darwin-arm64')).toEqual({});
});

test('elsewhere the software adapter is unpacked and named', () => {
  const { VK_DRIVER_FILES: icd = '', LD_LIBRARY_PATH: libraries = '' } = vulkanEnvironment({}, 'linux-x64');
  expect(existsSync(icd)).toBe(true);
  expect(existsSync(join(libraries, 'libvulkan.so.1'))).toBe(true);
});

test('unpacking twice gives one folder and leaves nothing beside it', () => {
  const cache = mkdtempSync(join(tmpdir(), 'cache-'));
  expect(unpacked('swiftshader', cache)).toBe(unpacked('swiftshader', cache));
  expect(readdirSync(cache)).toHaveLength(1);
  rmSync(cache, { recursive: true });
});
