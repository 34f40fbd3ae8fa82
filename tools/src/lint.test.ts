// The lint rules that hold the architecture, each shown failing on a planted fault.
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const eslint = new ESLint({ cwd: root });

const complaints = async (file: string, code: string): Promise<(string | null)[]> => {
  const [result] = await eslint.lintText(code, { filePath: `${root}${file}` });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
};

const boundaries = '@nx/enforce-module-boundaries';
const guarded = '@typescript-eslint/no-restricted-imports';

/** What must not be written, where, and the rule that says so. */
const faults = {
  'a layer imports one above it': ['precise', `export * from '@expfam/codegen';`, boundaries],
  'a source imports the oracle': ['codegen', `export * from '@expfam/oracle';`, boundaries],
  'the runtime imports another package': ['runtime', `export * from '@expfam/precise';`, boundaries],
  'the runtime imports a module of Node': ['runtime', `export * as fs from 'node:fs';`, guarded],
  'codegen runs the runtime': ['codegen', `export { fit } from '@expfam/runtime';`, guarded],
  'mathjs outside the parsers': ['family', `export { parse } from 'mathjs';`, guarded],
  'a part of mathjs outside the parsers': ['family', `export { parse } from 'mathjs/number';`, guarded],
  'ts-morph outside the verifier': ['codegen', `export { Project } from 'ts-morph';`, guarded],
  'a default export': ['precise', `export default 1;`, 'import-x/no-default-export'],
  'a disabled rule': [
    'precise',
    `// eslint-disable-next-line\nexport const x: any = 1;`,
    '@typescript-eslint/no-explicit-any',
  ],
  'five parameters': [
    'precise',
    `export const f = (a: 1, b: 1, c: 1, d: 1, e: 1) => [a, b, c, d, e];`,
    'max-params',
  ],
  'a promise left alone': ['precise', `Promise.resolve(1);`, '@typescript-eslint/no-floating-promises'],
} as const;

describe.each(Object.entries(faults))('%s', (_, [name, code, rule]) => {
  test(`is refused by ${rule}`, async () => {
    expect(await complaints(`packages/${name}/src/index.ts`, code)).toContain(rule);
  });
});

test('what the architecture allows is not refused', async () => {
  const allowed = `import type { Kernel } from '@expfam/runtime';\nexport * from '@expfam/precise';\nexport type K = Kernel;\n`;
  expect(await complaints('packages/codegen/src/index.ts', allowed)).toEqual([]);
});
