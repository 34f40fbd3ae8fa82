// Infinite sums and integrals as expressions: their values against closed forms, read back from their text, differentiated
// under the sign, and checked like any other step.
import { arithmetic } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { differentiate } from './differentiate.js';
import { real } from './domains.js';
import { evaluator } from './evaluate.js';
import { symbol } from './build.js';
import type { Expression } from './node.js';
import { parseFormula } from './parse.js';
import { text } from './text.js';
import { verify, verifyDerivative } from './verify.js';

const names = new Map(
  [
    symbol('a', real.positive),
    symbol('b', real.positive),
    symbol('c', real.negative),
    symbol('x', real.all),
  ].map((each) => [text(each), each]),
);
const place = (offset: number, length: number) => ({
  source: '',
  text: '',
  line: 1,
  column: offset + 1,
  length,
});
const read = (formula: string): Expression => parseFormula(formula, { names, place });

describe('have the value of their closed forms, to 50 digits', () => {
  test.each([
    ['sum(a^j / factorial(j), j, 0, inf)', 'exp(a)'],
    ['sum(exp(c * j), j, 2, inf)', 'exp(2 * c) / (1 - exp(c))'],
    ['sum(j^(-1 - a), j, 1, inf)', 'zeta(1 + a)'],
    ['sum(exp(a * k), k, -inf, -1)', '1 / (exp(a) - 1)'],
    ['sum(exp(-a * j^2), j, -inf, inf)', 'sqrt(pi / a) * sum(exp(-pi^2 * j^2 / a), j, -inf, inf)'],
    [
      'sum(sum(exp(c * j) * (j <= k), j, 0, 2) * exp(c * k), k, 0, inf)',
      '1 / (1 - exp(c)) * (1 + exp(2 * c) + exp(4 * c))',
    ],
    ['integral(t^(a - 1) * exp(-b * t), t, 0, inf)', 'gamma(a) / b^a'],
    ['integral(exp(x * t - a * t^2), t, -inf, inf)', 'sqrt(pi / a) * exp(x^2 / (4 * a))'],
    ['integral(t^a * (1 - t)^b, t, 0, 1)', 'beta(a + 1, b + 1)'],
    ['integral(exp(-a * abs(t - x)), t, -inf, inf)', '2 / a'],
    ['integral((t < x) * exp(-t^2 / 2), t, -inf, inf)', 'sqrt(2 * pi) * normalCdf(x)'],
    ['integral(exp(a * cos(t)), t, -pi, pi)', '2 * pi * besselI(0, a)'],
    ['integral(t * exp(-t), t, a, a + b)', 'exp(-a) * (a + 1) - exp(-a - b) * (a + b + 1)'],
  ])('%s', (from, to) => {
    expect(verify(read(from), read(to), { points: 3 })).toMatchObject({ points: 3, digits: 50 });
  });
});

const conwayMaxwellPoisson = 'log(sum(exp(x * j + c * lgamma(j + 1)), j, 0, inf))';

test.each([
  conwayMaxwellPoisson,
  'log(integral(exp(x * t - a * t^4), t, -inf, inf))',
  'sum(integral(exp(-a * t * k), t, 0, 1), k, 1, inf)',
  'sum(exp(-a * k), k, -inf, inf) / integral(t^2, t, a, b)',
])('%s is printed as it can be read again', (formula) => {
  const node = read(formula);
  expect(read(text(node))).toBe(node);
});

test.each([
  [
    conwayMaxwellPoisson,
    'x',
    'sum(j * exp(x * j + c * lgamma(j + 1)), j, 0, inf) / sum(exp(x * j + c * lgamma(j + 1)), j, 0, inf)',
  ],
  ['integral(exp(x * t - t^4), t, -inf, inf)', 'x', 'integral(t * exp(x * t - t^4), t, -inf, inf)'],
  ['integral(exp(t * b), t, 0, a)', 'a', 'exp(a * b)'],
])('%s is differentiated under the sign', (formula, name, expected) => {
  const [node, variable] = [read(formula), names.get(name)!];
  const derivative = differentiate(node, variable);
  expect(derivative).toBe(read(expected));
  expect(verifyDerivative(node, variable, derivative)).toMatchObject({ points: 1, digits: 50 });
});

test('what does not settle has no value', () => {
  const at = evaluator(arithmetic(30), new Map());
  expect(['sum(1 / k, k, 1, inf)', 'integral(1 / t, t, 0, 1)', 'integral(exp(t), t, 0, inf)'].map(read).map(at).every((value) => value.isNaN())).toBe(true); // prettier-ignore
});

test('an integral inside an integral is left unchecked rather than waited for', () => {
  expect(verify(read('integral(integral(exp(-t - u), u, 0, inf), t, 0, inf)'), read('1')).points).toBe(0);
});
