// The error function: towards 0 by a series of positive terms, farther out by what the normal distribution has beyond.
import type { SpecialFunction } from '../kernel.js';
import { normalCdf } from './normal.js';
import { horner } from './tools.js';

/** Terms after which nothing counts at x = 1. */
const terms = { f64: 22, f32: 13 } as const;

/** The coefficients of exp(x²)·erf(x)·√π/(2x) = Σ (2x²)ᵏ/(2k + 1)!!. */
const series = (count: number): readonly number[] => {
  const found = [1];
  for (let k = 1; k < count; k++) found.push((found[k - 1] * 2) / (2 * k + 1));
  return found;
};

/** erf(x). */
export const erf: SpecialFunction = {
  name: 'erf',
  arity: 1,
  about: 'the error function, within 6 ulp: a series of positive terms up to 1, then the normal distribution',
  define: (builder, [x], precision) => {
    const { call, constant, named, special } = builder;
    const size = named('a', call('abs', x));
    const small = named('s', call('maximum', constant(-1), call('minimum', constant(1), x)));
    const square = named('r', call('multiply', small, small));
    const sum = horner(series(terms[precision]), square, builder);
    const fall = call('multiply', constant(2 / Math.sqrt(Math.PI)), call('exp', call('negate', square)));
    const near = named('near', call('multiply', small, call('multiply', fall, sum)));
    const beyond = special(
      normalCdf,
      call('multiply', constant(-Math.SQRT2), call('maximum', size, constant(1))),
    );
    const far = named('far', call('subtract', constant(1), call('multiply', constant(2), beyond)));
    const signed = call('select', call('less', x, constant(0)), call('negate', far), far);
    return call('select', call('lessEqual', size, constant(1)), near, signed);
  },
};
