// The kernels of a text as files, in every target.
import { generate, targetNames } from '@expfam/codegen';
import { kernelDerivation } from './kernel-derivation.js';
import type { KernelFile } from './view.js';

export const kernelFiles = (text: string, classes: number | null): Promise<readonly KernelFile[]> =>
  generate(kernelDerivation(text, classes), { target: targetNames });
