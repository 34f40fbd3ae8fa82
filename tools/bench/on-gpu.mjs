// Starts the measurements on a GPU: with the machine's own Vulkan driver, and where that finds no adapter with a processor that
// plays one (SwiftShader, from npm), which shows that everything runs and says so.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { vulkanEnvironment } from '../../packages/testing/dist/index.js';

const script = fileURLToPath(new URL('gpu.mjs', import.meta.url));

const started = (env, given, said) =>
  spawnSync(process.execPath, [script, given], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', said],
    env: { ...process.env, ...env },
  });

/** Measures on the first adapter that there is; EXPFAM_VULKAN_ICD names another, as for the tests. */
export const measureGpu = ({ turn, seconds }) => {
  const named = process.env['EXPFAM_VULKAN_ICD'] !== undefined;
  const isThere = !named && started({}, 'probe', 'ignore').status === 0;
  const env = isThere ? {} : vulkanEnvironment();
  const { status, stdout } = started(env, String(Math.max(5 * turn, seconds / 2)), 'inherit');
  if (status !== 0)
    throw new Error(status === 3 ? 'there is no adapter' : `the measurement ended with ${status}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
};
