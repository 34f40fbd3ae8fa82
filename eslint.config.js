// ESLint for the whole house. The parts stand in tools/lint: who may import whom, guarded imports, the rules.
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import typescript from 'typescript-eslint';
import { guardedImports } from './tools/lint/imports.js';
import { sourceBoundaries, testBoundaries } from './tools/lint/layers.js';
import { everywhere, inTests } from './tools/lint/rules.js';

const tests = ['**/*.test.ts', '**/*.fixture.ts'];
/** Written by programs and judged by the tests that compare them. */
const generated = ['packages/codegen/golden', 'packages/family/src/derived', 'packages/runtime/src/shipped'];
const configurations = ['**/*.config.{js,ts}', 'docs/.vitepress/**/*.ts', '**/*.{paths,data}.ts'];

const resolver = createNodeResolver({
  conditionNames: ['@expfam/source', 'import', 'default'],
  extensions: ['.ts', '.js'],
  extensionAlias: { '.js': ['.ts', '.js'] },
});

export default typescript.config(
  {
    ignores: ['**/dist', '**/node_modules', '**/.cache', '**/.nx', '**/coverage', ...generated],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.strict, typescript.configs.stylistic],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx, 'import-x': importX },
    settings: {
      'import-x/resolver-next': [resolver],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
    },
    rules: { ...everywhere, '@nx/enforce-module-boundaries': sourceBoundaries },
  },
  ...guardedImports,
  { files: tests, rules: { ...inTests, '@nx/enforce-module-boundaries': testBoundaries } },
  {
    files: configurations,
    rules: { 'import-x/no-default-export': 'off', '@nx/enforce-module-boundaries': 'off' },
  },
);
