// What is no exponential family is refused with the right reason, the witness of the proof, and what would mend it.
import { describe, expect, test } from 'vitest';
import type { DeriveOptions, Refusal } from '../index.js';
import { deriveDensity, refusalJson } from '../index.js';
import { Problem, Rational } from '@expfam/expression';
import { inseparable } from './non-members.fixture.js';
import { readDensities } from '../text.js';

const refusalOf = (density: string, options?: DeriveOptions): Refusal => {
  try {
    deriveDensity(readDensities(density, 'here')[0], options);
  } catch (error) {
    if (error instanceof Problem && error.name === 'Refusal') return error as Refusal;
    throw error;
  }
  throw new Error('was accepted');
};

describe.each(inseparable)('$is', ({ density, witness, argument, memberIfFixed = [] }) => {
  const refusal = refusalOf(density);

  test('does not separate, and the term that ties outcome to parameter is shown', () => {
    expect(refusal.code).toBe('not-separable');
    if (typeof witness === 'string') expect(refusal.witness).toBe(witness);
    else expect(refusal.witness).toMatch(witness);
    expect(refusal.what).toContain(refusal.witness);
  });

  test('carries the argument, what moves, and ranks that bear it out', () => {
    const { proof } = refusal;
    expect(proof?.argument).toBe(argument);
    expect(proof?.values.length).toBeGreaterThan(1);
    const ranks = proof!.ranks.map(({ rank }) => rank);
    expect(ranks.length).toBeGreaterThan(1);
    expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
  });

  test('names the smallest sets of parameters that would have to be known', () => {
    expect(refusal.memberIfFixed).toEqual(memberIfFixed);
  });

  test('is told with place and remedy, and in JSON', () => {
    expect(refusal).toMatchObject({
      where: { source: 'here', line: 1 },
      needed: expect.stringContaining('sum of products') as string,
    });
    expect(refusal.help).toBeTruthy();
    expect(refusalJson('f', refusal)).toEqual({
      schema: 'expfam/derivation@1',
      name: 'f',
      member: false,
      reason: {
        code: 'not-separable',
        message: refusal.what,
        witness: refusal.witness,
        proof: refusal.proof,
      },
      memberIfFixed,
    });
  });
});

test.each<[string, string, string, string[][]]>([
  ['uniform(0, θ)', 'f(y | theta) = 1 / theta\n  y in (0, theta)\n  theta in (0, inf)', 'theta', []],
  ['uniform(a, b)', 'f(y | a, b) = 1 / (b - a)\n  y in (a, b)\n  a in (0, 1)\n  b in (1, inf)', 'a', []],
  ['a shifted exponential by its domain', 'f(y | a) = exp(-(y - a))\n  y in (a, inf)\n  a in real', 'a', []],
  [
    'a shifted exponential by an indicator',
    'f(y | a) = exp(-(y - a)) * (y > a)\n  y in real\n  a in real',
    '(a < y)',
    [],
  ],
  [
    'Pareto with unknown minimum',
    'f(y | a, m) = a * m^a / y^(a + 1)\n  y in [m, inf)\n  a in (0, inf)\n  m in (0, inf)',
    'm',
    [['m']],
  ],
  [
    'binomial with unknown number of trials',
    'f(y | p, n) = combinations(n, y) * p^y * (1 - p)^(n - y)\n  y in 0..n\n  p in (0, 1)\n  n in 1..inf',
    'n',
    [['n']],
  ],
  ['the discrete uniform', 'f(y | n) = 1 / n\n  y in 1..n\n  n in 1..inf', 'n', []],
  [
    'the power function with unknown end point',
    'f(y | a, b) = a * y^(a - 1) / b^a\n  y in (0, b)\n  a in (0, inf)\n  b in (0, inf)',
    'b',
    [['b']],
  ],
  [
    'the shifted log-normal',
    'f(y | m, s, a) = exp(-(log(y - a) - m)^2 / (2 * s^2)) / ((y - a) * s * sqrt(2 * pi))\n  y in (a, inf)\n  a in real\n  m in real\n  s in (0, inf)',
    'a',
    [['a']],
  ],
  [
    'the shifted gamma',
    'f(y | k, b, a) = b^k * (y - a)^(k - 1) * exp(-b * (y - a)) / gamma(k)\n  y in (a, inf)\n  a in real\n  k in (0, inf)\n  b in (0, inf)',
    'a',
    [['a']],
  ],
  [
    'the shifted Weibull',
    'f(y | k, s, a) = k / s * ((y - a) / s)^(k - 1) * exp(-((y - a) / s)^k)\n  y in (a, inf)\n  a in real\n  k in (0, inf)\n  s in (0, inf)',
    'a',
    [['k', 'a']],
  ],
  [
    'the generalised extreme value distribution',
    'f(y | m, s, x) = (1 + x * (y - m) / s)^(-1 / x - 1) * exp(-(1 + x * (y - m) / s)^(-1 / x)) / s\n  y in (m - s / x, inf)\n  m in real\n  s in (0, inf)\n  x in (0, inf)',
    'm',
    [],
  ],
  [
    'Lévy with unknown location',
    'f(y | m) = exp(-1 / (2 * (y - m))) / (sqrt(2 * pi) * (y - m)^(3 / 2))\n  y in (m, inf)\n  m in real',
    'm',
    [],
  ],
  [
    'an indicator on one side of which the density is zero',
    'f(y | c) = (y <= c) / c\n  y in (0, 1)\n  c in (0, 1)',
    '(y <= c)',
    [],
  ],
])('%s has a support that depends on a parameter', (_, density, witness, memberIfFixed) => {
  const refusal = refusalOf(density);
  expect(refusal).toMatchObject({ code: 'support-depends-on-parameter', witness });
  expect(refusal.memberIfFixed).toEqual(memberIfFixed);
});

