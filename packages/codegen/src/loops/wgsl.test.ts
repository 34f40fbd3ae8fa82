// The loop form on a device, against the TypeScript module.
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { describeWebGPU } from '@expfam/testing';
import { test } from 'vitest';
import { agree, agreeLinearly } from '../tests/agreement.fixture.js';
import { compile } from '../compile.js';

const [density] = readDensities(catalogue.find(({ name }) => name === 'categorical')!.density);

describeWebGPU('wgsl kernels that loop over the classes', (device) => {
  test.each([
    ['symmetric', 5],
    ['symmetric', 70],
    ['baseline', 67],
  ] as const)('agree with TypeScript in the %s form of %i classes', async (form, classes) => {
    const derivation = deriveDensity(density, { form, checked: false });
    const [shader, functions] = [
      await compile(derivation, { target: 'wgsl', classes }),
      await compile(derivation, { target: 'ts', classes }),
    ];
    const rows = 9;
    const s = functions.parameters;
    const points = {
      rows,
      eta: Float64Array.from({ length: rows * s }, (_, n) => Math.fround(6 * Math.sin(3.7 * n))),
      y: Uint16Array.from({ length: rows }, (_, i) => (classes - 1 + 13 * i) % classes),
      shares: Float64Array.from({ length: rows * classes }, (_, n) => ((n * n) % 5) / 64),
    };
    await agree(device(), [shader, functions], points);
    await agreeLinearly(device(), [shader, functions], points);
  });
});
