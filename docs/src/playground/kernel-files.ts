// The kernels of a text as files, in every target.
import { generate, targetNames } from '@expfam/codegen';
import { kernelDerivation } from './kernel-derivation.js';
import type { Given, KernelFile } from './view.js';

export const kernelFiles = (text: string, given: Given): Promise<readonly KernelFile[]> => {
  const { derivation, fix } = kernelDerivation(text, given);
  return generate(derivation, { target: targetNames, recipe: { fix } });
};
