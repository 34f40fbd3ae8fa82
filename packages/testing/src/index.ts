// What tests stand on: a WebGPU device and a browser from npm alone.
export { chromiumProgram, openBrowser } from './browser.js';
export { describeWebGPU, openDevice } from './describe-webgpu.js';
export type { Opened } from './describe-webgpu.js';
export { cacheFolder, unpacked } from './unpack.js';
export { vulkanEnvironment } from './vulkan.js';
