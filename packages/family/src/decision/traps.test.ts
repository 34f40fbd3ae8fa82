// The traps of deciding: redundant statistics, shifts of parameters, couplings that keep, bend or lose the dimension, finite
// supports that make a member of anything. Dimension and shape are known from the literature.
import { text } from '@expfam/expression';
import { describe, expect, test } from 'vitest';
import { deriveDensity } from '../index.js';
import { readDensities } from '../text.js';

const shapeOf = (density: string) => {
  const { dimension, certificate, curved, identified } = deriveDensity(readDensities(density)[0], {
    checked: false,
  });
  return { dimension: text(dimension), bounds: [certificate.lower, certificate.upper], curved, identified };
};

interface Trap {
  readonly is: string;
  readonly density: string;
  readonly dimension: number | string;
  /** The bounds at the size at which a symbolic one is looked at. */
  readonly bounds?: number;
  readonly curved?: boolean;
  readonly identified?: boolean;
}

// prettier-ignore
const traps: readonly Trap[] = [
  { is: 'softmax with a logit too many', dimension: 3, identified: false,
    density: 'f(y | z) = exp(sum(z[k] * (y == k), k, 1, 4)) / sum(exp(z[k]), k, 1, 4)\n  y in 1..4\n  z in real^4' },
  { is: 'softmax with a logit too many, for any number of classes', dimension: 'K - 1', bounds: 3, identified: false,
    density: 'f(y | z) = exp(sum(z[k] * (y == k), k, 1, K)) / sum(exp(z[k]), k, 1, K)\n  y in 1..K\n  z in real^K' },
  { is: 'Bradley–Terry: strengths can be shifted', dimension: 1, identified: false,
    density: 'f(y | a, b) = exp(a * y + b * (1 - y)) / (exp(a) + exp(b))\n  y in {0, 1}\n  a in real\n  b in real' },
  { is: 'three players, two games', dimension: 2, identified: false,
    density: 'f(y | a, b, c) = 2 / (prod(factorial(y[k]), k, 1, 3)) * exp(a * y[1] + b * y[2] + c * y[3]) / (exp(a) + exp(b) + exp(c))^2\n  y in counts(2, 3)\n  a in real\n  b in real\n  c in real' },
  { is: 'Dirichlet: logarithms are independent on the simplex', dimension: 3,
    density: 'f(y | a) = gamma(sum(a[k], k, 1, 3)) * prod(y[k]^(a[k] - 1) / gamma(a[k]), k, 1, 3)\n  y in simplex(3)\n  a in (0, inf)^3' },
  { is: 'N(θ, θ)', dimension: 1,
    density: 'f(y | t) = exp(-(y - t)^2 / (2 * t)) / sqrt(2 * pi * t)\n  y in real\n  t in (0, inf)' },
  { is: 'N(θ, θ²)', dimension: 2, curved: true,
    density: 'f(y | t) = exp(-(y - t)^2 / (2 * t^2)) / sqrt(2 * pi * t^2)\n  y in real\n  t in (0, inf)' },
  { is: 'N(a + b, 1)', dimension: 1, identified: false,
    density: 'f(y | a, b) = exp(-(y - a - b)^2 / 2) / sqrt(2 * pi)\n  y in real\n  a in real\n  b in real' },
  { is: 'powers to two bases, which differ by a known factor', dimension: 1,
    density: 'f(y | a) = 2^(a * y) * exp(a * y) * (1 - 2^a * exp(a))\n  y in 0..inf\n  a in (-inf, 0)' },
  { is: 'a logarithm to another base beside one to its own', dimension: 1, identified: false,
    density: 'f(y | a, b) = y^a * exp(b * log(y) / log(10)) * (1 + a + b / log(10))\n  y in (0, 1)\n  a in (0, inf)\n  b in (0, inf)' },
  { is: 'statistics that are the same on three values', dimension: 2, identified: false,
    density: 'f(y | a, b, c) = exp(a * y + b * y^2 + c * y^3) / (1 + exp(a + b + c) + exp(2 * a + 4 * b + 8 * c))\n  y in {0, 1, 2}\n  a in real\n  b in real\n  c in real' },
  { is: 'a Cauchy density on three values', dimension: 2, curved: true,
    density: 'f(y | m) = 1 / (1 + (y - m)^2) / (1 / (1 + (1 - m)^2) + 1 / (1 + (2 - m)^2) + 1 / (1 + (3 - m)^2))\n  y in 1..3\n  m in real' },
  { is: 'a sum of terms on six values', dimension: 5, curved: true,
    density: 'f(y | a, b) = (a + b * y^2 + y) / (6 * a + 91 * b + 21)\n  y in 1..6\n  a in (0, inf)\n  b in (0, inf)' },
  { is: 'a kink on two values', dimension: 1,
    density: 'f(y | m) = exp(-abs(y - m)) / (exp(-abs(m)) + exp(-abs(1 - m)))\n  y in {0, 1}\n  m in (0, 1)' },
  { is: 'a mixture on three values', dimension: 2, curved: true,
    density: 'f(y | w) = w * combinations(2, y) / 4 + (1 - w) * y^2 / 5\n  y in 0..2\n  w in (0, 1)' },
  { is: 'a mixture on three values that stays on a line', dimension: 1,
    density: 'f(y | w) = w * combinations(2, y) / 4 + (1 - w) * (1 / 3)\n  y in 0..2\n  w in (0, 1)' },
  { is: 'von Mises–Fisher of known concentration', dimension: 3, curved: true,
    density: 'f(y | mu) = exp(2 * (mu[1] * y[1] + mu[2] * y[2] + mu[3] * y[3])) / (pi * (exp(2) - exp(-2)))\n  y in sphere(3)\n  mu in sphere(3)' },
];

describe.each(traps)('$is', ({ density, dimension, bounds, curved = false, identified = true }) => {
  test('has its dimension and shape', () => {
    const size = bounds ?? dimension;
    expect(shapeOf(density)).toEqual({
      dimension: String(dimension),
      bounds: [size, size],
      curved,
      identified,
    });
  });
});

test.each([
  [
    'a long finite support',
    'f(y | m) = 1 / (1 + (y - m)^2) / sum(1 / (1 + (j - m)^2), j, 1, 900)\n  y in 1..900\n  m in real',
    /member, of a dimension of up to 899/,
  ],
  [
    'a nest of roots',
    `f(y | m) = exp(-${'sqrt(1 + '.repeat(60)}abs(y - m)${')'.repeat(60)})\n  y in real\n  m in real`,
    /./,
  ],
  [
    'a tower of exponentials',
    `f(y | m) = exp(-${'exp('.repeat(12)}y * m${')'.repeat(12)})\n  y in (0, 1)\n  m in (0, 1)`,
    /./,
  ],
])('what cannot be decided is said to be so, or refused, in bounded time: %s', (_, density, what) => {
  expect(() => shapeOf(density)).toThrow(
    expect.objectContaining({ name: 'Refusal', message: expect.stringMatching(what) as string }) as Error,
  );
});
