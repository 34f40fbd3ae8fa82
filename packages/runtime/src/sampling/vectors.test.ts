// Drawn vectors have the law of their family: a statistic of which theory knows the distribution is held against it, at fixed
// seeds. The densities are written down by hand.
import { describe, expect, test } from 'vitest';
import type { KernelModule, Support } from '../kernel.js';
import { logGamma } from '../numbers/log-gamma.js';
import { chiSquareTail } from '../numbers/chi-square.js';
import { sample } from './sample.js';

interface Law {
  readonly family: string;
  readonly columns: number;
  readonly support?: Support;
  readonly mean: readonly number[];
  readonly log: (y: readonly number[]) => number;
}

/** Kernels that know no more than a mean and a density. */
const kernelsOf = ({ family, columns, support, mean, log }: Law): KernelModule => {
  const unused = (): never => {
    throw new Error('not needed to draw');
  };
  return {
    family,
    columns,
    classes: null,
    parameters: 1,
    ...(support === undefined ? {} : { support }),
    response: (_, into) => {
      into.set(mean);
    },
    loss: () => 0,
    logBaseMeasure: (y) => log(Array.from(y)),
    gradient: unused,
    hessian: unused,
    jacobian: unused,
    linearGradient: unused,
    linearResponse: unused,
  };
};

const many = 1000;

const drawn = (law: Law, seed = 1): readonly number[][] => {
  const rows = law.columns;
  const parts = { eta: new Float64Array(many), rows: many, dispersion: 1, seed };
  const flat = sample(kernelsOf(law), parts);
  return Array.from({ length: many }, (_, i) => Array.from(flat.subarray(i * rows, (i + 1) * rows)));
};

/** √n times the greatest distance of the empirical from the true distribution function: above 1.95 in one case of a thousand. */
const distance = (values: readonly number[], cdf: (value: number) => number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const gaps = sorted.map((value, i) => Math.max((i + 1) / n - cdf(value), cdf(value) - i / n));
  return Math.sqrt(n) * Math.max(...gaps);
};

/** How likely counts are to be as far from what was expected as these are. */
const chance = (counts: readonly number[], expected: readonly number[]): number =>
  chiSquareTail(
    counts.reduce((sum, count, i) => sum + (count - expected[i]) ** 2 / expected[i], 0),
    counts.length - 1,
  );

const positive = { lower: 0, upper: Infinity, integer: true } as const;
const factorial = (n: number): number => Math.exp(logGamma(n + 1));

