// Row kernels with loops, told step by step, on a device: what the same steps come to where they are written out.
import { describeWebGPU } from '@expfam/testing';
import { test } from 'vitest';
import type { WasmKernels } from '../compile.js';
import type { Kernel } from '../kernel.js';
import { lower } from '../lower.js';
import { shaderManifest } from '../manifest.js';
import { print } from '../print.js';
import { assembleKernel } from '../schedules/wasm.js';
import { printLoader } from '../schedules/wasm-loader.js';
import { wgsl } from '../targets/wgsl.js';
import { agree, agreeLinearly } from '../tests/agreement.fixture.js';
import { poisson } from '../tests/derivations.fixture.js';
import { loopedKernel, unrolledKernel } from './program.fixture.js';

const load = async (kernel: Kernel): Promise<WasmKernels> => {
  const text = printLoader(kernel, assembleKernel(kernel));
  return (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as WasmKernels;
};

describeWebGPU('wgsl row kernels with loops', (device) => {
  test.each([2, 5, 21])('agree with what they are written out, K = %i', async (K) => {
    const looped = loopedKernel(lower(poisson, { rounding: wgsl.rounding }), K);
    const shader = { code: print(looped, wgsl), manifest: shaderManifest(looped) };
    const functions = await load(unrolledKernel(lower(poisson), K));
    const rows = 6;
    const points = {
      rows,
      eta: Float64Array.from({ length: rows * K }, (_, n) => Math.fround(3 * Math.sin(12.9898 * (n + 1)))),
      y: Float64Array.from({ length: rows * K }, (_, n) => Math.fround(Math.cos(7.7 * n))),
    };
    await agree(device(), [shader, functions], points);
    await agreeLinearly(device(), [shader, functions], points);
  });
});
