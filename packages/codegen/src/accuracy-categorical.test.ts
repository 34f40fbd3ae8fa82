// Kernels of choices among classes against brute force at 60 digits, in pure ulps, logits of ±1e308 included.
import { logitSamples, samples, ulpsBetween } from '@expfam/oracle';
import type { KernelModule } from '@expfam/runtime';
import type { Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { budgets } from './accuracy.js';
import { compile } from './compile.js';
import { baselineCategorical, bernoulli, symmetricCategorical } from './derivations.fixture.js';
import { softmaxTruth } from './truth.fixture.js';

/** The largest error seen of each function, with the logits where it was. */
class Worst {
  readonly seen = new Map<string, { ulps: number; at: string }>();
  note(name: string, actual: ArrayLike<number>, exact: readonly Real[], at: unknown): void {
    exact.forEach((value, i) => {
      const ulps = ulpsBetween(actual[i], value, 'f64');
      if (!(ulps <= (this.seen.get(name)?.ulps ?? -1)))
        this.seen.set(name, {
          ulps,
          at: `${JSON.stringify(at)} [${i}]: ${actual[i]} for ${value.toString(20)}`,
        });
    });
  }
}

const { exact } = budgets.ts.f64;
const within = (worst: Worst): void => {
  for (const [name, { ulps, at }] of worst.seen) {
    if (process.env['EXPFAM_SHOW_ULPS']) console.log(name, ulps.toFixed(3), at);
    expect(ulps, `${name} at ${at}`).toBeLessThanOrEqual(exact[name as 'loss']);
  }
};

const evaluate = (kernels: KernelModule, eta: readonly number[]) => {
  const [s, m] = [kernels.parameters, kernels.classes ?? 1];
  const [mean, gradient, hessian, jacobian] = [m, s, s * s, m * s].map((size) => new Float64Array(size)) as [
    Float64Array, Float64Array, Float64Array, Float64Array,
  ]; // prettier-ignore
  const at = Float64Array.from(eta);
  kernels.response(at, mean, 1);
  kernels.hessian(at, hessian, 1);
  kernels.jacobian(at, jacobian, 1);
  return { mean, gradient, hessian, jacobian, at };
};

describe.each([2, 3, 4, 10])('the symmetric softmax of %i classes', (classes) => {
  test('stays within its budget at every logit', async () => {
    const kernels = await compile(symmetricCategorical(classes), { target: 'ts' });
    const worst = new Worst();
    for (const logits of logitSamples({ seed: 42, count: classes > 4 ? 60 : 300, classes })) {
      const truth = softmaxTruth(logits);
      const { mean, gradient, hessian, jacobian, at } = evaluate(kernels, logits);
      worst.note('response', mean, truth.probabilities, logits);
      worst.note('hessian', hessian, truth.hessian, logits);
      worst.note('jacobian', jacobian, truth.hessian, logits);
      for (let label = 0; label < classes; label++) {
        const loss = kernels.gradient(at, Uint8Array.of(label), gradient, 1);
        expect(kernels.loss(at, Uint8Array.of(label), 1)).toBe(loss);
        worst.note('loss', [loss], [truth.losses[label]], { logits, label });
        worst.note('gradient', gradient, truth.gradient(label), { logits, label });
        const oneHot = new Float64Array(classes);
        oneHot[label] = 1;
        const soft = kernels.gradient(at, oneHot, gradient, 1);
        worst.note('loss', [soft], [truth.losses[label]], { logits, soft: label });
        worst.note('gradient', gradient, truth.gradient(label), { logits, soft: label });
      }
    }
    within(worst);
  });
});

describe.each([2, 3, 5])('the softmax of %i classes with a baseline', (classes) => {
  test('stays within its budget at every logit', async () => {
    const kernels = await compile(baselineCategorical(classes), { target: 'ts' });
    const worst = new Worst();
    const s = classes - 1;
    for (const eta of logitSamples({ seed: 7, count: 200, classes: s })) {
      const truth = softmaxTruth([...eta, 0]);
      const { mean, gradient, hessian, jacobian, at } = evaluate(kernels, eta);
      const block = Array.from(
        { length: s * s },
        (_, i) => truth.hessian[Math.floor(i / s) * classes + (i % s)],
      );
      const columns = Array.from(
        { length: classes * s },
        (_, i) => truth.hessian[Math.floor(i / s) * classes + (i % s)],
      );
      worst.note('response', mean, truth.probabilities, eta);
      worst.note('hessian', hessian, block, eta);
      worst.note('jacobian', jacobian, columns, eta);
      for (let label = 0; label < classes; label++) {
        const loss = kernels.gradient(at, Int32Array.of(label), gradient, 1);
        worst.note('loss', [loss], [truth.losses[label]], { eta, label });
        worst.note('gradient', gradient, truth.gradient(label).slice(0, s), { eta, label });
      }
    }
    within(worst);
  });
});

describe('the Bernoulli kernels', () => {
  test('stay within their budget at every logit', async () => {
    const kernels = await compile(bernoulli, { target: 'ts' });
    const worst = new Worst();
    for (const eta of samples({ seed: 3, count: 2000 })) {
      const truth = softmaxTruth([0, eta]);
      const { mean, gradient, hessian, jacobian, at } = evaluate(kernels, [eta]);
      worst.note('response', mean, [truth.probabilities[1]], eta);
      worst.note('hessian', hessian, [truth.hessian[3]], eta);
      worst.note('jacobian', jacobian, [truth.hessian[3]], eta);
      for (const y of [0, 1]) {
        const loss = kernels.gradient(at, Float64Array.of(y), gradient, 1);
        worst.note('loss', [loss], [truth.losses[y]], { eta, y });
        worst.note('gradient', gradient, [truth.gradient(y)[1]], { eta, y });
      }
    }
    within(worst);
  });
});
