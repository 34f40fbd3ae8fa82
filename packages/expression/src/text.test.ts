// Spellings checked by hand, in the density language and in TeX: signs, bars, roots and deltas as a person writes them.
import { describe, expect, test } from 'vitest';
import { indexSymbol, integral, product, sum } from './binder.js';
import { apply } from './apply.js';
import {
  abs,
  add,
  divide,
  element,
  equal,
  exp,
  half,
  infinity,
  lessEqual,
  log,
  minusOne,
  multiply,
  negate,
  number,
  one,
  pi,
  power,
  sqrt,
  subtract,
  symbol,
  two,
  zero,
} from './build.js';
import { real } from './domains.js';
import type { Expression } from './node.js';
import { atoms, randomExpressions } from './random.fixture.js';
import { tex, texName } from './tex.js';
import { text } from './text.js';

const { x, y, p, q, K, i, j, phi, eta } = atoms;
const eta1 = symbol('eta1', real.all);
const k = indexSymbol('k', one, K);
const t = symbol('t', real.all);
const call = (name: Expression['op'], ...args: readonly Expression[]): Expression => apply(name, args);

const cases: readonly (readonly [Expression, string, string])[] = [
  [negate(x), '-x', '-x'],
  [subtract(y, x), 'y - x', 'y - x'],
  [subtract(one, p), '1 - p', '1 - p'],
  [divide(x, two), 'x / 2', '\\frac{x}{2}'],
  [multiply(number(3, 2), x), '3 * x / 2', '\\frac{3\\,x}{2}'],
  [negate(divide(x, two)), '-x / 2', '-\\frac{x}{2}'],
  [divide(one, x), '1 / x', '\\frac{1}{x}'],
  [divide(exp(eta1), add(one, exp(eta1))), 'exp(eta1) / (1 + exp(eta1))', '\\frac{e^{\\eta_{1}}}{1 + e^{\\eta_{1}}}'],
  [sqrt(x), 'sqrt(x)', '\\sqrt{x}'],
  [divide(one, sqrt(multiply(two, pi))), '1 / sqrt(2 * pi)', '\\frac{1}{\\sqrt{2\\,\\pi}}'],
  [power(x, two), 'x^2', 'x^{2}'],
  [power(negate(add(x, one)), number(1, 3)), '(-1 - x)^(1 / 3)', '{(-1 - x)}^{\\frac{1}{3}}'],
  [power(x, negate(y)), 'x^(-y)', 'x^{-y}'],
  [divide(x, multiply(y, p)), 'x / (p * y)', '\\frac{x}{p\\,y}'],
  [log(p), 'log(p)', '\\log p'],
  [abs(x), 'abs(x)', '\\left|x\\right|'],
  [equal(i, j), '(i == j)', '\\delta_{ij}'],
  [equal(x, zero), '(x == 0)', '\\mathbf{1}\\{x = 0\\}'],
  [lessEqual(x, y), '(x <= y)', '\\mathbf{1}\\{x \\le y\\}'],
  [element(phi, i), 'phi[i]', '\\phi_{i}'],
  [sum(exp(element(eta, k)), k, one, K), 'sum(exp(eta[k]), k, 1, K)', '\\sum_{k=1}^{K} e^{\\eta_{k}}'],
  [product(element(phi, k), k, one, K), 'prod(phi[k], k, 1, K)', '\\prod_{k=1}^{K} \\phi_{k}'],
  [integral(exp(negate(power(t, two))), t, zero, infinity), 'integral(exp(-t^2), t, 0, inf)', '\\int_{0}^{\\infty} e^{-t^{2}}\\,dt'],
  [call('gamma', p), 'gamma(p)', '\\Gamma(p)'],
  [call('lgamma', p), 'lgamma(p)', '\\log\\Gamma(p)'],
  [call('polygamma', zero, p), 'digamma(p)', '\\psi(p)'],
  [call('polygamma', one, p), 'trigamma(p)', "\\psi'(p)"],
  [call('polygamma', two, p), 'polygamma(2, p)', '\\psi^{(2)}(p)'],
  [call('besselI', zero, p), 'besselI(0, p)', 'I_{0}(p)'],
  [call('sigmoid', eta1), 'sigmoid(eta1)', '\\sigma(\\eta_{1})'],
  [call('normalQuantile', p), 'normalQuantile(p)', '\\Phi^{-1}(p)'],
  [multiply(half, log(p)), 'log(p) / 2', '\\frac{\\log p}{2}'],
  [power(add(x, y), two), '(x + y)^2', '{(x + y)}^{2}'],
  [subtract(negate(x), y), '-x - y', '-x - y'],
  [multiply(minusOne, x, add(x, y)), '-x * (x + y)', '-x\\,(x + y)'],
  [number(-2, 3), '-2 / 3', '-\\frac{2}{3}'],
]; // prettier-ignore

test.each(cases)('%#: %s'.replace(': %s', ''), (node, asText, asTex) => {
  expect([text(node), tex(node)]).toEqual([asText, asTex]);
});

describe('for random expressions', () => {
  const nodes = randomExpressions(31, 400);

  test('nothing is multiplied by -1 or by a fraction of one, and no sign meets a sign', () => {
    for (const node of nodes) expect(text(node)).not.toMatch(/-1 \*|1 \/ \d+ \*|(^|[( ])1 \* |\+ -|- -|--/);
  });

  test('a sum starts with a minus only where all its terms have one', () => {
    for (const node of nodes)
      if (node.op === 'add' && text(node).startsWith('-'))
        expect(text(negate(node)), text(node)).not.toMatch(/^-/);
  });

  test('TeX has as many brackets opened as closed', () => {
    for (const node of nodes) {
      const spelled = tex(node);
      for (const [open, close] of [['{', '}'], ['\\left', '\\right']] as const)
        expect(spelled.split(open).length, spelled).toBe(spelled.split(close).length);
    }
  }); // prettier-ignore
});

test('indices are named apart from what stands around them', () => {
  const outer = symbol('k', real.all);
  expect(text(add(outer, sum(exp(element(eta, k)), k, one, K)))).toBe('k + sum(exp(eta[j]), j, 1, K)');
  expect(
    text(
      sum(
        multiply(
          element(eta, k),
          sum(power(element(phi, indexSymbol('j', one, K)), k), indexSymbol('j', one, K), one, K),
        ),
        k,
        one,
        K,
      ),
    ),
  ).toBe('sum(eta[k] * sum(phi[j]^k, j, 1, K), k, 1, K)');
});

test.each([['eta1', '\\eta_{1}'], ['phi', '\\phi'], ['x', 'x'], ['rate', '\\mathrm{rate}'], ['eta_2', '\\eta_{2}'], ['q12', 'q_{12}']])(
  'the name %s is %s',
  (name, expected) => {
    expect(texName(name)).toBe(expected);
  },
); // prettier-ignore

test('roots of what may be negative stand apart', () => {
  expect(text(multiply(sqrt(x), sqrt(y)))).toBe('sqrt(x) * sqrt(y)');
  expect(text(multiply(sqrt(p), sqrt(q)))).toBe('sqrt(p * q)');
});
