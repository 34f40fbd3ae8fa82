// Steps of uniform cumulants against high precision, on both sides of the changes of their form. The stated errors are those found here.
import { Real } from '@expfam/precise';
import type { Arithmetic } from '@expfam/precise';
import type { SpecialFunction } from '../kernel.js';
import { judged } from './special.fixture.js';
import type { Row } from './special.fixture.js';
import { logUniformStep, uniformMeanStep } from './uniform-step.js';

const of = (x: number): Real => Real.fromNumber(x);

/** The function of x that is left where the step is a number. */
const at = (special: SpecialFunction, step: number): SpecialFunction => ({
  name: `${special.name}At`,
  arity: 1,
  about: special.about,
  define: (builder, [x]) => builder.special(special, x, builder.constant(step)),
});

const ratioAt = (m: Arithmetic, x: Real): Real => (x.isZero() ? Real.one : m.divide(m.expm1(x), x));
/** So near to 0 the quotients have fewer digits than two terms of the series. */
const isTiny = (x: Real): boolean => x.isZero() || x.magnitude() < -40;
const meanAt = (m: Arithmetic, x: Real): Real =>
  isTiny(x)
    ? m.add(of(0.5), m.divide(x, of(12)))
    : m.subtract(m.divide(m.exp(x), m.expm1(x)), m.divide(Real.one, x));

const rowsOf = (step: number): Row[] => {
  const c = of(step);
  const range = { from: -1e12, to: 1e12, edges: [4, -4, -4 - step, 4 - step, -step, 0] };
  return [
    {
      ...range,
      special: at(logUniformStep, step),
      // beyond, the exponential alone has more digits than there are
      from: -1e5,
      to: 1e5,
      truth: (m, x) => m.log(m.divide(ratioAt(m, m.add(x, c)), ratioAt(m, x))),
      ulps: 16,
      scale: () => 1,
    },
    {
      ...range,
      special: at(uniformMeanStep, step),
      from: -1e5,
      to: 1e5,
      truth: (m, x) => m.subtract(meanAt(m, m.add(x, c)), meanAt(m, x)),
      ulps: 12,
    },
  ];
};

judged([0.01, 1, 1.3862943611198906, 2, 5, 13.8].flatMap(rowsOf));
