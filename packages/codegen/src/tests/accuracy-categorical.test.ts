// Kernels of choices among classes against brute force at 60 digits, in pure ulps, logits of ±1e308 included (±1e38 in single
// precision). All targets of one precision are judged by one truth.
import { logitSamples, samples, ulpsBetween } from '@expfam/oracle';
import type { Derivation } from '@expfam/family';
import type { KernelModule } from '@expfam/runtime';
import type { Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import type { Budgeted } from '../accuracy.js';
import { compile } from '../compile.js';
import { baselineCategorical, bernoulli, symmetricCategorical } from './derivations.fixture.js';
import { floats, isTiny, softmaxTruth } from './truth.fixture.js';
import { Worst } from './worst.fixture.js';

type Format = 'f64' | 'f32';

/** Kernels of one derivation with the errors that were seen of them. */
interface Judged {
  readonly kernels: KernelModule;
  readonly note: (name: Budgeted, actual: ArrayLike<number>, exact: readonly Real[], at: unknown) => void;
  readonly areWithin: () => void;
}

const targetsOf = { f64: ['ts', 'wasm'], f32: ['wasm'] } as const;

const judgedOf = (derivation: Derivation, precision: Format): Promise<Judged[]> =>
  Promise.all(
    targetsOf[precision].map(async (target) => {
      const worst = new Worst(`${target} ${precision}`);
      return {
        kernels: await compile(derivation, { target, precision }),
        note: (name, actual, exact, at) => {
          exact.forEach((value, i) => {
            const ulps = isTiny(actual[i], value, precision) ? 0 : ulpsBetween(actual[i], value, precision);
            worst.note(
              name,
              ulps,
              () => `${JSON.stringify(at)} [${i}]: ${actual[i]} for ${value.toString(20)}`,
            );
          });
        },
        areWithin: () => {
          worst.isWithin(budgets[target][precision].exact);
        },
      };
    }),
  );

const evaluate = (kernels: KernelModule, eta: readonly number[]) => {
  const [s, m] = [kernels.parameters, kernels.classes ?? 1];
  const zeros = (size: number) => floats(kernels, size);
  const [mean, gradient, hessian, jacobian] = [zeros(m), zeros(s), zeros(s * s), zeros(m * s)];
  const at = floats(kernels, s);
  at.set(eta);
  kernels.response(at, mean, 1);
  kernels.hessian(at, hessian, 1);
  kernels.jacobian(at, jacobian, 1);
  return { mean, gradient, hessian, jacobian, at };
};

describe.each(['f64', 'f32'] as const)('in %s', (precision) => {
  describe.each([2, 3, 4, 10])('the symmetric softmax of %i classes', (classes) => {
    test('stays within its budget at every logit', async () => {
      const all = await judgedOf(symmetricCategorical(classes), precision);
      const count = (classes > 4 ? 60 : 300) / (precision === 'f64' ? 1 : 2);
      for (const logits of logitSamples({ seed: 42, count, classes, format: precision })) {
        const truth = softmaxTruth(logits);
        const gradients = Array.from({ length: classes }, (_, label) => truth.gradient(label));
        for (const { kernels, note } of all) {
          const { mean, gradient, hessian, jacobian, at } = evaluate(kernels, logits);
          note('response', mean, truth.probabilities, logits);
          note('hessian', hessian, truth.hessian(), logits);
          note('jacobian', jacobian, truth.hessian(), logits);
          for (let label = 0; label < classes; label++) {
            const loss = kernels.gradient(at, Uint8Array.of(label), gradient, 1);
            expect(kernels.loss(at, Uint8Array.of(label), 1)).toBe(loss);
            note('loss', [loss], [truth.losses[label]], { logits, label });
            note('gradient', gradient, gradients[label], { logits, label });
            const oneHot = floats(kernels, classes);
            oneHot[label] = 1;
            const soft = kernels.gradient(at, oneHot, gradient, 1);
            note('loss', [soft], [truth.losses[label]], { logits, soft: label });
            note('gradient', gradient, gradients[label], { logits, soft: label });
          }
        }
      }
      for (const { areWithin } of all) areWithin();
    });
  });

  describe.each([2, 3, 5])('the softmax of %i classes with a baseline', (classes) => {
    test('stays within its budget at every logit', async () => {
      const all = await judgedOf(baselineCategorical(classes), precision);
      const s = classes - 1;
      for (const eta of logitSamples({ seed: 7, count: 200, classes: s, format: precision })) {
        const truth = softmaxTruth([...eta, 0]);
        const second = truth.hessian();
        const row = (length: number): Real[] =>
          Array.from({ length }, (_, i) => second[Math.floor(i / s) * classes + (i % s)]);
        for (const { kernels, note } of all) {
          const { mean, gradient, hessian, jacobian, at } = evaluate(kernels, eta);
          note('response', mean, truth.probabilities, eta);
          note('hessian', hessian, row(s * s), eta);
          note('jacobian', jacobian, row(classes * s), eta);
          for (let label = 0; label < classes; label++) {
            const loss = kernels.gradient(at, Int32Array.of(label), gradient, 1);
            note('loss', [loss], [truth.losses[label]], { eta, label });
            note('gradient', gradient, truth.gradient(label).slice(0, s), { eta, label });
          }
        }
      }
      for (const { areWithin } of all) areWithin();
    });
  });

  describe('the Bernoulli kernels', () => {
    test('stay within their budget at every logit', async () => {
      const all = await judgedOf(bernoulli, precision);
      for (const eta of samples({ seed: 3, count: 2000, format: precision })) {
        const truth = softmaxTruth([0, eta]);
        for (const { kernels, note } of all) {
          const { mean, gradient, hessian, jacobian, at } = evaluate(kernels, [eta]);
          note('response', mean, [truth.probabilities[1]], eta);
          note('hessian', hessian, [truth.hessian()[3]], eta);
          note('jacobian', jacobian, [truth.hessian()[3]], eta);
          for (const y of [0, 1]) {
            const outcome = floats(kernels, 1).fill(y);
            const loss = kernels.gradient(at, outcome, gradient, 1);
            note('loss', [loss], [truth.losses[y]], { eta, y });
            note('gradient', gradient, [truth.gradient(y)[1]], { eta, y });
          }
        }
      }
      for (const { areWithin } of all) areWithin();
    });
  });
});
