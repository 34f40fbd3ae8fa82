// Means that are quotients of gamma functions, and normalisers that are, against their textbook formulas at 60 digits: in ulps of
// the results themselves, far beyond where two log gammas agree in all digits.
import { Rational } from '@expfam/expression';
import { catalogue, deriveDensity } from '@expfam/family';
import type { Derivation } from '@expfam/family';
import { readDensities } from '@expfam/family/text';
import { ulpsBetween } from '@expfam/oracle';
import { arithmetic, Real } from '@expfam/precise';
import { describe, expect, test } from 'vitest';
import { budgets } from '../accuracy.js';
import { compile } from '../compile.js';
import { floats } from '../tests/truth.fixture.js';

// log gammas of 1e30 agree in thirty digits
const m = arithmetic(120);
const of = (x: number): Real => Real.fromNumber(x);
const { add, subtract, multiply, divide, exp, sqrt, logGamma, polygamma } = m;

interface Row {
  readonly name: string;
  readonly density: string;
  readonly fix: Readonly<Record<string, Rational>>;
  /** The sign of η. */
  readonly sign: 1 | -1;
  readonly mean: (eta: Real) => Real;
  readonly slope: (eta: Real) => Real;
}

const catalogued = (name: string): string => catalogue.find((each) => each.name === name)!.density;
const psi = (n: number, x: Real): Real => polygamma(of(n), x);
/** Γ(x + d)/Γ(x) and its logarithmic derivative. */
const ratio = (x: Real, d: Real): Real => exp(subtract(logGamma(add(x, d)), logGamma(x)));
const growth = (x: Real, d: Real): Real => subtract(psi(0, add(x, d)), psi(0, x));

/** b·B(1 + 1/a, b). */
const kumaraswamy = (a: number): Row => {
  const d = of(1 / a);
  const mean = (b: Real): Real => divide(exp(logGamma(add(d, Real.one))), ratio(add(b, Real.one), d));
  return {
    name: `kumaraswamy, a = ${a}`,
    density: catalogued('kumaraswamy'),
    fix: { a: Rational.fromNumber(a) },
    sign: 1,
    mean,
    slope: (b) => multiply(mean(b), growth(add(b, Real.one), d)).negate(),
  };
};

/** k·B(k − 1/c, 1 + 1/c). */
const burr = (c: number): Row => {
  const d = of(1 / c);
  const mean = (k: Real): Real => divide(exp(logGamma(add(d, Real.one))), ratio(subtract(k, d), d));
  return {
    name: `burr, c = ${c}`,
    density: catalogued('burr'),
    fix: { c: Rational.fromNumber(c) },
    sign: -1,
    mean: (eta) => mean(eta.negate()),
    slope: (eta) => multiply(mean(eta.negate()), growth(subtract(eta.negate(), d), d)),
  };
};

const half = of(0.5);
const twoFifths = divide(of(2), of(5));
/** The shape of a generalised gamma, whose power times the shape is η. */
const shapeOf = (eta: Real): Real => multiply(eta, twoFifths);
const rows: readonly Row[] = [
  kumaraswamy(2),
  kumaraswamy(0.25),
  kumaraswamy(0.125),
  burr(2),
  burr(0.5),
  {
    name: 'chi',
    density: catalogued('chi'),
    fix: {},
    sign: 1,
    mean: (k) => multiply(sqrt(of(2)), ratio(k.scale(-1), half)),
    slope: (k) => divide(multiply(ratio(k.scale(-1), half), growth(k.scale(-1), half)), sqrt(of(2))),
  },
  {
    // powers of 3/2, of 4/27, of 2 and of 3 stand before the quotient, and come to nothing
    name: 'a generalised gamma of power 5/2 and scale 3/2',
    density: `
      generalised_gamma(y | k; p, s) = p * y^(p * k - 1) * exp(-(y / s)^p) / (gamma(k) * s^(p * k))
        y in (0, inf)
        k in (0, inf)
        p in (0, inf)
        s in (0, inf)`,
    fix: { p: Rational.fromNumber(2.5), s: Rational.fromNumber(1.5) },
    sign: 1,
    mean: (eta) => multiply(of(1.5), ratio(shapeOf(eta), twoFifths)),
    slope: (eta) =>
      multiply(
        multiply(of(1.5), twoFifths),
        multiply(ratio(shapeOf(eta), twoFifths), growth(shapeOf(eta), twoFifths)),
      ),
  },
  {
    name: 'a beta of which one shape is known',
    density: `
      half_beta(y | a; b) = y^(a - 1) * (1 - y)^(b - 1) / beta(a, b)
        y in (0, 1)
        a in (0, inf)
        b in (0, inf)`,
    fix: { b: Rational.fromNumber(2.5) },
    sign: 1,
    mean: (a) => divide(a, add(a, of(2.5))),
    slope: (a) => divide(of(2.5), multiply(add(a, of(2.5)), add(a, of(2.5)))),
  },
];