test('a parameter that takes only whole values is refused as discrete', () => {
  const refusal = refusalOf('f(y | n) = n^y * exp(-n) / factorial(y)\n  y in 0..inf\n  n in 1..inf');
  expect(refusal).toMatchObject({ code: 'discrete-parameter', witness: 'n' });
});

test('a hypergeometric of unknown composition is refused as discrete', () => {
  const refusal = refusalOf(
    'f(y | k) = combinations(k, y) * combinations(20 - k, 5 - y) / combinations(20, 5)\n  y in 0..5\n  k in 5..15',
  );
  expect(refusal).toMatchObject({ code: 'discrete-parameter', witness: 'k' });
});

const betaBinomial =
  'f(y | a, b; n) = combinations(n, y) * beta(y + a, n - y + b) / beta(a, b)\n  y in 0..n\n  a in (0, inf)\n  b in (0, inf)\n  n in 1..inf';

test('the order of the beta-binomial grows with the number of trials', () => {
  const refusal = refusalOf(betaBinomial);
  expect(refusal.code).toBe('order-grows');
  expect(refusal.witness).toMatch(/lgamma\((a \+ y|y \+ a)\)/);
});

test.each([1, 2, 4])('the beta-binomial of %i trials is a member of that order', (n) => {
  const { certificate, curved } = deriveDensity(readDensities(betaBinomial)[0], {
    fix: { n: Rational.of(n) },
  });
  expect([certificate.lower, certificate.upper, curved]).toEqual([n, n, n > 2]);
});

test.each([
  ['f(y | rate) = exp(-rate * y)\n  y in (0, inf)\n  rate in (0, inf)', '1 / rate'],
  ['f(y | mu) = exp(-(y - mu)^2 / 2)\n  y in real\n  mu in real', 'sqrt(2 * pi)'],
  ['f(y | m) = m^y / factorial(y)\n  y in 0..inf\n  m in (0, inf)', 'exp(m)'],
  ['f(y | o) = o^y\n  y in {0, 1}\n  o in (0, inf)', '1 + o'],
  ['f(y | p) = 2 * p * (1 - p)^y\n  y in 0..inf\n  p in (0, 1)', '2'],
])('%s is not normalised, and is taken when divided by its total', (density, total) => {
  const refusal = refusalOf(density);
  expect(refusal).toMatchObject({ code: 'not-normalised', witness: total });
  expect(refusal.help).toContain('--normalise');
  const derivation = deriveDensity(readDensities(density)[0], { normalise: true });
  expect(derivation.normalised).toBe(true);
  expect([...derivation.sourceFromNatural.values()]).not.toContain(null);
});

const unit = '\n  y in (0, 1)';
const half = '\n  y in (0, inf)';
const positive = '\n  a in (0, inf)';

