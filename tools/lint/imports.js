// Heavy or unsound dependencies and the few files that may run them. mathjs reads formulas and does nothing else
// (its `simplify` is unsound and importing it takes 0.7 s); ts-morph (0.35 s) verifies what is printed and reads sources.

/** What is guarded, with the files that may import it; everyone may import its types, which cost nothing. */
const guarded = [
  {
    group: ['mathjs', 'mathjs/*'],
    allowTypeImports: true,
    message: 'Only the parser of expression and the reader of the oracle may run mathjs.',
    homes: ['packages/expression/src/parse*.ts', 'packages/oracle/src/compile.ts'],
  },
  {
    group: ['ts-morph'],
    allowTypeImports: true,
    message: 'Only the verifier of codegen, the tools and the site may run ts-morph.',
    homes: ['packages/codegen/src/verify.ts', 'tools/src/**/*.ts', 'docs/**/*.ts'],
  },
  {
    group: ['node:*'],
    allowTypeImports: true,
    message: 'The runtime runs in a browser.',
    only: ['packages/runtime/src/'],
  },
  {
    group: ['@expfam/runtime'],
    allowTypeImports: true,
    message: 'Codegen knows the contract of the runtime, not its code.',
    only: ['packages/codegen/src/'],
  },
];

const rule = '@typescript-eslint/no-restricted-imports';
const tests = ['**/*.test.ts', '**/*.fixture.ts'];

const refusing = (entries) => ({
  [rule]: [
    'error',
    {
      patterns: entries.map(({ group, allowTypeImports, message }) => ({ group, allowTypeImports, message })),
    },
  ],
});

/** The guards that stand over the files of `folder`, less `opened`, the one whose home they are. */
const guardsOf = (folder, opened) =>
  guarded.filter((entry) => entry !== opened && (entry.only ?? [folder]).includes(folder));

const folderOf = (pattern) => pattern.replace(/(\/src\/).*$/, '$1');
const folders = guarded.flatMap(({ only = [] }) => only);

/** The configuration blocks that hold those guards; a later block replaces an earlier one. */
export const guardedImports = [
  { files: ['**/*.ts'], rules: refusing(guardsOf('')) },
  ...folders.map((folder) => ({
    files: [`${folder}**/*.ts`],
    ignores: tests,
    rules: refusing(guardsOf(folder)),
  })),
  ...guarded.flatMap((entry) =>
    (entry.homes ?? []).map((home) => ({ files: [home], rules: refusing(guardsOf(folderOf(home), entry)) })),
  ),
];
