// The loop form: bit for bit the unrolled kernels where both exist, and the truth at 60 digits beyond.
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { ulpsBetween } from '@expfam/oracle';
import type { Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import { compile } from '../compile.js';
import { baselineCategorical, poisson, symmetricCategorical } from '../tests/derivations.fixture.js';
import { lower } from '../lower.js';
import { print } from '../print.js';
import { typescript } from '../targets/ts.js';
import { softmaxTruth } from '../tests/truth.fixture.js';
import { verifyTypeScript } from '../verify.js';

const [density] = readDensities(catalogue.find(({ name }) => name === 'categorical')!.density);
const forms = ['symmetric', 'baseline'] as const;
const open = {
  symmetric: deriveDensity(density, { form: 'symmetric', checked: false }),
  baseline: deriveDensity(density, { form: 'baseline', checked: false }),
};
const unrolledOf = { symmetric: symmetricCategorical, baseline: baselineCategorical };

const logits = (count: number, scale: number): Float64Array =>
  Float64Array.from(
    { length: count },
    (_, i) => scale * Math.sin(12.9898 * (i + 1)) + (i % 7 === 0 ? 0 : scale / 3),
  );
const near = (actual: number, wanted: number): void => {
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
};
const sum = (terms: Iterable<number>): number => [...terms].reduce((a, b) => a + b, 0);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe.each(['ts', 'wasm'] as const)('on %s', (target) => {
  // up to four classes unrolled sums are plain
  test.each([6, 10, 37])('K = %i is bit for bit the unrolled kernel', async (classes) => {
    for (const form of forms) {
      const looped = await compile(open[form], { target, classes });
      const unrolled = await compile(unrolledOf[form](classes), { target });
      const s = looped.parameters;
      expect(s).toBe(unrolled.parameters);
      const rows = 5;
      const eta = logits(rows * s, 40);
      eta.fill(-1e308, 0, 2);
      const widths = { response: classes, hessian: s * s, jacobian: classes * s };
      for (const name of ['response', 'hessian', 'jacobian'] as const) {
        const [a, b] = [new Float64Array(rows * widths[name]), new Float64Array(rows * widths[name])];
        looped[name](eta, a, rows);
        unrolled[name](eta, b, rows);
        expect(a).toEqual(b);
      }
      const labels = Uint8Array.from({ length: rows }, (_, i) => (3 * i + classes - 1) % classes);
      const shares = Float64Array.from({ length: rows * classes }, (_, i) => (i % 5) / 4);
      // shares of the baseline form are added with the baseline first
      for (const y of form === 'symmetric' ? [labels, shares] : [labels]) {
        const [a, b] = [new Float64Array(rows * s), new Float64Array(rows * s)];
        for (let i = 0; i < rows; i++) {
          const row = eta.subarray(s * i, s * i + s);
          const own =
            y === labels ? labels.subarray(i, i + 1) : shares.subarray(classes * i, classes * (i + 1));
          const part = [a, b].map((all) => all.subarray(s * i, s * i + s));
          expect(looped.gradient(row, own, part[0], 1)).toBe(unrolled.gradient(row, own, part[1], 1));
          expect(looped.loss(row, own, 1)).toBe(unrolled.loss(row, own, 1));
        }
        expect(a).toEqual(b);
      }
    }
  });

  test.each([100, 1000])('K = %i is within the budget of 60 digits', async (classes) => {
    const kernels = await compile(open.symmetric, { target, classes });
    const budget = budgets[target].f64.exact;
    for (const scale of [1, 30, 500]) {
      const eta = logits(classes, scale);
      const truth = softmaxTruth(Array.from(eta));
      const [mean, gradient] = [new Float64Array(classes), new Float64Array(classes)];
      kernels.response(eta, mean, 1);
      const label = classes - 3;
      const loss = kernels.gradient(eta, Uint16Array.of(label), gradient, 1);
      const worst = (values: Float64Array, exact: readonly Real[]): number =>
        values.reduce((most, value, k) => Math.max(most, ulpsBetween(value, exact[k], 'f64')), 0);
      expect(worst(mean, truth.probabilities)).toBeLessThan(budget.response);
      expect(worst(gradient, truth.gradient(label))).toBeLessThan(budget.gradient);
      expect(ulpsBetween(loss, truth.losses[label], 'f64')).toBeLessThan(budget.loss);
    }
  });

  test.each(forms)(
    'the linear functions of the %s form are the plain ones at x·weights + offset',
    async (form) => {
      const classes = 70;
      const kernels = await compile(open[form], { target, classes });
      const s = kernels.parameters;
      const [rows, features] = [7, 5];
      const [x, weights, offset] = [logits(rows * features, 1), logits(features * s, 2), logits(rows * s, 1)];
      const rowWeights = Float64Array.from({ length: rows }, (_, i) => i % 3);
      const y = Uint8Array.from({ length: rows }, (_, i) => (11 * i + 69) % classes);
      const eta = offset.map((start, n) => {
        const [i, k] = [Math.floor(n / s), n % s];
        return start + sum(upTo(features).map((j) => x[i * features + j] * weights[j * s + k]));
      });
      const [plain, direct, mean] = [rows * s, rows * classes, rows * classes].map(
        (n) => new Float64Array(n),
      );
      kernels.gradient(eta, y, plain, rows);
      const [gradient, input] = [new Float64Array(features * s), new Float64Array(rows * features)];
      const options = { rowWeights, offset, inputGradient: input };
      const loss = kernels.linearGradient(x, weights, y, gradient, rows, features, options);
      const lossAt = (i: number): number => kernels.loss(eta.slice(i * s, (i + 1) * s), y.slice(i, i + 1), 1);
      near(loss, sum(rowWeights.map((weight, i) => weight * lossAt(i))));
      gradient.forEach((value, n) => {
        const [j, k] = [Math.floor(n / s), n % s];
        near(value, sum(rowWeights.map((weight, i) => weight * x[i * features + j] * plain[i * s + k])));
      });
      input.forEach((value, n) => {
        const [i, j] = [Math.floor(n / features), n % features];
        near(value, rowWeights[i] * sum(upTo(s).map((k) => weights[j * s + k] * plain[i * s + k])));
      });
      kernels.linearResponse(x, weights, mean, rows, features, { offset });
      kernels.response(eta, direct, rows);
      mean.forEach((value, n) => {
        near(value, direct[n]);
      });
    },
  );

  test('a row of weight 0 says nothing, whatever stands in it', async () => {
    const classes = 66;
    const kernels = await compile(open.symmetric, { target, classes });
    const x = logits(3 * 2, 1);
    const weights = logits(2 * classes, 1);
    const pass = (spoilt: Float64Array): readonly [number, Float64Array, Float64Array] => {
      const [gradient, inputGradient] = [new Float64Array(2 * classes), new Float64Array(6)];
      const options = { rowWeights: Float64Array.of(1, 0, 2), inputGradient };
      const loss = kernels.linearGradient(spoilt, weights, Uint8Array.of(3, 1, 65), gradient, 3, 2, options);
      return [loss, gradient, inputGradient];
    };
    const plain = pass(x);
    expect(plain[2].subarray(2, 4)).toEqual(new Float64Array(2));
    expect(pass(x.map((value, n) => (n === 2 ? NaN : value)))).toEqual(plain);
  });

  test('a row that is not valid is NaN, and spoils no other', async () => {
    const classes = 70;
    const kernels = await compile(open.symmetric, { target, classes });
    const eta = logits(3 * classes, 3);
    const bad = (values: Float64Array): boolean[] =>
      [0, 1, 2].map((i) => Number.isNaN(values[i * classes + 5]));
    const gradient = new Float64Array(3 * classes);
    expect(kernels.gradient(eta, Int32Array.of(0, 70, 69), gradient, 3)).toBeNaN();
    expect(bad(gradient)).toEqual([false, true, false]);
    expect(kernels.loss(eta, Int32Array.of(0, -1, 69), 3)).toBeNaN();
    const shares = new Float64Array(3 * classes).fill(1 / classes);
    shares[classes] = -0.5;
    expect(kernels.gradient(eta, shares, gradient, 3)).toBeNaN();
    expect(bad(gradient)).toEqual([false, true, false]);
    eta[classes + 9] = Infinity;
    const mean = new Float64Array(3 * classes);
    kernels.response(eta, mean, 3);
    expect(bad(mean)).toEqual([false, true, false]);
  });
});

test.each([1, 65_537, 100.5])('%d classes are refused', async (classes) => {
  await expect(compile(open.symmetric, { target: 'ts', classes })).rejects.toThrow('classes-out-of-range');
});

test('in single precision, vectors of four rows are bit for bit the unrolled ones', async () => {
  const [classes, rows] = [11, 6];
  const looped = await compile(open.symmetric, { target: 'wasm', precision: 'f32', classes });
  const unrolled = await compile(symmetricCategorical(classes), { target: 'wasm', precision: 'f32' });
  const eta = Float32Array.from(logits(rows * classes, 20));
  const y = Uint16Array.from({ length: rows }, (_, i) => (5 * i) % classes);
  const [a, b] = [new Float32Array(rows * classes), new Float32Array(rows * classes)];
  expect(looped.gradient(eta, y, a, rows)).toBe(unrolled.gradient(eta, y, b, rows));
  expect(a).toEqual(b);
});

test('a module of any one function passes the strict compiler', async () => {
  const kernel = lower(open.symmetric, { classes: 66 });
  const names = [
    'response',
    'loss',
    'gradient',
    'hessian',
    'jacobian',
    'linearGradient',
    'linearResponse',
  ] as const;
  const files = [open.symmetric, poisson].flatMap((derivation, i) =>
    names.map((name) => {
      const whole = i === 0 ? kernel : lower(derivation);
      const contents = print({ ...whole, functions: new Set([name]) }, typescript);
      return { path: `${name}-${String(i)}.ts`, contents };
    }),
  );
  await expect(verifyTypeScript(files)).resolves.not.toThrow();
});
