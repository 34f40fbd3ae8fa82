// The oracle on densities whose totals and moments every textbook has, and on those that strain it.
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.js';
import { oracle, type Values } from './oracle.js';

const a = arithmetic(60);

const texts = {
  poisson: 'poisson(y | rate) = rate^y * exp(-rate) / factorial(y)\n  y in 0..inf\n  rate in (0, inf)',
  geometric: 'geometric(y | p) = p * (1 - p)^y\n  y in 0..inf\n  p in (0, 1)',
  binomial:
    'binomial(y | p; n) = combinations(n, y) * p^y * (1 - p)^(n - y)\n  y in 0..n\n  p in (0, 1)\n  n in 1..inf',
  categorical: 'categorical(y | phi) = prod(phi[k]^(y == k), k, 1, K)\n  y in 1..K\n  phi in simplex(K)',
  bernoulli: 'bernoulli(y | p) = p^y * (1 - p)^(1 - y)\n  y in {0, 1}\n  p in (0, 1)',
  multinomial:
    'multinomial(y | phi; n) = factorial(n) * prod(phi[k]^y[k] / factorial(y[k]), k, 1, K)\n  y in counts(n, K)\n  phi in simplex(K)',
  exponential: 'exponential(y | rate) = rate * exp(-rate * y)\n  y in (0, inf)\n  rate in (0, inf)',
  normal:
    'normal(y | m, s) = exp(-(y - m)^2 / (2 * s^2)) / sqrt(2 * pi * s^2)\n  y in real\n  m in real\n  s in (0, inf)',
  gamma:
    'gamma(y | k, r) = r^k / gamma(k) * y^(k - 1) * exp(-r * y)\n  y in (0, inf)\n  k in (0, inf)\n  r in (0, inf)',
  beta: 'beta(y | p, q) = y^(p - 1) * (1 - y)^(q - 1) / beta(p, q)\n  y in (0, 1)\n  p in (0, inf)\n  q in (0, inf)',
  laplace: 'laplace(y | m, b) = exp(-abs(y - m) / b) / (2 * b)\n  y in real\n  m in real\n  b in (0, inf)',
  cauchy: 'cauchy(y | m) = 1 / (pi * (1 + (y - m)^2))\n  y in real\n  m in real',
  kumaraswamy:
    'kumaraswamy(y | b; a) = a * b * y^(a - 1) * (1 - y^a)^(b - 1)\n  y in (0, 1)\n  b in (0, inf)\n  a in (0, inf)',
  gumbel: 'reversed(y | b) = exp(y / b - exp(y / b)) / b\n  y in (-inf, inf)\n  b in (0, inf)',
};

/** Relative difference below 10^-digits. */
function expectClose(actual: Real | undefined, expected: Real, digits = 58): void {
  const found = actual ?? Real.NaN;
  const difference = a.divide(a.subtract(found, expected), expected.isZero() ? Real.one : expected).abs();
  expect(
    difference.lessThan(a.fromString(`1e-${digits}`)),
    `${found.toString(62)} is not ${expected.toString(62)}`,
  ).toBe(true);
}

describe('the total of a density is one', () => {
  test.each<[keyof typeof texts, Values]>([
    ['poisson', { rate: 3 }],
    ['poisson', { rate: 1e4 }],
    ['poisson', { rate: 1e-300 }],
    ['geometric', { p: 0.3 }],
    ['geometric', { p: 1e-3 }],
    ['geometric', { p: 1e-7 }],
    ['binomial', { p: 0.3, n: 1 }],
    ['binomial', { p: 1e-20, n: 1000 }],
    ['categorical', { K: 3, phi: [0.25, 0.5, 0.25] }],
    ['categorical', { K: 5, phi: ['0.1', '0.2', '0.3', '0.2', '0.2'] }],
    ['bernoulli', { p: 2 ** -1074 }],
    ['multinomial', { n: 4, K: 3, phi: [0.25, 0.5, 0.25] }],
    ['exponential', { rate: 1 }],
    ['exponential', { rate: 1e-300 }],
    ['normal', { m: 0, s: 1 }],
    ['normal', { m: 1e8, s: 1e-3 }],
    ['gamma', { k: 0.05, r: 2 }],
    ['gamma', { k: 1e6, r: 1e-5 }],
    ['beta', { p: 0.1, q: 0.05 }],
    ['beta', { p: 1e4, q: 2 }],
    ['beta', { p: 1, q: 0.01 }],
    ['laplace', { m: 0.3, b: 2 }],
    ['cauchy', { m: -5 }],
    ['gumbel', { b: 3 }],
  ])('%s %o', (name, values) => {
    expectClose(oracle(texts[name]).total(values), Real.one);
  });
});

