// The WGSL kernels on a device, against brute force at 60 digits and against the TypeScript kernels.
import { logitSamples, samples, ulpsBetween } from '@expfam/oracle';
import { webgpu } from '@expfam/runtime';
import type { Real } from '@expfam/precise';
import { describeWebGPU } from '@expfam/testing';
import { expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import type { Budgeted } from '../accuracy.js';
import { compile } from '../compile.js';
import * as derivations from './derivations.fixture.js';
import { onDevice } from './device.fixture.js';
import { softmaxTruth } from './truth.fixture.js';
import { Worst } from './worst.fixture.js';

const { symmetricCategorical, baselineCategorical, ...families } = derivations;

/** Ulps of f32; a device may flush what is below the least normal number, so such results are judged by absolute error. */
const ulps32 = (actual: number, exact: Real): number =>
  Math.abs(actual - exact.toNumber()) < 2 ** -126 ? 0 : ulpsBetween(actual, exact, 'f32');

/** An outcome in the support of each family. */
const outcomeOf: { readonly [family: string]: (i: number) => number } = {
  loaded_die: (i) => 1 + (i % 6),
  exponential: (i) => 0.25 + (i % 3),
};

/** How errors are noted: of a function, a result and what it should be, at a point. */
const noteIn =
  (worst: Worst) =>
  (name: Budgeted, actual: number, exact: Real, at: unknown): void => {
    worst.note(name, ulps32(actual, exact), () => JSON.stringify(at));
  };

describeWebGPU('wgsl kernels', (device) => {
  test.each([2, 3, 10])('the softmax of %i classes stays within its budget', async (classes) => {
    const worst = new Worst(`${classes} classes`);
    const note = noteIn(worst);
    const kernels = await compile(symmetricCategorical(classes), { target: 'wgsl' });
    const logits = logitSamples({ seed: 5, count: 200, classes, format: 'f32' }).filter((row) =>
      row.every((x) => Math.abs(x) <= 2 ** 126),
    );
    const rows = logits.length;
    const labels = Uint32Array.from(logits, (_, i) => i % classes);
    const eta = classMajor(logits);
    const response = await onDevice(device(), kernels, 'response', { rows, data: { eta } });
    const gradient = await onDevice(device(), kernels, 'gradient', { rows, data: { eta, y: labels } });
    const hessian = await onDevice(device(), kernels, 'hessian', { rows, data: { eta } });
    logits.forEach((row, i) => {
      const truth = softmaxTruth(row);
      const label = labels[i];
      truth.probabilities.forEach((p, k) => note('response', response.result![k * rows + i], p, row));
      truth
        .gradient(label)
        .forEach((g, k) => note('gradient', gradient.result![k * rows + i], g, { row, label }));
      note('loss', gradient.losses![i], truth.losses[label], { row, label });
      truth.hessian().forEach((h, k) => note('hessian', hessian.result![k * rows + i], h, row));
    });
    worst.isWithin(budgets.wgsl.f32.exact);
  });

  test('the sigmoid and its loss stay within their budget', async () => {
    const worst = new Worst('bernoulli');
    const note = noteIn(worst);
    const kernels = await compile(families.bernoulli, { target: 'wgsl' });
    const points = samples({ seed: 9, count: 2000, format: 'f32', from: -(2 ** 126), to: 2 ** 126 });
    const rows = points.length;
    const y = Float32Array.from(points, (_, i) => i % 2);
    const eta = Float32Array.from(points);
    const gradient = await onDevice(device(), kernels, 'gradient', { rows, data: { eta, y } });
    const response = await onDevice(device(), kernels, 'response', { rows, data: { eta } });
    points.forEach((x, i) => {
      const truth = softmaxTruth([0, x]);
      note('response', response.result![i], truth.probabilities[1], x);
      note('gradient', gradient.result![i], truth.gradient(y[i])[1], { x, y: y[i] });
      note('loss', gradient.losses![i], truth.losses[y[i]], { x, y: y[i] });
    });
    worst.isWithin(budgets.wgsl.f32.exact);
  });

  test.each(Object.values(families).map((derivation) => [derivation.name, derivation] as const))(
    'every entry point of %s agrees with its TypeScript function',
    async (_, derivation) => {
      const kernels = await compile(derivation, { target: 'wgsl' });
      const functions = await compile(derivation, { target: 'ts' });
      const s = functions.parameters;
      const rows = 100;
      const eta = Float32Array.from({ length: rows * s }, (__, i) => -0.1 - 2 * Math.abs(Math.sin(i + 1)));
      const y = Float32Array.from({ length: rows }, (__, i) => outcomeOf[derivation.name]?.(i) ?? i % 2);
      const rowMajor = Float64Array.from(
        { length: rows * s },
        (__, i) => eta[(i % s) * rows + Math.floor(i / s)],
      );
      const near = (name: string, found: Float32Array, wanted: Float64Array, width: number): void => {
        for (let i = 0; i < rows; i++)
          for (let k = 0; k < width; k++) {
            const value = wanted[i * width + k];
            expect(Math.abs(found[k * rows + i] - value), `${name} ${k} of row ${i}`).toBeLessThan(
              2e-5 * (1 + Math.abs(value)),
            );
          }
      };
      for (const [name, width] of [
        ['response', 1],
        ['hessian', s * s],
        ['jacobian', s],
      ] as const) {
        const wanted = new Float64Array(rows * width);
        functions[name](rowMajor, wanted, rows);
        near(name, (await onDevice(device(), kernels, name, { rows, data: { eta } })).result!, wanted, width);
      }
      const wanted = new Float64Array(rows * s);
      const total = functions.gradient(rowMajor, y, wanted, rows);
      const gradient = await onDevice(device(), kernels, 'gradient', { rows, data: { eta, y } });
      near('gradient', gradient.result!, wanted, s);
      const losses = await onDevice(device(), kernels, 'loss', { rows, data: { eta, y } });
      expect(losses.losses).toEqual(gradient.losses);
      expect(losses.losses!.reduce((a, b) => a + b, 0)).toBeCloseTo(total, 2);
    },
  );

  test('soft labels that are one-hot give what labels give', async () => {
    const kernels = await compile(symmetricCategorical(3), { target: 'wgsl' });
    const logits = logitSamples({ seed: 5, count: 50, classes: 3, format: 'f32' }).filter((row) =>
      row.every((x) => Math.abs(x) <= 2 ** 126),
    );
    const rows = logits.length;
    const eta = classMajor(logits);
    const labels = Uint32Array.from(logits, (_, i) => i % 3);
    const soft = Float32Array.from({ length: 3 * rows }, (_, i) =>
      labels[i % rows] === Math.floor(i / rows) ? 1 : 0,
    );
    const hard = await onDevice(device(), kernels, 'gradient', { rows, data: { eta, y: labels } });
    const other = await onDevice(device(), kernels, 'gradientSoft', { rows, data: { eta, y: soft } });
    hard.result!.forEach((value, i) =>
      expect(Math.abs(other.result![i] - value)).toBeLessThanOrEqual(4e-7 * Math.abs(value)),
    );
    hard.losses!.forEach((value, i) =>
      expect(Math.abs(other.losses![i] - value)).toBeLessThanOrEqual(4e-7 * Math.abs(value)),
    );
  });

  test('the linear pass gives the loss and the gradient of the TypeScript kernels', async () => {
    const derivation = baselineCategorical(3);
    const module = await compile(derivation, { target: 'wgsl' });
    const kernels = await compile(derivation, { target: 'ts' });
    const [rows, features] = [301, 5];
    const x = Float64Array.from({ length: rows * features }, (_, i) => Math.fround(Math.sin(i * i)));
    const weights = Float64Array.from({ length: features * 2 }, (_, i) => Math.fround(Math.cos(3 * i)));
    const y = Int32Array.from({ length: rows }, (_, i) => (i * 7) % 3);
    const wanted = new Float64Array(features * 2);
    const loss = kernels.linearGradient(x, weights, y, wanted, rows, features);
    const evaluator = await webgpu(module, { device: device() }).open({
      kernels,
      rows,
      columns: features,
      x,
      y,
      rowWeights: null,
      offset: null,
    });
    const found = new Float64Array(features * 2);
    const total = await evaluator.total(weights, found);
    evaluator.close();
    expect(Math.abs(total - loss)).toBeLessThan(1e-5 * loss);
    wanted.forEach((value, i) => expect(Math.abs(found[i] - value)).toBeLessThan(1e-4));
    const mean = new Float64Array(rows * 3);
    kernels.linearResponse(x, weights, mean, rows, features);
    const byFeature = Float32Array.from(
      { length: rows * features },
      (_, i) => x[(i % rows) * features + Math.floor(i / rows)],
    );
    const response = await onDevice(device(), module, 'linearResponse', {
      rows,
      features,
      data: { x: byFeature, weights: Float32Array.from(weights) },
    });
    mean.forEach((value, i) =>
      expect(Math.abs(response.result![(i % 3) * rows + Math.floor(i / 3)] - value)).toBeLessThan(1e-6),
    );
  });
});

const classMajor = (logits: readonly (readonly number[])[]): Float32Array<ArrayBuffer> =>
  Float32Array.from(
    { length: logits.length * logits[0].length },
    (_, i) => logits[i % logits.length][Math.floor(i / logits.length)],
  );
