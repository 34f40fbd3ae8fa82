// Formulas of the language: published values, the meaning of every construct, and what is refused.
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { OracleError } from './complaint.js';
import { evaluate } from './evaluate.js';
import { oracle } from './oracle.js';

const a = arithmetic(60);

test.each<[string, Record<string, number | string | number[]>, number]>([
  ['1 - 2 - 3 + 4 * 5 / 2 ^ 2', {}, 1],
  ['-2^2', {}, -4],
  ['2^3^2', {}, 512],
  ['5! / 3!', {}, 20],
  ['(y == 2) + 10 * (y != 2) + 100 * (y < 3) + 1000 * (y >= 2)', { y: 2 }, 1101],
  ['sum(k^2, k, 1, n)', { n: 10 }, 385],
  ['sum(k, k, 3, 2) + prod(k, k, 3, 2)', {}, 1],
  ['prod(phi[k]^(y == k), k, 1, 3)', { y: 2, phi: [2, 3, 5] }, 3],
  ['sum(sum(j * k, j, 1, k), k, 1, 3)', {}, 25],
  ['e + pi', { e: 1, pi: 2 }, 3],
  ['gamma * gamma(gamma)', { gamma: 5 }, 120],
  ['combinations(5, 2) + beta(2, 3) * 12 + lgamma(2)', {}, 11],
  ['0^0', {}, 1],
  ['max(1, 3, 2) - min(4, 2) + abs(-1)', {}, 2],
  ['log(8, 2) + log2(8) + log10(1000)', {}, 9],
  ['1 / inf', {}, 0],
])('%s with %o is %d', (formula, variables, value) => {
  expect(evaluate(formula, variables).toNumber()).toBe(value);
});

test.each([
  ['exp(1)', '2.7182818284590452353602874713526624977572470936999595749669'],
  ['atan(1) * 4', '3.1415926535897932384626433832795028841971693993751058209749'],
  ['softplus(0)', '0.6931471805599453094172321214581765680755001343602552541206'],
  ['sigmoid(1) * (1 + exp(-1))', '1'],
  ['log1p(1) - expm1(0)', '0.6931471805599453094172321214581765680755001343602552541206'],
  ['digamma(1)', '-0.5772156649015328606065120900824024310421593359399235988058'],
  ['6 * trigamma(1) - pi^2 + polygamma(1, 1) - zeta(2)', '0'],
  ['zeta(3)', '1.2020569031595942853997381615114499907649862923404988817922'],
  ['zetaDerivative(1, 0) + log(2 * pi) / 2', '0'],
  ['erf(1) + erfc(1)', '1'],
  ['besselI(1 / 2, 2) * sqrt(pi) - sinh(2)', '0'],
  ['besselK(1 / 2, 2) * 2 / sqrt(pi) - exp(-2)', '0'],
  ['lambertW(1)', '0.5671432904097838729999686622103555497538157871865125081351'],
  ['normalCdf(0)', '0.5'],
  ['normalCdf(normalQuantile(1e-30)) * 1e30', '1'],
  ['normalCdf(normalQuantile(0.975))', '0.975'],
  ['gamma(1 / 2)^2', '3.1415926535897932384626433832795028841971693993751058209749'],
])('%s = %s', (formula, digits) => {
  const difference = a.subtract(evaluate(formula), a.fromString(digits)).abs();
  expect(difference.lessThan(a.fromString('1e-57'))).toBe(true);
});

test('a decimal in a formula or in text is that decimal, a number is its double', () => {
  expect(evaluate('0.1 - x', { x: '0.1' }).isZero()).toBe(true);
  expect(evaluate('0.1 - x', { x: 0.1 }).toNumber()).toBe(-5.551115123125783e-18);
});

test('stable forms keep their digits where plain ones lose them (SciPy #18295, EF.jl #298)', () => {
  expect(evaluate('logsumexp(0, -40)').toNumber()).toBe(4.248354255291589e-18);
  expect(evaluate('softplus(eta1)', { eta1: -1e4 }).isZero()).toBe(false);
  expect(evaluate('logsumexp(1, 2)').toNumber()).toBeCloseTo(2.313261687518223, 14);
  expect(evaluate('sigmoid(eta1)', { eta1: -1e308 }).isZero()).toBe(true);
});

describe('what is not of the language is refused with a code', () => {
  test.each([
    ['1 +', 'bad-formula'],
    ['(1', 'bad-formula'],
    ['2 x', 'not-in-the-language'],
    ['x = 3', 'not-in-the-language'],
    ['1:3', 'not-in-the-language'],
    ['x ? 1 : 2', 'not-in-the-language'],
    ['x.constructor', 'not-in-the-language'],
    ['import("fs")', 'not-in-the-language'],
    ['"text"', 'bad-number'],
    ['[1, 2]', 'not-in-the-language'],
    ['1 < 2 < 3', 'not-in-the-language'],
    ['exp(1, 2)', 'not-in-the-language'],
    ['sum(k, 1, 3)', 'not-in-the-language'],
    ['toString(1)', 'not-in-the-language'],
    ['constructor', 'unknown-name'],
    ['unheard + 1', 'unknown-name'],
    ['v', 'not-a-number'],
    ['v[3]', 'no-such-element'],
    ['v[0.5]', 'not-an-integer'],
    ['sum(k, k, 1, 0.5)', 'not-an-integer'],
  ])('%s: %s', (formula, code) => {
    let found: unknown;
    try {
      evaluate(formula, { x: 1, v: [1, 2] });
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(OracleError);
    expect(found instanceof OracleError && found.complaint.code).toBe(code);
  });
});

describe('a density text', () => {
  const two =
    '# two\nfirst(y | a,\n      b; n) = a * b # not c\n  y in 0..n\n\n  second(z) = 1 / 2\n    z in {-1, 1}';

  test('has a name, an outcome, parameters and constants; brackets carry it over lines', () => {
    const { name, outcome, parameters, constants } = oracle(two);
    expect({ name, outcome, parameters, constants }).toEqual({
      name: 'first',
      outcome: 'y',
      parameters: ['a', 'b'],
      constants: ['n'],
    });
  });

  test('may be one of several', () => {
    expect(oracle(two, { name: 'second' }).total().toNumber()).toBe(1);
    expect(
      oracle(two, { constants: { n: 3 } })
        .total({ a: 2, b: 3 })
        .toNumber(),
    ).toBe(24);
  });

  test.each([
    ['', 'no-density', undefined],
    ['y in real', 'bad-line', { line: 1, column: 1 }],
    ['f(y) = 1\n  nonsense', 'bad-line', { line: 2, column: 3 }],
    ['f(y) = exp(', 'unbalanced-bracket', { line: 1, column: 1 }],
    ['f(y) = 1 + + * 2\n  y in real', 'bad-formula', { line: 1, column: 14 }],
    ['f(y) = 1\n  y in reals', 'bad-domain', { line: 2, column: 8 }],
    ['f(y) = 1', 'no-domain', undefined],
    ['f(y) = 1\n  y in 3..1', 'empty-support', undefined],
    ['f(y) = 1\n  y in sphere(4)', 'no-rule', undefined],
    ['f(y) = 1\n  y in 0..inf', 'slow-series', undefined],
  ])('%j is refused: %s', (text, code, where) => {
    let found: unknown;
    try {
      oracle(text).total();
    } catch (error) {
      found = error;
    }
    expect(
      found instanceof OracleError && { code: found.complaint.code, where: found.complaint.where },
    ).toEqual({ code, where });
  });
});

test('a real comes out as a Real', () => {
  expect(evaluate('1')).toBeInstanceOf(Real);
});