describe('moments are those of the textbooks', () => {
  test('Poisson: mean λ, variance λ, E[y(y − 1)(y − 2)] = λ³', () => {
    const [mean, square, third] = oracle(texts.poisson).expectation(['y', 'y^2', 'y * (y - 1) * (y - 2)'], {
      rate: 7.5,
    });
    expectClose(mean, Real.fromNumber(7.5));
    expectClose(square, Real.fromNumber(63.75));
    expectClose(third, Real.fromNumber(421.875));
  });

  test('geometric: mean (1 − p)/p, by plain and by accelerated summation', () => {
    for (const p of [0.25, 2 ** -20]) {
      const [mean] = oracle(texts.geometric).expectation(['y'], { p });
      expectClose(mean, Real.fromNumber((1 - p) / p));
    }
  });

  test('gamma: E[log y] = −γ for the standard exponential; E[y²] = k(k + 1)/r²', () => {
    const [log, square] = oracle(texts.gamma).expectation(['log(y)', 'y^2'], { k: 1, r: 1 });
    expectClose(log, a.euler().negate());
    expectClose(square, Real.fromInteger(2));
  });

  test('normal: E[y⁴] = m⁴ + 6m²s² + 3s⁴', () => {
    expectClose(
      oracle(texts.normal).expectation(['y^4'], { m: 2, s: 3 })[0],
      Real.fromInteger(16 + 216 + 243),
    );
  });

  test('Kumaraswamy: b·B(1 + 1/a, b) where nearly all weight is within 1e-50 of 1 (by mpmath 1.3)', () => {
    const [mean] = oracle(texts.kumaraswamy, { constants: { a: '10.3' } }).expectation(['y'], { b: '0.02' });
    expectClose(mean, a.fromString('0.99705931479635946168833424396784208553983019130189'), 49);
  });

  test('Laplace: E|y − m| = b, across the kink', () => {
    expectClose(oracle(texts.laplace).expectation(['abs(y - m)'], { m: -2.5, b: 4 })[0], Real.fromInteger(4));
  });

  test('multinomial: E[y₁y₂] = n(n − 1)φ₁φ₂', () => {
    const g = oracle(texts.multinomial).expectation(['y[1] * y[2]'], { n: 4, K: 3, phi: [0.25, 0.5, 0.25] });
    expectClose(g[0], Real.fromNumber(1.5));
  });

  test('power law: Σ y^−3 = ζ(3), Apéry’s constant', () => {
    const zeta = oracle('zeta(y | s) = y^(-s)\n  y in 1..inf\n  s in (1, inf)').total({ s: 3 });
    expectClose(zeta, a.fromString('1.2020569031595942853997381615114499907649862923404988817922'), 57);
  });
});

describe('the density at a point', () => {
  test('is seen where the value itself is beyond any exponent', () => {
    const log = oracle(texts.normal).logDensity(2 ** 500, { m: 0, s: 1 });
    expect(log.toNumber()).toBe(-(2 ** 999));
    expect(oracle(texts.poisson).logDensity(3, { rate: 1e300 }).toNumber()).toBe(-1e300);
  });

  test('is −∞ in the logarithm where it is 0, and 0^0 is 1', () => {
    expect(oracle(texts.categorical).logDensity(2, { K: 3, phi: [1, 0, 0] })).toBe(Real.negativeInfinity);
    expect(
      oracle(texts.categorical)
        .logDensity(1, { K: 3, phi: [1, 0, 0] })
        .isZero(),
    ).toBe(true);
  });

  test('of maximum entropy is normalised, its total the partition function', () => {
    const die = oracle('# a die\nloaded(y) = maxent(y)\n  y in 1..6');
    expect(die.parameters).toEqual(['eta1']);
    expectClose(die.logDensity(4, { eta1: 0 }), a.log(Real.fromInteger(6)).negate());
    expectClose(die.total({ eta1: 0 }), Real.fromInteger(6));
    const counted = oracle('counted(y) = maxent(y)\n  y in 0..inf\n  h = 1 / factorial(y)');
    expectClose(counted.total({ eta1: 1 }), a.exp(a.e()));
  });
});

