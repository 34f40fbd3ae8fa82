// Sine and cosine of angles within two turns, and the tangent. The argument is brought into a quarter turn by differences that
// are exact, so they keep their digits at their zeros.
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { polynomials, quarterTurn } from './coefficients.js';
import { fitted } from './tools.js';

const one = (name: string, about: string, define: SpecialFunction['define']): SpecialFunction => ({
  name,
  arity: 1,
  about,
  define,
});

type Precision = 'f64' | 'f32';

/** π/2 in two parts of the precision. */
const quarter = (precision: Precision): readonly [number, number] => {
  const { high, low } = quarterTurn;
  return precision === 'f64' ? [high, low] : [Math.fround(high), high - Math.fround(high)];
};

/** turns·π/2 − x, rounded once: the product in two parts, which 2h + h is exactly. */
const lessThan = (
  turns: 1 | 2 | 3 | 4,
  x: KernelNode,
  { call, constant }: KernelBuilder,
  precision: Precision,
): KernelNode => {
  const [high, low] = quarter(precision);
  const round = precision === 'f64' ? (value: number) => value : Math.fround;
  const product = round(turns * high);
  const rest = turns === 3 ? high - (product - 2 * high) : 0;
  return call('add', call('subtract', constant(product), x), constant(turns * low + rest));
};

/** sin(x) for |x| ≤ π/2. */
const sine = one('sine', 'sin(x) within a quarter turn of 0, within 2 ulp', (builder, [x], precision) => {
  const { call, named } = builder;
  return call(
    'multiply',
    x,
    fitted(polynomials.sine, named('r', call('multiply', x, x)), builder, precision),
  );
});

/** sin(x) for |x| ≤ 2π. */
export const sin = one('sin', 'the sine within two turns, within 3 ulp', (builder, [x], precision) => {
  const { call, constant, special, named } = builder;
  const a = named('a', call('abs', x));
  const [high] = quarter(precision);
  const isFirst = call('less', a, constant(high));
  const isLast = call('less', constant(3 * high), a);
  const last = call('negate', lessThan(4, a, builder, precision));
  const near = call('select', isLast, last, lessThan(2, a, builder, precision));
  const value = special(sine, named('c', call('select', isFirst, a, near)));
  return call('select', call('less', x, constant(0)), call('negate', value), value);
});

/** cos(x) for |x| ≤ 2π. */
export const cos = one('cos', 'the cosine within two turns, within 3 ulp', (builder, [x], precision) => {
  const { call, constant, special, named } = builder;
  const a = named('a', call('abs', x));
  const isPast = call('less', constant(2 * quarter(precision)[0]), a);
  const past = call('negate', lessThan(3, a, builder, precision));
  return special(sine, named('c', call('select', isPast, past, lessThan(1, a, builder, precision))));
});

/** tan(x) for |x| ≤ 2π. */
export const tan = one('tan', 'the tangent within two turns, within 6 ulp', (builder, [x]) =>
  builder.call('divide', builder.special(sin, x), builder.special(cos, x)),
);
