// Kernels of vectors and matrices, from the density text to what is computed, against the oracle, which sums or integrates
// the text itself.
import { text } from '@expfam/expression';
import { evaluate, oracle } from '@expfam/oracle';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { derivedCase, vectorCases } from './vectors.fixture.js';

const near = (actual: number, wanted: number, digits: number): void => {
  expect(Math.abs(actual - wanted), `${actual} for ${wanted}`).toBeLessThanOrEqual(
    10 ** -digits * Math.max(1, Math.abs(wanted)),
  );
};
const pairs = (count: number): (readonly [number, number])[] =>
  Array.from({ length: count * count }, (_, n) => [Math.floor(n / count), n % count] as const);

describe.each(Object.entries(vectorCases))('%s', (_, each) => {
  const derivation = derivedCase(each);
  const { classes, parameters, outcomes, outside } = each;
  const judge = oracle(each.density, { constants: { ...each.constants, K: classes } });
  const values = { ...each.constants, ...parameters };
  const eta = Float64Array.from(derivation.natural, ({ expression }) =>
    evaluate(text(expression), values).toNumber(),
  );
  const m = outcomes[0].length;
  const s = eta.length;
  const statistics = derivation.statistics.map(text);
  const components = Array.from({ length: m }, (__, k) => `${judge.outcome}[${k + 1}]`);
  const moments = judge
    .expectation(
      [...components, ...statistics, ...pairs(s).map(([i, j]) => `(${statistics[i]}) * (${statistics[j]})`)],
      parameters,
    )
    .map((value) => value.toNumber());
  const [mean, meanStatistics, squares] = [
    moments.slice(0, m),
    moments.slice(m, m + s),
    moments.slice(m + s),
  ];

  describe.each(['ts', 'wasm'] as const)('on %s', (target) => {
    test('has the density of the text: log h less the loss', async () => {
      const kernels = await compile(derivation, { target });
      expect(kernels).toMatchObject({ classes: null, columns: m, parameters: s });
      for (const y of outcomes) {
        const found =
          kernels.logBaseMeasure!(Float64Array.from(y), 1) - kernels.loss(eta, Float64Array.from(y), 1);
        near(found, judge.logDensity(y, parameters).toNumber(), 14);
      }
    });

    test('responds with the mean of every component, the gradient with that of every statistic', async () => {
      const kernels = await compile(derivation, { target });
      const response = new Float64Array(2 * m);
      kernels.response(Float64Array.of(...eta, ...eta), response, 2);
      response.forEach((value, k) => {
        near(value, mean[k % m], 9);
      });
      for (const y of outcomes) {
        const gradient = new Float64Array(s);
        kernels.gradient(eta, Float64Array.from(y), gradient, 1);
        const observed = statistics.map((each) => evaluate(each, { [judge.outcome]: y }).toNumber());
        gradient.forEach((value, i) => {
          near(value, meanStatistics[i] - observed[i], 9);
        });
      }
    });

    test('has the covariance of the statistics for a Hessian', async () => {
      const kernels = await compile(derivation, { target });
      const hessian = new Float64Array(s * s);
      kernels.hessian(eta, hessian, 1);
      pairs(s).forEach(([i, j], n) => {
        near(hessian[n], squares[n] - meanStatistics[i] * meanStatistics[j], 8);
      });
    });

    test('is NaN for a row outside the support, and for no other', async () => {
      const kernels = await compile(derivation, { target });
      for (const bad of outside) {
        const gradient = new Float64Array(3 * s);
        const y = Float64Array.of(...outcomes[0], ...bad, ...outcomes[1]);
        expect(kernels.gradient(Float64Array.of(...eta, ...eta, ...eta), y, gradient, 3)).toBeNaN();
        expect([...gradient].map(Number.isNaN)).toEqual(
          Array.from({ length: 3 * s }, (__, i) => i >= s && i < 2 * s),
        );
      }
    });

    test('sums the rows of a linear pass', async () => {
      const kernels = await compile(derivation, { target });
      const y = Float64Array.from(outcomes.flat());
      const rows = outcomes.length;
      const gradient = new Float64Array(s);
      const loss = kernels.linearGradient(new Float64Array(rows).fill(1), eta, y, gradient, rows, 1);
      const each = new Float64Array(rows * s);
      const etas = Float64Array.from({ length: rows * s }, (__, n) => eta[n % s]);
      near(loss, kernels.gradient(etas, y, each, rows), 14);
      gradient.forEach((value, k) => {
        near(value, each[k] + each[s + k], 14);
      });
      const response = new Float64Array(rows * m);
      kernels.linearResponse(new Float64Array(rows).fill(1), eta, response, rows, 1);
      response.forEach((value, k) => {
        near(value, mean[k % m], 9);
      });
    });
  });
});
