// Links by name: what a fit of each family begins with, and whether that needs a compiler.
import { describe, expect, test } from 'vitest';
import { shippedKernels } from '@expfam/runtime/kernels';
import { linksOf } from './links.js';

describe('the link that a family has unless told otherwise', () => {
  test.each([
    ['gaussian', 'identity', 'gaussian'],
    ['bernoulli', 'logit', 'bernoulli'],
    ['poisson', 'log', 'poisson'],
    ['gamma', 'inverse', 'gamma-inverse'],
    ['inverse_gaussian', 'inverse_square', 'inverse_gaussian-inverse_square'],
    ['exponential', 'inverse', 'exponential-inverse'],
    ['geometric', 'canonical', 'geometric'],
  ])('of %s is %s, and its kernels are ready-made', async (family, link, stem) => {
    const { name, mean } = linksOf(family, undefined);
    expect(name).toBe(link);
    expect(mean === null ? family : `${family}-${mean}`).toBe(stem);
    const kernels = await shippedKernels[stem]?.();
    expect([kernels?.family, kernels?.link ?? null]).toEqual([family, mean]);
  });
});
