// Functions of exponentials with removable singularities or limits that the plain quotients lose.
import type { SpecialFunction } from '../kernel.js';

const one = (name: string, about: string, define: SpecialFunction['define']): SpecialFunction => ({
  name,
  arity: 1,
  about,
  define,
});

/** log(1 − exp(−x)) for x > 0. */
export const log1mexp = one('log1mexp', 'log(1 - exp(-x)) for x > 0, within 3 ulp', (builder, [x]) => {
  const { call, constant } = builder;
  const near = call('log', call('negate', call('expm1', call('negate', x))));
  const far = call('log1p', call('negate', call('exp', call('negate', x))));
  return call('select', call('less', x, constant(Math.LN2)), near, far);
});

/** x/(exp(x) − 1) for x ≥ 0: 1 at 0, and 0 where the exponential overflows. */
export const expRatio = one(
  'expRatio',
  'x / (exp(x) - 1) for x >= 0, 1 at 0, within 3 ulp',
  (builder, [x]) => {
    const { call, constant, named } = builder;
    const under = named('e', call('expm1', call('minimum', x, constant(700))));
    const isZero = call('lessEqual', under, constant(0));
    const quotient = call('divide', x, call('select', isZero, constant(1), under));
    const far = call('multiply', call('minimum', x, constant(800)), call('exp', call('negate', x)));
    return call('select', isZero, constant(1), call('select', call('less', x, constant(700)), quotient, far));
  },
);