test.each([
  ['a line that is not normalised', `f(y | a) = a * y${unit}${positive}`, 'a / 2'],
  ['an improper one', `f(y | a) = a * y${half}${positive}`, /^more than/],
  ['another improper one', `f(y | a) = exp(a * y)${half}${positive}`, /^(infinity|more than .*)$/],
  ['a logarithmic one', `f(y | a) = a / y\n  y in (1, inf)${positive}`, /^more than/],
  [
    'one whose total has no closed form',
    `f(y | a) = exp(-a * y^4 - y^2)\n  y in real${positive}`,
    /^1\.3684/,
  ],
  [
    'a Conway–Maxwell–Poisson divided by another total',
    `f(y | a) = 2^y / factorial(y)^a * exp(-2)\n  y in 0..inf${positive}`,
    /^\d+\.\d+$/,
  ],
  ['a slow sum', `f(y | a) = y^(-a) * exp(-sqrt(y))\n  y in 1..inf${positive}`, /^\d+\.\d+$/],
  [
    'a density that is negative somewhere',
    `f(y | a) = 1 + a - 2 * a * y${unit}\n  a in (2, 3)`,
    '1 + a - 2 * a * y',
  ],
  ['a density that is negative for one value', 'f(y | a) = a * y\n  y in {-1, 1}\n  a in (0, 1)', 'a * y'],
  ['zero', `f(y | a) = 0 * a * y${unit}${positive}`, '0'],
])('%s is refused as no density', (_, density, witness) => {
  const refusal = refusalOf(density);
  expect(refusal.code).toBe('not-normalised');
  expect(refusal.witness).toMatch(
    typeof witness === 'string' ? new RegExp(`^${witness.replace(/[*+/()^]/g, '\\$&')}$`) : witness,
  );
});

test.each([
  ['Bessel', 'f(y | a) = exp(-a * cosh(y)) / (2 * besselK(0, a))\n  y in real\n  a in (0, inf)'],
  [
    'a zeta with an exponential',
    'f(y | a) = y^a * 2^(-y) / sum(j^a * 2^(-j), j, 1, inf)\n  y in 1..inf\n  a in (0, inf)',
  ],
])('a total that only numbers confirm is accepted: %s', (_, density) => {
  expect(deriveDensity(readDensities(density)[0], { checked: false }).certificate).toMatchObject({
    lower: 1,
    upper: 1,
  });
});

test('a value for a name that the density has not is an error that names those it has', () => {
  const [density] = readDensities(
    'f(y | a, b) = exp(a * y) * b\n  y in {0, 1}\n  a in real\n  b in (0, inf)',
  );
  expect(() => deriveDensity(density, { fix: { c: Rational.of(1) } })).toThrow(
    expect.objectContaining({ code: 'unknown-name', needed: 'one of a, b' }) as Error,
  );
  expect(() => deriveDensity(density, { classes: 3 })).toThrow(
    expect.objectContaining({ code: 'bad-classes' }) as Error,
  );
});

test.each([0, 1, 2.5, -3, Number.NaN, Number.POSITIVE_INFINITY])('%d classes are refused', (classes) => {
  const [density] = readDensities(
    'f(y | phi) = prod(phi[k]^(y == k), k, 1, K)\n  y in 1..K\n  phi in simplex(K)',
  );
  expect(() => deriveDensity(density, { classes })).toThrow(
    expect.objectContaining({ code: 'bad-classes' }) as Error,
  );
});

test.each([
  ['r in (0, inf)', 'r = -2 lies outside (0, inf)', -2],
  ['r in 1..10', 'r = 1/2 lies outside 1..10', [1, 2]],
  ['r in {1, 3}', 'r = 2 lies outside {1, 3}', 2],
] as const)('a value outside %s is refused as such', (line, complaint, value) => {
  const [density] = readDensities(`f(y | p; r) = p^r * (1 - p)^y\n  y in 0..inf\n  p in (0, 1)\n  ${line}`);
  const r =
    typeof value === 'number' ? Rational.of(value) : Rational.of(value[0]).divide(Rational.of(value[1]));
  expect(() => deriveDensity(density, { fix: { r } })).toThrow(`option-out-of-range: ${complaint}`);
});

test.each([
  ['inf', 'inf'],
  ['the logarithm of a negative number', 'log(-1) * p * exp(-p * y)'],
  ['a pole', 'gamma(0) * p * exp(-p * y)'],
])('%s is no density: it has no value anywhere', (_, formula) => {
  const refusal = refusalOf(`f(y | p) = ${formula}\n  y in (0, inf)\n  p in (0, inf)`);
  expect(refusal).toMatchObject({ code: 'not-normalised' });
  expect(refusal.what).toMatch('no number');
});
