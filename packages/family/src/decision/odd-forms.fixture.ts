// Families as people really write them: other parameters, other bases, factored, expanded, curved, redundant. What is said of
// each beside its text is known from textbooks.
import type { DeriveOptions } from '../index.js';

export interface OddForm {
  readonly is: string;
  readonly density: string;
  readonly dimension?: number;
  /** Statistics, up to affine maps, where the form is there for their sake. */
  readonly statistics?: readonly string[];
  readonly curved?: boolean;
  readonly identified?: boolean;
  readonly options?: DeriveOptions;
  /** A(η) has no closed form in this language. */
  readonly open?: boolean;
  /** E[T] has none, though A has. */
  readonly openMean?: boolean;
}

const positive = (...names: string[]): string => names.map((name) => `\n  ${name} in (0, inf)`).join('');
const real = (...names: string[]): string => names.map((name) => `\n  ${name} in real`).join('');
const chance = (name: string): string => `\n  ${name} in (0, 1)`;
const coin = '\n  y in {0, 1}';
const counts = '\n  y in 0..inf';

export const oddForms: readonly OddForm[] = [
  // one coin in many hands
  { is: 'bernoulli by its logit', density: `f(y | z) = exp(z * y) / (1 + exp(z))${coin}${real('z')}` },
  { is: 'bernoulli by its odds', density: `f(y | o) = o^y / (1 + o)${coin}${positive('o')}` },
  { is: 'bernoulli by its failure', density: `f(y | q) = (1 - q)^y * q^(1 - y)${coin}${chance('q')}` },
  { is: 'bernoulli as a line', density: `f(y | p) = y * p + (1 - y) * (1 - p)${coin}${chance('p')}` },
  { is: 'bernoulli by indicators', density: `f(y | p) = p^(y == 1) * (1 - p)^(y == 0)${coin}${chance('p')}` },
  {
    is: 'bernoulli by hyperbolic tangent',
    density: `f(y | z) = exp(y * z) / (exp(z) + exp(-z))\n  y in {-1, 1}${real('z')}`,
  },
  {
    is: 'bernoulli of signs',
    density: `f(y | p) = p^((1 + y) / 2) * (1 - p)^((1 - y) / 2)\n  y in {-1, 1}${chance('p')}`,
  },
  { is: 'bernoulli of a square', density: `f(y | r) = (r^2)^y * (1 - r^2)^(1 - y)${coin}${chance('r')}` },
  { is: 'bernoulli in base ten', density: `f(y | d) = 10^(d * y) / (1 + 10^d)${coin}${real('d')}` },
  // dice
  {
    is: 'a die as a sum of indicators',
    density: 'f(y | phi) = sum(phi[k] * (y == k), k, 1, 4)\n  y in 1..4\n  phi in simplex(4)',
    dimension: 3,
  },
  { is: 'a fair die', density: 'f(y) = 1 / 6\n  y in 1..6', dimension: 0 },
  {
    is: 'a die with one odd side',
    density: 'f(y | t) = (1 / 6 + t)^(y == 6) * (1 / 6 - t / 5)^(y != 6)\n  y in 1..6\n  t in (0, 1 / 2)',
    statistics: ['(y == 6)'],
  },
  {
    is: 'a tilted finite set',
    density: `f(y | a) = exp(a * y) / (exp(a) + exp(2 * a) + exp(5 * a))\n  y in {1, 2, 5}${real('a')}`,
  },
  {
    is: 'Hardy–Weinberg by indicators',
    density: `f(y | p) = p^(2 * (y == 2)) * (2 * p * (1 - p))^(y == 1) * (1 - p)^(2 * (y == 0))\n  y in {0, 1, 2}${chance('p')}`,
    statistics: ['y'],
  },
  {
    is: 'Hardy–Weinberg as a sum',
    density: `f(y | p) = (y == 2) * p^2 + (y == 1) * 2 * p * (1 - p) + (y == 0) * (1 - p)^2\n  y in {0, 1, 2}${chance('p')}`,
    statistics: ['y'],
  },
  {
    is: 'a beta-binomial of one trial',
    density: `f(y | a, b) = beta(y + a, 1 - y + b) / beta(a, b)\n  y in 0..1${positive('a', 'b')}`,
    identified: false,
  },
  {
    is: 'a beta-binomial of three trials',
    density: `f(y | a, b) = combinations(3, y) * beta(y + a, 3 - y + b) / beta(a, b)\n  y in 0..3${positive('a', 'b')}`,
    dimension: 3,
    curved: true,
  },
  // counts
  {
    is: 'poisson by its logarithm',
    density: `f(y | a) = exp(a * y - exp(a) - lgamma(y + 1))${counts}${real('a')}`,
  },
  {
    is: 'poisson of a square',
    density: `f(y | s) = s^(2 * y) * exp(-s^2) / factorial(y)${counts}${positive('s')}`,
  },
  {
    is: 'poisson in base two',
    density: `f(y | c) = 2^(c * y) * exp(-2^c) / gamma(y + 1)${counts}${real('c')}`,
    statistics: ['y'],
  },
  {
    is: 'poisson of a negative parameter',
    density: `f(y | m) = (-m)^y * exp(m) / factorial(y)${counts}\n  m in (-inf, 0)`,
  },
  {
    is: 'zero-truncated poisson',
    density: `f(y | m) = m^y / (factorial(y) * (exp(m) - 1))\n  y in 1..inf${positive('m')}`,
  },
  {
    is: 'zero-inflated poisson',
    density: `f(y | w, m) = w * (y == 0) + (1 - w) * m^y * exp(-m) / factorial(y)${counts}${chance('w')}${positive('m')}`,
    dimension: 2,
    statistics: ['(y == 0)', 'y'],
  },
  { is: 'geometric from 0', density: `f(y | q) = (1 - q) * q^y${counts}${chance('q')}` },
  { is: 'geometric from 1', density: `f(y | p) = p * (1 - p)^(y - 1)\n  y in 1..inf${chance('p')}` },
  {
    is: 'negative binomial of known size',
    density: `f(y | p; r) = gamma(y + r) / (gamma(r) * factorial(y)) * p^r * (1 - p)^y${counts}${chance('p')}${positive('r')}`,
  },
  { is: 'logarithmic', density: `f(y | p) = -p^y / (y * log(1 - p))\n  y in 1..inf${chance('p')}` },
  // waiting times
  { is: 'exponential by its mean', density: `f(y | s) = exp(-y / s) / s\n  y in (0, inf)${positive('s')}` },
  {
    is: 'exponential by the log of its rate',
    density: `f(y | a) = exp(a - y * exp(a))\n  y in (0, inf)${real('a')}`,
  },
  {
    is: 'exponential by its half-life',
    density: `f(y | h) = log(2) / h * 2^(-y / h)\n  y in (0, inf)${positive('h')}`,
    statistics: ['y'],
  },
  {
    is: 'exponential by a root',
    density: `f(y | v) = sqrt(exp(-2 * y / sqrt(v))) / sqrt(v)\n  y in (0, inf)${positive('v')}`,
  },
  {
    is: 'exponential of a product of rates',
    density: `f(y | a, b) = a * b * exp(-a * b * y)\n  y in (0, inf)${positive('a', 'b')}`,
    identified: false,
  },
  {
    is: 'gamma(α, α)',
    density: `f(y | a) = a^a * y^(a - 1) * exp(-a * y) / gamma(a)\n  y in (0, inf)${positive('a')}`,
    statistics: ['log(y) - y'],
  },
  {
    is: 'gamma by mean and shape',
    density: `f(y | m, k) = (k / m)^k * y^(k - 1) * exp(-k * y / m) / gamma(k)\n  y in (0, inf)${positive('m', 'k')}`,
    dimension: 2,
    statistics: ['log(y)', 'y'],
  },
  {
    is: 'chi-squared',
    density: `f(y | k) = y^(k / 2 - 1) * exp(-y / 2) / (2^(k / 2) * gamma(k / 2))\n  y in (0, inf)${positive('k')}`,
    statistics: ['log(y)'],
  },
  {
    is: 'inverse gamma',
    density: `f(y | a, b) = b^a / gamma(a) * y^(-a - 1) * exp(-b / y)\n  y in (0, inf)\n  a in (8, inf)${positive('b')}`,
    dimension: 2,
    statistics: ['log(y)', '1 / y'],
  },
  {
    is: 'Weibull of known shape',
    density: `f(y | s; k) = k / s * (y / s)^(k - 1) * exp(-(y / s)^k)\n  y in (0, inf)${positive('s')}\n  k in (1, 3)`,
    statistics: ['y^k'],
  },
  {
    is: 'Rayleigh',
    density: `f(y | s) = y / s^2 * exp(-y^2 / (2 * s^2))\n  y in (0, inf)${positive('s')}`,
    statistics: ['y^2'],
  },
  {
    is: 'Maxwell–Boltzmann',
    density: `f(y | a) = sqrt(2 / pi) * y^2 * exp(-y^2 / (2 * a^2)) / a^3\n  y in (0, inf)${positive('a')}`,
    statistics: ['y^2'],
  },
  {
    is: 'half-normal',
    density: `f(y | s) = sqrt(2) / (s * sqrt(pi)) * exp(-y^2 / (2 * s^2))\n  y in (0, inf)${positive('s')}`,
    statistics: ['y^2'],
  },
  {
    is: 'Pareto of known minimum',
    density: `f(y | a; m) = a * m^a / y^(a + 1)\n  y in [m, inf)\n  a in (8, inf)${positive('m')}`,
    statistics: ['log(y)'],
  },
  {
    is: 'power function',
    density: `f(y | a) = a * y^(a - 1)\n  y in (0, 1)${positive('a')}`,
    statistics: ['log(y)'],
  },
  {
    is: 'beta',
    density: `f(y | a, b) = y^(a - 1) * (1 - y)^(b - 1) / beta(a, b)\n  y in (0, 1)${positive('a', 'b')}`,
    dimension: 2,
    statistics: ['log(y)', 'log(1 - y)'],
  },
  {
    is: 'inverse Gaussian',
    density: `f(y | m, l) = sqrt(l / (2 * pi * y^3)) * exp(-l * (y - m)^2 / (2 * m^2 * y))\n  y in (0, inf)${positive('m', 'l')}`,
    dimension: 2,
    statistics: ['y', '1 / y'],
  },
  {
    is: 'inverse Gaussian of known shape',
    density: `f(y | m; l) = sqrt(l / (2 * pi * y^3)) * exp(-l * (y - m)^2 / (2 * m^2 * y))\n  y in (0, inf)${positive('m', 'l')}`,
    statistics: ['y'],
  },
  // the line
  {
    is: 'N(θ, θ), full',
    density: `f(y | t) = exp(-(y - t)^2 / (2 * t)) / sqrt(2 * pi * t)\n  y in real${positive('t')}`,
    statistics: ['y^2'],
  },
  {
    is: 'N(θ, θ²), curved',
    density: `f(y | t) = exp(-(y - t)^2 / (2 * t^2)) / sqrt(2 * pi * t^2)\n  y in real${positive('t')}`,
    dimension: 2,
    curved: true,
    statistics: ['y', 'y^2'],
  },
  {
    is: 'N(a + b, 1), unidentified',
    density: `f(y | a, b) = exp(-(y - a - b)^2 / 2) / sqrt(2 * pi)\n  y in real${real('a', 'b')}`,
    identified: false,
    statistics: ['y'],
  },
  {
    is: 'normal by its precision',
    density: `f(y | m, t) = sqrt(t / (2 * pi)) * exp(-t / 2 * (y - m)^2)\n  y in real${real('m')}${positive('t')}`,
    dimension: 2,
  },
  {
    is: 'normal multiplied out',
    density: `f(y | a, b) = exp(-(y^2 - 2 * a * y + a^2) / (2 * exp(b))) / sqrt(2 * pi * exp(b))\n  y in real${real('a', 'b')}`,
    dimension: 2,
  },
  {
    is: 'normal as a product of products',
    density: `f(y | m, v) = 1 / sqrt(2 * pi * v) * exp(-y^2 / (2 * v)) * exp(m * y / v) * exp(-m^2 / (2 * v))\n  y in real${real('m')}${positive('v')}`,
    dimension: 2,
  },
  {
    is: 'normal in two bases',
    density: `f(y | a) = 2^(a * y) * exp(a^2 * y) * exp(-(a * log(2) + a^2)^2 / 2) * exp(-y^2 / 2) / sqrt(2 * pi)\n  y in real${positive('a')}`,
    statistics: ['y'],
  },
  {
    is: 'normal with one parameter on two statistics',
    density: `f(y | a) = exp(log(2) * a * y - a * y^2) * sqrt(a / pi) * exp(-a * log(2)^2 / 4)\n  y in real${positive('a')}`,
    statistics: ['y * log(2) - y^2'],
  },
  {
    is: 'log-normal',
    density: `f(y | m, s) = exp(-(log(y) - m)^2 / (2 * s^2)) / (y * s * sqrt(2 * pi))\n  y in (0, inf)${real('m')}\n  s in (0, 1)`,
    dimension: 2,
    statistics: ['log(y)', 'log(y)^2'],
  },
  {
    is: 'Laplace about a known point',
    density: `f(y | b; m) = exp(-abs(y - m) / b) / (2 * b)\n  y in real${positive('b')}${real('m')}`,
    statistics: ['abs(y - m)'],
  },
  {
    is: 'von Mises',
    density: `f(y | m, k) = exp(k * cos(y - m)) / (2 * pi * besselI(0, k))\n  y in (-pi, pi)\n  m in (-pi, pi)\n  k in (0, inf)`,
    dimension: 2,
    statistics: ['cos(y)', 'sin(y)'],
    open: true,
  },
  // maximum entropy
  { is: 'a loaded die by maximum entropy', density: 'f(y) = maxent(y)\n  y in 1..6', statistics: ['y'] },
  { is: 'normal by maximum entropy', density: 'f(y) = maxent(y, y^2)\n  y in real', dimension: 2 },
  { is: 'poisson by maximum entropy', density: `f(y) = maxent(y)${counts}\n  h = 1 / factorial(y)` },
  {
    is: 'beta by maximum entropy',
    density: 'f(y) = maxent(log(y), log(1 - y))\n  y in (0, 1)',
    dimension: 2,
  },
  { is: 'a truncated exponential by maximum entropy', density: 'f(y) = maxent(y)\n  y in (0, 1)' },
  // told to divide by the total
  {
    is: 'exponential without its constant',
    density: `f(y | rate) = exp(-rate * y)\n  y in (0, inf)${positive('rate')}`,
    options: { normalise: true },
  },
  {
    is: 'poisson without its constant',
    density: `f(y | m) = m^y / factorial(y)${counts}${positive('m')}`,
    options: { normalise: true },
  },
  {
    is: 'gamma without its constant',
    density: `f(y | a, b) = y^(a - 1) * exp(-b * y)\n  y in (0, inf)${positive('a', 'b')}`,
    dimension: 2,
    options: { normalise: true },
  },
];
