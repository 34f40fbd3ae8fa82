// The measure is measured: kernels that are right pass, and a kernel with a fault of a known size is found with that size.
import { budgetOf, budgets, compile, lower } from '@expfam/codegen';
import { deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import type { KernelModule } from '@expfam/runtime';
import { describe, expect, test } from 'vitest';
import { densityOf } from '../densities.js';
import { deriveForKernels } from '../derivations.js';
import { measure } from './measure.js';

const derivationOf = async (name: string, classes?: number, fix: Readonly<Record<string, number>> = {}) =>
  deriveForKernels(await densityOf({ name, text: null }), {
    ...(classes === undefined ? {} : { classes }),
    fix,
  });

describe.each([
  ['bernoulli', undefined],
  ['categorical', 4],
  ['poisson', undefined],
  ['gamma_shape_rate', undefined],
  ['normal', undefined],
  ['dirichlet', 3],
  ['multinomial', 4, { n: 10 }],
  ['multivariate_normal', 2],
  ['wishart', 2, { n: 5 }],
] as [string, number | undefined, Readonly<Record<string, number>>?][])(
  'the kernels of %s',
  (name, classes, fix = {}) => {
    test('stay within their budget wherever they are asked', async () => {
      const derivation = await derivationOf(name, classes, fix);
      const { judged } = lower(derivation);
      const kernels = await compile(derivation, { target: 'ts' });
      const findings = measure(kernels, derivation, { judged, budget: budgets.ts.f64[judged], count: 20 });
      for (const { name: part, pass, worst, at, points } of findings) {
        expect(pass, `${part} is off by ${worst} at ${JSON.stringify(at)}`).toBe(true);
        expect(points).toBeGreaterThan(20);
      }
    });
  },
);

test('kernels that loop over the classes stay within their budget', async () => {
  const derivation = deriveForKernels(await densityOf({ name: 'categorical', text: null }), {
    form: 'symmetric',
  });
  const classes = 130;
  const kernel = lower(derivation, { classes });
  for (const target of ['ts', 'wasm'] as const) {
    const kernels = await compile(derivation, { target, classes });
    const budget = budgetOf(kernel, target, 'f64');
    const findings = measure(kernels, derivation, { judged: kernel.judged, budget, classes, count: 6 });
    expect(findings.map(({ name }) => name)).toEqual(['response', 'loss', 'gradient']);
    for (const { name, pass, worst } of findings) expect(pass, `${name} is off by ${worst}`).toBe(true);
  }
});

test('a fault is found where it is, and by how much', async () => {
  const derivation = await derivationOf('poisson');
  const kernels = await compile(derivation, { target: 'ts' });
  const faulty: KernelModule = {
    ...kernels,
    response: (eta, mean, rows) => {
      kernels.response(eta, mean, rows);
      if ((eta[0] ?? 0) > 3) mean[0] = (mean[0] ?? 0) * (1 + 1e-9);
    },
    loss: () => 0,
  };
  const findings = measure(faulty, derivation, {
    judged: 'scaled',
    budget: budgets.ts.f64.scaled,
    count: 20,
  });
  const [response, loss, gradient] = findings;
  expect(response?.pass).toBe(false);
  expect(response?.worst).toBeGreaterThan(1e-9 * 2 ** 52);
  expect(response?.worst).toBeLessThan(1.01e-9 * 2 ** 53);
  expect(response?.at?.eta[0]).toBeGreaterThan(3);
  expect(loss?.pass).toBe(false);
  expect(gradient?.pass).toBe(true);
});

test('the truth is settled however small the argument', () => {
  const [density] = readDensities('uniform_tilted(y) = maxent(y)\n  y in [0, 1]');
  if (density === undefined) throw new Error('no density');
  const derivation = deriveDensity(density, { checked: false });
  const half: KernelModule = {
    ...({} as KernelModule),
    classes: null,
    response: (_, mean) => mean.fill(0.5),
    loss: () => 0,
    gradient: () => 0,
    hessian: () => undefined,
    jacobian: () => undefined,
  };
  const [response] = measure(half, derivation, { judged: 'scaled', budget: budgets.ts.f64.scaled, count: 5 });
  expect(response?.points).toBeGreaterThan(10);
  expect(response?.worst).toBeGreaterThan(1);
});
