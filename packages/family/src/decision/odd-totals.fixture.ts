// Odd forms whose totals, statistics or means take more than the calculus of one variable: few values of vectors, orders of
// Bessel functions, angles, ends that are known by name. What is said of each beside its text is known from textbooks.
import type { OddForm } from './odd-forms.fixture.js';

const positive = (...names: string[]): string => names.map((name) => `\n  ${name} in (0, inf)`).join('');
const real = (...names: string[]): string => names.map((name) => `\n  ${name} in real`).join('');
const chance = (name: string): string => `\n  ${name} in (0, 1)`;
const coin = '\n  y in {0, 1}';
const counts = '\n  y in 0..inf';

export const oddTotals: readonly OddForm[] = [
  {
    is: 'a class by its place',
    density: 'f(y | phi) = phi[y]\n  y in 1..3\n  phi in simplex(3)',
    dimension: 2,
  },
  {
    is: 'a class by its score',
    density: 'f(y | z) = exp(z[y]) / sum(exp(z[k]), k, 1, 3)\n  y in 1..3\n  z in real^3',
    dimension: 2,
    identified: false,
  },
  {
    is: 'multinomial by two probabilities',
    density:
      'f(y | a, b) = a^y[1] * b^y[2] * (1 - a - b)^y[3] * factorial(5) / (factorial(y[1]) * factorial(y[2]) * factorial(y[3]))\n  y in counts(5, 3)\n  a in (0, 1/2)\n  b in (0, 1/2)',
    dimension: 2,
  },
  {
    is: 'normal whose mean is a square: a and −a are one distribution',
    density: `f(y | a) = exp(-(y - a^2)^2 / 2) / sqrt(2 * pi)${real('y', 'a')}`,
    identified: false,
  },
  {
    is: 'coin that is p(1 − p)·4 fair: p and 1 − p are one distribution',
    density: `f(y | p) = (4 * p * (1 - p))^y * (1 - 4 * p * (1 - p))^(1 - y)${coin}${chance('p')}`,
    identified: false,
  },
  {
    is: 'generalised inverse Gaussian of unknown order',
    density: `f(y | a, b, p) = (a / b)^(p / 2) * y^(p - 1) * exp(-(a * y + b / y) / 2) / (2 * besselK(p, sqrt(a * b)))${positive('y', 'a', 'b')}${real('p')}`,
    dimension: 3,
    statistics: ['log(y)', 'y', '1 / y'],
    openMean: true,
  },
  {
    is: 'binomial by an angle',
    density:
      'f(y | t) = combinations(7, y) * sin(t)^(2 * y) * cos(t)^(14 - 2 * y)\n  y in 0..7\n  t in (0, pi / 2)',
    statistics: ['y'],
  },
  {
    is: 'hurdle Poisson as a power of indicators',
    density: `f(y | w, m) = w^(y == 0) * ((1 - w) * m^y / (factorial(y) * (exp(m) - 1)))^(y > 0)${counts}${chance('w')}${positive('m')}`,
    dimension: 2,
    statistics: ['y', '(y == 0)'],
  },
  {
    is: 'normal between 0 and 1, of either curvature',
    density: `f(y | a, b) = exp(a * y - b * y^2) / integral(exp(a * t - b * t^2), t, 0, 1)\n  y in (0, 1)${real('a', 'b')}`,
    dimension: 2,
    open: true,
  },
  {
    is: 'Poisson between two known ends',
    density: `f(y | m; a, b) = m^y / factorial(y) / sum(m^k / factorial(k), k, a, b)\n  y in a..b${positive('m')}\n  a in 0..inf\n  b in a..inf`,
  },
  {
    is: 'probit of a coin',
    density: `f(y | z) = ((1 + erf(z)) / 2)^y * ((1 - erf(z)) / 2)^(1 - y)${coin}${real('z')}`,
  },
  // few values of a vector, and of a sum
  {
    is: 'two spins that see each other',
    density: 'f(y) = maxent(y[1], y[2], y[1] * y[2])\n  y in {-1, 1}^2',
    dimension: 3,
  },
  {
    is: 'signs by a hyperbolic tangent of a hyperbolic tangent',
    density: `f(y | a) = exp(y * tanh(a)) / (exp(tanh(a)) + exp(-tanh(a)))\n  y in {-1, 1}${real('a')}`,
  },
  {
    is: 'log-normal by mean and variance',
    density: `f(y | m, v) = exp(-(log(y) - log(m^2 / sqrt(v + m^2)))^2 / (2 * log(1 + v / m^2))) / (y * sqrt(2 * pi * log(1 + v / m^2)))${positive('y', 'm', 'v')}`,
    dimension: 2,
    statistics: ['log(y)', 'log(y)^2'],
  },
];
