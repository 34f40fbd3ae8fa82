// What is no exponential family, and why: every non-member of the literature that the language can write. Witness and
// argument are what a statistician would give; `memberIfFixed` is known from textbooks.

export interface NonMember {
  readonly is: string;
  readonly density: string;
  readonly witness: string | RegExp;
  readonly argument: string;
  readonly memberIfFixed?: readonly (readonly string[])[];
}

const domain =
  (set: string) =>
  (...names: string[]): string =>
    names.map((name) => `\n  ${name} in ${set}`).join('');
const real = domain('real');
const positive = domain('(0, inf)');
const unit = domain('(0, 1)');
const counts = '\n  y in 0..inf';
const student = 'gamma((nu + 1) / 2) / (sqrt(nu * pi) * gamma(nu / 2))';

export const inseparable: readonly NonMember[] = [
  {
    is: 'a triangle with a moving top',
    density: `f(y | c) = 2 * (y / c * (y <= c) + (1 - y) / (1 - c) * (y > c))${unit('y', 'c')}`,
    witness: /log/,
    argument: 'nested-kink',
  },
  {
    is: 'Cauchy with unknown location',
    density: `f(y | m) = 1 / (pi * (1 + (y - m)^2))${real('y', 'm')}`,
    witness: 'log(1 + (y - m)^2)',
    argument: 'moving-branch-point',
  },
  {
    is: 'Cauchy with unknown scale',
    density: `f(y | s) = 1 / (pi * s * (1 + (y / s)^2))${real('y') + positive('s')}`,
    witness: 'log(1 + y^2 / s^2)',
    argument: 'moving-branch-point',
  },
  {
    is: 'Cauchy with location and scale unknown',
    density: `f(y | m, s) = 1 / (pi * s * (1 + ((y - m) / s)^2))${real('y', 'm') + positive('s')}`,
    witness: 'log(1 + (y - m)^2 / s^2)',
    argument: 'moving-branch-point',
  },
  {
    is: 'Student t with unknown location',
    density: `f(y | m; nu) = ${student} * (1 + (y - m)^2 / nu)^(-(nu + 1) / 2)${real('y', 'm') + positive('nu')}`,
    witness: 'nu * log(1 + (y - m)^2 / nu)',
    argument: 'moving-branch-point',
  },
  {
    is: 'Student t with unknown scale',
    density: `f(y | s; nu) = ${student} / s * (1 + (y / s)^2 / nu)^(-(nu + 1) / 2)${real('y') + positive('s', 'nu')}`,
    witness: 'nu * log(1 + y^2 / (nu * s^2))',
    argument: 'moving-branch-point',
  },
  {
    is: 'Student t with unknown degrees of freedom',
    density: `f(y | nu) = ${student} * (1 + y^2 / nu)^(-(nu + 1) / 2)${real('y') + positive('nu')}`,
    witness: 'nu * log(1 + y^2 / nu)',
    argument: 'moving-branch-point',
  },
  {
    is: 'Student t with nothing known',
    density: `f(y | m, s, nu) = ${student} / s * (1 + ((y - m) / s)^2 / nu)^(-(nu + 1) / 2)${real('y', 'm') + positive('s', 'nu')}`,
    witness: 'nu * log(1 + (y - m)^2 / (nu * s^2))',
    argument: 'moving-branch-point',
  },
  {
    is: 'Laplace with unknown location',
    density: `f(y | m) = exp(-abs(y - m)) / 2${real('y', 'm')}`,
    witness: /^abs\((y - m|m - y)\)$/,
    argument: 'moving-kink',
  },
  {
    is: 'Laplace with location and scale unknown',
    density: `f(y | m, b) = exp(-abs(y - m) / b) / (2 * b)${real('y', 'm') + positive('b')}`,
    witness: /^abs\((y - m|m - y)\) \/ b$/,
    argument: 'moving-kink',
    memberIfFixed: [['m']],
  },
  {
    is: 'logistic with unknown location',
    density: `f(y | m) = exp(-(y - m)) / (1 + exp(-(y - m)))^2${real('y', 'm')}`,
    witness: 'log(1 + exp(m - y))',
    argument: 'moving-branch-point',
  },
  {
    is: 'logistic with location and scale unknown',
    density: `f(y | m, s) = exp(-(y - m) / s) / (s * (1 + exp(-(y - m) / s))^2)${real('y', 'm') + positive('s')}`,
    witness: /^log\(1 \+ exp\(/,
    argument: 'moving-branch-point',
  },
  {
    is: 'Weibull with unknown shape',
    density: `f(y | k, s) = k / s * (y / s)^(k - 1) * exp(-(y / s)^k)${positive('y', 'k', 's')}`,
    witness: /y\^k/,
    argument: 'endless-exponentials',
    memberIfFixed: [['k']],
  },
  {
    is: 'Gumbel with unknown scale',
    density: `f(y | m, beta) = exp(-(y - m) / beta - exp(-(y - m) / beta)) / beta${real('y', 'm') + positive('beta')}`,
    witness: /^exp\(.*\/ beta\)/,
    argument: 'endless-exponentials',
    memberIfFixed: [['beta']],
  },
  {
    is: 'Kumaraswamy',
    density: `f(y | a, b) = a * b * y^(a - 1) * (1 - y^a)^(b - 1)${unit('y') + positive('a', 'b')}`,
    witness: 'log(1 - y^a)',
    argument: 'moving-branch-point',
    memberIfFixed: [['a']],
  },
  {
    is: 'Burr XII',
    density: `f(y | c, k) = c * k * y^(c - 1) / (1 + y^c)^(k + 1)${positive('y', 'c', 'k')}`,
    witness: /log\(1 \+ y\^c\)/,
    argument: 'moving-branch-point',
    memberIfFixed: [['c']],
  },
  {
    is: 'log-logistic',
    density: `f(y | a, b) = b / a * (y / a)^(b - 1) / (1 + (y / a)^b)^2${positive('y', 'a', 'b')}`,
    witness: /^log\(1 \+ .*y\^b/,
    argument: 'moving-branch-point',
  },
  {
    is: 'log-logistic with unknown scale',
    density: `f(y | a) = 1 / (a * (1 + y / a)^2)${positive('y', 'a')}`,
    witness: 'log(1 + y / a)',
    argument: 'moving-branch-point',
  },
  {
    is: 'Gompertz',
    density: `f(y | b, c) = b * c * exp(b * y) * exp(-c * (exp(b * y) - 1))${positive('y', 'b', 'c')}`,
    witness: /exp\(b \* y\)/,
    argument: 'endless-exponentials',
    memberIfFixed: [['b']],
  },
  {
    is: 'Birnbaum–Saunders',
    density: `f(y | a, b) = (sqrt(y / b) + sqrt(b / y)) / (2 * a * y * sqrt(2 * pi)) * exp(-(y / b + b / y - 2) / (2 * a^2))${positive('y', 'a', 'b')}`,
    witness: /^log\(sqrt/,
    argument: 'moving-branch-point',
    memberIfFixed: [['b']],
  },
  {
    is: 'negative binomial with unknown size',
    density: `f(y | r, p) = gamma(y + r) / (gamma(r) * factorial(y)) * p^r * (1 - p)^y${counts + positive('r') + unit('p')}`,
    witness: /^lgamma\((r \+ y|y \+ r)\)$/,
    argument: 'moving-poles',
    memberIfFixed: [['r']],
  },
  {
    is: 'negative binomial whose size is its mean',
    density: `f(y | r) = gamma(y + r) / (gamma(r) * factorial(y)) * 2^(-r - y)${counts + positive('r')}`,
    witness: /^lgamma\((r \+ y|y \+ r)\)$/,
    argument: 'moving-poles',
  },
  {
    is: 'Skellam with both rates unknown',
    density: `f(y | a, b) = exp(-a - b) * (a / b)^(y / 2) * besselI(abs(y), 2 * sqrt(a * b))${'\n  y in -inf..inf' + positive('a', 'b')}`,
    witness: /^log\(besselI\(abs\(y\)/,
    argument: 'moving-branch-point',
  },
  {
    is: 'Rice',
    density: `f(y | v, s) = y / s^2 * exp(-(y^2 + v^2) / (2 * s^2)) * besselI(0, y * v / s^2)${positive('y', 'v', 's')}`,
    witness: /^log\(besselI\(0/,
    argument: 'moving-branch-point',
  },
  {
    is: 'noncentral chi-squared',
    density: `f(y | l; k) = exp(-(y + l) / 2) * (y / l)^(k / 4 - 1 / 2) * besselI(k / 2 - 1, sqrt(l * y)) / 2${positive('y', 'l') + '\n  k in (2, inf)'}`,
    witness: /^log\(besselI\(k \/ 2 - 1/,
    argument: 'moving-branch-point',
  },
  {
    is: 'F',
    density: `f(y | a, b) = sqrt((a * y)^a * b^b / (a * y + b)^(a + b)) / (y * beta(a / 2, b / 2))${positive('y', 'a', 'b')}`,
    witness: /log\(b \+ a \* y\)/,
    argument: 'moving-branch-point',
  },
  {
    is: 'a mixture of two known normals',
    density: `f(y | w) = w * exp(-y^2 / 2) / sqrt(2 * pi) + (1 - w) * exp(-(y - 1)^2 / 2) / sqrt(2 * pi)${real('y') + unit('w')}`,
    witness: /^log\(/,
    argument: 'moving-branch-point',
  },
  {
    is: 'skew-normal',
    density: `f(y | a) = exp(-y^2 / 2) / sqrt(2 * pi) * (1 + erf(a * y / sqrt(2)))${real('y', 'a')}`,
    witness: /^log\(1 \+ erf\(/,
    argument: 'moving-branch-point',
  },
  {
    is: 'Yule–Simon',
    density: `f(y | r) = r * beta(y, r + 1)${'\n  y in 1..inf' + positive('r')}`,
    witness: /^lgamma\(1 \+ r \+ y\)$/,
    argument: 'moving-poles',
  },
  {
    is: 'generalised Poisson',
    density: `f(y | t, l) = t * (t + l * y)^(y - 1) * exp(-t - l * y) / factorial(y)${counts + positive('t') + unit('l')}`,
    witness: /log\(t \+ l \* y\)/,
    argument: 'moving-branch-point',
  },
  {
    is: 'generalised Poisson of known dispersion',
    density: `f(y | t; l) = t * (t + l * y)^(y - 1) * exp(-t - l * y) / factorial(y)${counts + positive('t') + unit('l')}`,
    witness: /log\(t \+ l \* y\)/,
    argument: 'moving-branch-point',
  },
  {
    is: 'exponentially modified normal',
    density: `f(y | l) = l / 2 * exp(l / 2 * (l - 2 * y)) * (1 - erf((l - y) / sqrt(2)))${real('y') + positive('l')}`,
    witness: /^log\(1 - erf\(/,
    argument: 'moving-branch-point',
  },
  {
    is: 'generalised normal with unknown power',
    density: `f(y | b) = b / (2 * gamma(1 / b)) * exp(-abs(y)^b)${real('y') + positive('b')}`,
    witness: 'abs(y)^b',
    argument: 'endless-exponentials',
  },
  {
    is: 'generalised logistic with unknown scale',
    density: `f(y | a, s) = a / s * exp(-y / s) / (1 + exp(-y / s))^(a + 1)${real('y') + positive('a', 's')}`,
    witness: /log\(1 \+ exp\(-y \/ s\)\)/,
    argument: 'moving-branch-point',
    memberIfFixed: [['s']],
  },
  {
    is: 'Fréchet with unknown shape',
    density: `f(y | a, s) = a / s * (y / s)^(-1 - a) * exp(-(y / s)^(-a))${positive('y', 'a', 's')}`,
    witness: /y\^\(-a\)/,
    argument: 'endless-exponentials',
    memberIfFixed: [['a']],
  },
  {
    is: 'Lomax with unknown scale',
    density: `f(y | a, s) = a / s * (1 + y / s)^(-a - 1)${positive('y', 'a', 's')}`,
    witness: /log\(1 \+ y \/ s\)/,
    argument: 'moving-branch-point',
    memberIfFixed: [['s']],
  },
  {
    is: 'hyperbolic with unknown width',
    density: `f(y | a, d) = exp(-a * sqrt(d^2 + y^2)) / (2 * d * besselK(1, d * a))${real('y') + positive('a', 'd')}`,
    witness: /sqrt\(d\^2 \+ y\^2\)/,
    argument: 'moving-branch-point',
    memberIfFixed: [['d']],
  },
  {
    is: 'hyperbolic secant with unknown scale',
    density: `f(y | s) = 1 / (2 * s * cosh(pi * y / (2 * s)))${real('y') + positive('s')}`,
    witness: /^log\(.*exp/,
    argument: 'moving-branch-point',
  },
  {
    is: 'cardioid',
    density: `f(y | r) = (1 + 2 * r * cos(y)) / (2 * pi)${'\n  y in (-pi, pi)\n  r in (0, 1 / 2)'}`,
    witness: 'log(1 + 2 * r * cos(y))',
    argument: 'moving-branch-point',
  },
];
