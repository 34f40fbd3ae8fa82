// What is fitted for the kernels' special functions, from their definitions at high precision.
import { Real } from '@expfam/precise';
import type { Arithmetic } from '@expfam/precise';

const of = (x: number): Real => Real.fromNumber(x);

/** The positive root of digamma, by Newton's method. */
const digammaRoot = (a: Arithmetic): Real => {
  let x = of(1.46163214496836);
  for (let i = 0; i < 5; i += 1) x = a.subtract(x, a.divide(a.digamma(x), a.trigamma(x)));
  return x;
};
const rootOnce = new Map<Arithmetic, Real>();
const root = (a: Arithmetic): Real => {
  const known = rootOnce.get(a) ?? digammaRoot(a);
  rootOnce.set(a, known);
  return known;
};

/** Φ(−x)/φ(x) for x ≥ 0. */
const mills = (a: Arithmetic, x: Real): Real => {
  const wide = a.normalCdf(x.negate());
  const density = a.divide(a.exp(a.multiply(x, x).scale(-1).negate()), a.sqrt(a.pi().scale(1)));
  return a.divide(wide, density);
};

export const fits = {
  lgamma: {
    about: 'log gamma(2 + u) / u on [-1/2, 1/2]',
    from: -0.5,
    to: 0.5,
    value: (a: Arithmetic, u: Real) =>
      u.isZero() ? a.digamma(of(2)) : a.divide(a.logGamma(a.add(u, of(2))), u),
  },
  digamma: {
    about: 'digamma(u) / (u - its root) on [1, 2]',
    from: 1,
    to: 2,
    value: (a: Arithmetic, u: Real) => a.divide(a.digamma(u), a.subtract(u, root(a))),
    root,
  },
  mills: {
    about: '(1 + x) times the Mills ratio of the normal distribution at x >= 0, u = (x - 5) / (x + 5)',
    from: -1,
    to: 1,
    value: (a: Arithmetic, u: Real) => {
      const x = a.multiply(of(5), a.divide(a.add(Real.one, u), a.subtract(Real.one, u)));
      return a.multiply(a.add(Real.one, x), mills(a, x));
    },
  },
  atan: {
    about: 'atan(sqrt(u)) / sqrt(u) on [0, 1]',
    from: 0,
    to: 1,
    value: (a: Arithmetic, u: Real) => (u.isZero() ? Real.one : a.divide(a.atan(a.sqrt(u)), a.sqrt(u))),
  },
} as const;
