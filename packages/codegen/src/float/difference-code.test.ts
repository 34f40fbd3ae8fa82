// A normaliser that is one less several exponentials, against its definition at 400 digits, up to the edge of the space.
import { Rational } from '@expfam/expression';
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import { compile } from '../compile.js';

// 1 − exp(−1e-300) needs 300 digits of its own
const m = arithmetic(400);
const r = 3;
const { density } = catalogue.find(({ name }) => name === 'negative_multinomial')!;
const derived = (classes: number) =>
  deriveDensity(readDensities(density)[0], { classes, fix: { r: Rational.of(r) }, checked: false });

/** D = 1 − Σ exp(η) and eᵢ = exp(ηᵢ). */
const exact = (eta: readonly number[]) => {
  const e = eta.map((x) => m.exp(Real.fromNumber(x)));
  return { e, rest: e.reduce((left, each) => m.subtract(left, each), Real.one) };
};

const inside: readonly (readonly number[])[] = [
  [-1, -1.5],
  [-Math.LN2, -0.75],
  [-1e-300, -1e308],
  [-1e-5, -12],
  [-700, -0.1],
  [-40, -41],
  [-1e308, -1e308],
];
const outside: readonly (readonly number[])[] = [
  [-0.5, -0.5],
  [-1e-5, -11],
  [0, -3],
  [1, -3],
  [Number.NaN, -3],
  [-Infinity, -3],
];

describe.each(['ts', 'wasm'] as const)('one less several exponentials on %s', (target) => {
  const budget = budgets[target].f64.conditioned;

  test.each(inside)('keeps its digits at %d, %d', async (...eta) => {
    const kernels = await compile(derived(3), { target });
    const { e, rest } = exact(eta);
    const [mean, hessian] = [new Float64Array(2), new Float64Array(4)];
    kernels.response(Float64Array.from(eta), mean, 1);
    kernels.hessian(Float64Array.from(eta), hessian, 1);
    // what is lost where the exponentials make up nearly all of the 1
    const condition = m
      .divide(
        e.reduce((a, b) => (a.compare(b) > 0 ? a : b)),
        rest,
      )
      .toNumber();
    const close = (actual: number, wanted: Real, ulps: number): void => {
      const scale = m.multiply(wanted, Real.fromNumber(Math.max(1, Math.min(condition, 1e3))));
      expect(ulpsBetween(actual, wanted, 'f64', scale), `${actual}`).toBeLessThanOrEqual(ulps);
    };
    const share = e.map((each) => m.divide(each, rest));
    const times = (...factors: readonly Real[]): Real => factors.reduce((a, b) => m.multiply(a, b));
    share.forEach((p, i) => close(mean[i], times(Real.fromNumber(r), p), budget.response));
    share.forEach((p, i) =>
      share.forEach((q, j) => {
        const own = i === j ? m.add(p, times(p, p)) : times(p, q);
        const wanted = times(Real.fromNumber(r), own);
        if (wanted.magnitude() < 1023 && wanted.magnitude() > -1000)
          close(hessian[2 * i + j], wanted, budget.hessian);
      }),
    );
    const loss = kernels.loss(Float64Array.from(eta), Float64Array.of(0, 0), 1);
    close(loss, times(Real.fromNumber(-r), m.log(rest)), budget.loss);
  });

  test.each(outside)('is NaN at %d, %d', async (...eta) => {
    const kernels = await compile(derived(3), { target });
    const mean = new Float64Array(2);
    kernels.response(Float64Array.from(eta), mean, 1);
    expect([...mean]).toEqual([Number.NaN, Number.NaN]);
    expect(kernels.loss(Float64Array.from(eta), Float64Array.of(1, 2), 1)).toBeNaN();
  });

  test('has kernels for 16 classes', async () => {
    const kernels = await compile(derived(16), { target });
    const eta = Float64Array.from({ length: 15 }, (_, i) => -5 - i / 10);
    const mean = new Float64Array(15);
    kernels.response(eta, mean, 1);
    const { e, rest } = exact([...eta]);
    e.forEach((each, i) => {
      const wanted = m.multiply(Real.fromNumber(r), m.divide(each, rest));
      expect(ulpsBetween(mean[i], wanted, 'f64')).toBeLessThanOrEqual(budget.response);
    });
  });
});
