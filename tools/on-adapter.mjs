// Runs a command in an environment in which Dawn finds an adapter, as the tests have it: a processor that plays one (SwiftShader,
// from npm) unless EXPFAM_VULKAN_ICD names another. node tools/on-adapter.mjs COMMAND ARGUMENTS
import { spawnSync } from 'node:child_process';
import { vulkanEnvironment } from '../packages/testing/dist/index.js';

const [command, ...given] = process.argv.slice(2);
const { status, error } = spawnSync(command, given, {
  stdio: 'inherit',
  env: { ...process.env, ...vulkanEnvironment() },
});
if (error) throw error;
process.exitCode = status ?? 1;
