// What the loss leaves out, and the least it could be. Expected values are the mass functions themselves, worked out for
// small counts by plain multiplication.
import {
  add,
  divide,
  infinity,
  log,
  multiply,
  negate,
  number,
  one,
  pi,
  power,
  subtract,
  symbol,
  two,
  zero,
} from '@expfam/expression';
import { apply } from '@expfam/expression';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile.js';
import { bernoulli, binomial, gaussian, poisson, geometric } from './derivations.fixture.js';

const lgamma = (x: typeof one): typeof one => apply('lgamma', [x]);
const mu = symbol('mu1', {
  kind: 'interval',
  lower: zero,
  upper: infinity,
  lowerOpen: true,
  upperOpen: true,
});
const y = poisson.outcome.symbol;
const floats = (...values: number[]): Float64Array => Float64Array.from(values);

const counts = { ...poisson, logBaseMeasure: negate(lgamma(add(one, y))), canonicalLink: [log(mu)] };
const bit = bernoulli.outcome.symbol;
const coin = { ...bernoulli, canonicalLink: [log(divide(mu, subtract(one, mu)))] };

describe('the log base measure', () => {
  test('completes the density', async () => {
    const kernels = await compile(counts, { target: 'ts' });
    for (const [count, rate] of [
      [0, 2],
      [3, 2],
      [12, 7.5],
    ] as const) {
      let mass = Math.exp(-rate);
      for (let k = 1; k <= count; k++) mass *= rate / k;
      const found =
        kernels.logBaseMeasure!(floats(count), 1) - kernels.loss(floats(Math.log(rate)), floats(count), 1);
      expect(found).toBeCloseTo(Math.log(mass), 13);
    }
  });

  test('is exact at counts of 0 and 1, and near log n! elsewhere', async () => {
    const kernels = await compile(counts, { target: 'ts' });
    expect(kernels.logBaseMeasure!(floats(0), 1)).toBeCloseTo(0, 15);
    expect(kernels.logBaseMeasure!(floats(1), 1)).toBeCloseTo(0, 15);
    let factorial = 1;
    for (let n = 2; n <= 170; n++) {
      factorial *= n;
      const wanted = -Math.log(factorial);
      expect(Math.abs(kernels.logBaseMeasure!(floats(n), 1) - wanted)).toBeLessThan(4e-15 * Math.abs(wanted));
    }
  });

  test('is weighted by row', async () => {
    const kernels = await compile(counts, { target: 'ts' });
    expect(kernels.logBaseMeasure!(floats(3, 2), 2, floats(2, 0))).toBeCloseTo(-2 * Math.log(6), 14);
  });

  test('of shares of trials is that of their number', async () => {
    const n = symbol('n', { kind: 'range', lower: one, upper: infinity });
    const choose = subtract(
      subtract(lgamma(add(n, one)), lgamma(add(bit, one))),
      lgamma(add(n, negate(bit), one)),
    );
    const kernels = await compile(bernoulli, {
      target: 'ts',
      base: { trials: { symbol: n, logBaseMeasure: choose } },
    });
    // 3 successes in 10 trials of probability 0.3: y = 0.3 with weight 10
    const eta = Math.log(0.3 / 0.7);
    const found =
      kernels.logBaseMeasure!(floats(0.3), 1, floats(10)) - 10 * kernels.loss(floats(eta), floats(0.3), 1);
    expect(found).toBeCloseTo(Math.log(120 * 0.3 ** 3 * 0.7 ** 7), 13);
  });

  test('takes an estimated dispersion, divided by the weight of the row', async () => {
    const phi = symbol('phi', {
      kind: 'interval',
      lower: zero,
      upper: infinity,
      lowerOpen: true,
      upperOpen: true,
    });
    const out = gaussian.outcome.symbol;
    const measure = subtract(
      negate(divide(power(out, two), multiply(two, phi))),
      divide(log(multiply(two, pi, phi)), two),
    );
    const kernels = await compile(gaussian, {
      target: 'ts',
      base: { dispersion: { symbol: phi, logBaseMeasure: measure } },
    });
    expect(kernels.dispersion).toBe('estimated');
    // a normal density at 1.5 with mean 0.7 and variance 2.5/4
    const found =
      kernels.logBaseMeasure!(floats(1.5), 1, floats(4), 2.5) -
      (4 * kernels.loss(floats(0.7), floats(1.5), 1)) / 2.5;
    expect(found).toBeCloseTo(-Math.log(2 * Math.PI * 0.625) / 2 - 0.8 ** 2 / (2 * 0.625), 13);
  });
});

describe('the saturated loss', () => {
  test('is the loss at the mean that is the outcome, also at the ends of the support', async () => {
    const kernels = await compile(counts, { target: 'ts' });
    expect(kernels.saturatedLoss!(floats(0), 1)).toBe(0);
    expect(kernels.saturatedLoss!(floats(3), 1)).toBeCloseTo(3 - 3 * Math.log(3), 14); // y − y log y
    const coins = await compile(coin, { target: 'ts' });
    expect(coins.saturatedLoss!(floats(0, 1), 2)).toBe(0);
    expect(coins.saturatedLoss!(floats(0.3), 1, floats(10))).toBeCloseTo(
      -10 * (0.3 * Math.log(0.3) + 0.7 * Math.log(0.7)),
      13,
    );
  });

  test('stands only where there is a link in closed form', async () => {
    expect((await compile(geometric, { target: 'ts' })).saturatedLoss).toBeUndefined();
    expect(
      (
        await compile(
          { ...binomial, canonicalLink: [log(divide(mu, subtract(number(10), mu)))] },
          { target: 'ts' },
        )
      ).saturatedLoss,
    ).toBeDefined();
  });
});

test('a module says where its outcome lives', async () => {
  expect((await compile(counts, { target: 'ts' })).support).toEqual({
    lower: 0,
    upper: Infinity,
    upperOpen: true,
    integer: true,
  });
  expect((await compile(bernoulli, { target: 'ts' })).support).toEqual({ lower: 0, upper: 1, integer: true });
  expect((await compile(gaussian, { target: 'ts' })).support).toBeUndefined();
});
