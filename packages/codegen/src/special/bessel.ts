// log I₀(√s) and its derivatives by s: what the normaliser of a distribution on the circle is made of. In s = x² nothing is
// singular at 0, and nothing overflows.
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { polynomials } from './coefficients.js';
import { fitted } from './tools.js';

/** Up to this s the polynomials in s hold, beyond those in 1/√s. */
const near = 16;

interface Pieces {
  readonly isNear: KernelNode;
  /** s where it is small. */
  readonly s: KernelNode;
  /** √s where it is large, and its inverse. */
  readonly x: KernelNode;
  readonly t: KernelNode;
}

const pieces = (s: KernelNode, { call, constant, named }: KernelBuilder): Pieces => {
  const x = named('y', call('sqrt', call('maximum', s, constant(near))));
  return {
    isNear: call('less', s, constant(near)),
    s: named('s', call('minimum', s, constant(near))),
    x,
    t: named('t', call('divide', constant(1), x)),
  };
};

/** log I₀(√s). */
export const logBesselI0 = {
  name: 'logBesselI0',
  arity: 1,
  about: 'log(besselI(0, sqrt(x))) for x >= 0, within 6 ulp',
  define: (builder, [node], precision) => {
    const { call, constant, named } = builder;
    const { isNear, s, x, t } = pieces(node, builder);
    const inner = call('multiply', s, fitted(polynomials.bessel0near, s, builder, precision));
    const shift = call('multiply', constant(0.5), call('log', call('multiply', constant(2 * Math.PI), x)));
    const rest = call('multiply', t, fitted(polynomials.bessel0far, t, builder, precision));
    const outer = call('add', call('subtract', x, shift), rest);
    return call('select', isNear, named('near', inner), named('far', outer));
  },
} as const satisfies SpecialFunction;

/** The derivative of log I₀(√s): I₁(√s)/(2√s·I₀(√s)). */
export const besselSlope = {
  name: 'besselSlope',
  arity: 1,
  about: 'the derivative of log(besselI(0, sqrt(x))) for x >= 0, within 6 ulp',
  define: (builder, [node], precision) => {
    const { call, constant, named } = builder;
    const { isNear, s, t } = pieces(node, builder);
    const inner = fitted(polynomials.bessel1near, s, builder, precision);
    const ratio = fitted(polynomials.bessel1far, t, builder, precision);
    const outer = call('multiply', call('multiply', constant(0.5), t), ratio);
    return call('select', isNear, named('near', inner), named('far', outer));
  },
} as const satisfies SpecialFunction;

/** The second derivative of log I₀(√s). */
export const besselBend = {
  name: 'besselBend',
  arity: 1,
  about: 'the second derivative of log(besselI(0, sqrt(x))) for x >= 0, within 6 ulp',
  define: (builder, [node], precision) => {
    const { call, constant, named } = builder;
    const { isNear, s, t } = pieces(node, builder);
    const inner = fitted(polynomials.bessel2near, s, builder, precision);
    const cube = call('multiply', call('multiply', call('multiply', constant(-0.25), t), t), t);
    const outer = call('multiply', cube, fitted(polynomials.bessel2far, t, builder, precision));
    return call('select', isNear, named('near', inner), named('far', outer));
  },
} as const satisfies SpecialFunction;
