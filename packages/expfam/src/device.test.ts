// Whole fits on a GPU: the WGSL kernels of a family by name against the same fit in double precision.
import { expect, test } from 'vitest';
import { describeWebGPU } from '@expfam/testing';
import { fit } from './index.js';

const table = {
  y: [1, 3, 4, 9, 12, 7],
  dose: [0, 1, 2, 3, 4, 3],
  kind: ['a', 'b', 'b', 'c', 'a', 'c'],
};

describeWebGPU('device gpu', () => {
  test.each([
    ['poisson', 'y ~ dose'],
    ['categorical', 'kind ~ dose'],
  ])('%s: %s has the same optimum, to the digits of f32', async (family, formula) => {
    const options = { l2: 0.05, solver: 'lbfgs' } as const;
    const exact = await fit(family, { table, formula }, options);
    const single = await fit(family, { table, formula }, { ...options, device: 'gpu' });
    expect(single.report.device).toBe('webgpu');
    expect(Math.abs(single.report.objective - exact.report.objective)).toBeLessThan(
      1e-5 * Math.abs(exact.report.objective),
    );
    single.toJSON().weights.forEach((weight, at) => {
      expect(Math.abs(weight - (exact.toJSON().weights[at] ?? Number.NaN))).toBeLessThan(2e-3);
    });
  });

  // the space of the exponential's natural parameter has a wall, beyond which steps of adam may lead
  test.each([
    ['exponential', 'y ~ dose', 6],
    ['categorical', 'kind ~ dose', 2],
  ])(
    '%s: %s takes the steps of adam on the device, to the point of the processor',
    async (family, formula, batch) => {
      const options = { l2: 0.05, solver: 'adam', batch, epochs: 60, tolerance: 1e-9 } as const;
      const exact = await fit(family, { table, formula }, options);
      const single = await fit(family, { table, formula }, { ...options, device: 'gpu' });
      expect(single.report.device).toBe('webgpu');
      single.toJSON().weights.forEach((weight, at) => {
        expect(Math.abs(weight - (exact.toJSON().weights[at] ?? Number.NaN))).toBeLessThan(2e-3);
      });
    },
  );
});