const derivationOf = ({ density, fix }: Row): Derivation =>
  deriveDensity(readDensities(density)[0], { fix, checked: false });

// the worst places of two log gammas in single precision, and around them
const places = [9, 1e3, 999_999, 1e6, 16_777_216, 24_600_000, 830_000_000, 1e12, 1e18];
const targets = [['ts', 'f64'], ['wasm', 'f64'], ['wasm', 'f32']] as const; // prettier-ignore
const runs = rows.flatMap((row) => targets.map((target) => [row.name, ...target, row] as const));

describe.each(runs)('the mean of %s in %s and %s', (_, target, precision, row) => {
  test('and its slope have all their digits far out', async () => {
    const kernels = await compile(derivationOf(row), { target, precision });
    const [eta, result] = [floats(kernels, 1), floats(kernels, 1)];
    const budget = budgets[target][precision].special;
    for (const place of places) {
      eta[0] = row.sign * place;
      const exact = of(eta[0]);
      kernels.response(eta, result, 1);
      expect(ulpsBetween(result[0], row.mean(exact), precision), `at ${place}`).toBeLessThanOrEqual(
        budget.response,
      );
      const slope = row.slope(exact);
      // below the normal numbers of single precision nothing is relative
      if (slope.magnitude() < -120) continue;
      kernels.jacobian(eta, result, 1);
      expect(ulpsBetween(result[0], slope, precision), `at ${place}`).toBeLessThanOrEqual(budget.jacobian);
    }
  });
});

describe.each(targets)('trigammas a known distance apart in %s and %s', (target, precision) => {
  test('leave the variance of log y its digits', async () => {
    const kernels = await compile(derivationOf(rows[rows.length - 1]), { target, precision });
    const [eta, hessian] = [floats(kernels, 1), floats(kernels, 1)];
    for (const place of places.filter((each) => each <= 1e12)) {
      eta[0] = place;
      kernels.hessian(eta, hessian, 1);
      const shape = of(eta[0]);
      const variance = subtract(psi(1, shape), psi(1, add(shape, of(2.5))));
      expect(ulpsBetween(hessian[0], variance, precision), `at ${place}`).toBeLessThanOrEqual(
        budgets[target][precision].special.hessian,
      );
    }
  });
});

test.each(targets)(
  'a mean that exists by the last place of the parameters is found in %s and %s',
  async (target, precision) => {
    const [density] = readDensities(`
    beta_prime(y | a, b) = y^(a - 1) * (1 + y)^(-a - b) / beta(a, b)
      y in (0, inf)
      a in (0, inf)
      b in (0, inf)`);
    const kernels = await compile(deriveDensity(density, { checked: false }), { target, precision });
    const [eta, mean] = [floats(kernels, 2), floats(kernels, 1)];
    // b = −η₁ − η₂ is half a place above 1 of single precision, and has no place there
    const near = precision === 'f32' ? 2 ** -24 : 2 ** -53;
    eta.set([1 - near, -2]);
    kernels.response(eta, mean, 1);
    expect(ulpsBetween(mean[0], of((1 - near) / near), precision)).toBeLessThanOrEqual(1);
  },
);
