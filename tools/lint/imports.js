// Heavy or unsound dependencies and the few files that may import them. mathjs reads formulas and does nothing
// else (its `simplify` is unsound and importing it takes 0.7 s); ts-morph (0.35 s) writes and verifies files.

const guarded = {
  mathjs: {
    name: 'mathjs',
    message: 'Only the parser of expression and the reader of the oracle may import mathjs.',
  },
  'ts-morph': {
    name: 'ts-morph',
    message: 'Only the file writer of codegen, the tools and the site may import ts-morph.',
  },
};

const homes = {
  mathjs: ['packages/expression/src/parse*.ts', 'packages/oracle/src/read*.ts'],
  'ts-morph': ['packages/codegen/src/write*.ts', 'tools/src/**/*.ts', 'docs/**/*.ts'],
};

/** Codegen knows the runtime's contract, never its code. */
const contractOnly = {
  name: '@expfam/runtime',
  allowTypeImports: true,
  message: 'Codegen may import types of the runtime, nothing that runs.',
};

const rule = '@typescript-eslint/no-restricted-imports';
const all = Object.values(guarded);
const without = (name) => all.filter((entry) => entry.name !== name);
const tests = ['**/*.test.ts', '**/*.fixture.ts'];

/** The configuration blocks that guard those imports; a later block replaces an earlier one. */
export const guardedImports = [
  { files: ['**/*.ts'], rules: { [rule]: ['error', { paths: all }] } },
  {
    files: ['packages/codegen/src/**/*.ts'],
    ignores: tests,
    rules: { [rule]: ['error', { paths: [...all, contractOnly] }] },
  },
  ...Object.entries(homes).map(([name, files]) => ({
    files,
    rules: {
      [rule]: ['error', { paths: [...without(name), ...(name === 'ts-morph' ? [contractOnly] : [])] }],
    },
  })),
  {
    files: ['packages/runtime/src/**/*.ts'],
    ignores: tests,
    rules: {
      [rule]: [
        'error',
        {
          paths: all,
          patterns: [
            { group: ['node:*'], message: 'The runtime runs in a browser.', allowTypeImports: true },
          ],
        },
      ],
    },
  },
];
