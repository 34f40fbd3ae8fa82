// What follows from A, against the oracle's sums and integrals: entropy, divergence, information, cumulants, priors, deviance
// and maximum likelihood, for families of one and of several parameters, on a curve, and along an index.
import { Rational, text } from '@expfam/expression';
import type { Expression } from '@expfam/expression';
import type { Values } from '@expfam/oracle';
import { evaluate, oracle } from '@expfam/oracle';
import type { Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../catalogue/index.js';
import { consequencesOf, deriveDensity } from '../index.js';
import { digitsOf, Judge, slope } from '../decision/judge.fixture.js';
import { readDensities } from '../text.js';

interface Sample {
  readonly is: string;
  readonly density: string;
  readonly parameters: Values;
  /** Other parameters, for the divergence. */
  readonly others: Values;
  readonly constants?: Values;
  /** Whether the likelihood equations have a solution in closed form. */
  readonly solved: boolean;
  readonly conjugate?: string;
  /** An outcome inside the support, at whose ends 0·log 0 would have to be taken for 0; 1 by default. */
  readonly observed?: number;
}

const samples: readonly Sample[] = [
  { is: 'coin', density: 'f(y | p) = p^y * (1 - p)^(1 - y)\n  y in {0, 1}\n  p in (0, 1)', parameters: { p: 0.25 }, others: { p: 0.75 }, solved: true },
  { is: 'count', density: 'f(y | rate) = rate^y * exp(-rate) / factorial(y)\n  y in 0..inf\n  rate in (0, inf)', parameters: { rate: 1.5 }, others: { rate: 4 }, solved: true, conjugate: 'gamma_shape_rate' },
  { is: 'waiting time', density: 'f(y | rate) = rate * exp(-rate * y)\n  y in (0, inf)\n  rate in (0, inf)', parameters: { rate: 1.5 }, others: { rate: 4 }, solved: true, conjugate: 'gamma_shape_rate' },
  { is: 'Weibull', density: 'f(y | s; k) = k / s * (y / s)^(k - 1) * exp(-(y / s)^k)\n  y in (0, inf)\n  s in (0, inf)\n  k in (0, inf)', parameters: { s: 1.5 }, others: { s: 0.5 }, constants: { k: 2.5 }, solved: true },
  { is: 'mean of a normal', density: 'f(y | mu; s) = exp(-(y - mu)^2 / (2 * s^2)) / (s * sqrt(2 * pi))\n  y in real\n  mu in real\n  s in (0, inf)', parameters: { mu: 0.5 }, others: { mu: -1 }, constants: { s: 1.5 }, solved: true, conjugate: 'normal' },
  { is: 'normal', density: 'f(y | mu, s) = exp(-(y - mu)^2 / (2 * s^2)) / (s * sqrt(2 * pi))\n  y in real\n  mu in real\n  s in (0, inf)', parameters: { mu: 0.5, s: 1.5 }, others: { mu: -1, s: 1 }, solved: true },
  { is: 'normal on a curve', density: 'f(y | t) = exp(-(y - t)^2 / (2 * t^2)) / (t * sqrt(2 * pi))\n  y in real\n  t in (0, inf)', parameters: { t: 1.5 }, others: { t: 0.5 }, solved: true },
  { is: 'gamma', density: 'f(y | a, b) = b^a / gamma(a) * y^(a - 1) * exp(-b * y)\n  y in (0, inf)\n  a in (0, inf)\n  b in (0, inf)', parameters: { a: 2.5, b: 1.5 }, others: { a: 1.5, b: 2 }, solved: false },
  { is: 'Pareto', density: 'f(y | a; m) = a * m^a / y^(a + 1)\n  y in [m, inf)\n  a in (0, inf)\n  m in (0, inf)', parameters: { a: 12.5 }, others: { a: 8 }, constants: { m: 2 }, observed: 3, solved: true, conjugate: 'gamma_shape_rate' },
  { is: 'Borel', density: 'f(y | m) = exp(-m * y) * (m * y)^(y - 1) / factorial(y)\n  y in 1..inf\n  m in (0, 1)', parameters: { m: 0.25 }, others: { m: 0.5 }, observed: 2, solved: true },
]; // prettier-ignore

const m = arithmetic(80);
const times = (a: readonly Real[], b: readonly Real[]): Real =>
  a.map((x, i) => m.multiply(x, b[i])).reduce((x, y) => m.add(x, y), m.fromRational(0n, 1n));
const minus = (a: readonly Real[], b: readonly Real[]): Real[] => a.map((x, i) => m.subtract(x, b[i]));
const whole = (n: number): Real => m.fromRational(BigInt(n), 1n);

/** The third and fourth cumulant from the first four raw moments. */
const cumulantsFrom = ([a, b, c, d]: readonly Real[]): [Real, Real] => {
  const term = (factor: number, ...parts: Real[]): Real =>
    [whole(factor), ...parts].reduce((x, y) => m.multiply(x, y));
  const sum = (...parts: Real[]): Real => parts.reduce((x, y) => m.add(x, y));
  return [
    sum(c, term(-3, a, b), term(2, a, a, a)),
    sum(d, term(-4, a, c), term(-3, b, b), term(12, a, a, b), term(-6, a, a, a, a)),
  ];
};

describe.each(samples)(
  '$is',
  ({ density, parameters, others, constants = {}, solved, conjugate, observed = 1 }) => {
    const derivation = deriveDensity(readDensities(density)[0], { checked: false });
    const more = consequencesOf(derivation);
    const judge = new Judge(derivation);
    const names = Object.keys(parameters);
    const etaAt = (values: Values): Real[] => judge.eta({ outcome: whole(1), parameters: values, constants });
    const [eta, etaOther] = [etaAt(parameters), etaAt(others)];
    const moments = judge.moments(eta, constants);
    const { meanStatistics: mean, covariance, logPartition } = moments;
    const source = { ...parameters, ...constants };
    const natural = { ...constants, ...judge.named(eta) };
    const means = Object.fromEntries(mean.map((value, i) => [`mu${i + 1}`, value]));
    const at = (node: Expression | null, scope: Values): Real => evaluate(text(node!), scope, 80);
    const statistics = derivation.statistics.map(text);

    test('the entropy is the mean of −log p', () => {
      if (more.entropy === null) return expect(more.numeric).toHaveProperty('entropy');
      const [base] = oracle(density, { constants, digits: 80 }).expectation(
        [text(derivation.logBaseMeasure)],
        parameters,
      );
      const wanted = m.subtract(m.subtract(logPartition, times(eta, mean)), base);
      expect(digitsOf([at(more.entropy, natural)], [wanted])).toBe(50);
    });

    test('the divergence is the mean of log p − log p_other', () => {
      const there = judge.moments(etaOther, constants).logPartition;
      const wanted = m.add(m.subtract(there, logPartition), times(minus(eta, etaOther), mean));
      const other = Object.fromEntries(etaOther.map((value, i) => [`eta${i + 1}_other`, value]));
      expect(digitsOf([at(more.klDivergence, { ...natural, ...other })], [wanted])).toBe(50);
    });

    test('the information is the covariance, and in the parameters of the text JᵀCJ', () => {
      const rows = names.map((name) =>
        eta.map((_, i) =>
          slope(
            (x) => judge.value(derivation.natural[i].expression, { ...source, [name]: x }, 160),
            evaluate(name, source, 160),
          ),
        ),
      );
      const wanted = rows.flatMap((row) =>
        rows.map((column) =>
          times(
            row,
            covariance.map((each) => times(each, column)),
          ),
        ),
      );
      expect(
        digitsOf(
          more.fisherInformation.source!.flat().map((each) => at(each, source)),
          wanted,
        ),
      ).toBe(50);
      expect(
        digitsOf(
          more.fisherInformation.natural!.flat().map((each) => at(each, natural)),
          covariance.flat(),
        ),
      ).toBe(50);
    });

    test('the cumulants are those of the statistics', () => {
      const powers = statistics.flatMap((each) => [2, 3, 4].map((n) => `(${each})^${n}`));
      const raw = oracle(density, { constants, digits: 80 }).expectation(powers, parameters);
      const wanted = mean.map((first, i) => cumulantsFrom([first, ...raw.slice(3 * i, 3 * i + 3)]));
      const { third, fourth } = more.cumulants;
      const found = [third, fourth].map((list) => list!.map((each) => at(each, natural)));
      expect(
        digitsOf(
          found[0],
          wanted.map(([each]) => each),
        ),
      ).toBeGreaterThan(45);
      expect(
        digitsOf(
          found[1],
          wanted.map(([, each]) => each),
        ),
      ).toBeGreaterThan(45);
    });

    test('one observation moves the conjugate prior by its log likelihood', () => {
      const { logDensity, update, family } = more.conjugatePrior!;
      const chi = { ...Object.fromEntries(eta.map((_, i) => [`chi${i + 1}`, whole(i + 2)])), nu: whole(3) };
      const y = { y: whole(2) };
      const updated = update.map((each) => at(each, { ...chi, ...constants, ...y }));
      const after = {
        ...Object.fromEntries(eta.map((_, i) => [`chi${i + 1}`, updated[i]])),
        nu: updated[eta.length],
      };
      const gained = m.subtract(
        at(logDensity, { ...natural, ...after }),
        at(logDensity, { ...natural, ...chi }),
      );
      const seen = statistics.map((each) => evaluate(each, { ...constants, ...y }, 80));
      expect(digitsOf([gained], [m.subtract(times(eta, seen), logPartition)])).toBe(50);
      expect(family).toBe(conjugate ?? family);
    });

    test('maximum likelihood finds the parameters from their own means', () => {
      const { equations, solution } = more.maximumLikelihood!;
      expect(solution !== null).toBe(solved);
      for (const [name, value] of solution ?? [])
        expect(digitsOf([at(value, { ...constants, ...means })], [evaluate(name, source, 80)])).toBe(50);
      for (const equation of equations) {
        const [left, right] = equation.args.map((side) => at(side, { ...source, ...natural, ...means }));
        expect(digitsOf([left], [right])).toBe(50);
      }
    });

    test('the deviance is twice what the fit at μ loses', () => {
      if (more.deviance === null)
        return expect(eta.length > 1 || derivation.canonicalLink === null).toBe(true);
      const y = { y: whole(observed) };
      const lossAt = (values: readonly Real[]): Real =>
        m.subtract(
          judge.moments(values, constants).logPartition,
          times(
            values,
            statistics.map((each) => evaluate(each, { ...constants, ...y }, 80)),
          ),
        );
      const mu = (values: readonly Real[]): Values => ({
        mu1: judge.moments(values, constants).meanStatistics[0],
      });
      const [here, there] = [eta, etaOther].map((values) =>
        at(more.deviance, { ...constants, ...y, ...mu(values) }),
      );
      expect(
        digitsOf(
          [m.subtract(here, there)],
          [m.multiply(whole(2), m.subtract(lossAt(eta), lossAt(etaOther)))],
        ),
      ).toBe(50);
      expect(here.sign()).toBeGreaterThanOrEqual(0);
    });
  },
);

describe('along an index', () => {
  const die = 'f(y | phi) = prod(phi[k]^(y == k), k, 1, K)\n  y in 1..K\n  phi in simplex(K)';
  const counts =
    'f(y | p; n) = factorial(n) * prod(p[k]^y[k] / factorial(y[k]), k, 1, K)\n  y in counts(n, K)\n  n in 1..inf\n  p in simplex(K)';
  const phi = [0.5, 0.125, 0.375];
  const eta = [Math.log(4 / 3), Math.log(1 / 3)];
  const mu = [0.5, 0.125];
  const of = (density: string) =>
    consequencesOf(deriveDensity(readDensities(density)[0], { checked: false }));
  const near = (node: Expression | undefined, scope: Values): number =>
    evaluate(text(node!), scope, 30).toNumber();

  test('the entropy and the divergence of a die are those of its chances', () => {
    const { entropy, klDivergence } = of(die);
    const wanted = -phi.map((p) => p * Math.log(p)).reduce((a, b) => a + b);
    expect(near(entropy!, { K: 3, eta })).toBeCloseTo(wanted, 14);
    const fair = phi.map((p) => p * Math.log(3 * p)).reduce((a, b) => a + b);
    expect(near(klDivergence!, { K: 3, eta, eta_other: [0, 0] })).toBeCloseTo(fair, 14);
  });

  test('the information about the chances is δ_ij/φ_i + 1/φ_K for each draw', () => {
    const at = { K: 3, phi, p: phi, n: 4, i: 1 };
    expect(near(of(die).fisherInformation.source![0][0], { ...at, j: 1 })).toBeCloseTo(2 + 8 / 3, 14);
    expect(near(of(die).fisherInformation.source![0][0], { ...at, j: 2 })).toBeCloseTo(8 / 3, 14);
    expect(near(of(counts).fisherInformation.source![0][0], { ...at, j: 2 })).toBeCloseTo(32 / 3, 14);
  });

  test('the cumulants of one of twenty sides are those of a coin, with the other sides as one term', () => {
    const sided = deriveDensity(readDensities(die)[0], { brief: true, classes: 20 });
    const { third, fourth } = consequencesOf(sided).cumulants;
    const p = 1 / 22; // beside one of three and eighteen of one
    const etas = Array.from({ length: 19 }, (_, i) => [`eta${i + 1}`, i === 1 ? Math.log(3) : 0]);
    const heavier = Object.fromEntries(etas) as Values;
    expect(near(third![0], heavier)).toBeCloseTo(p * (1 - p) * (1 - 2 * p), 14);
    expect(near(fourth![0], heavier)).toBeCloseTo(p * (1 - p) * (1 - 6 * p * (1 - p)), 14);
    expect(text(fourth![0]).length).toBeLessThan(2000);
  });

  test('maximum likelihood takes the frequencies', () => {
    const { solution } = of(counts).maximumLikelihood!;
    const scope = { K: 3, n: 4, mu: [2, 1.5], i: 2 };
    expect([...solution!].map(([name, value]) => [name, near(value, scope)])).toEqual([
      ['p[K]', 0.125],
      ['p[i]', 0.375],
    ]);
  });

  test('the deviance of a class is −2·log of its chance', () => {
    expect(near(of(die).deviance!, { K: 3, mu, y: 3 })).toBeCloseTo(-2 * Math.log(0.375), 14);
  });
});

test.each([
  ['poisson', {}, { y: 0, mu1: 1.3 }, 2 * 1.3],
  ['binomial', { n: 5 }, { y: 0, mu1: 2 }, -2 * 5 * Math.log(0.6)],
  ['binomial', { n: 5 }, { y: 5, mu1: 2 }, -2 * 5 * Math.log(0.4)],
  ['geometric', {}, { y: 0, mu1: 2 }, 2 * Math.log(3)],
  ['multinomial', { n: 4, K: 3 }, { y: [1, 3, 0], mu1: 2, mu2: 1 }, 2 * Math.log(1 / 2) + 6 * Math.log(3)],
])('the deviance of %s %j has its value at the edge of the means too: %j', (name, fixed, at, value) => {
  const { density } = catalogue.find((each) => each.name === name)!;
  const values = Object.entries(fixed).map(([key, number]) => [key, Rational.of(number)] as const);
  const { deviance } = consequencesOf(
    deriveDensity(readDensities(density)[0], { fix: Object.fromEntries(values) }),
  );
  expect(evaluate(text(deviance!), at, 20).toNumber()).toBeCloseTo(value, 12);
});

test('the deviance of bits is finite where one of them is certain', () => {
  const [density] = readDensities(`bits(y | p) = prod(p[k]^y[k] * (1 - p[k])^(1 - y[k]), k, 1, K)
    y in {0, 1}^K
    p in (0, 1)^K`);
  const { deviance } = consequencesOf(deriveDensity(density, { classes: 2 }));
  // −2 Σ log of the chance of what was seen
  expect(evaluate(text(deviance!), { y: [1, 0], mu1: 0.25, mu2: 0.5 }, 20).toNumber()).toBeCloseTo(
    -2 * Math.log(0.25 * 0.5),
    12,
  );
});
