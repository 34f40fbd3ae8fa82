// The cumulants of the uniform distribution, log((exp(x) − 1)/x) and its derivatives, whose quotients all vanish at 0. Truncated and continuous families are made of them.
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { polynomials } from './coefficients.js';
import { fitted } from './tools.js';

const one = (name: string, about: string, define: SpecialFunction['define']): SpecialFunction => ({
  name,
  arity: 1,
  about,
  define,
});

/** Within this the polynomials in x² hold. */
const near = 4;

/** What the three share: |x|, x² where it is small, exp(−|x|) where it is large. */
const parts = (x: KernelNode, { call, constant, named }: KernelBuilder) => {
  const a = named('a', call('abs', x));
  const small = call('minimum', a, constant(near));
  const far = named('b', call('maximum', a, constant(near)));
  return {
    far,
    isNear: call('less', a, constant(near)),
    isLeft: call('less', x, constant(0)),
    square: named('r', call('multiply', small, small)),
    fall: named('e', call('exp', call('negate', far))),
  };
};

/** log((exp(x) − 1)/x). */
export const logUniform = one(
  'logUniform',
  'log((exp(x) - 1) / x), 0 at 0, within 6 ulp',
  (builder, [x], precision) => {
    const { call, constant, named } = builder;
    const { far, isNear, isLeft, square, fall } = parts(x, builder);
    const even = call('multiply', square, fitted(polynomials.uniform0, square, builder, precision));
    const middle = call('add', call('multiply', constant(0.5), x), even);
    const logarithm = call('subtract', call('log1p', call('negate', fall)), call('log', far));
    const beyond = call('select', isLeft, logarithm, call('add', far, logarithm));
    return call('select', isNear, named('near', middle), beyond);
  },
);

/** Its derivative, the mean of a uniform outcome tilted by exp(x·y). */
export const uniformMean = one(
  'uniformMean',
  '1 / (1 - exp(-x)) - 1 / x, 1/2 at 0, within 6 ulp',
  (builder, [x], precision) => {
    const { call, constant, named } = builder;
    const { far, isNear, isLeft, square, fall } = parts(x, builder);
    const odd = call('multiply', x, fitted(polynomials.uniform1, square, builder, precision));
    const share = named('q', call('divide', fall, call('subtract', constant(1), fall)));
    const left = call('subtract', call('divide', constant(1), far), share);
    const beyond = call('select', isLeft, left, call('subtract', constant(1), left));
    return call('select', isNear, named('near', call('add', constant(0.5), odd)), beyond);
  },
);

/** Its second derivative. */
export const uniformVariance = one(
  'uniformVariance',
  '1 / x^2 - exp(x) / (exp(x) - 1)^2, 1/12 at 0, within 6 ulp',
  (builder, [x], precision) => {
    const { call, constant, named } = builder;
    const { far, isNear, square, fall } = parts(x, builder);
    const rest = named('q', call('subtract', constant(1), fall));
    const first = call('divide', call('divide', constant(1), far), far);
    const beyond = call('subtract', first, call('divide', call('divide', fall, rest), rest));
    return call(
      'select',
      isNear,
      named('near', fitted(polynomials.uniform2, square, builder, precision)),
      beyond,
    );
  },
);
