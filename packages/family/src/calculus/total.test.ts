// The calculus against the oracle: every closed form is summed or integrated by brute force, and every rule is used by one.
import * as e from '@expfam/expression';
import { oracle } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { readDensities } from '../text.js';
import { convergenceOf } from './convergence.js';
import type { Case } from './convergence.js';
import type { Integrand } from './integrand.js';
import { integrals } from './integrals.js';
import { lastMethods, methods } from './methods.js';
import { series } from './series.js';
import { closedTotal } from './total.js';
import { vectors } from './vectors.js';

interface Sample {
  readonly rule: string;
  /** Statistics, domain and base measure in the density language. */
  readonly maxent: string;
  readonly y: string;
  readonly h?: string;
  readonly eta: readonly number[];
  /** To how many digits the oracle can judge: 45 unless it has to integrate in several variables. */
  readonly digits?: number;
}

const line = 'real';
const half = '(0, inf)';

const samples: readonly Sample[] = [
  { rule: 'exponential-integral', maxent: 'y', y: half, eta: [-1.5] },
  { rule: 'exponential-integral', maxent: 'y', y: '(-inf, 2)', eta: [0.75] },
  { rule: 'exponential-integral', maxent: 'y', y: '[-1, 3]', eta: [0.5] },
  { rule: 'power-integral', maxent: 'log(y)', y: '[2, inf)', eta: [-3.5] },
  { rule: 'power-integral', maxent: 'log(y)', y: '(0, 3)', eta: [0.5] },
  { rule: 'gaussian-integral', maxent: 'y, y^2', y: line, eta: [0.75, -0.5] },
  { rule: 'gaussian-integral', maxent: 'log(y), log(y)^2', y: half, eta: [0.5, -1] },
  { rule: 'gaussian-integral', maxent: 'log(y / (1 - y)), log(y / (1 - y))^2', y: '(0, 1)', h: '1 / (y * (1 - y))', eta: [0.5, -1] },
  { rule: 'gaussian-integral-between', maxent: 'y, y^2', y: half, eta: [0.75, -0.5] },
  { rule: 'gaussian-integral-between', maxent: 'y, y^2', y: '[-1, 2]', eta: [0.75, -0.5] },
  { rule: 'gaussian-integral-between', maxent: 'y, y^2', y: '(-inf, 1)', eta: [-0.5, -1] },
  { rule: 'gamma-integral', maxent: 'log(y), y^2', y: half, eta: [1.5, -0.5] },
  { rule: 'gamma-integral', maxent: 'log(y), 1 / y', y: half, eta: [-2.5, -0.5] },
  { rule: 'exponential-integral', maxent: 'exp(-y / 2)', y: line, h: 'exp(-y / 2)', eta: [-1.5] },
  { rule: 'gamma-integral', maxent: '1 / (y - 2)', y: '(2, inf)', h: '(y - 2)^(-3 / 2)', eta: [-0.5] },
  { rule: 'beta-integral', maxent: 'log(y), log(1 - y)', y: '(0, 1)', eta: [1.5, 0.5] },
  { rule: 'beta-integral', maxent: 'log(1 - y^2)', y: '(0, 1)', h: 'y', eta: [0.5] },
  { rule: 'beta-prime-integral', maxent: 'log(1 + y / 3)', y: half, eta: [-2.5] },
  { rule: 'beta-prime-integral', maxent: 'log(1 + y^2)', y: half, h: 'y', eta: [-2.5] },
  { rule: 'beta-prime-integral', maxent: 'log(1 + exp(-y)), y', y: line, eta: [-2.5, -0.75] },
  { rule: 'bessel-half-line-integral', maxent: 'log(y), y, 1 / y', y: half, eta: [0.25, -1, -0.5] },
  { rule: 'bessel-half-line-integral', maxent: 'y, 1 / y', y: half, h: 'y^(-5 / 2)', eta: [-1, -0.5] },
  { rule: 'bessel-circle-integral', maxent: 'cos(y), sin(y)', y: '[0, 2 * pi)', eta: [0.5, -1] },
  { rule: 'secant-integral', maxent: 'y', y: line, h: '1 / cosh(2 * y)', eta: [0.5] },
  { rule: 'two-half-lines', maxent: 'abs(y - 1), y', y: line, eta: [-2, 0.5] },
  { rule: 'two-half-lines', maxent: 'y^4', y: line, eta: [-0.5] },
  { rule: 'total-of-sum', maxent: 'y', y: half, h: '1 + y', eta: [-1.5] },
  { rule: 'change-of-variable', maxent: 'exp(2 * y) - 1', y: half, h: 'exp(2 * y)', eta: [-0.5] },
  { rule: 'finite-set', maxent: 'y, y^2', y: '{1, 2, 5}', eta: [0.5, -0.25] },
  { rule: 'geometric-series', maxent: 'y', y: '3..inf', eta: [-0.5] },
  { rule: 'exponential-series', maxent: 'y', y: '0..inf', h: '1 / factorial(y)', eta: [0.5] },
  { rule: 'negative-binomial-series', maxent: 'y', y: '0..inf', h: 'gamma(y + 5 / 2) / factorial(y)', eta: [-0.5] },
  { rule: 'binomial-theorem', maxent: 'y', y: '0..9', h: '1 / (factorial(y) * factorial(9 - y))', eta: [0.5] },
  { rule: 'logarithmic-series', maxent: 'y', y: '1..inf', h: '1 / y', eta: [-0.5] },
  { rule: 'zeta-series', maxent: 'log(y)', y: '1..inf', eta: [-2.5] },
  { rule: 'tree-series', maxent: 'y', y: '1..inf', h: 'y^(y - 1) / factorial(y)', eta: [-1.5] },
  { rule: 'bessel-series', maxent: 'y', y: '-inf..inf', h: 'besselI(abs(y), 3)', eta: [0.5] },
  { rule: 'atoms-apart', maxent: '(y == 0), y', y: '0..inf', h: '1 / factorial(y)', eta: [0.75, 0.5] },
  { rule: 'missing-terms', maxent: 'y', y: '2..inf', h: '1 / factorial(y)', eta: [0.5] },
  { rule: 'begin-at-zero', maxent: 'y', y: '1..inf', h: '1 / factorial(y - 1)', eta: [0.5] },
  { rule: 'dirichlet-integral', maxent: 'log(y[1]), log(y[2]), log(y[3])', y: 'simplex(3)', eta: [0.5, 1.5, 2], digits: 10 },
  { rule: 'multinomial-theorem', maxent: 'y[1], y[2]', y: 'counts(4, 3)', h: '1 / (factorial(y[1]) * factorial(y[2]) * factorial(y[3]))', eta: [0.5, -1] },
  { rule: 'negative-multinomial-series', maxent: 'y[1], y[2]', y: '(0..inf)^2', h: 'gamma(y[1] + y[2] + 5 / 2) / (factorial(y[1]) * factorial(y[2]))', eta: [-2, -3], digits: 12 },
  { rule: 'independent-components', maxent: 'y[1], y[2]', y: '{0, 1}^2', eta: [0.5, -1], digits: 15 },
]; // prettier-ignore

