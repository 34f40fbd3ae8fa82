// WebAssembly kernels in a fit: they have a memory of their own, in which the fit lays its arrays.
import { fit } from '@expfam/runtime';
import { expect, test } from 'vitest';
import { compile } from '../compile.js';
import { poisson, symmetricCategorical } from './derivations.fixture.js';

const rows = 300;
const x = Array.from({ length: rows }, (_, i) => [Math.sin(i), Math.cos(2 * i)]);

test.each([
  ['poisson', poisson, x.map(([a]) => Math.round(3 + 2 * a)), {}],
  ['categorical', symmetricCategorical(3), x.map(([a, b]) => (a > 0.3 ? 0 : b > 0 ? 1 : 2)), { l2: 0.1 }],
] as const)('%s: a memory of their own moves no optimum', async (_, derivation, y, options) => {
  const [ts, wasm] = await Promise.all(
    (['ts', 'wasm'] as const).map((target) => compile(derivation, { target })),
  );
  const names = ['a', 'b'];
  const wanted = await fit(ts, { x, y: [...y], names }, options);
  const found = await fit(wasm, { x, y: [...y], names }, options);
  expect(found.toJSON().fit.converged).toBe(true);
  found.toJSON().weights.forEach((weight, i) => {
    expect(weight).toBeCloseTo(wanted.toJSON().weights[i], 7);
  });
});
