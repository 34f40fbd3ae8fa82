// The oracle on densities of vectors and matrices whose totals and moments every textbook has, and its own linear algebra,
// sums without end and integrals.
import { Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { OracleError } from './complaint.js';
import { evaluate } from './evaluate.js';
import { oracle, type Oracle, type Values } from './oracle.js';

const texts = {
  normal: `normal(y | mu, S) = exp(-1/2 * transpose(y - mu) * inv(S) * (y - mu)) / sqrt((2 * pi)^K * det(S))
    y in real^K
    mu in real^K
    S in positive_definite(K)`,
  wishart: `wishart(X | V, n) = det(X)^((n - p - 1) / 2) * exp(-trace(inv(V) * X) / 2) / (2^(n * p / 2) * det(V)^(n / 2) * pi^(p * (p - 1) / 4) * prod(gamma((n + 1 - j) / 2), j, 1, p))
    X in positive_definite(p)
    V in positive_definite(p)
    n in (p - 1, inf)`,
  fisher: `fisher(y | mu, kappa) = kappa^(K / 2 - 1) / ((2 * pi)^(K / 2) * besselI(K / 2 - 1, kappa)) * exp(kappa * transpose(mu) * y)
    y in sphere(K)
    mu in sphere(K)
    kappa in (0, inf)`,
  dirichlet: `dirichlet(y | a) = gamma(sum(a[k], k, 1, K)) * prod(y[k]^(a[k] - 1) / gamma(a[k]), k, 1, K)
    y in simplex(K)
    a in (0, inf)^K`,
  negativeMultinomial: `nm(y | p; r) = gamma(r + sum(y[k], k, 1, K - 1)) / gamma(r) * p[K]^r * prod(p[k]^y[k] / factorial(y[k]), k, 1, K - 1)
    y in (0..inf)^(K - 1)
    p in simplex(K)
    r in (0, inf)`,
  bits: `bits(y | p) = prod(p[k]^y[k] * (1 - p[k])^(1 - y[k]), k, 1, 3)
    y in {0, 1}^3
    p in (0, 1)^3`,
  waits: `waits(y | r) = prod(r * exp(-r * y[k]), k, 1, 2)
    y in (0, inf)^2
    r in (0, inf)`,
};

const of = (name: keyof typeof texts, constants: Values = {}): Oracle => oracle(texts[name], { constants });
const digitsOf = (actual: Real | undefined, expected: number | string): number => {
  const y = evaluate(String(expected), { eta1: 0.5 });
  return -Math.log10(evaluate('abs(x / y - 1) + 1e-40', { x: actual ?? Real.NaN, y }).toNumber());
};

test.each<[keyof typeof texts, Values, Values, number]>([
  ['normal', { K: 1 }, { mu: [3], S: [[2]] }, 12],
  ['normal', { K: 2 }, { mu: [1, -20], S: [[2, 0.5], [0.5, 0.3]] }, 12],
  ['normal', { K: 3 }, { mu: [1, 2, 3], S: [[2, 0.5, 0.25], [0.5, 1, 0], [0.25, 0, 3]] }, 6],
  ['wishart', { p: 1 }, { n: 3, V: [[0.5]] }, 12],
  ['wishart', { p: 2 }, { n: 5, V: [[1, 0.25], [0.25, 2]] }, 6],
  ['fisher', { K: 2 }, { kappa: 3, mu: ['0.6', '0.8'] }, 12],
  ['fisher', { K: 3 }, { kappa: 2, mu: ['0.6', 0, '-0.8'] }, 12],
  ['dirichlet', { K: 2 }, { a: [0.5, 2] }, 12],
  ['dirichlet', { K: 3 }, { a: [2, 1.5, 3] }, 12],
  ['negativeMultinomial', { K: 3 }, { p: ['0.2', '0.3', '0.5'], r: 2.5 }, 15],
  ['bits', {}, { p: [0.125, 0.25, 0.75] }, 30],
  ['waits', {}, { r: 0.25 }, 12],
])('the total of %s at %o is one', (name, constants, values, digits) => {
  expect(digitsOf(of(name, constants).total(values), 1)).toBeGreaterThan(digits);
}); // prettier-ignore

describe('moments are those of the textbooks', () => {
  test('normal: E[y] = μ, Cov[y] = Σ', () => {
    const values = { mu: [1, -2], S: [[2, 0.5], [0.5, 1]] }; // prettier-ignore
    const found = of('normal', { K: 2 }).expectation(['y[1]', 'y[1] * y[2]', 'y[2]^2'], values);
    [1, -1.5, 5].forEach((each, i) => expect(digitsOf(found[i], each)).toBeGreaterThan(12));
  });

  test('Dirichlet: E[y] = α/Σα, and the statistics log y as a tilted family', () => {
    const { meanStatistics, mean } = of('dirichlet', { K: 3 }).tilted({
      statistics: ['log(y[1])', 'log(y[2])', 'log(y[3])'],
      logBaseMeasure: '-log(y[1] * y[2] * y[3])',
      eta: [2, 1.5, 4],
    });
    const components = mean as readonly Real[];
    [2, 1.5, 4].forEach((each, i) => {
      expect(digitsOf(components[i], `${each} / 7.5`)).toBeGreaterThan(10);
      expect(digitsOf(meanStatistics[i], `digamma(${each}) - digamma(7.5)`)).toBeGreaterThan(10);
    });
  });

  test('von Mises and Fisher in space: E[y] = (coth κ − 1/κ)·μ', () => {
    const [x, , z] = of('fisher', { K: 3 }).expectation(['y[1]', 'y[2]', 'y[3]'], {
      kappa: 2,
      mu: ['0.6', 0, '-0.8'],
    });
    expect(digitsOf(x, '0.6 * (1 / tanh(2) - 1 / 2)')).toBeGreaterThan(12);
    expect(digitsOf(z, '-0.8 * (1 / tanh(2) - 1 / 2)')).toBeGreaterThan(12);
  });
});

describe('matrices in formulas', () => {
  const given = { A: [[1, 2], [0, 3]], S: [[4, 1], [1, 2]], x: [1, 2], y: [3, -1], c: 2 }; // prettier-ignore
  test.each([
    ['det(S)', '7'],
    ['trace(A * S)', '12'],
    ['det(inv(S)) * 7', '1'],
    ['transpose(x) * y', '1'],
    ['transpose(x) * S * y - transpose(y) * S * x + 1', '1'],
    ['(x * transpose(y))[2, 1]', '6'],
    ['(inv(S) * S)[2, 2] - (inv(S) * S)[1, 2]', '1'],
    ['transpose(A)[2, 1]', '2'],
    ['(c * A - A / c)[2, 2]', '9 / 2'],
    ['det(A^2) + trace(S^-1)', '9 + 6 / 7'],
    ['(A + A)[1, 2] - (-A)[1, 2]', '6'],
  ])('%s is %s', (formula, value) => {
    expect(digitsOf(evaluate(formula, given), value)).toBeGreaterThan(35);
  });

  test.each(['x + A', 'x * y', 'A * transpose(x)', 'det(x)', 'exp(x)', 'x[3]', 'S[1, 3]'])(
    '%s is refused',
    (formula) => {
      expect(() => evaluate(formula, given)).toThrow(OracleError);
    },
  );
});

test.each([
  ['sum(2^(-k), k, 1, inf)', '1'],
  ['sum(exp(eta1 * j - 2 * lgamma(j + 1)), j, 0, inf)', 'besselI(0, 2 * exp(eta1 / 2))'],
  ['sum(exp(-abs(k)), k, -inf, inf)', '1 / tanh(1 / 2)'],
  ['sum(k^-3, k, 1, inf)', 'zeta(3)'],
  ['integral(exp(-t^2), t, -inf, inf)^2', 'pi'],
  ['integral(t^(eta1 - 1) * exp(-t), t, 0, inf)', 'gamma(eta1)'],
])('%s is %s', (formula, value) => {
  const given = { eta1: 0.5 };
  expect(digitsOf(evaluate(formula, given), value)).toBeGreaterThan(35);
});

test('what has no rule says so', () => {
  const four = oracle(texts.fisher, { constants: { K: 4 } });
  expect(() => four.total({ kappa: 1, mu: [1, 0, 0, 0] })).toThrow(/sphere of 4/);
});
