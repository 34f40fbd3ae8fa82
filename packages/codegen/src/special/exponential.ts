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

/** −log(1 − exp(x)) for x < 0. */
export const logarithmicRate = one(
  'logarithmicRate',
  '-log(1 - exp(x)) for x < 0, within 4 ulp',
  (builder, [x]) => builder.call('negate', builder.special(log1mexp, builder.call('negate', x))),
);

/** log(−log(1 − exp(x))) − x for x < 0: half of exp(x) far out. */
export const logarithmicExcess = one(
  'logarithmicExcess',
  'log(-log(1 - exp(x)) / exp(x)) for x < 0, within 6 ulp of itself or of 1',
  (builder, [x]) => {
    const { call, constant, named, special } = builder;
    const held = named('held', call('maximum', x, constant(-60)));
    const ratio = call('divide', special(logarithmicRate, held), call('exp', held));
    return call('log', ratio);
  },
);

/** exp(x)/(1 − exp(x)) over −log(1 − exp(x)) for x < 0: 1 far out. */
export const logarithmicMean = one(
  'logarithmicMean',
  'exp(x) / (1 - exp(x)) / -log(1 - exp(x)) for x < 0, within 6 ulp',
  (builder, [x]) => {
    const { call, constant, named, special } = builder;
    const held = named('held', call('maximum', x, constant(-60)));
    const over = call('divide', call('exp', held), call('negate', call('expm1', held)));
    const spoilt = call('select', call('less', x, constant(0)), special(logarithmicRate, held), x);
    return call('divide', over, spoilt);
  },
);

/** log(exp(x)/(1 − exp(x))) for x < 0. */
export const decayingLogOdds = one(
  'decayingLogOdds',
  'log(exp(x) / (1 - exp(x))) for x < 0, within 4 ulp of itself or of 1',
  (builder, [x]) => builder.call('subtract', x, builder.special(log1mexp, builder.call('negate', x))),
);

/** 1/(1 − exp(x)) for x < 0. */
export const inverseComplement = one(
  'inverseComplement',
  '1 / (1 - exp(x)) for x < 0, within 3 ulp',
  ({ call, constant }, [x]) => call('divide', constant(1), call('negate', call('expm1', x))),
);

/** log(x + √(x² + 1)): odd, and log(2|x|) far out, where the square would overflow. */
export const inverseSine = one(
  'arsinh',
  'log(x + sqrt(x^2 + 1)), within 4 ulp',
  ({ call, constant, named }, [x]) => {
    const size = named('size', call('abs', x));
    const held = named('held', call('minimum', size, constant(2 ** 28)));
    const square = call('multiply', held, held);
    const under = call('add', constant(1), call('sqrt', call('add', constant(1), square)));
    const near = call('log1p', call('add', held, call('divide', square, under)));
    const far = call('add', call('log', call('maximum', size, constant(1))), constant(Math.LN2));
    const value = named('value', call('select', call('less', size, constant(2 ** 28)), near, far));
    return call('select', call('less', x, constant(0)), call('negate', value), value);
  },
);
