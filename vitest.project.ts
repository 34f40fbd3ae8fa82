// One Vitest project a package, all alike: sources, not builds, are what the tests run.
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { vulkanEnvironment } from './packages/testing/src/vulkan.ts';

interface Needs {
  /** Start the test processes in an environment in which Dawn finds an adapter. */
  readonly webgpu?: boolean;
}

/** The Vitest configuration of the package `name`. */
export const project = (name: string, { webgpu = false }: Needs = {}): ViteUserConfig =>
  defineConfig({
    resolve: { conditions: ['@expfam/source'] },
    ssr: { resolve: { conditions: ['@expfam/source'] } },
    test: {
      name,
      environment: 'node',
      pool: 'forks',
      include: ['src/**/*.test.ts'],
      testTimeout: 60_000,
      env: webgpu ? vulkanEnvironment() : {},
    },
  });
