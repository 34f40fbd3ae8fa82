// The arc tangent, and the Cauchy distribution function with its kin, none of which cancels far out.
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { polynomials } from './coefficients.js';
import { fitted } from './tools.js';

const one = (name: string, about: string, define: SpecialFunction['define']): SpecialFunction => ({
  name,
  arity: 1,
  about,
  define,
});

/** atan(x) for 0 ≤ x ≤ 1. */
const atanUnit = one('atanUnit', 'atan(x) for 0 <= x <= 1, within 2 ulp', (builder, [x], precision) => {
  const { call, named } = builder;
  return call(
    'multiply',
    x,
    fitted(polynomials.atan, named('r', call('multiply', x, x)), builder, precision),
  );
});

/** atan(x). */
export const atan = one('atan', 'the arc tangent, within 3 ulp', (builder, [x]) => {
  const { call, constant, special } = builder;
  const { size, isFar } = parts(x, builder);
  const near = special(atanUnit, size);
  const value = call('select', isFar, call('subtract', constant(Math.PI / 2), near), near);
  return call('select', call('less', x, constant(0)), call('negate', value), value);
});

/** |x| or 1/|x|, whichever is at most 1. */
const parts = (x: KernelNode, { call, constant, named }: KernelBuilder) => {
  const a = named('a', call('abs', x));
  const isFar = call('less', constant(1), a);
  return { a, isFar, size: named('u', call('select', isFar, call('divide', constant(1), a), a)) };
};

/** What stands above atan(u)/π on either side: the tail, or its complement, or one half and more. */
const cases = (x: KernelNode, builder: KernelBuilder) => {
  const { call, constant, special, named } = builder;
  const { size, isFar } = parts(x, builder);
  const w = named('w', call('multiply', constant(1 / Math.PI), special(atanUnit, size)));
  const isNegative = call('less', x, constant(0));
  const side = call('select', isNegative, call('negate', w), w);
  return { w, isFar, isNegative, middle: call('add', constant(0.5), side) };
};

/** 1/2 + atan(x)/π. */
export const cauchyCdf = one('cauchyCdf', '1/2 + atan(x) / pi, within 4 ulp', (builder, [x]) => {
  const { call, constant } = builder;
  const { w, isFar, isNegative, middle } = cases(x, builder);
  const far = call('select', isNegative, w, call('subtract', constant(1), w));
  return call('select', isFar, far, middle);
});

/** log(1/2 + atan(x)/π). */
export const logCauchyCdf = one('logCauchyCdf', 'log(1/2 + atan(x) / pi), within 4 ulp', (builder, [x]) => {
  const { call, named } = builder;
  const { w, isFar, middle } = cases(x, builder);
  const logarithm = named('l', call('log', call('select', isFar, w, middle)));
  const isRight = call('and', isFar, call('less', builder.constant(0), x));
  return call('select', isRight, call('log1p', call('negate', w)), logarithm);
});

/** 1/(π·(1 + x²)). */
export const cauchyDensity = one('cauchyDensity', '1 / (pi * (1 + x^2)), within 4 ulp', (builder, [x]) => {
  const { call, constant, named } = builder;
  const { isFar, size } = parts(x, builder);
  const square = named('r', call('multiply', size, size));
  const over = call('select', isFar, square, constant(1));
  return call('multiply', constant(1 / Math.PI), call('divide', over, call('add', constant(1), square)));
});

/** The derivative of log(1/2 + atan(x)/π). */
export const cauchyHazard = one(
  'cauchyHazard',
  'cauchyDensity(x) / cauchyCdf(x), within 8 ulp',
  (builder, [x]) => {
    const { call, constant, special, named } = builder;
    const { isFar, size } = parts(x, builder);
    // u²/(1 + u²)/F as (u/(1 + u²))/(F/u): u² alone underflows where the quotient is still a number
    const square = named('r', call('multiply', size, size));
    const scale = call('select', isFar, size, constant(1));
    const under = call('divide', special(cauchyCdf, x), scale);
    const over = call(
      'divide',
      call('multiply', constant(1 / Math.PI), scale),
      call('add', constant(1), square),
    );
    return call('divide', over, named('f', under));
  },
);
