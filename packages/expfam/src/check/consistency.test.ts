// The laws hold of right kernels, and each is broken by a kernel with the fault that it is there for.
import { budgets, compile, lower } from '@expfam/codegen';
import { describe, expect, test } from 'vitest';
import { densityOf } from '../densities.js';
import { deriveForKernels } from '../derivations.js';
import { consistency } from './consistency.js';
import { leastEigenvalue } from './eigenvalues.js';
import type { Measurable } from './module-calls.js';
import { planOf } from './plan.js';

const subject = async (name: string, precision: 'f64' | 'f32' = 'f64', classes?: number) => {
  const density = await densityOf({ name, text: null });
  const derivation = deriveForKernels(density, classes === undefined ? {} : { classes });
  const { judged } = lower(derivation);
  const kernels = await compile(derivation, { target: 'wasm', precision });
  const plan = planOf(derivation, { judged, format: precision, count: 20 });
  const laws = (given: Measurable) =>
    consistency(given, plan.points, { budget: budgets.wasm[precision][judged], plan });
  return { kernels, laws };
};

describe.each(['f64', 'f32'] as const)('in %s', (precision) => {
  test.each([
    ['categorical', 3],
    ['bernoulli'],
    ['normal'],
    ['beta'],
    ['continuous_bernoulli'],
    ['von_mises_fisher', 3],
  ] as [string, number?][])('the kernels of %s keep all laws', async (name, classes) => {
    const { kernels, laws } = await subject(name, precision, classes);
    for (const law of laws(kernels)) {
      expect(law.pass, `${law.name}: ${law.worst} at ${String(law.at)}`).toBe(true);
      expect(law.points).toBeGreaterThan(10);
    }
  });
});

const broken = (laws: ReturnType<typeof consistency>) =>
  laws.filter(({ pass }) => !pass).map(({ name }) => name);

test('a gradient that jumps by a millionth at a change of formula does not belong to the loss', async () => {
  const { kernels, laws } = await subject('bernoulli');
  const faulty: Measurable = {
    ...kernels,
    gradient: (eta, y, gradient, rows) => {
      const loss = kernels.gradient(eta, y, gradient, rows);
      if ((eta[0] ?? 0) > 2) gradient[0] = (gradient[0] ?? 0) * (1 + 1e-6);
      return loss;
    },
  };
  expect(broken(laws(faulty))).toEqual(['gradient-belongs-to-loss']);
});

test('a covariance larger than its variances allow is no Hessian', async () => {
  const { kernels, laws } = await subject('normal');
  const faulty: Measurable = {
    ...kernels,
    hessian: (eta, hessian, rows) => {
      kernels.hessian(eta, hessian, rows);
      const most = Math.sqrt((hessian[0] ?? 0) * (hessian[3] ?? 0)) * (1 + 1e-12);
      if (Number.isFinite(most)) [hessian[1], hessian[2]] = [most, most];
    },
  };
  expect(broken(laws(faulty))).toEqual(['hessian-is-not-negative']);
});

test('probabilities that are off in one place do not sum to one', async () => {
  const { kernels, laws } = await subject('categorical', 'f64', 3);
  const faulty: Measurable = {
    ...kernels,
    response: (eta, mean, rows) => {
      kernels.response(eta, mean, rows);
      mean[1] = (mean[1] ?? 0) * (1 + 1e-14);
    },
  };
  expect(broken(laws(faulty))).toEqual(['probabilities-sum-to-one']);
});

test('the least eigenvalue is that of matrices whose eigenvalues are known', () => {
  // of ones everywhere and d more on the diagonal: d, and d + size
  const matrix = (size: number, d: number) =>
    Array.from({ length: size * size }, (_, n) => 1 + (Math.floor(n / size) === n % size ? d : 0));
  for (const [size, d] of [
    [1, -1],
    [2, -3],
    [3, 0.5],
    [7, -1e-9],
    [20, 0],
  ] as const)
    // prettier-ignore
    expect(leastEigenvalue(matrix(size, d), size)).toBeCloseTo(size === 1 ? 1 + d : d, 12);
});
