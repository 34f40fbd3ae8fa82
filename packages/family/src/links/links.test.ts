// Links against the density text: the oracle sums and integrates it at η(θ), and has never heard of a chain rule.
import type { Expression, Rational } from '@expfam/expression';
import { isNumber, number, rationalOf, text, variableOf } from '@expfam/expression';
import type { Values } from '@expfam/oracle';
import { evaluate, oracle } from '@expfam/oracle';
import { arithmetic } from '@expfam/precise';
import type { Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import type { Derivation } from '../index.js';
import { digitsOf, slope } from '../decision/judge.fixture.js';
import { deriveDensity, readDensities } from '../text.js';
import { deriveLink } from './derive-link.js';
import type { LinkChoice, LinkDerivation } from './derive-link.js';

const m = arithmetic(80);

const texts = {
  bernoulli: 'bernoulli(y | p) = p^y * (1 - p)^(1 - y)\n  y in {0, 1}\n  p in (0, 1)',
  binomial: 'binomial(y | p; n) = combinations(n, y) * p^y * (1 - p)^(n - y)\n  y in 0..n\n  n in 1..inf\n  p in (0, 1)',
  poisson: 'poisson(y | m) = m^y * exp(-m) / factorial(y)\n  y in 0..inf\n  m in (0, inf)',
  gaussian: 'gaussian(y | m; s) = exp(-(y - m)^2 / (2 * s)) / sqrt(2 * pi * s)\n  y in real\n  m in real\n  s in (0, inf)',
  gamma: 'gamma_mean(y | m; k) = (k / m)^k * y^(k - 1) * exp(-k * y / m) / gamma(k)\n  y in (0, inf)\n  m in (0, inf)\n  k in (1, inf)',
  inverse_gaussian: 'inverse_gaussian(y | m; s) = sqrt(s / (2 * pi * y^3)) * exp(-s * (y - m)^2 / (2 * m^2 * y))\n  y in (0, inf)\n  m in (0, inf)\n  s in (1, 2)',
  normal: 'normal(y | m, s) = exp(-(y - m)^2 / (2 * s^2)) / (s * sqrt(2 * pi))\n  y in real\n  m in real\n  s in (0, inf)',
  gamma_shape_rate: 'gamma_shape_rate(y | a, b) = b^a * y^(a - 1) * exp(-b * y) / gamma(a)\n  y in (0, inf)\n  a in (1, inf)\n  b in (0, inf)',
} as const; // prettier-ignore

type Family = keyof typeof texts;

const positive = ['identity', 'log', 'inverse', 'inverse_square', 'sqrt', 'power(1/3)', 'power(-2)'];
const unit = ['logit', 'probit', 'cloglog', 'cauchit', 'log', 'identity'];
const cases: readonly (readonly [Family, LinkChoice])[] = [
  ...['canonical', ...unit, 'inverse', 'sqrt'].map((link) => ['bernoulli', link] as const),
  ...['canonical', ...unit].map((link) => ['binomial', link] as const),
  ...['canonical', ...positive].map((link) => ['poisson', link] as const),
  ...['canonical', 'identity', 'log', 'inverse'].map((link) => ['gaussian', link] as const),
  ...['canonical', ...positive].map((link) => ['gamma', link] as const),
  ...['canonical', ...positive].map((link) => ['inverse_gaussian', link] as const),
  ['normal', 'log'],
  ['normal', { eta2: 'log' }],
  ['gamma_shape_rate', 'log'],
  ['gamma_shape_rate', { eta1: 'log', eta2: 'sqrt' }],
];

const derivations = new Map<Family, Derivation>();
const derivationOf = (family: Family): Derivation => {
  const known = derivations.get(family);
  if (known) return known;
  const made = deriveDensity(readDensities(texts[family])[0], { checked: false });
  derivations.set(family, made);
  return made;
};

const at = (over: number, under: number): Real => m.fromRational(BigInt(over), BigInt(under));

/** A moderate value of a symbol, off every round number; whole where it has to be. */
const moderate = (symbol: Expression): Real => {
  const { domain } = variableOf(symbol);
  if (domain.kind === 'set') return at(1, 1);
  if (domain.kind === 'range')
    return isNumber(domain.upper) || domain.upper.op === 'infinity' ? at(3, 1) : at(2, 1);
  if (domain.kind !== 'interval') throw new Error(domain.kind);
  const [lower, upper] = [domain.lower, domain.upper].map((end) => (isNumber(end) ? rationalOf(end) : null));
  const end = ({ numerator, denominator }: Rational): Real => m.fromRational(numerator, denominator);
  if (lower && upper) return m.add(end(lower), m.multiply(m.subtract(end(upper), end(lower)), at(37, 100)));
  if (lower) return m.add(end(lower), at(7, 9));
  return upper ? m.subtract(end(upper), at(7, 9)) : at(3, 7);
};

/** A point of the predictors, the constants and y. */
const scopeOf = ({ outcome, constants }: Derivation, { predictors }: LinkDerivation): Values =>
  Object.fromEntries(
    [...predictors, ...constants.map(({ symbol }) => symbol), outcome.symbol].map((symbol) => [
      variableOf(symbol).name,
      moderate(symbol),
    ]),
  );

describe.each(cases)('%s with the link %o', (family, choice) => {
  const derivation = derivationOf(family);
  const link = deriveLink(derivation, choice, false);
  const scope = scopeOf(derivation, link);
  const names = link.predictors.map(text);
  const value = (node: (typeof link.natural)[number], at: Values = scope, digits = 80): Real =>
    evaluate(text(node), at, digits);
  const eta = link.natural.map((each) => value(each));
  const constants = Object.fromEntries(
    derivation.constants.map(({ symbol }) => [text(symbol), scope[text(symbol)]]),
  );
  const found = oracle(derivation.source, { constants, digits: 60 }).tilted(
    { statistics: derivation.statistics.map(text), logBaseMeasure: text(derivation.logBaseMeasure), eta },
    constants,
  );
  /** ∂f/∂θᵢ by differences, at 160 digits. */
  const along = (i: number, f: (point: Values) => Real): Real =>
    slope((x) => f({ ...scope, [names[i]]: x }), scope[names[i]] as Real);

  test('E[y] is the mean of the text at η(θ), and the loss its −log p', () => {
    expect(digitsOf([value(link.response!)], [found.mean as Real])).toBe(50);
    const observed = derivation.statistics.map((each, i) => m.multiply(eta[i], value(each)));
    const loss = observed.reduce((rest, term) => m.subtract(rest, term), found.logPartition);
    expect(digitsOf([value(link.loss)], [loss])).toBe(50);
  });

  test('gradient and observed information are derivatives of the loss', () => {
    const slopes = names.map((_, i) => along(i, (at) => value(link.loss, at, 160)));
    expect(digitsOf(link.gradient.map((each) => value(each)), slopes)).toBe(50);
    const bends = link.gradient.flatMap((each) => names.map((_, i) => along(i, (at) => value(each, at, 160))));
    expect(digitsOf(link.observedInformation.flat().map((each) => value(each)), bends)).toBe(50);
  }); // prettier-ignore

  test('the expected information is Jᵀ·Cov[T]·J with the covariance of the text', () => {
    const jacobian = link.natural.map((each) =>
      names.map((_, i) => along(i, (at) => value(each, at, 160))),
    );
    const expected = names.flatMap((_, i) =>
      names.map((__, j) =>
        found.covariance
          .flatMap((row, a) => row.map((c, b) => m.multiply(m.multiply(jacobian[a][i], c), jacobian[b][j])))
          .reduce((x, y) => m.add(x, y)),
      ),
    );
    expect(digitsOf(link.expectedInformation.flat().map((each) => value(each)), expected)).toBe(50);
  }); // prettier-ignore
});

test('the steps of a link are checked like any others', () => {
  const { steps } = deriveLink(derivationOf('poisson'), 'sqrt');
  expect(steps.map(({ rule }) => rule)).toEqual([
    'choose-link', 'natural-parameter-of-predictor', 'loss-in-predictor', 'gradient-by-chain-rule', 'observed-information', 'expected-information',
  ]); // prettier-ignore
  for (const { check } of steps) expect(check).toMatchObject({ points: 64, digits: 50 });
});

test('the domain of the predictor says where the link gives a possible mean', () => {
  const domain = (family: Family, link: string): unknown =>
    variableOf(deriveLink(derivationOf(family), link, false).predictors[0]).domain;
  expect(domain('bernoulli', 'log')).toMatchObject({ upper: number(0) });
  expect(domain('bernoulli', 'inverse')).toMatchObject({ lower: number(1) });
  expect(domain('poisson', 'identity')).toMatchObject({ lower: number(0) });
});

test.each([
  ['poisson', 'probit', 'link-out-of-range: the link probit reaches means between 0 and 1, but E[y] lies between 0 and inf'],
  ['gaussian', 'logit', 'link-out-of-range'],
  ['poisson', 'logarithm', 'unknown-link: there is no link logarithm'],
  ['poisson', 'power(x)', 'unknown-link'],
  ['poisson', 'power(1/0)', 'unknown-link'],
  ['poisson', 'constructor', 'unknown-link'],
  ['normal', { eta3: 'log' }, 'unknown-name: normal has no natural parameter eta3'],
  ['normal', { eta2: 'probit' }, 'link-out-of-range: the link probit reaches means between 0 and 1, but -eta2'],
] as const)('%s with %o is refused', (family, link, message) => {
  expect(() => deriveLink(derivationOf(family), link, false)).toThrow(message);
}); // prettier-ignore

test('a die has no link for its mean', () => {
  const [die] = readDensities(
    'die(y | phi) = prod(phi[k]^(y == k), k, 1, 3)\n  y in 1..3\n  phi in simplex(3)',
  );
  expect(() => deriveLink(deriveDensity(die, { checked: false }), 'log')).toThrow('no-link');
});