describe('the law of', () => {
  test.each([0.2, 3, 400])('a von Mises–Fisher direction along its axis, at concentration %d', (kappa) => {
    const axis = [2 / 3, -1 / 3, 2 / 3];
    const along = (y: readonly number[]): number => y.reduce((sum, entry, i) => sum + entry * axis[i], 0);
    const length = 1 / Math.tanh(kappa) - 1 / kappa;
    const directions = drawn({
      family: 'von_mises_fisher',
      columns: 3,
      support: { lower: -1, upper: 1, direction: true },
      mean: axis.map((entry) => length * entry),
      log: (y) => kappa * along(y),
    });
    // Fisher 1953: P(axis · y ≤ w) = (e^{κw} − e^{−κ}) / (e^κ − e^{−κ})
    const cdf = (w: number): number => Math.expm1(kappa * (w + 1)) / Math.expm1(2 * kappa);
    const limited = kappa > 100 ? (w: number) => Math.exp(kappa * (w - 1)) : cdf;
    expect(distance(directions.map(along), limited)).toBeLessThan(1.95);
    // around the axis every angle is as likely
    const around = directions.map((y) => Math.atan2((y[0] + 2 * y[1]) / Math.sqrt(5), (4 * y[0] - 2 * y[1] - 5 * y[2]) / Math.sqrt(45))); // prettier-ignore
    expect(distance(around, (angle) => (angle + Math.PI) / (2 * Math.PI))).toBeLessThan(1.95);
  });

  test.each([
    { alpha: [1, 1, 1], cdf: (y: number) => 1 - (1 - y) ** 2 },
    { alpha: [2, 1, 1], cdf: (y: number) => 3 * y ** 2 - 2 * y ** 3 },
    { alpha: [0.5, 0.25, 0.25], cdf: (y: number) => (2 / Math.PI) * Math.asin(Math.sqrt(y)) },
  ])('a share of a Dirichlet with $alpha', ({ alpha, cdf }) => {
    const total = alpha.reduce((a, b) => a + b);
    const shares = drawn({
      family: 'dirichlet',
      columns: 3,
      support: { lower: 0, upper: 1, lowerOpen: true, upperOpen: true, total: 1 },
      mean: alpha.map((each) => each / total),
      log: (y) => y.reduce((sum, share, k) => sum + (alpha[k] - 1) * Math.log(share), 0),
    });
    expect(distance(shares.map(([first]) => first), cdf)).toBeLessThan(1.95); // prettier-ignore
    for (const row of shares) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  test.each([0, 0.99, -0.9999])(
    'a normal pair with correlation %d, far from 0 and of unequal scales',
    (rho) => {
      const pairs = drawn({
        family: 'multivariate_normal',
        columns: 2,
        mean: [1e6, -3],
        log: ([first, second]) => {
          const [a, b] = [first - 1e6, (second + 3) / 1e-3];
          return -(a * a - 2 * rho * a * b + b * b) / (2 * (1 - rho * rho));
        },
      });
      const standard = pairs.map(([first, second]) => [first - 1e6, (second + 3) / 1e-3]);
      const size = standard.map(([a, b]) => (a * a - 2 * rho * a * b + b * b) / (1 - rho * rho));
      expect(distance(size, (d) => -Math.expm1(-d / 2))).toBeLessThan(1.95);
      const found = standard.reduce((sum, [a, b]) => sum + a * b, 0) / many;
      // five standard errors of a mean of products
      expect(Math.abs(found - rho)).toBeLessThan(5 * Math.sqrt((1 + rho * rho) / many));
    },
  );

  test.each([
    { n: 2, cdf: (x: number) => -Math.expm1(-x / 2) },
    { n: 3, cdf: (x: number) => 1 - Math.exp(-x / 2) * (1 + x / 2) },
  ])('the determinant and the mean of a Wishart matrix with $n degrees of freedom', ({ n, cdf }) => {
    const [a, b, c] = [2, 1.2, 1]; // V, and its inverse below
    const det = a * c - b * b;
    const matrices = drawn({
      family: 'wishart',
      columns: 4,
      support: { lower: -Infinity, upper: Infinity, positiveDefinite: true },
      mean: [n * a, n * b, n * b, n * c],
      log: ([x, y, , z]) => ((n - 3) / 2) * Math.log(x * z - y * y) - (c * x - 2 * b * y + a * z) / (2 * det),
    });
    // Anderson 2003, section 7.5: 2 √(|X| / |V|) of two rows is χ² with 2n − 2 degrees of freedom
    const sizes = matrices.map(([x, y, , z]) => 2 * Math.sqrt((x * z - y * y) / det));
    expect(distance(sizes, cdf)).toBeLessThan(1.95);
    [a, b, b, c].forEach((entry, at) => {
      const mean = matrices.reduce((sum, matrix) => sum + matrix[at], 0) / many;
      const variance = n * (entry * entry + [a * a, a * c, a * c, c * c][at]);
      expect(Math.abs(mean - n * entry)).toBeLessThan(5 * Math.sqrt(variance / many));
    });
  });

  test('counts with a total, outcome by outcome', () => {
    const [n, shares] = [3, [0.6, 0.3, 0.1]];
    const probability = (y: readonly number[]): number =>
      y.reduce((product, count, k) => (product * shares[k] ** count) / factorial(count), factorial(n));
    const outcomes = [0, 1, 2, 3].flatMap((first) =>
      Array.from({ length: n - first + 1 }, (_, second) => [first, second, n - first - second]),
    );
    const rows = drawn({
      family: 'multinomial',
      columns: 3,
      support: { lower: 0, upper: n, integer: true, total: n },
      mean: shares.map((share) => n * share),
      log: (y) => (y.some((count) => count < 0) ? NaN : Math.log(probability(y))),
    });
    const counts = outcomes.map((outcome) => rows.filter((row) => row.join() === outcome.join()).length);
    expect(chance(counts, outcomes.map((outcome) => many * probability(outcome)))).toBeGreaterThan(1e-3); // prettier-ignore
  });

  test('the total of counts that rise and fall together', () => {
    // negative multinomial with r = 1: the total is geometric, and given it the counts are multinomial
    const [first, second] = [0.5, 0.4];
    const rows = drawn({
      family: 'negative_multinomial',
      columns: 2,
      support: { ...positive },
      mean: [5, 4],
      log: ([x, y]) =>
        x < 0 || y < 0
          ? NaN
          : logGamma(1 + x + y) -
            logGamma(x + 1) -
            logGamma(y + 1) +
            x * Math.log(first) +
            y * Math.log(second),
    });
    const ends = [0, 1, 2, 4, 7, 11, 17, 25, Infinity];
    const below = (total: number): number => 1 - 0.9 ** total; // P(total < …)
    const bins = ends.slice(1).map((end, i) => ({ from: ends[i], end }));
    const counts = bins.map(({ from, end }) => rows.filter(([x, y]) => x + y >= from && x + y < end).length);
    expect(chance(counts, bins.map(({ from, end }) => many * (below(end) - below(from))))).toBeGreaterThan(1e-3); // prettier-ignore
    const total = rows.reduce((sum, [x, y]) => sum + x + y, 0);
    const share = rows.reduce((sum, [x]) => sum + x, 0) / total;
    expect(Math.abs(share - 5 / 9)).toBeLessThan(5 * Math.sqrt(20 / 81 / total));
  });
});

test('one row says nothing of the next', () => {
  const rows = drawn({
    family: 'a pair',
    columns: 2,
    mean: [0, 0],
    log: ([a, b]) => -(a * a - 1.9 * a * b + b * b) / 0.0975 / 2,
  });
  const pairs = rows.slice(1).map(([a], i) => a * rows[i][0]);
  expect(Math.abs(pairs.reduce((a, b) => a + b) / many)).toBeLessThan(5 / Math.sqrt(many));
});

test('the same seed gives the same bits, another gives others', () => {
  const law: Law = { family: 'a pair', columns: 2, mean: [0, 0], log: ([a, b]) => -a * a - b * b };
  expect(drawn(law, 3)).toEqual(drawn(law, 3));
  expect(drawn(law, 3)).not.toEqual(drawn(law, 4));
});

test('where there is no density nothing is drawn', () => {
  const law: Law = { family: 'nowhere', columns: 2, mean: [0, 0], log: () => NaN };
  expect(() => drawn(law)).toThrow(/cannot-sample: the density of nowhere/);
});
