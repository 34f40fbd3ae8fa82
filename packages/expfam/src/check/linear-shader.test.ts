// What is measured of the linear entry points of a shader: those that are right pass, and each fault is found in its own place.
import { readManifest } from '@expfam/codegen';
import type { ManifestKernel } from '@expfam/codegen';
import { describeWebGPU } from '@expfam/testing';
import { expect, test } from 'vitest';
import { deriveForKernels } from '../derivations.js';
import { densityOf } from '../densities.js';
import { generate } from '../generate.js';
import { measureLinear } from './linear-shader.js';
import { planOf } from './plan.js';

const shaderOf = async (family: string, classes?: number) => {
  const size = classes === undefined ? {} : { classes };
  const files = await generate(family, { ...size, target: ['wgsl'] });
  const contentsOf = (end: string): string =>
    String(files.find(({ path }) => path.endsWith(end))?.contents ?? '');
  const [kernel] = readManifest(contentsOf('manifest.json')) as [ManifestKernel];
  const isLooped = classes !== undefined && classes > 64;
  const derivation = deriveForKernels(await densityOf({ name: family, text: null }), {
    ...(isLooped ? {} : size),
    ...(kernel.form === null ? {} : { form: kernel.form }),
  });
  const [{ judged }, budget] = [kernel, kernel.files[0].budget];
  const looped = isLooped ? size : {};
  const plan = planOf(derivation, { ...looped, judged, format: 'f32', count: 2, most: 8, effort: 'none' });
  return { code: contentsOf('.wgsl'), kernel, options: { judged, budget, plan } };
};

const linear = [
  'linearResponse',
  'linearGradient',
  'inputGradient',
  'linearGradientSoft',
  'inputGradientSoft',
];

describeWebGPU('the linear entry points of a shader', (device) => {
  let three: ReturnType<typeof shaderOf> | null = null;
  const ofThree = () => (three ??= shaderOf('categorical', 3));

  test.each([
    ['categorical', 3, linear],
    ['categorical', 65, linear],
    ['poisson', undefined, linear.slice(0, 3)],
  ] as const)('of %s (K = %s) are all measured', async (family, classes, names) => {
    const { options, ...shader } = await (classes === 3 ? ofThree() : shaderOf(family, classes));
    const found = await measureLinear(device(), shader, options);
    expect(found.map(({ name }) => name)).toEqual(names);
    for (const { name, pass, worst, points } of found) {
      expect(pass, `${name} is off by ${String(worst)}`).toBe(true);
      expect(points).toBeGreaterThan(2);
    }
  });

  test.each(linear)('a fault in %s is found there', async (name) => {
    const { code, options, kernel } = await ofThree();
    const start = code.indexOf(`fn ${name}(`);
    const end = code.indexOf('\n}', start);
    // twice the weights, and so a linear predictor or a derivative that is twice as large
    const faulty = code.slice(start, end).replaceAll(/weights\[([^\]]*)\]/g, '(2.0 * weights[$1])');
    const edited = `${code.slice(0, start)}${faulty}${code.slice(end)}`;
    const found = await measureLinear(device(), { code: edited, kernel }, options);
    expect(found.filter(({ pass }) => !pass).map((each) => each.name)).toEqual([name]);
  });
});
