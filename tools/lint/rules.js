// The rules of STYLE that a program can hold: sizes, names of imports and exports, and the typed rules that find
// mistakes rather than taste.

/** Limits of size: lines of code a file, lines a function, parameters, branches. */
const sizes = {
  'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 4], // three, then an object
  'max-depth': ['error', 3],
  complexity: ['error', 20],
};

/** Modules: named exports, no cycles, types imported as types. */
const modules = {
  'import-x/no-cycle': ['error', { ignoreExternal: true }],
  'import-x/no-default-export': 'error',
  'import-x/no-self-import': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
};

/** Mistakes that only types can show. */
const typed = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/no-for-in-array': 'error',
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
  '@typescript-eslint/restrict-plus-operands': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

/** Plain good habits. */
const habits = {
  eqeqeq: 'error',
  'no-console': 'off',
  'no-param-reassign': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'start' }],
  'object-shorthand': 'error',
  'prefer-const': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'off', // for keys just put in; the typed rule finds those without use
  '@typescript-eslint/no-empty-function': 'off',
  '@typescript-eslint/consistent-indexed-object-style': 'off', // an index signature can name its key
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
};

/** What holds for every TypeScript file. */
export const everywhere = { ...sizes, ...modules, ...typed, ...habits };

/** A test file is one long `describe`, so only its length as a file is bounded; no test is skipped or run alone. */
export const inTests = {
  'max-lines-per-function': 'off',
  'no-restricted-properties': [
    'error',
    ...['test', 'it', 'describe'].flatMap((object) =>
      ['skip', 'only', 'todo'].map((property) => ({ object, property, message: 'Every test runs.' })),
    ),
  ],
};
