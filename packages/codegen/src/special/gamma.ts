// log Γ and its derivatives for positive arguments: polynomials where they have their zeros, recurrences towards them, and
// the asymptotic series of Stirling from 8 on.
import type { SpecialFunction } from '../kernel.js';
import { sumTree } from '../float/sum-tree.js';
import { digammaRoot, polynomials } from './coefficients.js';
import { bernoulli, choose, fitted, horner, seriesDown, wholePower } from './tools.js';

/** Recurrences go up to here. */
const asymptotic = { lgamma: 8.5, digamma: 8, polygamma: 10 } as const;

/** log Γ(x). */
export const lgamma: SpecialFunction = {
  name: 'lgamma',
  arity: 1,
  about:
    'log(gamma(x)) for x > 0, within 6 ulp: a polynomial about 2 with the recurrence below 8.5, then the series of Stirling',
  define: (builder, [x], precision) => {
    const { call, constant, named } = builder;
    const is = (bound: number) => call('less', constant(bound), x);
    const below = (bound: number) => call('less', x, constant(bound));
    const steps = [1, 2, 3, 4, 5, 6];
    const down = (k: number) => named(`x${k}`, call('subtract', x, constant(k)));
    // t = (the argument, brought into [3/2, 5/2]) − 2; each step on the way is a factor
    const t = named(
      't',
      choose(
        [
          [below(0.5), x],
          [below(1.5), down(1)],
          ...[6, 5, 4, 3, 2, 1].map((k) => [is(k + 1.5), call('subtract', down(k), constant(2))] as const),
        ],
        down(2),
        builder,
      ),
    );
    const factor = steps
      .map((k) => call('select', is(k + 1.5), down(k), constant(1)))
      .reduce((a, b) => call('multiply', a, b));
    // below 0 the logarithm of x itself: NaN
    const twice = call('multiply', x, call('add', constant(1), x));
    const under = choose([[below(0), x], [below(0.5), twice]], x, builder); // prettier-ignore
    const isLarge = call('lessEqual', constant(asymptotic.lgamma), x);
    const isSmall = below(1.5);
    const l = named('l', call('log', choose([[isLarge, x], [isSmall, under]], factor, builder))); // prettier-ignore
    const near = call('multiply', t, fitted(polynomials.lgamma, t, builder, precision));
    const z = named('z', call('maximum', x, constant(asymptotic.lgamma)));
    const r = named('r', call('divide', constant(1), call('multiply', z, z)));
    const coefficients = seriesDown((k) => bernoulli[k - 1] / (2 * k * (2 * k - 1)), {
      least: asymptotic.lgamma,
      size: 60,
      precision,
    });
    const far = call(
      'add',
      call('multiply', call('subtract', z, constant(0.5)), call('subtract', l, constant(1))),
      call(
        'add',
        constant(0.5 * Math.log(2 * Math.PI) - 0.5),
        call('divide', horner(coefficients, r, builder, 's'), z),
      ),
    );
    const signed = call('select', isSmall, call('negate', l), l);
    return call('select', isLarge, named('far', far), named('near', call('add', near, signed)));
  },
};

