// WebAssembly modules as a user has them: valid for every family and on every engine, loaded from files and in memory, over
// memory of their own.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printableCatalogue } from './catalogue.fixture.js';
import { compile } from '../compile.js';
import type { WasmKernels } from '../compile.js';
import { bernoulli, poisson, symmetricCategorical } from './derivations.fixture.js';
import { generate } from '../generate.js';
import type { Manifest } from '../manifest.js';
import { lower } from '../lower.js';
import { assembleKernel } from '../schedules/wasm.js';
import { isSealedModule } from '../seal.js';
import { vectorRounding } from '../targets/wasm.js';
import { formatted, verifyTypeScript } from '../verify.js';
import { listing } from '../wasm/listing.fixture.js';
import { writeFiles } from '../write.js';

const all = printableCatalogue().map((each) => [each.name, each] as const);

/** The module as an engine with relaxed multiply-add runs it, by the loader's own recipe. */
const fused = (bytes: Uint8Array, shape: 'f32x4' | 'f64x2'): Uint8Array => {
  const [sum, madd] = shape === 'f32x4' ? [0xe4, 0x85] : [0xf0, 0x87];
  const copy = bytes.slice();
  let at = 9;
  const number = (): number => {
    let [value, shift] = [0, 1];
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 127) * shift;
      shift *= 128;
      if (byte < 128) return value;
    }
  };
  const end = number() + at;
  at += 1 + bytes[at];
  let place = end;
  while (at < end) {
    place += number();
    copy.set(copy[place + 1] === sum ? [0xfd, madd, 2] : [1, 1, 1], place);
  }
  return copy;
};

describe.each(all)('%s', (_, { derivation, base }) => {
  test.each(['f64', 'f32'] as const)('is a valid module in %s, plain and fused', async (precision) => {
    const kernel = lower(derivation, { rounding: vectorRounding[precision], base });
    const { bytes } = assembleKernel(kernel);
    expect(WebAssembly.validate(bytes)).toBe(true);
    expect(assembleKernel(kernel).bytes).toEqual(bytes);
    const [plain, relaxed] = [
      await listing(bytes),
      await listing(fused(bytes, precision === 'f64' ? 'f64x2' : 'f32x4')),
    ];
    expect(plain).not.toContain('relaxed');
    const count = (text: string, word: string): number => text.split(word).length - 1;
    const shape = precision === 'f64' ? 'f64x2' : 'f32x4';
    const sums = count(relaxed, `${shape}.relaxed_madd`);
    expect(sums).toBeGreaterThan(0);
    expect(count(plain, `${shape}.add`) - count(relaxed, `${shape}.add`)).toBe(sums);
    expect(count(plain, `${shape}.mul`) - count(relaxed, `${shape}.mul`)).toBe(sums);
  });
});

describe('files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'expfam-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  test('are module, loader and types, which load beside each other and do what memory does', async () => {
    const derivation = symmetricCategorical(4);
    const files = await generate(derivation, { target: ['wasm'] });
    expect(files.map(({ path }) => path)).toEqual([
      'categorical-K4.wasm',
      'categorical-K4.wasm.js',
      'categorical-K4.wasm.d.ts',
      'manifest.json',
    ]);
    await writeFiles(files, folder);
    const address = pathToFileURL(join(folder, 'categorical-K4.wasm.js')).href;
    const loaded = (await import(/* @vite-ignore */ address)) as WasmKernels;
    const inMemory = await compile(derivation, { target: 'wasm' });
    const eta = Float64Array.of(0, 1, 2, -3);
    const [a, b] = [new Float64Array(4), new Float64Array(4)];
    loaded.response(eta, a, 1);
    inMemory.response(eta, b, 1);
    expect(a).toEqual(b);
    expect(a.reduce((x, y) => x + y)).toBeCloseTo(1, 15);
  });

  test('list every function of the module with its parameters', async () => {
    const [, , , manifest] = await generate(bernoulli, { target: ['wasm'] });
    const { kernels } = JSON.parse(String(manifest.contents)) as Manifest;
    const [{ files }] = kernels;
    const exports = files[0].exports!;
    const [{ contents }] = await generate(bernoulli, { target: ['wasm'] });
    const module = new WebAssembly.Module(contents as Uint8Array<ArrayBuffer>);
    const functions = WebAssembly.Module.exports(module).filter(({ kind }) => kind === 'function');
    expect(Object.keys(exports).sort()).toEqual(functions.map(({ name }) => name).sort());
    expect(exports['response']).toEqual({ eta: 'i32', result: 'i32', rows: 'i32' });
    expect(files[0].bytes).toBe(contents.length);
  });

  test('are refused once the module was edited', async () => {
    const place = join(folder, 'poisson.wasm');
    await writeFiles(await generate(poisson, { target: ['wasm'] }), folder);
    const bytes = new Uint8Array(await readFile(place));
    expect(await isSealedModule(bytes)).toBe(true);
    bytes[100] ^= 1;
    expect(await isSealedModule(bytes)).toBe(false);
    await writeFile(place, bytes);
    const single = await generate(poisson, { target: ['wasm'], precision: 'f32' });
    await expect(writeFiles(single, folder)).rejects.toThrow('edited-by-hand');
    await writeFiles(single, folder, { force: true });
  });

  test.each([
    ['no module', () => new TextEncoder().encode('no module')],
    ['nothing', () => new Uint8Array(0)],
    ['the first half of a module', (module: Uint8Array) => module.slice(0, module.length / 2)],
    ['a list of products cut off', (module: Uint8Array) => module.slice(0, 12)],
    ['numbers without an end', (module: Uint8Array) => module.map((byte, i) => (i < 9 ? byte : 255))],
  ])('are refused by every engine where the module is %s', async (_, spoiled) => {
    const [module, loader] = await generate(poisson, { target: ['wasm'] });
    const own = await mkdtemp(join(folder, 'spoiled-'));
    await writeFile(join(own, 'poisson.wasm'), spoiled(module.contents as Uint8Array));
    const fusing = String(loader.contents).replace(/(?<=const canFuse = ).*;/, 'true;');
    expect(fusing).toContain('canFuse = true;');
    await writeFile(join(own, loader.path), fusing);
    const address = pathToFileURL(join(own, loader.path)).href;
    await expect(import(/* @vite-ignore */ address)).rejects.toThrow();
  });

  test('have types that the strict compiler accepts and its formatter leaves alone', async () => {
    const types = [];
    for (const { derivation, base } of [
      { derivation: symmetricCategorical(3), base: {} },
      ...all.map(([, each]) => each),
    ]) {
      const files = await generate(derivation, { target: ['wasm'], base });
      const [, , { contents }] = files;
      types.push({ path: `${types.length}.d.ts`, contents: String(contents) });
    }
    await verifyTypeScript(types);
    expect(await formatted(types)).toEqual(types);
  });
});

