// Sine, cosine and tangent. The argument is brought within an eighth of a turn of a multiple of a quarter by differences that are
// exact (Cody and Waite 1980), so they keep their digits at their zeros.
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

/** π/2 in parts of so many binary digits after the point, and what is left; of those, products with whole numbers are exact. */
const inParts = (digits: readonly number[], round: (value: number) => number): readonly number[] => {
  const parts: number[] = [];
  let rest: readonly number[] = [quarterTurn.high, quarterTurn.low, quarterTurn.least];
  for (const each of digits) {
    const unit = 2 ** -each;
    const part = Math.round(rest[0] / unit) * unit;
    parts.push(part);
    rest = [rest[0] - part, ...rest.slice(1)];
    if (rest[0] === 0) rest = rest.slice(1);
  }
  return [...parts, round(rest.reduceRight((sum, value) => value + sum, 0))];
};

/** π/2 in parts, and the most quarter turns whose products with all but the last are exact. */
const quarter = {
  f64: { parts: inParts([32, 52, 86], (value) => value), most: 2 ** 20 },
  f32: { parts: inParts([10, 21, 32], Math.fround), most: 2 ** 12 },
} as const;

/** sin(x) for |x| ≤ π/2. */
const sine = one('sine', 'sin(x) within a quarter turn of 0, within 2 ulp', (builder, [x], precision) => {
  const { call, named } = builder;
  return call(
    'multiply',
    x,
    fitted(polynomials.sine, named('r', call('multiply', x, x)), builder, precision),
  );
});

/** The sine of the size of an angle, so many quarter turns on; NaN where these are too many to be told. */
const sineOfSize = (
  x: KernelNode,
  ahead: 0 | 1,
  { call, constant, special, named }: KernelBuilder,
  precision: Precision,
): KernelNode => {
  const { parts, most } = quarter[precision];
  const a = named('a', call('abs', x));
  const nearest = call('floor', call('add', call('multiply', a, constant(2 / Math.PI)), constant(0.5)));
  const turns = named('turns', nearest);
  const less = (rest: KernelNode, part: number): KernelNode =>
    call('subtract', rest, call('multiply', turns, constant(part)));
  const rest = named('rest', parts.reduce(less, a));
  const on = named('on', call('add', turns, constant(ahead)));
  const modulo = (period: 2 | 4): KernelNode =>
    call(
      'subtract',
      on,
      call('multiply', constant(period), call('floor', call('multiply', on, constant(1 / period)))),
    );
  // cos(r) is the sine of what is left to the next quarter
  const across = call('subtract', constant(quarterTurn.high), call('abs', rest));
  const isAcross = call('less', constant(0.5), modulo(2));
  const value = special(sine, named('c', call('select', isAcross, across, rest)));
  const signed = call('select', call('less', constant(1.5), modulo(4)), call('negate', value), value);
  // 1, or NaN
  const isTold = call('sqrt', call('select', call('less', turns, constant(most)), constant(1), constant(-1)));
  return call('multiply', signed, isTold);
};

const range = 'within 2^20 quarter turns, 2^12 of them in single precision';

/** sin(x). */
export const sin = one('sin', `the sine ${range}, within 3 ulp`, (builder, [x], precision) => {
  const { call, constant } = builder;
  const value = sineOfSize(x, 0, builder, precision);
  return call('select', call('less', x, constant(0)), call('negate', value), value);
});

/** cos(x). */
export const cos = one('cos', `the cosine ${range}, within 3 ulp`, (builder, [x], precision) =>
  sineOfSize(x, 1, builder, precision),
);

/** tan(x). */
export const tan = one('tan', `the tangent ${range}, within 6 ulp`, (builder, [x]) =>
  builder.call('divide', builder.special(sin, x), builder.special(cos, x)),
);
