// The normal distribution function and its kin, all from Mills' ratio (1 − Φ)/φ, which neither underflows nor cancels.
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { polynomials } from './coefficients.js';
import { fitted } from './tools.js';

const one = (name: string, about: string, define: SpecialFunction['define']): SpecialFunction => ({
  name,
  arity: 1,
  about,
  define,
});

/** (1 − Φ(x))/φ(x) for x ≥ 0. */
const mills = one(
  'mills',
  "Mills' ratio (1 - normalCdf(x)) / normalDensity(x) for x >= 0, within 3 ulp: a polynomial in (x - 5) / (x + 5)",
  (builder, [x], precision) => {
    const { call, constant } = builder;
    const u = builder.named(
      'u',
      call('divide', call('subtract', x, constant(5)), call('add', x, constant(5))),
    );
    return call('divide', fitted(polynomials.mills, u, builder, precision), call('add', constant(1), x));
  },
);

/** What splits a number into two halves of its digits (Veltkamp). */
const splitter = { f64: 2 ** 27 + 1, f32: 2 ** 12 + 1 } as const;

/** exp(-x² / 2) / sqrt(2π): x = h + l with h² exact, or the rounding of x² alone would cost 700 ulp. */
export const normalDensity = one(
  'normalDensity',
  'exp(-x^2 / 2) / sqrt(2 * pi), within 4 ulp: the square is taken in two parts',
  (builder, [x], precision) => {
    const { call, constant, named } = builder;
    const a = named('a', call('minimum', call('abs', x), constant(40)));
    const t = named('t', call('multiply', a, constant(splitter[precision])));
    const high = named('h', call('subtract', t, call('subtract', t, a)));
    const low = named('l', call('subtract', a, high));
    const first = call('exp', call('multiply', constant(-0.5), call('multiply', high, high)));
    const rest = call('exp', call('multiply', constant(-0.5), call('multiply', low, call('add', a, high))));
    return call('multiply', constant(1 / Math.sqrt(2 * Math.PI)), call('multiply', first, rest));
  },
);

/** Φ(−|x|). */
const tail = (x: KernelNode, { call, special, named }: KernelBuilder): KernelNode =>
  named('tail', call('multiply', special(normalDensity, x), special(mills, call('abs', x))));

/** Φ(x). */
export const normalCdf = one(
  'normalCdf',
  'the normal distribution function, within 6 ulp',
  (builder, [x]) => {
    const { call, constant } = builder;
    const t = tail(x, builder);
    return call('select', call('less', x, constant(0)), t, call('subtract', constant(1), t));
  },
);

/** log Φ(x). */
export const logNormalCdf = one(
  'logNormalCdf',
  'the logarithm of the normal distribution function, within 6 ulp',
  (builder, [x]) => {
    const { call, constant, special, named } = builder;
    const far = call(
      'subtract',
      call('log', special(mills, call('abs', x))),
      call(
        'add',
        call('multiply', x, call('multiply', constant(0.5), x)),
        constant(0.5 * Math.log(2 * Math.PI)),
      ),
    );
    const near = call('log1p', call('negate', tail(x, builder)));
    return call('select', call('less', x, constant(0)), named('far', far), named('near', near));
  },
);

/** φ(x)/Φ(x), the derivative of log Φ. */
export const normalHazard = one(
  'normalHazard',
  'normalDensity(x) / normalCdf(x), within 8 ulp',
  (builder, [x]) => {
    const { call, constant, special, named } = builder;
    const density = special(normalDensity, x);
    const ratio = named('m', special(mills, call('abs', x)));
    const near = call('divide', density, call('subtract', constant(1), call('multiply', density, ratio)));
    return call('select', call('less', x, constant(0)), call('divide', constant(1), ratio), near);
  },
);
