// The printed modules of the catalogue; those of generalised linear models are kept under their true extensions and reviewed like code. Each passes the strict
// compiler alone, and its formatter finds nothing to change.
import { describe, expect, test } from 'vitest';
import { linearFamilies, printableCatalogue } from './catalogue.fixture.js';
import { baselineCategorical, loadedDie, symmetricCategorical } from './derivations.fixture.js';
import { generate } from '../generate.js';
import { targetNames } from '../targets/index.js';
import { formatted, verifyTypeScript } from '../verify.js';

const texts = targetNames.filter((name) => name !== 'wasm');
const all = printableCatalogue();
const linear = linearFamilies();

describe.each(linear.map((each) => [each.name, each] as const))('%s', (_, { derivation, base }) => {
  test('is printed as in its golden files', async () => {
    const files = await generate(derivation, { target: texts, base });
    for (const { path, contents } of files.filter((file) => file.path !== 'manifest.json'))
      await expect(contents).toMatchFileSnapshot(`../../golden/${path}`);
  });

  test('is the same text every time', async () => {
    expect(await generate(derivation, { base })).toEqual(await generate(derivation, { base }));
  });
});

test('every module passes the strict compiler alone, in either precision and either form', async () => {
  const forms = [
    loadedDie,
    ...[2, 4].flatMap((classes) => [baselineCategorical(classes), symmetricCategorical(classes)]),
  ];
  const modules = [];
  for (const { derivation, base } of [...all, ...forms.map((derivation) => ({ derivation, base: {} }))])
    for (const precision of ['f64', 'f32'] as const) {
      const [file] = await generate(derivation, { precision, base });
      modules.push({ ...file, path: `${modules.length}-${file.path}` });
    }
  await verifyTypeScript(modules);
  expect(await formatted(modules)).toEqual(modules);
});
