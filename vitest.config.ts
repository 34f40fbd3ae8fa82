// Every package's tests in one run. In CI a report is left for the line that counts them.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'tools', 'docs'],
    reporters: process.env['CI'] ? ['default', 'json'] : ['default'],
    outputFile: { json: '.cache/tests.json' },
  },
});
