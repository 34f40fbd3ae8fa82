// Special functions against high precision: uniform over bit patterns, at the edges of their pieces, and climbing towards the
// worst case. The stated errors are those found here.
import { Real } from '@expfam/precise';
import type { Arithmetic } from '@expfam/precise';
import { atan, cauchyCdf, cauchyDensity, cauchyHazard, logCauchyCdf } from './cauchy.js';
import { erf } from './error.js';
import { expRatio, log1mexp } from './exponential.js';
import { lgamma, polygamma } from './gamma.js';
import { besselOrder } from './bessel-order.js';
import { besselSlope, logBesselI0 } from './bessel.js';
import { cos, sin, tan } from './trigonometric.js';
import { logUniform, uniformMean, uniformVariance } from './uniform.js';
import { logNormalCdf, normalCdf, normalDensity, normalHazard } from './normal.js';
import { judged } from './special.fixture.js';
import type { Row } from './special.fixture.js';

const of = (x: number): Real => Real.fromNumber(x);

const derivative = (n: number): Row => ({
  special: polygamma(n),
  truth: (m, x) => m.polygamma(of(n), x),
  from: 1e-60,
  to: 1e60,
  edges: [10, 1, 2],
  ulps: 6,
});

/** Where sines and cosines vanish, near and far. */
const quarters = Array.from({ length: 100 }, (_, i) => ((1 + 101 * i * i) * Math.PI) / 2);

const half = Real.one.scale(-1);
const density = (m: Arithmetic, x: Real): Real =>
  m.divide(m.exp(m.multiply(x, x).scale(-1).negate()), m.sqrt(m.pi().scale(1)));
/** log Γ(ν + 1)·(2/x)^ν·I_ν(x) and its derivatives by x², for ν = twice/2. */
const sphericalRows = (twice: number): Row[] => {
  const { logarithm, slope, bend } = besselOrder(twice);
  const bessel = (m: Arithmetic, more: number, s: Real): Real => m.besselI(of(twice / 2 + more), m.sqrt(s));
  // beyond the series in 1/x an integral takes over from those in s
  const isLarge = twice > 8;
  const edge = isLarge ? 16 * (twice / 2 + 1) : 400;
  const range = { from: 1e-9, to: isLarge ? 1e8 : 1e4, edges: [edge], ulps: isLarge ? 8 : 6 };
  return [
    {
      ...range,
      special: logarithm,
      scale: (s) => (isLarge ? Math.sqrt(s) : 0),
      truth: (m, s) => {
        const power = m.multiply(of(twice / 4), m.log(s.scale(-2)));
        const logGamma = m.log(m.gamma(of(twice / 2 + 1)));
        return m.add(m.subtract(m.log(bessel(m, 0, s)), power), logGamma);
      },
    },
    {
      ...range,
      special: slope,
      truth: (m, s) => m.divide(bessel(m, 1, s), m.multiply(m.sqrt(s).scale(1), bessel(m, 0, s))),
    },
    {
      ...range,
      special: bend,
      ulps: isLarge ? 16 : 12,
      scale: (s) => (isLarge ? 1 / (2 * s * (twice + 2 + Math.sqrt(s))) : 0),
      truth: (m, s) => {
        const [zeroth, first, second] = [0, 1, 2].map((more) => bessel(m, more, s));
        const gap = m.subtract(m.multiply(second, zeroth), m.multiply(first, first));
        return m.divide(gap, m.multiply(s.scale(2), m.multiply(zeroth, zeroth)));
      },
    },
  ];
};
const cauchy = (m: Arithmetic, x: Real): Real =>
  x.sign() < 0
    ? m.divide(m.atan(m.divide(Real.one, x.negate())), m.pi())
    : m.add(half, m.divide(m.atan(x), m.pi()));
const logarithm = (m: Arithmetic, below: Real, above: Real): Real =>
  below.compare(half) < 0 ? m.log(below) : m.log1p(above.negate());

