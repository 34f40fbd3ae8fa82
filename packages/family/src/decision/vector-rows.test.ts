// Families of vectors and matrices that are not in the catalogue, as a user would write them: their dimensions are those of the
// literature (Barndorff-Nielsen 1978; Mardia & Jupp 2000; Lauritzen 1996; Connor & Mosimann 1969).
import { Rational, text } from '@expfam/expression';
import { expect, test } from 'vitest';
import { deriveDensity } from '../derivation/derive.js';
import { readDensities } from '../text.js';

interface Row {
  readonly is: string;
  readonly density: string;
  readonly dimension: number;
  readonly curved?: boolean;
  readonly identified?: boolean;
  /** Whether A has no closed form. */
  readonly open?: boolean;
}

const rows: readonly Row[] = [
  { is: 'Mallows on the permutations of three', dimension: 1, density: 'f(y | t) = (y[1] != y[2]) * (y[1] != y[3]) * (y[2] != y[3]) * exp(-t * ((y[1] > y[2]) + (y[1] > y[3]) + (y[2] > y[3]))) / ((1 + exp(-t)) * (1 + exp(-t) + exp(-2 * t)))\n  y in (1..3)^3\n  t in real' },
  { is: 'Ising on a chain of three', dimension: 5, identified: true, density: 'f(y) = maxent(y[1], y[2], y[3], y[1] * y[2], y[2] * y[3])\n  y in {-1, 1}^3' },
  { is: 'Bradley and Terry for two', dimension: 1, identified: false, density: 'f(y | a, b; n) = combinations(n, y) * (exp(a) / (exp(a) + exp(b)))^y * (exp(b) / (exp(a) + exp(b)))^(n - y)\n  y in 0..n\n  a in real\n  b in real\n  n in 1..inf' },
  { is: 'hyperbolic of known width and location', dimension: 2, density: 'f(y | alpha, beta; delta, mu) = sqrt(alpha^2 - beta^2) / (2 * alpha * delta * besselK(1, delta * sqrt(alpha^2 - beta^2))) * exp(-alpha * sqrt(delta^2 + (y - mu)^2) + beta * (y - mu))\n  y in real\n  alpha in (0, inf)\n  beta in (-alpha, alpha)\n  delta in (0, inf)\n  mu in real' },
  { is: 'normal vectors of known covariance', dimension: 2, density: 'f(y | mu; S) = exp(-1/2 * transpose(y - mu) * inv(S) * (y - mu)) / sqrt((2 * pi)^2 * det(S))\n  y in real^2\n  mu in real^2\n  S in positive_definite(2)' },
  { is: 'normal vectors of known mean', dimension: 3, density: 'f(y | S; mu) = exp(-1/2 * transpose(y - mu) * inv(S) * (y - mu)) / sqrt((2 * pi)^2 * det(S))\n  y in real^2\n  mu in real^2\n  S in positive_definite(2)' },
  { is: 'inverse Wishart', dimension: 4, density: 'f(X | S, n) = det(S)^(n / 2) * det(X)^(-(n + 3) / 2) * exp(-trace(S * inv(X)) / 2) / (2^n * sqrt(pi) * gamma(n / 2) * gamma((n - 1) / 2))\n  X in positive_definite(2)\n  S in positive_definite(2)\n  n in (1, inf)' },
  { is: 'Watson around a known axis', dimension: 1, open: true, density: 'f(y) = maxent(y[3]^2)\n  y in sphere(3)' },
  { is: 'Fisher and Bingham', dimension: 8, identified: false, open: true, density: 'f(y) = maxent(y[1], y[2], y[3], y[1]^2, y[2]^2, y[3]^2, y[1] * y[2], y[1] * y[3], y[2] * y[3])\n  y in sphere(3)' },
  { is: 'Connor and Mosimann', dimension: 4, density: 'f(y | a, b, c, d) = y[1]^(a - 1) * (y[2] + y[3])^(b - c - d) * y[2]^(c - 1) * y[3]^(d - 1) / (beta(a, b) * beta(c, d))\n  y in simplex(3)\n  a in (0, inf)\n  b in (0, inf)\n  c in (0, inf)\n  d in (0, inf)' },
  { is: 'a graphical model without the edge 1–3', dimension: 5, density: 'f(y | a, b, c, d, g) = exp(-(a * y[1]^2 + b * y[2]^2 + c * y[3]^2 + 2 * d * y[1] * y[2] + 2 * g * y[2] * y[3]) / 2) * sqrt((a * b * c - a * g^2 - c * d^2) / (2 * pi)^3)\n  y in real^3\n  a in (0, inf)\n  b in (0, inf)\n  c in (0, inf)\n  d in (-sqrt(a * b), sqrt(a * b))\n  g in (-sqrt(c * (a * b - d^2) / a), sqrt(c * (a * b - d^2) / a))' },
  { is: 'an autoregression over three times', dimension: 3, curved: true, density: 'f(y | r, s) = exp(-(y[1]^2 + (1 + r^2) * y[2]^2 + y[3]^2 - 2 * r * y[1] * y[2] - 2 * r * y[2] * y[3]) / (2 * s^2)) * sqrt(1 - r^2) / ((2 * pi)^(3/2) * s^3)\n  y in real^3\n  r in (-1, 1)\n  s in (0, inf)' },
]; // prettier-ignore

test.each(rows)('$is has dimension $dimension', ({ density, dimension, open = false, ...row }) => {
  const derivation = deriveDensity(readDensities(density)[0], { checked: false });
  const { certificate, curved, identified, logPartitionNatural: a } = derivation;
  expect(text(derivation.dimension)).toBe(String(dimension));
  expect([certificate.lower, certificate.upper]).toEqual([dimension, dimension]);
  expect({ curved, identified }).toEqual({ curved: row.curved ?? false, identified: row.identified ?? true });
  expect(a === null).toBe(open);
});

test('a class into which few trials never fall by chance is a class', () => {
  const counts =
    'f(y | phi; n) = factorial(n) * prod(phi[k]^y[k] / factorial(y[k]), k, 1, K)\n  y in counts(n, K)\n  phi in simplex(K)\n  n in 1..inf';
  const { dimension, logPartitionNatural: a } = deriveDensity(readDensities(counts)[0], { checked: false, brief: true, classes: 24, fix: { n: Rational.of(2) } }); // prettier-ignore
  expect(text(dimension)).toBe('23');
  expect(a!.args[1].args[0].args.length).toBe(24);
});
