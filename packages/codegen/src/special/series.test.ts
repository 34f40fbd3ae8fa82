// The special functions that are sums and iterations, against high precision; the stated errors are those found here.
import { Real } from '@expfam/precise';
import type { Arithmetic } from '@expfam/precise';
import { decayingLogOdds, inverseComplement, logarithmicExcess, logarithmicMean } from './exponential.js';
import { excessRoot, excessRootRate, lambertW } from './lambert.js';
import { normalQuantile } from './quantile.js';
import { judged } from './special.fixture.js';
import type { Row } from './special.fixture.js';
import { zetaResults, zetaSums } from './zeta.js';

const of = (x: number): Real => Real.fromNumber(x);
const zetaDerivative = (m: Arithmetic, n: number, s: Real): Real => m.zetaDerivative(of(n), s);
const slope = (m: Arithmetic, s: Real): Real => m.divide(zetaDerivative(m, 1, s), m.zeta(s));

const zeta = (result: keyof typeof zetaResults, truth: Row['truth'], ulps = 8): Row => ({
  special: zetaSums,
  result: zetaResults[result],
  truth,
  from: 1 + 2 ** -40,
  to: 60,
  edges: [1 + 2 ** -52, 2, 1100],
  ulps,
});

const rate = (m: Arithmetic, x: Real): Real =>
  x.toNumber() < -1 ? m.log1p(m.exp(x).negate()).negate() : m.log(m.expm1(x).negate()).negate();

const rows: readonly Row[] = [
  zeta('zeta', (m, s) => m.zeta(s)),
  zeta('first', (m, s) => zetaDerivative(m, 1, s)),
  zeta('second', (m, s) => zetaDerivative(m, 2, s)),
  zeta('logarithm', (m, s) => m.log1p(m.subtract(m.zeta(s), Real.one))),
  zeta('mean', (m, s) => slope(m, s).negate()),
  zeta(
    'variance',
    (m, s) => m.subtract(m.divide(zetaDerivative(m, 2, s), m.zeta(s)), m.multiply(slope(m, s), slope(m, s))),
    12,
  ),
  {
    special: logarithmicExcess,
    truth: (m, x) => m.subtract(m.log(rate(m, x)), x),
    from: -1e9,
    to: -1e-9,
    edges: [-60, -Math.LN2],
    ulps: 6,
    scale: () => 1,
  },
  {
    special: logarithmicMean,
    truth: (m, x) => m.divide(m.divide(Real.one, m.expm1(x.negate())), rate(m, x)),
    from: -700,
    to: -1e-9,
    edges: [-60, -Math.LN2],
    ulps: 6,
  },
  {
    special: excessRoot,
    truth: (m, d) => m.log(m.lambertW(m.exp(m.add(Real.one, d).negate()).negate()).negate()).negate(),
    from: 1e-18,
    to: 600,
    edges: [0.5, Math.exp(-1)],
    ulps: 4,
  },
  {
    special: decayingLogOdds,
    truth: (m, x) => m.log(m.expm1(x.negate())).negate(),
    from: -700,
    to: -1e-300,
    edges: [-Math.LN2],
    ulps: 4,
    scale: () => 1,
  },
  {
    special: inverseComplement,
    truth: (m, x) => m.divide(Real.one, m.expm1(x).negate()),
    from: -700,
    to: -1e-300,
    edges: [-Math.LN2],
    ulps: 3,
  },
  {
    special: excessRootRate,
    truth: (m, d) =>
      m.divide(Real.one, m.add(Real.one, m.lambertW(m.exp(m.add(Real.one, d).negate()).negate()))),
    from: 1e-18,
    to: 600,
    edges: [0.5, Math.exp(-1)],
    ulps: 5,
  },
  {
    special: lambertW,
    truth: (m, x) => m.lambertW(x),
    from: -0.3678,
    to: 1e300,
    edges: [0, 3, -1e-9],
    ulps: 6,
    scale: (x) => (x < 0 ? Math.abs(x) / (1 + Math.E * x) : 0),
  },
  {
    special: normalQuantile,
    truth: (m, p) => m.normalQuantile(p),
    from: 1e-300,
    to: 1 - 2 ** -53,
    edges: [0.25, 0.75, 0.5],
    ulps: 8,
  },
];

judged(rows);
