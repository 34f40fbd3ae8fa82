// The normal quantile: in the middle an odd polynomial, towards the ends Newton's iteration on the logarithm of the
// distribution function, which is concave, so that it never oversteps.
import type { SpecialFunction } from '../kernel.js';
import { polynomials } from './coefficients.js';
import { logNormalCdf, normalHazard } from './normal.js';
import { fitted } from './tools.js';

/** Up to this distance from 1/2 the polynomial holds. */
const middle = 0.25;
const steps = { f64: 7, f32: 5 } as const;

/** Φ⁻¹(p). */
export const normalQuantile: SpecialFunction = {
  name: 'normalQuantile',
  arity: 1,
  about: 'the inverse of the normal distribution function, within 8 ulp',
  define: (builder, [p], precision) => {
    const { call, constant, named, special } = builder;
    const q = named('q', call('subtract', p, constant(0.5)));
    const isMiddle = call('lessEqual', call('abs', q), constant(middle));
    const held = call('select', isMiddle, q, constant(middle));
    const square = named('r', call('multiply', held, held));
    const near = call('multiply', held, fitted(polynomials.quantile, square, builder, precision));
    const isLeft = call('less', q, constant(0));
    const tail = call('select', isLeft, p, call('subtract', constant(1), p));
    const logTail = named('l', call('log', call('select', isMiddle, constant(0.25), tail)));
    let z = named('z0', call('negate', call('sqrt', call('multiply', constant(-2), logTail))));
    for (let k = 1; k <= steps[precision]; k += 1) {
      const over = call('subtract', special(logNormalCdf, z), logTail);
      z = named(`z${k}`, call('subtract', z, call('divide', over, special(normalHazard, z))));
    }
    // the logarithm of 0 is infinite, and so is the quantile
    const isEnd = call('equal', tail, constant(0));
    const end = call('select', isEnd, logTail, z);
    return call('select', isMiddle, near, call('select', isLeft, end, call('negate', end)));
  },
};
