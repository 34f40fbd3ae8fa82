// The manifest: it says of every file and entry point what a stranger needs to call it.
import { describe, expect, test } from 'vitest';
import { symmetricCategorical } from './tests/derivations.fixture.js';
import { generate } from './generate.js';
import { lower } from './lower.js';
import { manifestKernel, manifestOf, shaderManifest } from './manifest.js';
import type { Manifest } from './manifest.js';
import { sha256 } from './seal.js';
import { wgsl } from './targets/wgsl.js';
import { print } from './print.js';

const derivation = symmetricCategorical(3);
const kernel = lower(derivation, { rounding: wgsl.rounding });

const recipe = { density: '', size: null, fix: {}, dispersion: null };
const described = (name: string) => ({ ...manifestKernel(kernel, [], recipe), name });

describe('a manifest', () => {
  test('holds a kernel once, the newer in place of the older', () => {
    const { kernels } = manifestOf([{ ...described('b'), columns: 7 }], [described('c'), described('b')]);
    expect(kernels.map(({ name, columns }) => [name, columns])).toEqual([
      ['b', 7],
      ['c', 3],
    ]);
  });

  test('states a bound for every function of a WGSL module, from what the specification grants', async () => {
    const files = await generate(derivation, { target: ['wgsl'] });
    const { kernels } = JSON.parse(files.at(-1)!.contents) as Manifest;
    // exp(x - max) at a difference of 90: 183 ulp of its own, and half as many of its rounded argument
    expect(kernels[0].bounds!.response).toBeGreaterThan(200);
    expect(Object.keys(kernels[0].bounds!)).toEqual(['response', 'loss', 'gradient', 'hessian', 'jacobian']);
    expect(Object.values(kernels[0].bounds!).every(Number.isFinite)).toBe(true);
  });

  test('lists every file with its size and its hash', async () => {
    const files = await generate(derivation, { target: ['ts', 'wgsl'] });
    const { schema, kernels } = JSON.parse(files.at(-1)!.contents) as Manifest;
    expect(schema).toBe('expfam/manifest@1');
    expect(kernels).toHaveLength(1);
    const [manifest] = kernels;
    for (const [i, listed] of manifest.files.entries()) {
      const { path, contents } = files[i];
      expect(listed).toMatchObject({
        path,
        bytes: Buffer.byteLength(contents),
        sha256: await sha256(contents),
      });
      expect(listed.budget.because).not.toBe('');
    }
    expect(manifest.files.map(({ path }) => path)).toEqual(['categorical-K3.ts', 'categorical-K3.wgsl']);
    expect(manifest.formulas['response']).toHaveLength(3);
  });

  test('describes exactly the entry points that are printed, and what each of them uses', () => {
    const text = print(kernel, wgsl);
    const { entryPoints } = shaderManifest(kernel);
    const printed = [...text.matchAll(/@compute @workgroup_size\((\d+)\)\nfn (\w+)\(([\s\S]*?)\n\}/g)];
    expect(printed.map(([, , name]) => name).sort()).toEqual(Object.keys(entryPoints).sort());
    const variables = [...text.matchAll(/@binding\((\d+)\) var<[^>]*> (\w+):/g)];
    for (const [, size, name, body] of printed) {
      const { bindings, workgroupSize } = entryPoints[name];
      expect(workgroupSize).toBe(Number(size));
      const called = /leave\(/.test(body) ? `${body} parts[]` : body;
      const used = variables.filter(([, , variable]) =>
        new RegExp(`\\b${variable}\\b(\\[|\\.)`).test(called),
      );
      expect(bindings.map(({ binding }) => binding)).toEqual(used.map(([, binding]) => Number(binding)));
    }
  });

  test('gives the entry points of the linear pass what they cover', () => {
    const { entryPoints } = shaderManifest(kernel);
    expect(entryPoints['linearGradient']).toMatchObject({ covers: 'tiles', workgroupSize: 64 });
    expect(entryPoints['sumParts']).toMatchObject({ covers: 'sums', workgroupSize: 64 });
    expect(entryPoints['inputGradient']).toMatchObject({ covers: 'rows', workgroupSize: 64 });
    const { entryPoints: few } = shaderManifest({
      ...kernel,
      functions: new Set(['linearResponse'] as const),
    });
    expect(Object.keys(few)).toEqual(['linearResponse']);
    const { entryPoints: looped } = shaderManifest({ ...kernel, looped: true });
    expect(looped['linearResidual'].covers).toBe('rows');
    expect(looped['linearReduce'].covers).toBe('feature');
    expect(looped['inputGradient'].bindings.map(({ name }) => name)).toContain('residual');
    expect(looped['sumLosses'].covers).toBe('all');
    expect(entryPoints['gradientSoft'].bindings.find(({ name }) => name === 'y')).toEqual({
      binding: 2, name: 'y', access: 'read', type: 'f32', length: 'rows*classes',
    }); // prettier-ignore
  });

  test('says nothing of entry points where there is no WGSL', () => {
    expect(described('a')).not.toHaveProperty('entryPoints');
  });
});
