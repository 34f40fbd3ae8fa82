// Counts some of whose values have a probability of their own: A as atoms and a tail is the A of the text, and the kernels hold
// their budget where the closed form cancels or overflows, against the oracle, which sums the text.
import { evaluator, text } from '@expfam/expression';
import { deriveDensity } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { oracle } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { transparent } from '../special/opaque.js';
import { byAtoms } from './by-atoms.js';

interface Row {
  readonly density: string;
  readonly etas: readonly (readonly number[])[];
}

const rows: { readonly [what: string]: Row } = {
  'a hurdle before a Poisson': {
    density: 'f(y | w, rate) = (y == 0) * w + (y > 0) * (1 - w) * rate^y * exp(-rate) / (factorial(y) * (1 - exp(-rate)))\n  y in 0..inf\n  w in (0, 1)\n  rate in (0, inf)',
    etas: [[-1, 512], [-40, -40], [3, -600], [-1e-9, 1e-9]],
  },
  'a Poisson with more ones than it has': {
    density: 'f(y | w, rate) = w * (y == 1) + (1 - w) * rate^y * exp(-rate) / factorial(y)\n  y in 0..inf\n  w in (0, 1)\n  rate in (0, inf)',
    etas: [[-1, 512], [-30, -30], [1.5, 0.25], [4, 60]],
  },
  'two values that are inflated': {
    density: 'f(y) = maxent((y == 0), (y == 3), y)\n  y in 0..inf\n  h = 1 / factorial(y)',
    etas: [[1, 500, -2], [-300, 7, 2], [0, 0, -50], [80, 90, 4]],
  },
  'a Poisson from two on': {
    density: 'f(y | rate) = rate^y / (factorial(y) * (exp(rate) - 1 - rate))\n  y in 2..inf\n  rate in (0, inf)',
    etas: [[-600], [-1e-8], [1.9], [2], [6]],
  },
  'a hurdle before a binomial': {
    density: 'f(y | w, p) = (y == 0) * w + (y > 0) * (1 - w) * combinations(7, y) * p^y * (1 - p)^(7 - y) / (1 - (1 - p)^7)\n  y in 0..7\n  w in (0, 1)\n  p in (0, 1)',
    etas: [[-500, 3], [40, 300], [1e-9, -20]],
  },
  'a logarithmic count with more ones than it has': {
    density: 'f(y | w, p) = w * (y == 1) - (1 - w) * p^y / (y * log(1 - p))\n  y in 1..inf\n  w in (0, 1)\n  p in (0, 1)',
    etas: [[-1, 512], [-0.25, -3], [-30, 0.5]],
  },
}; // prettier-ignore

const m = arithmetic(400);

describe.each(Object.entries(rows))('%s', (_, { density, etas }) => {
  const derivation = deriveDensity(readDensities(density)[0], { checked: false });
  const { statistics, logBaseMeasure, natural, logPartitionNatural } = derivation;
  const truth = oracle(density);

  test('has the A that the text has', () => {
    const [before, after] = [logPartitionNatural!, byAtoms(derivation)!.logPartitionNatural!];
    const point = new Map(natural.map(({ symbol }, i) => [text(symbol), Real.fromNumber(-0.75 - i / 8)]));
    const [one, other] = [before, transparent(after)].map((node) => evaluator(m, point)(node));
    expect(Math.abs(m.subtract(one, other).toNumber())).toBeLessThan(1e-50);
  });

  test('keeps its digits in double precision', async () => {
    const kernels = await compile(derivation, { target: 'ts' });
    const s = natural.length;
    for (const eta of etas) {
      const spec = { statistics: statistics.map(text), logBaseMeasure: text(logBaseMeasure), eta };
      const { covariance, mean } = truth.tilted(spec);
      const [response, hessian] = [new Float64Array(1), new Float64Array(s * s)];
      kernels.response(Float64Array.from(eta), response, 1);
      kernels.hessian(Float64Array.from(eta), hessian, 1);
      const near = (found: number, wanted: Real, size: number): void => {
        const error = Math.abs(m.subtract(Real.fromNumber(found), wanted).toNumber());
        expect(error, `${String(eta)}: ${String(found)} for ${wanted.toString(20)}`).toBeLessThanOrEqual(
          16 * 2 ** -53 * size + 2 ** -1060,
        );
      };
      const expected = [mean].flat()[0];
      near(response[0], expected, expected.abs().toNumber());
      covariance.flat().forEach((c, k) => {
        const [row, column] = [Math.floor(k / s), k % s].map((i) => Math.sqrt(covariance[i][i].toNumber()));
        near(hessian[k], c, row * column);
      });
    }
  });
});
