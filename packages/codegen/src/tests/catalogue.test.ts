// Every family of the catalogue, from its density text to its compiled kernels, against the oracle, which sums or integrates
// the text itself. A family that has no kernels says why.
import { text, variableOf } from '@expfam/expression';
import { evaluate, oracle, OracleError, ulpsBetween } from '@expfam/oracle';
import type { TiltedMoments } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import { derivedCatalogue, etaInside, outcomesInside, refusalOf } from './catalogue.fixture.js';
import { compile } from '../compile.js';
import { lower } from '../lower.js';

const m = arithmetic(60);
const unsettled: ReadonlySet<string> = new Set(['no-convergence', 'slow-series']);
const all = derivedCatalogue();
const printable = all.filter((each) => refusalOf(each) === null);

test('a family without kernels lacks a closed form, an operation, or a stable form', () => {
  const reasons = ['no-closed-form', 'no-kernel-operation', 'not-stable'];
  for (const each of all) expect([null, ...reasons]).toContain(refusalOf(each));
});

test('every family of generalised linear models has kernels', () => {
  const needed = [
    'bernoulli', 'beta', 'binomial', 'categorical', 'exponential', 'gamma', 'gamma_shape_rate', 'gaussian', 'geometric',
    'inverse_gaussian', 'inverse_gaussian_mean_shape', 'negative_binomial', 'normal', 'poisson', 'rayleigh',
  ]; // prettier-ignore
  expect(printable.map(({ name }) => name)).toEqual(expect.arrayContaining(needed));
});

describe.each(printable.map((each) => [each.name, each] as const))(
  '%s',
  (_, { density, constants, derivation, base }) => {
    const s = derivation.natural.length;
    const points = [0.3, 1, 2.5].map((size) => etaInside(derivation, size));
    const spec = {
      statistics: derivation.statistics.map(text),
      logBaseMeasure: text(derivation.logBaseMeasure),
    };
    /** The moments, or null where the oracle does not settle: such a point counts neither way. */
    const moments = (eta: readonly number[], mean: boolean): TiltedMoments | null => {
      try {
        return oracle(density, { constants: { ...constants, K: 3 } }).tilted({ ...spec, eta, mean });
      } catch (error) {
        if (error instanceof OracleError && unsettled.has(error.complaint.code)) return null;
        throw error;
      }
    };
    const settledPoints = points.filter((eta) => moments(eta, false)?.logPartition.isFinite() === true);
    /** E[y], or null where the tails are so heavy that there is none, or the engine knows no formula for it. */
    const meanOf = (eta: readonly number[]): readonly Real[] | null => {
      const found = derivation.response === null ? null : moments(eta, true);
      return found === null ? null : [found.mean].flat();
    };
    const scaled = budgets.ts.f64[lower(derivation).judged];
    const close = (actual: number, exact: Real, ulps: number, scale = Real.zero): void => {
      // what cancels to 0 is left by quadrature as noise far below the last place of anything else
      if (exact.magnitude() < -160 && Math.abs(actual) < 1e-40) return;
      expect(
        ulpsBetween(actual, exact, 'f64', scale),
        `${actual} for ${exact.toString(20)}`,
      ).toBeLessThanOrEqual(ulps);
    };

    const onTargets = () =>
      Promise.all((['ts', 'wasm'] as const).map((target) => compile(derivation, { target, base })));

    test('is judged where the oracle settles', () => {
      expect(settledPoints.length).toBeGreaterThan(0);
    });

    test('responds as the density itself does', async () => {
      const all = await onTargets();
      const mean = new Float64Array(derivation.classes ?? 1);
      const hessian = new Float64Array(s * s);
      for (const eta of settledPoints) {
        const { covariance } = moments(eta, false)!;
        const exact = meanOf(eta);
        for (const kernels of all) {
          kernels.response(Float64Array.from(eta), mean, 1);
          if (derivation.response !== null)
            exact?.forEach((value, k) => close(mean[k], value, scaled.response));
          kernels.hessian(Float64Array.from(eta), hessian, 1);
          covariance.flat().forEach((value, k) => close(hessian[k], value, scaled.hessian));
        }
      }
    });

    test('has the loss and the gradient of the density itself', async () => {
      const all = await onTargets();
      const outcomes = outcomesInside(derivation);
      const gradient = new Float64Array(s);
      for (const eta of settledPoints) {
        const { logPartition, meanStatistics } = moments(eta, false)!;
        for (const y of outcomes) {
          const name = variableOf(derivation.outcome.symbol).name;
          const statistics = spec.statistics.map((statistic) => evaluate(statistic, { [name]: y }));
          const products = statistics.map((value, i) => m.multiply(value, Real.fromNumber(eta[i])));
          const loss = products.reduce((sum, product) => m.subtract(sum, product), logPartition);
          const largest = [logPartition, ...products]
            .map((term) => term.abs())
            .reduce((a, b) => (a.compare(b) > 0 ? a : b));
          for (const kernels of all) {
            const observed = kernels.classes === null ? Float64Array.of(y) : Uint8Array.of(y - 1);
            close(
              kernels.gradient(Float64Array.from(eta), observed, gradient, 1),
              loss,
              scaled.loss,
              largest,
            );
            meanStatistics.forEach((mean, i) =>
              close(
                gradient[i],
                m.subtract(mean, statistics[i]),
                scaled.gradient,
                mean.abs().compare(statistics[i].abs()) > 0 ? mean : statistics[i],
              ),
            );
          }
        }
      }
    });
  },
);