const rows: readonly Row[] = [
  {
    special: lgamma,
    truth: (m, x) => m.logGamma(x),
    from: 1e-300,
    to: 1e305,
    edges: [0.5, 1, 1.5, 2, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5],
    ulps: 6,
  },
  {
    special: polygamma(0),
    truth: (m, x) => m.digamma(x),
    from: 1e-300,
    to: 1e300,
    edges: [1, 1.46163214496836, 2, 3, 4, 5, 6, 7, 8],
    ulps: 4,
  },
  derivative(1),
  derivative(2),
  derivative(3),
  { special: normalDensity, truth: density, from: -37, to: 37, edges: [0], ulps: 4 },
  { special: erf, truth: (m, x) => m.erf(x), from: -1e300, to: 1e300, edges: [-1, 0, 1], ulps: 6 },
  { special: normalCdf, truth: (m, x) => m.normalCdf(x), from: -37, to: 1e300, edges: [0, -5], ulps: 6 },
  {
    special: logNormalCdf,
    truth: (m, x) => logarithm(m, m.normalCdf(x), m.normalCdf(x.negate())),
    from: -1e5,
    to: 37,
    edges: [0, -5],
    ulps: 6,
  },
  {
    special: normalHazard,
    truth: (m, x) => m.divide(density(m, x), m.normalCdf(x)),
    from: -1e3,
    to: 37,
    edges: [0, -5],
    ulps: 8,
  },
  { special: atan, truth: (m, x) => m.atan(x), from: -1e300, to: 1e300, edges: [-1, 1], ulps: 3 },
  { special: cauchyCdf, truth: cauchy, from: -1e300, to: 1e300, edges: [-1, 1, 0], ulps: 4 },
  {
    special: logCauchyCdf,
    truth: (m, x) => logarithm(m, cauchy(m, x), cauchy(m, x.negate())),
    from: -1e300,
    to: 1e15,
    edges: [-1, 1, 0],
    ulps: 4,
  },
  {
    special: cauchyDensity,
    truth: (m, x) => m.divide(Real.one, m.multiply(m.pi(), m.add(Real.one, m.multiply(x, x)))),
    from: -1e150,
    to: 1e150,
    edges: [-1, 1],
    ulps: 4,
  },
  {
    special: cauchyHazard,
    truth: (m, x) =>
      m.divide(m.divide(Real.one, m.multiply(m.pi(), m.add(Real.one, m.multiply(x, x)))), cauchy(m, x)),
    from: -1e300,
    to: 1e150,
    edges: [-1, 1],
    ulps: 8,
  },
  {
    special: log1mexp,
    truth: (m, x) => m.log(m.expm1(x.negate()).negate()),
    from: 1e-300,
    to: 30,
    edges: [Math.LN2],
    ulps: 3,
  },
  {
    special: expRatio,
    truth: (m, x) => m.divide(x, m.expm1(x)),
    from: 1e-300,
    to: 700,
    edges: [700],
    ulps: 3,
  },
  {
    special: logUniform,
    truth: (m, x) => (x.magnitude() < -99 ? x.scale(-1) : m.log(m.divide(m.expm1(x), x))),
    from: -1e15,
    to: 1e9,
    edges: [4, -4],
    ulps: 6,
  },
  {
    special: uniformMean,
    truth: (m, x) =>
      x.magnitude() < -99 ? half : m.subtract(m.divide(m.exp(x), m.expm1(x)), m.divide(Real.one, x)),
    from: -1e9,
    to: 1e9,
    edges: [4, -4],
    ulps: 6,
  },
  {
    special: uniformVariance,
    truth: (m, x) =>
      m.subtract(
        m.divide(Real.one, m.multiply(x, x)),
        m.divide(m.exp(x), m.multiply(m.expm1(x), m.expm1(x))),
      ),
    from: 1e-9,
    to: 300,
    edges: [4],
    ulps: 6,
  },
  {
    special: logBesselI0,
    truth: (m, s) => m.log(m.besselI(Real.zero, m.sqrt(s))),
    from: 1e-12,
    to: 1e4,
    edges: [16],
    ulps: 6,
  },
  ...[1, 2, 9, 62].flatMap((twice) => sphericalRows(twice)),
  {
    special: besselSlope,
    truth: (m, s) => {
      const x = m.sqrt(s);
      return m.divide(m.besselI(Real.one, x), m.multiply(x.scale(1), m.besselI(Real.zero, x)));
    },
    from: 1e-12,
    to: 1e4,
    edges: [16],
    ulps: 6,
  },
  {
    special: sin,
    truth: (m, x) => m.sin(x),
    from: -1.6e6,
    to: 1.6e6,
    edges: quarters,
    ulps: 3,
  },
  {
    special: cos,
    truth: (m, x) => m.cos(x),
    from: -1.6e6,
    to: 1.6e6,
    edges: quarters,
    ulps: 3,
  },
  {
    special: tan,
    truth: (m, x) => m.tan(x),
    from: -1.6e6,
    to: 1.6e6,
    edges: quarters,
    ulps: 6,
  },
];

judged(rows);
