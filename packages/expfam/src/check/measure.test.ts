// The measure is measured: kernels that are right pass, and a kernel with a fault of a known size is found with that size.
import { budgetOf, budgets, compile, lower } from '@expfam/codegen';
import { deriveDensity } from '@expfam/family';
import type { Derivation } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { describe, expect, test } from 'vitest';
import { densityOf } from '../densities.js';
import { deriveForKernels } from '../derivations.js';
import { measure } from './measure.js';
import type { Measurable } from './module-calls.js';

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
      const findings = measure(kernels, derivation, {
        judged,
        budget: budgets.ts.f64[judged],
        count: 20,
        patience: 300,
      });
      for (const { name: part, pass, worst, at, points, climbed } of findings) {
        expect(pass, `${part} is off by ${worst} at ${JSON.stringify(at)}`).toBe(true);
        // a trial has two outcomes, among which there is nothing to search, and of a vector the least loss has no truth here
        if (part === 'saturatedLoss' || part === 'logBaseMeasure') continue;
        expect(points).toBeGreaterThan(10);
        expect(climbed).toBeGreaterThan(0);
      }
    });
  },
);

test('kernels that loop over the classes stay within their budget', async () => {
  const derivation = deriveForKernels(await densityOf({ name: 'categorical', text: null }), {
    form: 'symmetric',
  });
  const classes = 70;
  const kernel = lower(derivation, { classes });
  for (const target of ['ts', 'wasm'] as const) {
    const kernels = await compile(derivation, { target, classes });
    const budget = budgetOf(kernel, target, 'f64');
    const options = { judged: kernel.judged, budget, classes, count: 1, effort: 'none' } as const;
    const findings = measure(kernels, derivation, options);
    expect(findings.map(({ name }) => name)).toEqual([
      'response', 'loss', 'gradient', 'hessian', 'jacobian', 'lossSoft', 'gradientSoft', 'linearResponse',
      'linearGradient', 'inputGradient', 'linearGradientSoft', 'inputGradientSoft',
    ]); // prettier-ignore
    for (const { name, pass, worst } of findings) expect(pass, `${name} is off by ${worst}`).toBe(true);
  }
});

const poissonKernels = async () => {
  const derivation = await derivationOf('poisson');
  return { derivation, kernels: await compile(derivation, { target: 'ts' }) };
};

const found = (kernels: Measurable, derivation: Derivation) =>
  new Map(
    measure(kernels, derivation, {
      judged: 'scaled',
      budget: budgets.ts.f64.scaled,
      count: 10,
      patience: 100,
    }).map((finding) => [finding.name, finding]),
  );

test('a fault is found where it is, and by how much', async () => {
  const { derivation, kernels } = await poissonKernels();
  const faulty: Measurable = {
    ...kernels,
    response: (eta, mean, rows) => {
      kernels.response(eta, mean, rows);
      if ((eta[0] ?? 0) > 3) mean[0] = (mean[0] ?? 0) * (1 + 1e-9);
    },
    loss: () => 0,
  };
  const findings = found(faulty, derivation);
  const response = findings.get('response');
  expect(response?.pass).toBe(false);
  expect(response?.worst).toBeGreaterThan(1e-9 * 2 ** 52);
  expect(response?.worst).toBeLessThan(1.01e-9 * 2 ** 53);
  expect(response?.at?.eta[0]).toBeGreaterThan(3);
  expect(findings.get('loss')?.pass).toBe(false);
  expect(findings.get('gradient')?.pass).toBe(true);
});

test('a fault in one row of a block is found, and so is one of the linear pass', async () => {
  const { derivation, kernels } = await poissonKernels();
  const off = (values: { [place: number]: number; readonly length: number }, at: number): void => {
    values[at] = (values[at] ?? 0) * (1 + 1e-9);
  };
  const faulty: Measurable = {
    ...kernels,
    hessian: (eta, hessian, rows) => {
      kernels.hessian(eta, hessian, rows);
      if (rows > 3) off(hessian, 3);
    },
    linearGradient: (...all) => {
      const loss = kernels.linearGradient(...all);
      const [, , , gradient, , , options] = all;
      off(gradient, 1);
      if (options?.inputGradient) off(options.inputGradient, 4);
      return loss;
    },
  };
  const failing = [...found(faulty, derivation).values()].filter(({ pass }) => !pass);
  expect(failing.map(({ name }) => name)).toEqual(['hessian', 'linearGradient', 'inputGradient']);
});

test('a fault that only soft labels have is found', async () => {
  const derivation = await derivationOf('categorical', 3);
  const kernels = await compile(derivation, { target: 'ts' });
  const faulty: Measurable = {
    ...kernels,
    gradient: (eta, y, gradient, rows) => {
      const loss = kernels.gradient(eta, y, gradient, rows);
      if (y instanceof Float64Array) gradient[0] = (gradient[0] ?? 0) + 1e-9;
      return loss;
    },
  };
  const options = { judged: 'exact', budget: budgets.ts.f64.exact, count: 10 } as const;
  const failing = measure(faulty, derivation, options).filter(({ pass }) => !pass);
  expect(failing.map(({ name }) => name)).toEqual(['gradientSoft']);
});

test('the truth is settled however small the argument, and where a formula is 0/0', () => {
  const [density] = readDensities('uniform_tilted(y) = maxent(y)\n  y in [0, 1]');
  if (density === undefined) throw new Error('no density');
  const derivation = deriveDensity(density, { checked: false });
  const half: Measurable = { classes: null, parameters: 1, response: (_, mean) => mean.fill(0.5) };
  const at = (...all: readonly number[]) => {
    const points = all.map((x) => ({ eta: [x], y: [0.5] }));
    const options = { judged: 'scaled', budget: budgets.ts.f64.scaled, effort: 'none', at: points } as const;
    return measure(half, derivation, options)[0];
  };
  expect(at(0, 1e-150, -1e-30)).toMatchObject({ points: 3, unsettled: 0, pass: true });
  expect(at(1e-3)?.worst).toBeGreaterThan(1e5);
});

test('a double that overflows single precision is no fault, nor is a correctly rounded overflow', async () => {
  const derivation = await derivationOf('poisson');
  const kernels = await compile(derivation, { target: 'ts', precision: 'f32' });
  const at = [100, 200, 709, 1e6].map((x) => ({ eta: [x], y: [3] }));
  const options = { judged: 'scaled', budget: budgets.ts.f32.scaled, effort: 'none', at } as const;
  const failing = measure(kernels, derivation, options).filter(({ pass }) => !pass);
  expect(failing).toEqual([]);
});
