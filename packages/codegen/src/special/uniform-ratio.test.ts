// Ratios of uniform cumulants at fixed ratios against high precision, on both sides of the change of their form. The stated errors
// are those found here.
import { Real } from '@expfam/precise';
import type { Arithmetic } from '@expfam/precise';
import type { SpecialFunction } from '../kernel.js';
import { judged } from './special.fixture.js';
import type { Row } from './special.fixture.js';
import { logGeometricSum, logUniformRatio, uniformRatioMean, uniformRatioVariance } from './uniform-ratio.js';

const of = (x: number): Real => Real.fromNumber(x);

/** The function of x that is left where the ratio is a number. */
const at = (special: SpecialFunction, ratio: number): SpecialFunction => ({
  name: `${special.name}At`,
  arity: 1,
  about: special.about,
  define: (builder, [x]) => builder.special(special, x, builder.constant(ratio)),
});

const meanAt = (m: Arithmetic, x: Real): Real =>
  m.subtract(m.divide(m.exp(x), m.expm1(x)), m.divide(Real.one, x));
const varianceAt = (m: Arithmetic, x: Real): Real =>
  m.subtract(m.divide(Real.one, m.multiply(x, x)), m.divide(m.exp(x), m.multiply(m.expm1(x), m.expm1(x))));

const rowsOf = (ratio: number): Row[] => {
  const a = of(ratio);
  // beyond, what is left is below the last of 60 digits of what it is the difference of
  const range = { from: 1e-9, to: 60, edges: [0.5, 2, 4, 4 / ratio] };
  return [
    {
      ...range,
      special: at(logUniformRatio, ratio),
      truth: (m, x) => m.log(m.divide(m.expm1(m.multiply(a, x)), m.multiply(a, m.expm1(x)))),
      ulps: 12,
    },
    {
      ...range,
      special: at(logGeometricSum, ratio),
      truth: (m, x) => m.log(m.divide(m.expm1(m.multiply(a, x).negate()), m.expm1(x.negate()))),
      ulps: 16,
    },
    {
      ...range,
      special: at(uniformRatioMean, ratio),
      truth: (m, x) => m.subtract(m.multiply(a, meanAt(m, m.multiply(a, x))), meanAt(m, x)),
      ulps: 12,
    },
    {
      ...range,
      special: at(uniformRatioVariance, ratio),
      truth: (m, x) =>
        m.subtract(m.multiply(m.multiply(a, a), varianceAt(m, m.multiply(a, x))), varianceAt(m, x)),
      ulps: 16,
    },
  ];
};

judged([1.5, 2, 10, 1000].flatMap(rowsOf));
