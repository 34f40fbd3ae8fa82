// How log((exp(x) − 1)/x) grows over a constant step: E[y] of a power that is truncated to an interval is the exponential of that, and
// its derivative a difference of two means that are both 1 but for 1/x where x is large.
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { logUniform, uniformMean, uniformVariance } from './uniform.js';

/** From here on e^-|x| is small beside 1/x, and the forms for large arguments keep their digits. */
const far = 4;

/** exp(−z − c) and exp(−z) over what they leave of 1, for z ≥ far. */
const falls = (z: KernelNode, c: KernelNode, { call, constant, named }: KernelBuilder) => {
  const last = named('last', call('exp', call('negate', call('add', z, c))));
  const first = named('first', call('exp', call('negate', z)));
  return { first, last, rest: (fall: KernelNode) => call('subtract', constant(1), fall) };
};

/** The two sides on which x and x + c are far from 0, with what x is there; elsewhere they hold numbers that do no harm. */
const sides = (x: KernelNode, c: KernelNode, { call, constant, named }: KernelBuilder) => {
  const end = named('end', call('add', x, c));
  return {
    end,
    isRight: call('less', constant(far), x),
    isLeft: call('less', end, constant(-far)),
    right: named('right', call('maximum', x, constant(far))),
    // mirrored, the step leads from the size of its end to the size of its start
    left: named('left', call('maximum', call('negate', end), constant(far))),
  };
};

/** log(M(x + c)/M(x)) with M(x) = (exp(x) − 1)/x. */
export const logUniformStep: SpecialFunction = {
  name: 'logUniformStep',
  arity: 2,
  about: 'log(x (exp(x + c) - 1) / (x + c) / (exp(x) - 1)) for c > 0, within 16 ulp of itself or of 1',
  define: (builder, [x, c]) => {
    const { call, constant, named, special } = builder;
    const { end, isRight, isLeft, right, left } = sides(x, c, builder);
    /** log((1 + c/z)·(1 − exp(−z))/(1 − exp(−z − c))), small where z is large. */
    const shrinks = (z: KernelNode): KernelNode => {
      const { first, last, rest } = falls(z, c, builder);
      const gap = call('divide', call('multiply', first, call('expm1', call('negate', c))), rest(last));
      return call('add', call('log1p', call('divide', c, z)), call('log1p', gap));
    };
    const beyond = named('beyond', call('subtract', c, shrinks(right)));
    const before = named('before', shrinks(left));
    const held = (z: KernelNode): KernelNode =>
      call('maximum', constant(-1000), call('minimum', z, constant(1000)));
    const middle = call('subtract', special(logUniform, held(end)), special(logUniform, held(x)));
    return call('select', isRight, beyond, call('select', isLeft, before, middle));
  },
};

/** Gauss and Legendre's nodes and weights on [−1, 1], those above 0. */
const nodes = [
  [0.1834346424956498, 0.3626837833783620],
  [0.5255324099163290, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
] as const; // prettier-ignore

/** Up to this step eight values of the variance integrate it: its poles lie at distance 2π. */
const short = 2;

/** Its derivative by x, the difference of the means at both ends. */
export const uniformMeanStep: SpecialFunction = {
  name: 'uniformMeanStep',
  arity: 2,
  about: 'what 1 / (1 - exp(-x)) - 1 / x grows by from x to x + c, c > 0, within 12 ulp',
  define: (builder, [x, c]) => {
    const { call, constant, named, special } = builder;
    const { end, isRight, isLeft, right, left } = sides(x, c, builder);
    const grows = (z: KernelNode): KernelNode => {
      const { first, last, rest } = falls(z, c, builder);
      const gap = call(
        'divide',
        call(
          'divide',
          call('negate', call('multiply', first, call('expm1', call('negate', c)))),
          rest(first),
        ),
        rest(last),
      );
      const slow = call('divide', call('divide', c, z), call('add', z, c));
      return call('subtract', slow, gap);
    };
    const half = named('half', call('multiply', constant(0.5), call('minimum', c, constant(short))));
    const centre = named('centre', call('add', x, half));
    const at = (node: number): KernelNode =>
      special(uniformVariance, call('add', centre, call('multiply', constant(node), half)));
    const sum = nodes
      .map(([node, weight]) => call('multiply', constant(weight), call('add', at(node), at(-node))))
      .reduce((a, b) => call('add', a, b));
    const integral = named('integral', call('multiply', half, sum));
    const difference = call('subtract', special(uniformMean, end), special(uniformMean, x));
    const middle = call('select', call('lessEqual', c, constant(short)), integral, difference);
    return call(
      'select',
      isRight,
      named('beyond', grows(right)),
      call('select', isLeft, named('before', grows(left)), middle),
    );
  },
};
