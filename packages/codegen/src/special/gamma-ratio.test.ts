// Quotients of gamma functions a known distance apart against high precision, far beyond where their logarithms agree in all
// digits of a double. The stated errors are those found here.
import { Real } from '@expfam/precise';
import type { Arithmetic } from '@expfam/precise';
import type { SpecialFunction } from '../kernel.js';
import {
  digammaDifference, gammaRatioOf, logGammaRatio, trigammaDifference,
} from './gamma-ratio.js'; // prettier-ignore
import { judged } from './special.fixture.js';
import type { Row } from './special.fixture.js';

const of = (x: number): Real => Real.fromNumber(x);

/** The function of x that is left where the distance is a number. */
const at = (special: SpecialFunction, distance: number): SpecialFunction => ({
  name: `${special.name}At`,
  arity: 1,
  about: special.about,
  define: (builder, [x]) => builder.special(special, x, builder.constant(distance)),
});

const logRatio = (m: Arithmetic, x: Real, d: Real): Real =>
  m.subtract(m.logGamma(m.add(x, d)), m.logGamma(x));
const difference = (m: Arithmetic, n: number, x: Real, d: Real): Real =>
  m.subtract(m.polygamma(of(n), m.add(x, d)), m.polygamma(of(n), x));

const rowsOf = (distance: number): Row[] => {
  const d = of(distance);
  const range = { from: 1e-60, to: 1e20, edges: [8] };
  return [
    {
      ...range,
      special: at(logGammaRatio, distance),
      truth: (m, x) => logRatio(m, x, d),
      // below 8 it is the difference of two logarithms
      scale: (x) => (x < 8 ? 10 + Math.abs(Math.log(x)) + distance * Math.log(distance + 8) : 0),
      ulps: 6,
    },
    {
      ...range,
      special: at(digammaDifference, distance),
      truth: (m, x) => difference(m, 0, x, d),
      ulps: 6,
    },
    {
      ...range,
      special: at(trigammaDifference, distance),
      truth: (m, x) => difference(m, 1, x, d).negate(),
      ulps: 8,
    },
  ];
};

const ratioRow = (distance: number): Row => ({
  special: gammaRatioOf(distance, 'gammaRatio'),
  truth: (m, x) => m.exp(logRatio(m, x, of(distance))),
  from: 1e-30,
  to: 1e20,
  edges: [8],
  ulps: 10,
});

judged([1e-3, 0.5, 1000].flatMap(rowsOf));
judged([1 / 3, 0.5, 1, 3.75, 8].map(ratioRow));
