// What the command reads and writes beside data: models that are damaged or foreign, paths that cannot be written, files that
// are there as a whole or not at all.
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelJson } from '@expfam/runtime';
import type { Memory } from '../models/memory.js';
import { run } from './run.fixture.js';
import { scratchFolder } from '../scratch.fixture.js';

const folder = scratchFolder();

const csv = 'y,x,f\n1,1,a\n2,2,b\n4,3,a\n3,1,b\n';
const at = (name: string): string => join(folder, name);
const fit = (...rest: string[]) => run(['fit', '-', '-F', 'poisson', '-f', 'y ~ x', ...rest], csv);

describe('a model file', () => {
  beforeAll(async () => {
    await fit('--out', at('model.json'));
  });
  type Json = ModelJson & { readonly design: Memory };
  const changed = (change: (json: Json) => object): string => {
    const json = JSON.parse(readFileSync(at('model.json'), 'utf8')) as Json;
    return JSON.stringify(change(json));
  };
  const memory = (change: (memory: Memory) => object) => (): string =>
    changed((json) => ({ ...json, design: { ...json.design, ...change(json.design) } }));
  const recipe = (change: object) => memory((each) => ({ recipe: { ...each.recipe, ...change } }));
  const design = (change: object) => memory((each) => ({ design: { ...each.design, ...change } }));

  test.each<[string, () => string, RegExp]>([
    ['of an older schema', () => changed((json) => ({ ...json, schema: 'expfam/model@0' })), /expfam\/model@0, not expfam\/model@1/],
    ['cut short', () => changed((json) => json).slice(0, -40), /is no JSON/],
    ['that is empty', () => '', /is no JSON/],
    ['that is null', () => 'null', /this is no model/],
    ['of brackets', () => '['.repeat(100_000) + ']'.repeat(100_000), /this is no model/],
    ['without its weights', () => changed((json) => ({ ...json, weights: [1] })), /weights is missing or damaged/],
    ['with weights of text', () => changed((json) => ({ ...json, weights: ['a', 'b'] })), /weights is missing or damaged/],
    ['with another column', () => changed((json) => ({ ...json, names: ['x', 'z'], weights: [1, 2, 3] })), /the names of its columns/],
    ['without its memory', () => changed((json) => ({ ...json, design: null })), /lacks the recipe of its kernels/],
    ['of a family that is none', recipe({ family: 'nosuch' }), /there is no family `nosuch`/],
    ['of a family that every object has', recipe({ family: 'constructor' }), /there is no family `constructor`/],
    ['of another family', () => changed((json) => ({ ...json, family: 'bernoulli' })), /kernel-mismatch/],
    ['of a billion classes', recipe({ family: 'categorical', classes: 1e9 }), /1000000000 classes/],
    ['with a constant that is no number', recipe({ fix: { rate: 'hello' } }), /the value of rate is `hello`/],
    ['with a link that is none', recipe({ link: 'nolink' }), /unknown-link/],
    ['with code for a variable', design({ variables: [{ text: 'process.exit(9)', levels: null }] }), /damaged: its terms/],
    ['with a variable that cannot be read', design({ variables: [{ text: '1 +', levels: null }] }), /its variable `1 \+`/],
    ['without variables', design({ variables: [] }), /damaged: its terms/],
    ['with terms of nothing', design({ terms: [{ variables: [99], full: [false] }] }), /damaged: its terms/],
  ])('%s is refused by predict and by export', async (_, text, message) => {
    writeFileSync(at('damaged.json'), text());
    for (const argv of [['predict', at('damaged.json'), '-'], ['export', at('damaged.json')]]) {
      const { status, out, err } = await run(argv, csv);
      expect(err).toMatch(message);
      expect({ status, out }).toEqual({ status: 2, out: '' });
    }
  }); // prettier-ignore
  test.each<[string, (text: string) => string]>([
    ['a byte-order mark', (text) => `\ufeff${text}`],
    ['keys that would be a prototype', (text) => text.replace('{', '{"__proto__":{"weights":[9,9]},')],
  ])('with %s is read for what it says', async (_, change) => {
    writeFileSync(at('odd.json'), change(readFileSync(at('model.json'), 'utf8')));
    const found = await run(['predict', at('odd.json'), '-'], csv);
    expect(found).toEqual(await run(['predict', at('model.json'), '-'], csv));
  });
});

describe('a path that cannot be written is refused before the work is done', () => {
  const paths = { folder, nowhere: at('no/such/folder'), below: at('file/below') };
  beforeAll(() => {
    writeFileSync(at('file'), '');
  });
  test.each<[keyof typeof paths, RegExp]>([
    ['folder', /file-not-writable: .* it is a folder/],
    ['nowhere', /file-not-writable: .* its folder does not exist/],
    ['below', /file-not-writable: .* its folder is a file/],
  ])('%s', async (name, message) => {
    for (const flag of ['--out', '--checkpoint', '--diagnostics']) {
      const { status, out, err } = await fit(flag, paths[name]);
      expect(err).toMatch(message);
      expect({ status, out }).toEqual({ status: 2, out: '' });
    }
  });
  test.each(['.parquet', '.arrow', '.feather', '.xlsx'])('predictions as %s', async (ending) => {
    await fit('--out', at('model.json'));
    const { status, err } = await run(['predict', at('model.json'), '-', '--out', at(`p${ending}`)], csv);
    expect(err).toMatch(new RegExp(`unknown-format: tables are not written as \\${ending}`));
    expect([status, existsSync(at(`p${ending}`))]).toEqual([2, false]);
  });
});

describe('a file is there as a whole or not at all', () => {
  test('nothing is left beside it, and its rights and links stay', async () => {
    mkdirSync(at('whole'));
    writeFileSync(at('whole/real.json'), 'old');
    chmodSync(at('whole/real.json'), 0o640);
    symlinkSync(at('whole/real.json'), at('whole/link.json'));
    await fit('--out', at('whole/link.json'));
    expect(readdirSync(at('whole')).sort()).toEqual(['link.json', 'real.json']);
    expect(readFileSync(at('whole/real.json'), 'utf8')).toMatch(/^\{"schema":"expfam\/model@1"/);
    expect(statSync(at('whole/real.json')).mode & 0o777).toBe(0o640);
  });
  test('a device is written to and stays one', async () => {
    expect((await fit('--out', '/dev/null')).status).toBe(0);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
  test('what could not be written leaves nothing behind', async () => {
    mkdirSync(at('clean'));
    await fit('--out', at('clean/model.json'));
    const { status } = await run(
      ['predict', at('clean/model.json'), '-', '--out', at('clean/p.csv')],
      'x\nten\n',
    );
    expect([status, readdirSync(at('clean'))]).toEqual([2, ['model.json']]);
  });
});
