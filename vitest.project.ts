// One Vitest project a package, all alike: sources, not builds, are what the tests run.
import { defineConfig } from 'vitest/config';

/** The Vitest configuration of the package `name`. */
export const project = (name: string) =>
  defineConfig({
    resolve: { conditions: ['@expfam/source'] },
    ssr: { resolve: { conditions: ['@expfam/source'] } },
    test: {
      name,
      environment: 'node',
      include: ['src/**/*.test.ts'],
      testTimeout: 60_000,
    },
  });