/** ψ(x), the derivative of log Γ. */
const digamma: SpecialFunction = {
  name: 'digamma',
  arity: 1,
  about:
    'the derivative of log(gamma(x)) for x > 0, within 6 ulp of itself or of its largest term: (x - root) times a polynomial on [1, 2], the recurrence below 8, then its asymptotic series',
  define: (builder, [x], precision) => {
    const { call, constant, named } = builder;
    const steps = [1, 2, 3, 4, 5, 6];
    const above = (k: number) => call('less', constant(k + 1), x);
    const down = (k: number) => named(`x${k}`, call('subtract', x, constant(k)));
    const isSmall = call('less', x, constant(1));
    const b = named(
      'b',
      choose(
        [
          [isSmall, call('add', x, constant(1))] as const,
          ...[...steps].reverse().map((k) => [above(k), down(k)] as const),
        ],
        x,
        builder,
      ),
    );
    const inverse = (k: number) =>
      call(
        'select',
        above(k),
        call('divide', constant(1), call('maximum', down(k), constant(1))),
        constant(0),
      );
    const up = sumTree(steps.map(inverse), builder).sum;
    const isOutside = call('less', x, constant(0));
    const pole = call('select', isOutside, call('log', x), call('divide', constant(-1), x));
    const sum = call('select', isSmall, pole, up);
    const root = call(
      'subtract',
      call('subtract', b, constant(rootFor(precision)[0])),
      constant(rootFor(precision)[1]),
    );
    const near = call('add', call('multiply', root, fitted(polynomials.digamma, b, builder, precision)), sum);
    const z = named('z', call('maximum', x, constant(asymptotic.digamma)));
    const r = named('r', call('divide', constant(1), call('multiply', z, z)));
    const coefficients = seriesDown((k) => bernoulli[k - 1] / (2 * k), {
      least: asymptotic.digamma,
      size: 128,
      precision,
    });
    const far = call(
      'subtract',
      call('subtract', call('log', z), call('divide', constant(0.5), z)),
      call('multiply', r, horner(coefficients, r, builder, 's')),
    );
    return call(
      'select',
      call('less', x, constant(asymptotic.digamma)),
      named('near', near),
      named('far', far),
    );
  },
};

/** The root in two parts of the precision. */
const rootFor = (precision: 'f64' | 'f32'): readonly [number, number] => {
  const { high, low } = digammaRoot;
  if (precision === 'f64') return [high, low];
  return [Math.fround(high), high - Math.fround(high)];
};

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** The nth derivative of ψ for n ≥ 1: ten terms of its series where x < 10, then its asymptotic series. */
const derivative = (n: number): SpecialFunction => ({
  name: n === 1 ? 'trigamma' : `polygamma${n}`,
  arity: 1,
  about: `the derivative of order ${n} of digamma(x) for x > 0, within 6 ulp: ten steps of the recurrence below 10, then its asymptotic series`,
  define: (builder, [x], precision) => {
    const { call, constant, named } = builder;
    const limit = asymptotic.polygamma;
    const isSmall = call('less', x, constant(limit));
    const sign = n % 2 === 1 ? 1 : -1;
    const terms = Array.from({ length: limit }, (_, k) => {
      const inverse = call('divide', constant(1), k === 0 ? x : call('add', x, constant(k)));
      return wholePower(named(`q${k + 1}`, inverse), n + 1, builder);
    });
    const z = named('z', call('select', isSmall, call('add', x, constant(limit)), x));
    const i = named('r', call('divide', constant(1), z));
    const r = call('multiply', i, i);
    const coefficients = seriesDown((k) => (bernoulli[k - 1] * factorial(2 * k + n - 1)) / factorial(2 * k), {
      least: limit,
      size: factorial(n - 1) * limit * limit,
      precision,
    });
    const bracket = [
      call('multiply', r, horner(coefficients, named('s', r), builder, 's')),
      call('multiply', constant(factorial(n) / 2), i),
      constant(factorial(n - 1)),
    ].reduce((a, b) => call('add', a, b));
    const far = call('multiply', wholePower(i, n, builder), bracket);
    const near = call('multiply', constant(factorial(n)), sumTree(terms.reverse(), builder).sum);
    const total = call(
      'add',
      named('far', far),
      choose(
        [
          [call('less', x, constant(0)), call('log', x)],
          [isSmall, named('near', near)],
        ],
        constant(0),
        builder,
      ),
    );
    return sign > 0 ? total : call('negate', total);
  },
});

const made = new Map<number, SpecialFunction>([[0, digamma]]);

/** ψ and its derivatives, by order. */
export const polygamma = (order: number): SpecialFunction => {
  const known = made.get(order) ?? derivative(order);
  made.set(order, known);
  return known;
};
