// The printed modules, kept under their true extensions and reviewed like code. Each passes the strict compiler alone, and
// its formatter finds nothing to change.
import { describe, expect, test } from 'vitest';
import * as derivations from './derivations.fixture.js';
import { generate } from './generate.js';
import { verifyTypeScript } from './verify.js';

const { baselineCategorical, symmetricCategorical, ...families } = derivations;
const all = [
  ...Object.values(families).map((derivation) => [derivation.name, derivation] as const),
  ['categorical', symmetricCategorical(3)] as const,
];

describe.each(all)('%s', (_, derivation) => {
  test('is printed as in its golden files', async () => {
    for (const { path, contents } of await generate(derivation, { target: ['ts', 'wgsl'] })) {
      const name = path === 'manifest.json' ? `${derivation.name}.manifest.json` : path;
      await expect(contents).toMatchFileSnapshot(`../golden/${name}`);
    }
  });

  test('passes the strict compiler alone, in either precision', async () => {
    for (const precision of ['f64', 'f32'] as const) {
      const [file] = await generate(derivation, { precision });
      expect(await verifyTypeScript(file!.path, file!.contents)).toBe(file!.contents);
    }
  });

  test('is the same text every time', async () => {
    expect(await generate(derivation)).toEqual(await generate(derivation));
  });
});

test('the baseline form and four classes pass the compiler too', async () => {
  for (const derivation of [
    baselineCategorical(2),
    baselineCategorical(4),
    symmetricCategorical(2),
    symmetricCategorical(4),
  ]) {
    const [file] = await generate(derivation);
    await verifyTypeScript(file!.path, file!.contents);
  }
});