describe('memory', () => {
  test('is used where an array lies in it, and copied to for as long as a call lasts where it does not', async () => {
    const kernels = (await compile(bernoulli, { target: 'wasm' })).instantiate();
    const place = kernels.allocate(8 * 100);
    const eta = new Float64Array(kernels.memory.buffer, place, 100).fill(0.5);
    const mean = new Float64Array(100);
    kernels.response(eta, mean, 100);
    kernels.response(eta, eta, 100);
    expect(eta).toEqual(mean);
    expect(kernels.allocate(8)).toBe(kernels.allocate(8) - 32);
  });

  test('grows as far as a call needs', async () => {
    const kernels = (await compile(bernoulli, { target: 'wasm' })).instantiate();
    const before = kernels.memory.buffer.byteLength;
    const rows = 100_000;
    const [eta, mean] = [new Float64Array(rows), new Float64Array(rows)];
    kernels.response(eta, mean, rows);
    expect(kernels.memory.buffer.byteLength).toBeGreaterThan(before);
    expect(mean.every((p) => p === 0.5)).toBe(true);
  });

  test('holds from the start what an instance is asked to hold', async () => {
    const kernels = (await compile(bernoulli, { target: 'wasm' })).instantiate(5 << 18);
    const { buffer } = kernels.memory;
    const x = new Float64Array(buffer, kernels.allocate(1 << 20), 1 << 17);
    const gradient = new Float64Array(8);
    kernels.linearGradient(x, new Float64Array(8), new Float64Array(1 << 14), gradient, 1 << 14, 8);
    expect(kernels.memory.buffer === buffer).toBe(true);
  });

  test('is not read beyond an array that is too short', async () => {
    const kernels = await compile(symmetricCategorical(3), { target: 'wasm' });
    expect(() => {
      kernels.response(new Float64Array(5), new Float64Array(6), 2);
    }).toThrow('eta holds 5 numbers where 6 are needed');
    expect(() => kernels.loss(new Float64Array(6), Uint8Array.of(0), 2)).toThrow(
      'y holds 1 numbers where 2 are needed',
    );
  });

  test('is not to be had without end', async () => {
    const kernels = await compile(bernoulli, { target: 'wasm' });
    expect(() => kernels.allocate(2 ** 32 - 64)).toThrow('no memory for 4294967232 bytes');
  });
});

describe('rows that do not fill a vector, and blocks', () => {
  const sizes = [1, 2, 3, 4, 5, 63, 64, 65, 131];
  test.each(['f64', 'f32'] as const)('change nothing in %s, whatever the features', async (precision) => {
    const zeros = (length: number) =>
      precision === 'f64' ? new Float64Array(length) : new Float32Array(length);
    const filled = (length: number, value: (i: number) => number) => zeros(length).map((_, i) => value(i));
    const derivation = symmetricCategorical(7);
    const [wasm, ts] = await Promise.all(
      (['wasm', 'ts'] as const).map((target) => compile(derivation, { target, precision })),
    );
    for (const rows of sizes)
      for (const features of [1, 2, 3, 5, 8, 300]) {
        const x = filled(rows * features, (i) => Math.sin(i * 1.3));
        const weights = filled(features * 7, (i) => Math.cos(i * 2.1) / features);
        const y = Uint16Array.from({ length: rows }, (_, i) => i % 7);
        const offset = filled(rows * 7, (i) => Math.sin(i));
        const rowWeights = filled(rows, (i) => (i * 7) % 3);
        const results = [wasm, ts].map((kernels) => {
          const gradient = zeros(features * 7);
          const inputGradient = filled(rows * features, () => 9);
          const options = { rowWeights, offset, inputGradient };
          const loss = kernels.linearGradient(x, weights, y, gradient, rows, features, options);
          const mean = zeros(rows * 7);
          kernels.linearResponse(x, weights, mean, rows, features, { offset });
          return [loss, ...gradient, ...inputGradient, ...mean];
        });
        const largest = Math.max(...results[1].map(Math.abs));
        const off = results[0].map((value, i) => Math.abs(value - results[1][i]) / largest);
        expect(Math.max(...off)).toBeLessThan(precision === 'f64' ? 1e-14 : 2e-6);
      }
  });
});
