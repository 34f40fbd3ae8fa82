// The kernels of a text as files, in every target.
import type { TargetName } from '@expfam/codegen';
import { generate, targets } from '@expfam/codegen';
import { deriveDensity, sizeOfDensity } from '@expfam/family';
import { densityOf } from './derivation-view.js';
import type { KernelFile } from './view.js';

export const kernelFiles = async (text: string, classes: number | null): Promise<readonly KernelFile[]> => {
  const density = densityOf(text);
  const fixed = sizeOfDensity(density) === null ? {} : { classes: classes ?? 3 };
  const derivation = deriveDensity(density, { ...fixed, form: 'symmetric', checked: false });
  return generate(derivation, { target: Object.keys(targets) as TargetName[] });
};
