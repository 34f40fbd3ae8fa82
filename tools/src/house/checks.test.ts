// Every check passes a sound tree and fails on a tree with one planted fault.
import { describe, expect, test } from 'vitest';
import { catalogueFolder, catalogueIndex, indexPath } from './catalogue-index.js';
import { checks } from './checks.js';
import { generators, staleness, type Workshop } from './checks/generated.js';
import { treeOf } from './tree.js';

const opening = '// What this file is.\n';

const sound: Readonly<Record<string, string>> = {
  'packages/family/package.json': '{ "nx": { "tags": ["layer:family"] } }',
  'packages/family/README.md': '# family',
  'packages/family/tsconfig.lib.json': '{}',
  'packages/family/vitest.config.ts': '',
  'packages/family/src/index.ts': `${opening}export { read } from './read.js';\n`,
  'packages/family/src/read.ts': `${opening}import { complaints } from './problems.js';\n/** Reads. */\nexport const read = (): never => {\n  throw new Problem('not-readable', 'it');\n};\n`,
  'packages/family/src/problems.ts': `${opening}export const complaints = {\n  'not-readable': { needed: 'x' },\n} as const;\n`,
  [`${catalogueFolder}/gamma-shape.ts`]: `${opening}export const gammaShape = family({\n  name: 'gamma_shape',\n});\n`,
  [indexPath]: await catalogueIndex(['gamma-shape']),
  'packages/codegen/golden/gamma_shape-K3.ts': '',
  'packages/codegen/golden/gamma_shape-K3.wgsl': '',
};

type Change = Readonly<Record<string, string | undefined>>;

const planted = (change: Change): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...sound, ...change }).flatMap(([path, text]) =>
      text === undefined ? [] : [[path, text]],
    ),
  );

/** A fault for every check: what to change in the sound tree, and words of the complaint. */
const faults: Readonly<Record<string, readonly (readonly [Change, string])[]>> = {
  'packages-complete': [
    [{ 'packages/family/README.md': undefined }, 'README.md is missing'],
    [{ 'packages/family/package.json': '{}' }, 'has no layer'],
  ],
  'catalogue-named': [
    [
      { [`${catalogueFolder}/gamma-shape.ts`]: `${opening}export const other = { name: 'gamma_shape' };` },
      'exports no gammaShape',
    ],
    [
      {
        [`${catalogueFolder}/gamma-shape.ts`]: `${opening}export const gammaShape = {\n  name: 'gamma',\n};`,
      },
      "'gamma'",
    ],
  ],
  'catalogue-indexed': [
    [{ [`${catalogueFolder}/new-one.ts`]: `${opening}export const newOne = 1;` }, 'is not current'],
  ],
  'golden-paired': [
    [{ 'packages/codegen/golden/cauchy-K1.ts': '' }, 'belongs to no family'],
    [{ 'packages/codegen/golden/gamma_shape-K3.wgsl': undefined }, 'has no counterpart'],
  ],
  'problems-listed': [
    [
      { 'packages/family/src/throw.ts': `${opening}throw new Problem('unknown-word', 'it');` },
      'no table explains',
    ],
    [{ 'packages/family/src/read.ts': opening }, 'nothing throws'],
  ],
  'exports-documented': [
    [{ 'packages/family/src/read.ts': `${opening}export const read = 1;\n` }, 'read.ts: read has no comment'],
    [
      {
        'packages/family/src/index.ts': `${opening}export * from './read.js';\n`,
        'packages/family/src/read.ts': `${opening}export const other = 1;\n`,
      },
      'read.ts: other has no comment',
    ],
  ],
  'exports-taken': [
    [{ 'packages/family/src/lone.ts': `${opening}export const lone = 1;\n` }, 'lone.ts exports lone'],
  ],
  'files-introduced': [[{ 'packages/family/src/bare.ts': 'export const x = 1;' }, 'does not say what it is']],
  'files-short': [[{ 'packages/family/src/long.ts': opening + 'f();\n'.repeat(301) }, '301 lines']],
  'spelling-british': [[{ 'packages/family/src/word.ts': `${opening}const optimi${'zer'} = 1;` }, 'writes']],
};

test('every check has a planted fault', () => {
  expect(Object.keys(faults).sort()).toEqual(checks.map(({ name }) => name).sort());
});

describe.each(checks)('$name: $law', (check) => {
  test('holds in a sound tree', async () => {
    expect(await check.faults(treeOf(sound))).toEqual([]);
  });

  test.each(faults[check.name] ?? [])('fails on planted fault %#', async (change, words) => {
    const found = await check.faults(treeOf(planted(change)));
    expect(found.map(({ what }) => what).join('\n')).toContain(words);
    expect(found.every(({ mend }) => mend.length > 0)).toBe(true);
  });
});

describe('generated-current: what a tool writes is what it writes today', () => {
  const [generator = { tool: '', folder: '' }] = generators;
  const workshop = (before: string, after: string, runs = true): Workshop => {
    const texts: Record<string, string> = {
      [`tools/src/${generator.tool}.ts`]: '',
      [`${generator.folder}a.ts`]: before,
    };
    const run = (): boolean => {
      texts[`${generator.folder}a.ts`] = after;
      return runs;
    };
    return { tree: () => treeOf({ ...texts }), run };
  };

  test('holds where the tool changes nothing', () => {
    expect(staleness(generator, workshop('one', 'one'))).toEqual([]);
  });

  test.each([
    ['a stale file', workshop('one', 'two'), 'was not current'],
    ['a tool that fails', workshop('one', 'one', false), 'fails'],
    ['no tool', { tree: () => treeOf({}), run: () => true }, 'is missing'],
  ])('fails on %s', (_, world, words) => {
    expect(staleness(generator, world).map(({ what }) => what)).toEqual([expect.stringContaining(words)]);
  });
});
