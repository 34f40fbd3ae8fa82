// The logarithm of (exp(a·x) − 1)/(a·(exp(x) − 1)) for a > 1 and its derivatives: a count that is truncated at zero has the
// cumulants of it. Each is a difference of the functions of `uniform`, which all but cancel where x is large.
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { log1mexp } from './exponential.js';
import { logUniform, uniformMean, uniformVariance } from './uniform.js';

const two = (name: string, about: string, define: SpecialFunction['define']): SpecialFunction => ({
  name,
  arity: 2,
  about,
  define,
});

/** log of the ratio. */
export const logUniformRatio = two(
  'logUniformRatio',
  'log((exp(x2 * x1) - 1) / (x2 * (exp(x1) - 1))) for x1 >= 0 and x2 >= 3/2, within 12 ulp',
  ({ call, special }, [x, a]) =>
    call('subtract', special(logUniform, call('multiply', a, x)), special(logUniform, x)),
);

/** Where the forms for small and for large x meet. */
const middle = { sum: 0.5, variance: 2 } as const;

/** The same of −x, and log a: what is left of the logarithm where its growth is taken off. */
export const logGeometricSum = two(
  'logGeometricSum',
  'log((1 - exp(-x2 * x1)) / (1 - exp(-x1))) for x1 >= 0 and x2 >= 3/2, within 16 ulp',
  (builder, [x, a]) => {
    const { call, constant, named, special } = builder;
    const small = named('small', call('negate', call('minimum', x, constant(middle.sum))));
    const near = call(
      'add',
      call('log', a),
      call('subtract', special(logUniform, call('multiply', a, small)), special(logUniform, small)),
    );
    const large = named('large', call('maximum', x, constant(middle.sum)));
    const more = named('more', call('multiply', a, large));
    const far = call('subtract', special(log1mexp, more), special(log1mexp, large));
    return call('select', call('less', x, constant(middle.sum)), near, far);
  },
);

/** Its derivative by x: the second term is never more than two thirds of the first. */
export const uniformRatioMean = two(
  'uniformRatioMean',
  'x2 * m(x2 * x1) - m(x1), where m(x) = 1 / (1 - exp(-x)) - 1 / x, within 12 ulp',
  ({ call, special }, [x, a]) =>
    call(
      'subtract',
      call('multiply', a, special(uniformMean, call('multiply', a, x))),
      special(uniformMean, x),
    ),
);

/** exp(−x)/(1 − exp(−x))², what 1/x² is more than the variance. */
const lack = (x: KernelNode, { call, constant, named }: KernelBuilder, name: string): KernelNode => {
  const fall = named(`${name}e`, call('exp', call('negate', x)));
  const rest = named(`${name}q`, call('subtract', constant(1), fall));
  return call('divide', call('divide', fall, rest), rest);
};

/** Its second derivative: beyond the middle 1/x² is left out of both terms, which it would cancel in. */
export const uniformRatioVariance = two(
  'uniformRatioVariance',
  'x2^2 * v(x2 * x1) - v(x1), where v(x) = 1 / x^2 - exp(x) / (exp(x) - 1)^2, within 16 ulp',
  (builder, [x, a]) => {
    const { call, constant, named, special } = builder;
    const times = (value: KernelNode): KernelNode => call('multiply', a, call('multiply', a, value));
    const small = named('small', call('minimum', x, constant(middle.variance)));
    const near = call(
      'subtract',
      times(special(uniformVariance, call('multiply', a, small))),
      special(uniformVariance, small),
    );
    const large = named('large', call('maximum', x, constant(middle.variance)));
    const [first, second] = [
      lack(large, builder, 'a'),
      lack(named('more', call('multiply', a, large)), builder, 'b'),
    ];
    const far = call('subtract', first, times(second));
    return call('select', call('less', x, constant(middle.variance)), near, far);
  },
);
