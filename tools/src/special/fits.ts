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

/** log((exp(x) - 1) / x), the cumulants of a uniform distribution, and its first two derivatives, away from 0. */
const uniform = (a: Arithmetic, x: Real): readonly [Real, Real, Real] => {
  const under = a.expm1(x);
  const share = a.divide(a.exp(x), under);
  return [
    a.log(a.divide(under, x)),
    a.subtract(share, a.divide(Real.one, x)),
    a.subtract(a.divide(Real.one, a.multiply(x, x)), a.divide(share, under)),
  ];
};
/** At 0 a point nearby serves as well: what is fitted is even, so it is off by 1e-24 of itself. */
const rooted = (a: Arithmetic, u: Real): Real => (u.isZero() ? of(2 ** -40) : a.sqrt(u));

/** log of I(0, x), and its first two derivatives by x². */
const bessel = (a: Arithmetic, u: Real): readonly [Real, Real, Real] => {
  const x = u.isZero() ? of(2 ** -60) : a.sqrt(u);
  const square = a.multiply(x, x);
  const ratio = a.divide(a.besselI(of(1), x), a.besselI(Real.zero, x));
  const first = a.divide(ratio, x.scale(1));
  // R' = 1 - R/x - R², and d/du = 1/(2x) d/dx
  const slope = a.subtract(a.subtract(Real.one, a.divide(ratio, x)), a.multiply(ratio, ratio));
  const second = a.divide(a.subtract(slope, a.divide(ratio, x)), square.scale(2));
  return [a.log(a.besselI(Real.zero, x)), first, second];
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
  uniform0: {
    about: '(log((exp(x) - 1) / x) - x / 2) / x^2 for x^2 = u on [0, 16]',
    from: 0,
    to: 16,
    value: (a: Arithmetic, u: Real) => {
      const x = rooted(a, u);
      const [value] = uniform(a, x);
      return a.divide(a.subtract(value, x.scale(-1)), a.multiply(x, x));
    },
  },
  uniform1: {
    about: 'the derivative of log((exp(x) - 1) / x), less 1/2, over x, for x^2 = u on [0, 16]',
    from: 0,
    to: 16,
    value: (a: Arithmetic, u: Real) => {
      const x = rooted(a, u);
      return a.divide(a.subtract(uniform(a, x)[1], of(0.5)), x);
    },
  },
  uniform2: {
    about: 'the second derivative of log((exp(x) - 1) / x) for x^2 = u on [0, 16]',
    from: 0,
    to: 16,
    value: (a: Arithmetic, u: Real) => uniform(a, rooted(a, u))[2],
  },
  bessel0near: {
    about: 'log(I(0, x)) / x^2 for x^2 = u on [0, 16]',
    from: 0,
    to: 16,
    value: (a: Arithmetic, u: Real) => a.divide(bessel(a, u)[0], u.isZero() ? of(2 ** -120) : u),
  },
  bessel1near: {
    about: 'the derivative of log(I(0, x)) by u = x^2 on [0, 16]',
    from: 0,
    to: 16,
    value: (a: Arithmetic, u: Real) => bessel(a, u)[1],
  },
  bessel2near: {
    about: 'the second derivative of log(I(0, x)) by u = x^2 on [0, 16]',
    from: 0,
    to: 16,
    value: (a: Arithmetic, u: Real) => bessel(a, u)[2],
  },
  bessel0far: {
    about: 'x * (log(I(0, x)) - x + log(2 * pi * x) / 2) for u = 1 / x on (0, 1/4]',
    from: 0,
    to: 0.25,
    value: (a: Arithmetic, u: Real) => {
      const x = a.divide(Real.one, u);
      const [value] = bessel(a, a.multiply(x, x));
      const shift = a.log(a.multiply(a.pi(), x.scale(1))).scale(-1);
      return a.multiply(x, a.add(a.subtract(value, x), shift));
    },
  },
  bessel1far: {
    about: 'I(1, x) / I(0, x) for u = 1 / x on (0, 1/4]',
    from: 0,
    to: 0.25,
    value: (a: Arithmetic, u: Real) => {
      const x = a.divide(Real.one, u);
      return a.multiply(x.scale(1), bessel(a, a.multiply(x, x))[1]);
    },
  },
  bessel2far: {
    about: '-4 * x^3 times the second derivative of log(I(0, x)) by x^2, for u = 1 / x on (0, 1/4]',
    from: 0,
    to: 0.25,
    value: (a: Arithmetic, u: Real) => {
      const x = a.divide(Real.one, u);
      const square = a.multiply(x, x);
      return a.multiply(a.multiply(x, square), bessel(a, square)[2]).scale(2).negate();
    },
  },
  excess: {
    about: '(u + exp(-u) - 1) / u^2 on [0, 1]',
    from: 0,
    to: 1,
    value: (a: Arithmetic, u: Real) => {
      const x = u.isZero() ? of(2 ** -60) : u;
      return a.divide(a.add(x, a.expm1(x.negate())), a.multiply(x, x));
    },
  },
  quantile: {
    about: 'the normal quantile of 1/2 + q over q for q^2 = u on [0, 1/16]',
    from: 0,
    to: 1 / 16,
    value: (a: Arithmetic, u: Real) => {
      const q = u.isZero() ? of(2 ** -60) : a.sqrt(u);
      return a.divide(a.normalQuantile(a.add(of(0.5), q)), q);
    },
  },
  sine: {
    about: 'sin(sqrt(u)) / sqrt(u) on [0, 5/2]',
    from: 0,
    to: 2.5,
    value: (a: Arithmetic, u: Real) => (u.isZero() ? Real.one : a.divide(a.sin(a.sqrt(u)), a.sqrt(u))),
  },
  atan: {
    about: 'atan(sqrt(u)) / sqrt(u) on [0, 1]',
    from: 0,
    to: 1,
    value: (a: Arithmetic, u: Real) => (u.isZero() ? Real.one : a.divide(a.atan(a.sqrt(u)), a.sqrt(u))),
  },
} as const;
