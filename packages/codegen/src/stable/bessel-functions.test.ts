// Families whose normaliser holds K_ν, with the order a parameter or a number: their kernels against the oracle, which integrates
// the text.
import { text } from '@expfam/expression';
import { catalogue, deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { oracle, ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import { compile } from '../compile.js';
import { lower } from '../lower.js';
import { floats } from '../tests/truth.fixture.js';

const m = arithmetic(60);

const rows = [
  {
    density: catalogue.find(({ name }) => name === 'generalised_inverse_gaussian')!.density,
    etas: [
      [0.5, -1, -1],
      [-3, -(2 ** -6), -20],
      [12, -5, -(2 ** -7)],
      [0, -100, -300],
    ],
    y: 1.5,
  },
  {
    density: `
      hyperbolic(y | a, b) = sqrt(a^2 - b^2) / (2 * a * besselK(1, sqrt(a^2 - b^2))) * exp(-a * sqrt(1 + y^2) + b * y)
        y in real
        a in (0, inf)
        b in real`,
    etas: [
      [0.5, -2],
      [-20, -25],
    ],
    y: 0.5,
  },
  {
    density: 'cosine(y | a) = exp(-a * cosh(y)) / (2 * besselK(0, a))\n  y in real\n  a in (0, inf)',
    etas: [[-0.25], [-800]],
    y: 1.25,
  },
];

const runs = rows.flatMap((row) =>
  [['ts', 'f64'] as const, ['wasm', 'f64'] as const, ['wasm', 'f32'] as const].map(
    (run) => [...run, row] as const,
  ),
);

describe.each(runs)('K in %s and %s', (target, precision, { density, etas, y }) => {
  const derivation = deriveDensity(readDensities(density)[0], { checked: false });
  const spec = {
    statistics: derivation.statistics.map(text),
    logBaseMeasure: text(derivation.logBaseMeasure),
  };

  test.each(etas.map((eta) => [eta]))('at %j stays within its budget', async (given) => {
    expect(lower(derivation).judged).toBe('special');
    const kernels = await compile(derivation, { target, precision });
    const s = given.length;
    const [at, outcome, mean] = [floats(kernels, s), floats(kernels, 1), floats(kernels, s)];
    at.set(given);
    outcome.fill(y);
    const eta = [...at];
    const { logPartition, meanStatistics, covariance } = oracle(density).tilted({ ...spec, eta });
    const hessian = floats(kernels, s * s);
    const loss = kernels.gradient(at, outcome, mean, 1);
    kernels.hessian(at, hessian, 1);
    const budget = budgets[target][precision].special;
    const within = (actual: number, exact: Real, size: number, most: number): void =>
      expect(ulpsBetween(actual, exact, precision, Real.fromNumber(size))).toBeLessThanOrEqual(most);
    const observed = spec.statistics.map((_, i) => m.subtract(meanStatistics[i], Real.fromNumber(mean[i])));
    const products = observed.map((t, i) => m.multiply(t, Real.fromNumber(eta[i])));
    const terms = Math.max(Math.abs(logPartition.toNumber()), ...products.map((x) => Math.abs(x.toNumber())));
    within(
      loss,
      products.reduce((sum, product) => m.subtract(sum, product), logPartition),
      terms,
      budget.loss,
    );
    covariance.forEach((row, i) =>
      row.forEach((c, j) => {
        const size = Math.sqrt(covariance[i][i].toNumber() * covariance[j][j].toNumber());
        within(hessian[i * s + j], c, size, budget.hessian);
      }),
    );
  });
});