const textOf = ({ maxent, y, h }: Sample): string =>
  `f(y) = maxent(${maxent})\n  y in ${y}${h === undefined ? '' : `\n  h = ${h}`}`;

const integrandOf = (text: string): Integrand => {
  const { outcome, maxent } = readDensities(text)[0];
  const terms = maxent!.statistics.map((each, i) => e.multiply(e.symbol(`eta${i + 1}`, e.real.all), each));
  return { ...outcome, exponent: e.add(e.log(maxent!.base), ...terms) };
};

const exact = arithmetic(60);
const ten = exact.fromRational(10n, 1n);

describe.each(samples)('$rule: maxent($maxent) on $y', (sample) => {
  test('the closed form is the sum or integral', () => {
    const values = Object.fromEntries(sample.eta.map((value, i) => [`eta${i + 1}`, value]));
    const wanted = exact.log(oracle(textOf(sample)).total(values));
    const found = closedTotal(integrandOf(textOf(sample)))!;
    expect(found.by.map(({ rule }) => rule)).toContain(sample.rule);
    const point = new Map(sample.eta.map((value, i) => [`eta${i + 1}`, Real.fromNumber(value)]));
    const error = exact.subtract(e.evaluator(exact, point)(found.total), wanted).abs();
    expect(error.compare(exact.power(ten, exact.fromRational(BigInt(-(sample.digits ?? 45)), 1n)))).toBe(-1);
  });
});

test('every rule and method has a sample', () => {
  const named = new Set(samples.map(({ rule }) => rule));
  const all = [integrals, series, methods, lastMethods, vectors].flatMap((table) => Object.keys(table));
  expect(all.filter((rule) => !named.has(rule))).toEqual([]);
});

describe('the total is finite', () => {
  // from textbooks: where the families of these statistics exist
  const spaces: readonly (readonly [maxent: string, y: string, h: string, space: string])[] = [
    ['y', half, '1', '-eta1 > 0'],
    ['log(y), y', half, '1', '1 + eta1 > 0; -eta2 > 0, or eta2 = 0 and -1 - eta1 > 0'],
    ['log(y), log(1 - y)', '(0, 1)', '1', '1 + eta1 > 0; 1 + eta2 > 0'],
    ['log(1 - y^2)', '(0, 1)', 'y', '1 + eta1 > 0'],
    ['y, 1 / y', half, 'y^(-3 / 2)', '-eta2 > 0; -eta1 > 0, or eta1 = 0 and 1 / 2 > 0'],
    ['y, lgamma(y + 1)', '0..inf', '1', '-eta2 > 0, or eta2 = 0 and -eta1 > 0'],
    ['log(y)', '1..inf', '1', '-1 - eta1 > 0'],
    ['y', line, '1 / cosh(y)', '1 + eta1 > 0; 1 - eta1 > 0'],
    ['exp(2 * y)', half, 'exp(2 * y)', '-eta1 > 0'],
    ['y', '[0, 3]', '1', ''],
    ['y', line, '1', 'eta1 > 0; -eta1 > 0'],
    ['y', line, '1 / (1 + y^2)', 'eta1 > 0, or -eta1 = 0 and 1 > 0; -eta1 > 0, or eta1 = 0 and 1 > 0'],
    ['(y == 0)', '1..inf', '1 / y', 'never'],
  ];
  test.each(spaces)('of maxent(%s) on %s with h = %s where %s', (maxent, y, h, space) => {
    const found = convergenceOf(integrandOf(textOf({ rule: '', maxent, y, h, eta: [] })))!;
    expect(found.map(spell).join('; ')).toBe(space);
  });
});

const spell = (cases: readonly Case[]): string =>
  cases.length === 0
    ? 'never'
    : cases
        .map(({ zero, positive }) =>
          [...zero.map((each) => `${e.text(each)} = 0`), `${e.text(positive)} > 0`].join(' and '),
        )
        .join(', or ');
