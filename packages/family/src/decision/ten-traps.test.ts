// Ten traps into which an engine falls that matches patterns: mixtures, curves, redundancy, edges, gaps, and E[T] that is not E[y].
import { evaluator, isNumber, rationalOf, text } from '@expfam/expression';
import { arithmetic } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../catalogue/index.js';
import type { DeriveOptions, Derivation, FamilyDefinition } from '../index.js';
import { deriveDensity, derivationJson } from '../index.js';
import { readDensities } from '../text.js';

const families: readonly FamilyDefinition[] = catalogue;
const derived = (density: string, options: DeriveOptions = {}): Derivation =>
  deriveDensity(readDensities(density, 'here')[0], { checked: false, ...options });
const named = (name: string, options: DeriveOptions = {}): Derivation =>
  derived(families.find((family) => family.name === name)!.density, options);
const dimensionOf = ({ dimension }: Derivation): number =>
  isNumber(dimension) ? rationalOf(dimension).toNumber() : Number.NaN;
const summary = (derivation: Derivation) => ({
  dimension: dimensionOf(derivation),
  curved: derivation.curved,
  identified: derivation.identified,
});
const full = (dimension: number) => ({ dimension, curved: false, identified: true });
const bell = 'exp(-(y - MEAN)^2 / (2 * VARIANCE)) / sqrt(2 * pi * VARIANCE)';
const normal = (parameters: string, mean: string, variance: string, domains: string): string =>
  `f(y | ${parameters}) = ${bell.replaceAll('MEAN', mean).replaceAll('VARIANCE', variance)}\n  y in real\n${domains}`;

describe('1. a normal of one parameter is full, curved or not identified', () => {
  const positive = '  t in (0, inf)';
  test('N(t, t) is full', () => {
    expect(summary(derived(normal('t', 't', 't', positive)))).toEqual(full(1));
  });
  test('N(t, t²) is curved', () => {
    expect(summary(derived(normal('t', 't', 't^2', positive)))).toEqual({ ...full(2), curved: true });
  });
  test('N(a + b, 1) is not identified', () => {
    const both = '  a in real\n  b in real';
    expect(summary(derived(normal('a, b', '(a + b)', '1', both)))).toEqual({ ...full(1), identified: false });
  });
});

describe('2. a mixture may be a member', () => {
  test('the zero-inflated Poisson is one', () => {
    expect(summary(named('zero_inflated_poisson'))).toEqual(full(2));
  });
  test('two normals are none', () => {
    const density =
      'f(y | w) = (w * exp(-y^2 / 2) + (1 - w) * exp(-(y - 3)^2 / 2)) / sqrt(2 * pi)\n  y in real\n  w in (0, 1)';
    expect(() => derived(density)).toThrow(/^not-separable/);
  });
});

describe('3. what is redundant is divided out', () => {
  test('the softmax of K logits has dimension K − 1', () => {
    const derivation = named('categorical', { classes: 3, form: 'symmetric' });
    expect(derivation.natural).toHaveLength(3);
    expect(dimensionOf(derivation)).toBe(2);
  });
  test('the six squares and products on the sphere have dimension 5, as the squares sum to one (Bingham)', () => {
    const products = 'y[1]^2, y[2]^2, y[3]^2, y[1] * y[2], y[1] * y[3], y[2] * y[3]';
    const derivation = derived(`bingham(y) = maxent(${products})\n  y in sphere(3)`);
    expect(dimensionOf(derivation)).toBe(5);
    expect(derivation.certificate).toMatchObject({ lower: 5, upper: 5 });
  });
  test('three players have two strengths between them (Bradley and Terry)', () => {
    const pair = (won: string, s: string, t: string): string =>
      `combinations(n, ${won}) * (${s} / (${s} + ${t}))^${won} * (${t} / (${s} + ${t}))^(n - ${won})`;
    const games = [pair('y[1]', 's[1]', 's[2]'), pair('y[2]', 's[2]', 's[3]'), pair('y[3]', 's[3]', 's[1]')];
    const density = `f(y | s; n) = ${games.join(' * ')}\n  y in (0..n)^3\n  s in (0, inf)^3\n  n in 1..inf`;
    expect(summary(derived(density))).toEqual({ ...full(2), identified: false });
  });
  test('two players have one strength between them', () => {
    const game = 'f(y | a, b) = a^y * b^(1 - y) / (a + b)\n  y in {0, 1}\n  a in (0, inf)\n  b in (0, inf)';
    expect(summary(derived(game))).toEqual({ ...full(1), identified: false });
  });
});

test('4. a gamma whose shape is its rate has one statistic, log y − y', () => {
  const derivation = named('gamma_unit_mean');
  expect(summary(derivation)).toEqual(full(1));
  expect(derivation.statistics.map(text)).toEqual(['log(y) - y']);
});

test('5. failures and trials have the same η and another A', () => {
  const [failures, trials] = [named('geometric'), named('geometric_trials')];
  expect(failures.natural.map(({ expression }) => expression)).toEqual(
    trials.natural.map(({ expression }) => expression),
  );
  expect(failures.logPartitionNatural).not.toBe(trials.logPartitionNatural);
});

test('6. Hardy and Weinberg look curved and are full', () => {
  expect(summary(named('hardy_weinberg'))).toEqual(full(1));
});

test('7. the natural space of the inverse Gaussian holds its edge', () => {
  expect(derivationJson(named('inverse_gaussian_mean_shape')).naturalSpace).toContain('eta1 = 0, eta2 < 0');
});

describe('8. a gap at η = 0 is removable', () => {
  test.each([
    ['continuous_bernoulli', {}],
    ['truncated_exponential', { b: 1 }],
  ])('%s has the mean 1/2 there', (name, constants) => {
    const m = arithmetic(120);
    const scope = new Map(
      Object.entries({ ...constants }).map(([key, value]) => [key, m.fromRational(BigInt(value), 1n)]),
    );
    scope.set('eta1', m.power(m.fromRational(10n, 1n), m.fromRational(-30n, 1n)));
    const mean = evaluator(m, scope)(named(name).meanStatistics![0]);
    expect(mean.toNumber()).toBe(0.5);
  });
});

test('9. what only the outcome knows goes into h', () => {
  expect(text(derived(normal('t', 't', 't', '  t in (0, inf)')).logBaseMeasure)).toMatch(/^y\b/);
  expect(text(named('inverse_gaussian').logBaseMeasure)).toContain('1 / (2 * phi * y)');
});

test.each(['zeta', 'weibull', 'pareto', 'gamma_known_rate'])('10. E[y] of %s is not E[T]', (name) => {
  const { response, meanStatistics } = named(name);
  expect(response).not.toBeNull();
  expect(response).not.toEqual(meanStatistics);
});
