// Kernels with other links against their definition at 240 digits: a loss in the mean, a mean in the predictor, derivatives by
// differences. Errors are in ulps of the largest term, or of what rounding the predictor once would cost.
import { ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import type { Budgeted } from '../accuracy.js';
import { derivedCatalogue } from '../tests/catalogue.fixture.js';
import { compile } from '../compile.js';
import { lower } from '../lower.js';
import { withLink } from './with-link.js';

// a tail of 1e-90 beside 1, differentiated, needs hundreds of digits
const m = arithmetic(240);
const { add, subtract, multiply, divide, exp, log, sqrt, power } = m;
const of = (x: number): Real => Real.fromNumber(x);
const one = Real.one;

/** The mean as a function of the predictor, and of its complement. */
const means: { readonly [link: string]: (t: Real) => readonly [Real, Real] } = {
  probit: (t) => [m.normalCdf(t), m.normalCdf(t.negate())],
  cloglog: (t) => [m.expm1(exp(t).negate()).negate(), exp(exp(t).negate())],
  cauchit: (t) => {
    const tail = (x: Real): Real =>
      divide(
        x.sign() < 0 ? m.atan(divide(one, x.negate())) : subtract(m.pi(), m.atan(divide(one, x))),
        m.pi(),
      );
    return [tail(t), tail(t.negate())];
  },
  log: (t) => [exp(t), m.expm1(t).negate()],
  identity: (t) => [t, subtract(one, t)],
  inverse: (t) => [divide(one, t), Real.NaN],
  inverse_square: (t) => [divide(one, sqrt(t)), Real.NaN],
  sqrt: (t) => [multiply(t, t), subtract(one, multiply(t, t))],
  'power(1/3)': (t) => [power(t, of(3)), Real.NaN],
};

interface Definition {
  readonly loss: (y: Real, mean: Real, complement: Real) => readonly Real[];
  readonly variance: (mean: Real, complement: Real) => Real;
  readonly outcomes: readonly number[];
}

const weigh = (weight: Real, value: Real): Real => (weight.isZero() ? Real.zero : multiply(weight, value));
const definitions: { readonly [family: string]: Definition } = {
  bernoulli: {
    loss: (y, p, q) => [weigh(y, log(p)).negate(), weigh(subtract(one, y), log(q)).negate()],
    variance: (p, q) => multiply(p, q),
    outcomes: [0, 1, 0.25],
  },
  poisson: { loss: (y, mu) => [mu, weigh(y, log(mu)).negate()], variance: (mu) => mu, outcomes: [0, 1, 7] },
  exponential: {
    loss: (y, mu) => [divide(y, mu), log(mu)],
    variance: (mu) => multiply(mu, mu),
    outcomes: [0.125, 3],
  },
  gaussian: {
    loss: (y, mu) => [multiply(mu, mu).scale(-1), multiply(y, mu).negate()],
    variance: () => one,
    outcomes: [-2.5, 0, 1],
  },
};

const cases = [
  ...['probit', 'cloglog', 'cauchit', 'log', 'identity', 'sqrt'].map((link) => ['bernoulli', link] as const),
  ...['identity', 'sqrt', 'inverse', 'power(1/3)'].map((link) => ['poisson', link] as const),
  ...['log', 'identity', 'inverse', 'inverse_square'].map((link) => ['exponential', link] as const),
  ...['log', 'inverse'].map((link) => ['gaussian', link] as const),
];
const catalogue = derivedCatalogue();
const derivationOf = (family: string) => catalogue.find(({ name }) => name === family)!.derivation;

/** Predictors between the ends, thick near them. */
const predictors = (lower: number, upper: number): number[] => {
  const sizes = [1e-9, 1e-3, 0.02, 0.3, 0.69, 0.7, 1, 1.5, 3, 4.9, 5.1, 8.3, 20, 25, 300];
  const inside = (x: number): boolean => x > lower && x < upper && x <= 20 && x !== 0;
  return [...sizes, ...sizes.map((x) => -x), ...sizes.map((x) => 1 - x)].filter(inside);
};

describe.each(cases)('%s with the link %s', (family, link) => {
  const { loss, variance, outcomes } = definitions[family];
  const mean = means[link];
  const step = Real.one.scale(-230);
  const around = (f: (t: Real) => Real, t: Real): Real =>
    divide(subtract(f(add(t, step)), f(subtract(t, step))), step.scale(1));

  test('stays within its budget', async () => {
    const kernels = await compile(derivationOf(family), { target: 'ts', link });
    const budget = budgets.ts.f64[lower(derivationOf(family), { link }).judged];
    const [out, slope, gradient, hessian] = Array.from({ length: 4 }, () => new Float64Array(1)) as [
      Float64Array, Float64Array, Float64Array, Float64Array,
    ]; // prettier-ignore
    const unit =
      link === 'log' ? [-Infinity, 0] : ['identity', 'sqrt'].includes(link) ? [0, 1] : [-Infinity, Infinity];
    const real = link === 'log' || family === 'gaussian' ? [-Infinity, Infinity] : [0, Infinity];
    const [low, high] = family === 'bernoulli' ? unit : real;
    const close = (name: Budgeted, actual: number, f: (t: Real) => readonly Real[], t: number): void => {
      const total = (x: Real): Real => f(x).reduce((a, b) => add(a, b));
      const wanted = total(of(t));
      const condition = multiply(of(t), around(total, of(t)));
      const scale = [condition, ...f(of(t))].map((x) => x.abs()).reduce((a, b) => (a.compare(b) > 0 ? a : b));
      const tiny = Math.abs(actual - wanted.toNumber()) <= 1e-307;
      const ulps = tiny ? 0 : ulpsBetween(actual, wanted, 'f64', scale);
      expect(ulps, `${name} at ${t}: ${actual} for ${wanted.toString(20)}`).toBeLessThanOrEqual(budget[name]);
    };
    for (const t of predictors(low, high)) {
      const eta = Float64Array.of(t);
      kernels.response(eta, out, 1);
      kernels.jacobian(eta, slope, 1);
      kernels.hessian(eta, hessian, 1);
      close('response', out[0], (x) => [mean(x)[0]], t);
      close('jacobian', slope[0], (x) => [around((z) => mean(z)[0], x)], t);
      const information = (x: Real): Real[] => {
        const rise = around((z) => mean(z)[0], x);
        return [divide(multiply(rise, rise), variance(...mean(x)))];
      };
      close('hessian', hessian[0], information, t);
      for (const y of outcomes) {
        const found = kernels.gradient(eta, Float64Array.of(y), gradient, 1);
        close('loss', found, (x) => loss(of(y), ...mean(x)), t);
        const parts = loss(of(y), ...mean(of(t))).map(
          (_, i) =>
            (x: Real): Real =>
              around((z) => loss(of(y), ...mean(z))[i], x),
        );
        close('gradient', gradient[0], (x) => parts.map((part) => part(x)), t);
      }
    }
  });

  test('has the saturated loss of the canonical link', async () => {
    const [linked, canonical] = await Promise.all([
      compile(derivationOf(family), { target: 'ts', link }),
      compile(derivationOf(family), { target: 'ts' }),
    ]);
    const y = Float64Array.from(outcomes);
    expect(linked.saturatedLoss!(y, y.length)).toBe(canonical.saturatedLoss!(y, y.length));
  });
});

describe.each(['ts', 'wasm'] as const)('in %s', (target) => {
  // y·exp(−θ) = 0.75·2.2e308; and exp(−2θ)·y/2 − exp(−θ), of which both overflow
  test.each([
    ['gamma', -710, 0.75, multiply(of(0.75), exp(of(710))).toNumber()],
    ['exponential', 900, 1e300, 900],
    ['inverse_gaussian', -710, 0.75, Infinity],
    [
      'inverse_gaussian',
      -500,
      1e-150,
      subtract(multiply(of(0.5e-150), exp(of(1000))), exp(of(500))).toNumber(),
    ],
  ])('the loss of %s with the link log at %d and y = %d is that number', async (family, eta, y, loss) => {
    const kernels = await compile(derivationOf(family), { target, link: 'log' });
    const found = kernels.loss(Float64Array.of(eta), Float64Array.of(y), 1);
    expect(found === loss || Math.abs(found / loss - 1) < 1e-12).toBe(true);
  });
});

// predictors inside and outside the image of the means
test.each([
  ['bernoulli', 'sqrt', 0.5, 1.5],
  ['bernoulli', 'inverse_square', 1.5, 0.5],
  ['bernoulli', 'power(3)', 0.5, 1.5],
  ['geometric_trials', 'sqrt', 1.5, 0.5],
  ['geometric_trials', 'inverse_square', 0.5, 1.5],
  ['gaussian', 'sqrt', 1.5, -0.5],
])('with %s and %s the predictor %d has a mean, and %d has none', async (family, link, inside, outside) => {
  const kernels = await compile(derivationOf(family), { target: 'ts', link });
  const mean = new Float64Array(2);
  kernels.response(Float64Array.of(inside, outside), mean, 2);
  expect([...mean].map(Number.isNaN)).toEqual([false, true]);
});

test.each(['ts', 'wasm'] as const)(
  'in %s the link sqrt keeps the digits of what is left of 1',
  async (target) => {
    const kernels = await compile(derivationOf('bernoulli'), { target, link: 'sqrt' });
    const found = new Float64Array(1);
    for (const theta of [1e-60, 1e-9, 0.4999, 0.5001, 0.9994438481727026, 0.9999998975714514, 1 - 2 ** -53]) {
      const [t, left] = [of(theta), subtract(one, multiply(of(theta), of(theta)))];
      const loss = kernels.gradient(Float64Array.of(theta), Float64Array.of(0), found, 1);
      expect(ulpsBetween(loss, log(left).negate(), 'f64'), `the loss at ${theta}`).toBeLessThanOrEqual(4);
      expect(ulpsBetween(found[0], divide(t.scale(1), left), 'f64')).toBeLessThanOrEqual(4);
      kernels.hessian(Float64Array.of(theta), found, 1);
      expect(ulpsBetween(found[0], divide(of(4), left), 'f64')).toBeLessThanOrEqual(8);
    }
  },
);

test('the canonical link by its own name is the canonical kernel', () => {
  const derivation = derivationOf('poisson');
  expect(withLink(derivation, 'log')).toBe(derivation);
  expect(lower(derivation, { link: 'log' })).toEqual(lower(derivation));
});

test.each([
  [derivationOf('von_mises'), 'log', 'no-link'],
  [derivationOf('poisson'), 'probit', 'link-out-of-range'],
  [derivationOf('poisson'), 'logarithm', 'unknown-link'],
  [derivationOf('poisson'), 'power(x)', 'unknown-link'],
  [derivationOf('zero_truncated_poisson'), 'log', 'no-link'],
])('what has no such link refuses it: %#', (derivation, link, code) => {
  expect(() => withLink(derivation, link)).toThrow(code);
});

test.each([
  ['rayleigh', 'log', [0.7], Math.exp(0.7)],
  ['normal', 'identity', [0.7, -2], 0.7],
  ['gamma_shape_rate', 'log', [0.7, -2], Math.exp(0.7)],
  ['beta', 'logit', [0.7, 2], 1 / (1 + Math.exp(-0.7))],
] as const)('the mean of %s is that of the link, whatever stands beside it', async (name, link, at, mean) => {
  const kernels = await compile(derivationOf(name), { target: 'ts', link });
  const found = new Float64Array(1);
  kernels.response(Float64Array.from(at), found, 1);
  expect(found[0]).toBeCloseTo(mean, 14);
  const slopes = new Float64Array(kernels.parameters);
  kernels.jacobian(Float64Array.from(at), slopes, 1);
  expect([...slopes.subarray(1)]).toEqual(at.slice(1).map(() => 0));
});
