// Files on disk: all of them or none, and never over what was edited by hand.
import { lstat, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bernoulli, poisson } from './tests/derivations.fixture.js';
import { generate } from './generate.js';
import type { Manifest } from './manifest.js';
import { isSealed, sha256 } from './seal.js';
import { verifyTypeScript } from './verify.js';
import { writeFiles } from './write.js';

const bernoulliOf = (name: string) => ({ ...bernoulli, name });

describe('writing files', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'expfam-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });
  const files = () => generate(bernoulli, { target: ['ts', 'wgsl'] });

  test('writes what was generated, byte by byte, into a folder that need not exist', async () => {
    const place = join(folder, 'new', 'deep');
    const generated = await files();
    expect(await writeFiles(generated, place)).toEqual(generated.map(({ path }) => join(place, path)));
    for (const { path, contents } of generated)
      expect(await readFile(join(place, path), 'utf8')).toBe(contents);
  });

  test('writes the same bytes over and over, whatever order the targets are named in', async () => {
    const bytes = async () => {
      const names = (await readdir(folder)).sort();
      return Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')));
    };
    await writeFiles(await generate(bernoulli, { target: ['ts', 'wgsl', 'wasm'] }), folder);
    const once = await bytes();
    await writeFiles(await generate(bernoulli, { target: ['wasm', 'ts', 'wgsl'] }), folder);
    expect(await bytes()).toEqual(once);
    await rm(folder, { recursive: true });
    for (const target of ['wgsl', 'wasm', 'ts'] as const)
      await writeFiles(await generate(bernoulli, { target: [target] }), folder);
    expect(await bytes()).toEqual(once);
  });

  test('writes what a link leads to, which stays a link', async () => {
    const [place, elsewhere] = [join(folder, 'kernels'), join(folder, 'shared')];
    await Promise.all([mkdir(place), mkdir(elsewhere)]);
    await writeFiles(await generate(bernoulli, { precision: 'f32' }), elsewhere);
    await symlink(join(elsewhere, 'bernoulli.ts'), join(place, 'bernoulli.ts'));
    await writeFiles(await generate(bernoulli), place);
    expect((await lstat(join(place, 'bernoulli.ts'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(elsewhere, 'bernoulli.ts'), 'utf8')).toContain("precision = 'f64'");
    expect((await readdir(place)).sort()).toEqual(['bernoulli.ts', 'manifest.json']);
  });

  test('overwrites what it wrote itself', async () => {
    await writeFiles(await generate(bernoulli, { precision: 'f32' }), folder);
    await writeFiles(await generate(bernoulli), folder);
    expect(await readFile(join(folder, 'bernoulli.ts'), 'utf8')).toContain("precision = 'f64'");
  });

  test.each(['bernoulli.ts', 'bernoulli.wgsl', 'manifest.json'])(
    'refuses to overwrite %s once it was edited, and writes nothing else',
    async (name) => {
      await writeFiles(await files(), folder);
      const edited = (await readFile(join(folder, name), 'utf8')).replace('bernoulli', 'coin');
      await writeFile(join(folder, name), edited);
      await rm(join(folder, name === 'bernoulli.ts' ? 'manifest.json' : 'bernoulli.ts'));
      const before = await readdir(folder);
      const other = await generate(
        { ...bernoulli, form: 'symmetric' },
        { target: ['ts', 'wgsl'], precision: 'f32' },
      );
      await expect(writeFiles(other, folder)).rejects.toThrow('edited-by-hand');
      expect(await readdir(folder)).toEqual(before);
      expect(await readFile(join(folder, name), 'utf8')).toBe(edited);
      await writeFiles(other, folder, { force: true });
      expect(await readFile(join(folder, name), 'utf8')).not.toBe(edited);
    },
  );

  test('describes every kernel of a folder in one manifest', async () => {
    await writeFiles(await files(), folder);
    await writeFiles(await generate(bernoulliOf('coin')), folder);
    const { kernels } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    expect(kernels.map(({ name }) => name)).toEqual(['bernoulli', 'coin']);
  });

  test('describes what was printed of a kernel one target after the other, as long as it is there', async () => {
    const listed = async (name = 'bernoulli') => {
      const { kernels } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
      return kernels.find((kernel) => kernel.name === name)?.files.map(({ path }) => path);
    };
    await writeFiles(await generate(bernoulli, { target: ['wgsl'] }), folder);
    await writeFiles(await generate(bernoulli, { target: ['ts'] }), folder);
    expect(await listed()).toEqual(['bernoulli.ts', 'bernoulli.wgsl']);
    await writeFiles(await generate(bernoulli, { target: ['ts'], precision: 'f32' }), folder);
    expect(await listed()).toEqual(['bernoulli.ts', 'bernoulli.wgsl']);
    // another kernel of the same name has nothing of it
    await writeFiles(await generate({ ...poisson, name: 'bernoulli' }, { target: ['ts'] }), folder);
    expect(await listed()).toEqual(['bernoulli.ts']);
    await rm(join(folder, 'bernoulli.ts'));
    await writeFiles(await generate({ ...poisson, name: 'bernoulli' }, { target: ['wasm'] }), folder);
    expect(await listed()).toEqual(['bernoulli.wasm', 'bernoulli.wasm.js', 'bernoulli.wasm.d.ts']);
  });

  test('says where it cannot write, and leaves nothing behind', async () => {
    await writeFile(join(folder, 'taken'), '');
    await expect(writeFiles(await files(), join(folder, 'taken', 'below'))).rejects.toThrow(
      'folder-not-writable',
    );
    expect(await readdir(folder)).toEqual(['taken']);
  });

  test('leaves neither files nor folders behind where one of them cannot be written', async () => {
    const place = join(folder, 'new', 'deep');
    const tooLong = { path: `${'a'.repeat(300)}.wgsl`, contents: '' };
    await expect(writeFiles([...(await files()), tooLong], place)).rejects.toThrow('folder-not-writable');
    expect(await readdir(folder)).toEqual([]);
  });

  test('says which file a folder stands in the place of', async () => {
    await mkdir(join(folder, 'bernoulli.wgsl'));
    await expect(writeFiles(await files(), folder)).rejects.toThrow('bernoulli.wgsl is a folder there');
    expect(await readdir(folder)).toEqual(['bernoulli.wgsl']);
  });

  test('refuses a file that it never wrote', async () => {
    await writeFile(join(folder, 'bernoulli.ts'), 'export const mine = 1;\n');
    await expect(writeFiles(await files(), folder)).rejects.toThrow('edited-by-hand');
  });

  test('refuses TypeScript that the compiler refuses', async () => {
    const broken = { path: 'broken.ts', contents: 'export const n: number = "one";\n' };
    await expect(writeFiles([broken], folder)).rejects.toThrow('invalid-typescript');
    expect(await readdir(folder)).toEqual([]);
  });
});

test('what is verified may import nothing', async () => {
  await expect(
    verifyTypeScript([{ path: 'a.ts', contents: "import { b } from './b.js';\nexport const a = b;\n" }]),
  ).rejects.toThrow('invalid-typescript');
});

describe('a seal', () => {
  test('is the SHA-256 of what stands above it', async () => {
    expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'); // FIPS 180-2, B.1
    const [file] = await generate(bernoulli);
    const lines = file.contents.split('\n');
    expect(lines.at(-2)).toBe(`// sha256 ${await sha256(`${lines.slice(0, -2).join('\n')}\n`)}`);
  });
  test('survives line ends of another system', async () => {
    for (const { path, contents } of await generate(bernoulli, { target: ['ts', 'wgsl'] })) {
      expect(await isSealed(path, contents)).toBe(true);
      expect(await isSealed(path, contents.replaceAll('\n', '\r\n'))).toBe(true);
      expect(await isSealed(path, contents.replace('eta1', 'eta2'))).toBe(false);
    }
  });
});