describe('a tilted density', () => {
  test('categorical: log-partition, probabilities and P(δ − P) keep their digits at a lead of 700', () => {
    const statistics = ['(y == 1)', '(y == 2)'];
    const eta = [700, -3];
    const found = oracle(texts.categorical, { constants: { K: 3 } }).tilted({
      statistics,
      logBaseMeasure: '0',
      eta,
    });
    const weights = [...eta.map((x) => a.exp(Real.fromNumber(x))), Real.one];
    const total = weights.reduce(a.add);
    const p = weights.map((weight) => a.divide(weight, total));
    const [p1 = Real.NaN, p2 = Real.NaN, p3 = Real.NaN] = p;
    expectClose(found.logPartition, evaluate('logsumexp(700, -3, 0)'));
    p.forEach((probability, k) =>
      expectClose(Array.isArray(found.mean) ? found.mean[k] : undefined, probability),
    );
    expectClose(found.covariance[0]?.[0], a.multiply(p1, a.add(p2, p3)));
    expectClose(found.covariance[0]?.[1], a.multiply(p1, p2).negate());
    expectClose(found.covariance[1]?.[0], a.multiply(p1, p2).negate());
    expectClose(found.covariance[1]?.[1], a.multiply(p2, a.add(p1, p3)));
  });

  test('categorical at ±1e308: one class takes all', () => {
    const classes = oracle(texts.categorical, { constants: { K: 3 } });
    const found = classes.tilted({
      statistics: ['(y == 1)', '(y == 2)', '(y == 3)'],
      logBaseMeasure: '0',
      eta: [1e308, -1e308, 1e4],
    });
    expect(found.logPartition.toNumber()).toBe(1e308);
    expect(found.meanStatistics.map((mean) => mean.toNumber())).toEqual([1, 0, 0]);
    expect(found.covariance.flat().every((entry) => entry.isZero())).toBe(true);
  });

  test('a numbered outcome that is no class has a mean of its own: the die with eta = 0 shows 3½', () => {
    const found = oracle(texts.categorical, { constants: { K: 6 } }).tilted({
      statistics: ['y'],
      logBaseMeasure: '0',
      eta: [0],
    });
    expectClose(found.mean instanceof Real ? found.mean : undefined, Real.fromNumber(3.5));
    expectClose(found.covariance[0]?.[0], a.fromRational(35n, 12n));
  });

  test('Poisson: A = exp η, variance = mean; Bernoulli at −700: A = softplus', () => {
    const poisson = oracle(texts.poisson).tilted({
      statistics: ['y'],
      logBaseMeasure: '-lgamma(y + 1)',
      eta: [2.5],
    });
    const mean = a.exp(Real.fromNumber(2.5));
    for (const value of [poisson.logPartition, poisson.meanStatistics[0], poisson.covariance[0]?.[0]])
      expectClose(value, mean);
    const coin = oracle(texts.bernoulli).tilted({ statistics: ['y'], logBaseMeasure: '0', eta: [-700] });
    expectClose(coin.logPartition, evaluate('softplus(-700)'));
    expectClose(coin.covariance[0]?.[0], evaluate('sigmoid(700) * sigmoid(-700)'));
  });

  test('normal in two statistics: means, and the covariance of (y, y²)', () => {
    // η = (m/s², −1/(2s²)) with m = 2, s = 3; Cov(y, y²) = 2ms², Var(y²) = 4m²s² + 2s⁴
    const eta = [a.fromRational(2n, 9n), a.fromRational(-1n, 18n)];
    const found = oracle(texts.normal).tilted({
      statistics: ['y', 'y^2'],
      logBaseMeasure: '-log(2 * pi) / 2',
      eta,
    });
    expectClose(found.meanStatistics[0], Real.fromInteger(2));
    expectClose(found.meanStatistics[1], Real.fromInteger(13));
    expectClose(found.covariance[0]?.[1], Real.fromInteger(36));
    expectClose(found.covariance[1]?.[1], Real.fromInteger(144 + 162));
    expectClose(found.logPartition, evaluate('4 / 18 + log(3)'));
    expectClose(found.mean instanceof Real ? found.mean : undefined, Real.fromInteger(2));
  });
});
