// The logarithm of Σ exp(η·y)/y! over y ≥ n, over its first term, and the mean and the variance of a count that is never less than n.
// Written as exp(exp(η)) less its first terms it cancels below exp(η) ≈ n; there it is a series of positive terms, and beyond
// what is missing of the whole is small.
import { number, rationalOf } from '@expfam/expression';
import type { Rational } from '@expfam/expression';
import type { KernelBuilder, KernelNode, SpecialFunction } from '../kernel.js';
import { horner } from './tools.js';

const rational = (over: number, under = 1): Rational => rationalOf(number(over, under));
const zero = rational(0);

/** Tails that begin further out have series too long to be written out. */
export const furthestTail = 24;

/** What the function gives, in this order. */
export const tailResults = { excess: 0, mean: 1, variance: 2 } as const;

const mostTerms = 120;

/** Where the first n terms are a small part of the whole: less than a hundredth. */
const endOf = (n: number): number => 1.5 * n + 4;

/** The coefficients down to what counts at the end, all of them positive. */
const counting = (all: readonly Rational[], end: number, precision: 'f64' | 'f32'): number[] => {
  const limit = precision === 'f64' ? 2 ** -57 : 2 ** -28;
  const numbers = all.map((c) => c.toNumber());
  const terms = numbers.map((c, k) => c * end ** k);
  const sum = terms.reduce((a, b) => a + b);
  return numbers.slice(0, terms.findLastIndex((term) => term > sum * limit) + 1);
};

/** n!/(n + j)!: F(x) = Σ x^j·n!/(n + j)! is what the tail is over its first term. */
const ratios = (n: number): Rational[] => {
  const all = [rational(1)];
  for (let j = 1; j < mostTerms; j++) all.push(all[j - 1].divide(rational(n + j)));
  return all;
};

/** F″·F − F′², whose coefficients are positive: F is the mean of exp(x·b) over a share b. */
const bendOf = (a: readonly Rational[]): Rational[] =>
  Array.from({ length: mostTerms - 2 }, (_, m) => {
    let sum = zero;
    for (let j = 0; j <= m + 2; j++) {
      const k = m + 2 - j;
      const weight = rational(j * (j - 1) - j * k);
      sum = sum.add(weight.multiply(a[j]).multiply(a[k]));
    }
    return sum;
  });

const logFactorial = (n: number): number =>
  Array.from({ length: n }, (_, k) => Math.log(k + 1)).reduce((a, b) => a + b, 0);

/** Below the end, from the series; `x` is exp(η), held there. */
const nearOf = (
  n: number,
  x: KernelNode,
  builder: KernelBuilder,
  precision: 'f64' | 'f32',
): readonly KernelNode[] => {
  const { call, constant, named } = builder;
  const a = ratios(n);
  const series = (all: readonly Rational[], name: string): KernelNode =>
    named(name, horner(counting(all, endOf(n), precision), x, builder, name));
  const more = named('more', call('multiply', x, series(a.slice(1), 'f')));
  const whole = named('whole', call('add', constant(1), more));
  const slope = series(
    a.slice(1).map((c, j) => c.multiply(rational(j + 1))),
    'g',
  );
  const mean = named('slope', call('divide', slope, whole));
  const bend = call('divide', call('divide', series(bendOf(a), 'h'), whole), whole);
  return [
    call('log1p', more),
    call('add', constant(n), call('multiply', x, mean)),
    call('multiply', x, call('add', mean, call('multiply', x, bend))),
  ];
};

/** Beyond it; `x` is at least the end. */
const farOf = (
  n: number,
  { eta, x }: { readonly eta: KernelNode; readonly x: KernelNode },
  builder: KernelBuilder,
): readonly KernelNode[] => {
  const { call, constant, named } = builder;
  // nothing is missing there, and products stay finite
  const held = named('held', call('minimum', x, constant(1e30)));
  const inverse = named('inverse', call('divide', constant(1), held));
  const rises = call('multiply', constant(n), call('log', held));
  const exponent = call('subtract', call('subtract', rises, held), constant(logFactorial(n)));
  const first = named('first', call('exp', exponent));
  // the terms below n over that of n: n/x·(1 + (n − 1)/x·(1 + …))
  const below = Array.from({ length: n }, (_, i) => i + 1).reduce<KernelNode>(
    (inner, k) => call('add', constant(1), call('multiply', call('multiply', constant(k), inverse), inner)),
    constant(1),
  );
  const missing = named('missing', call('multiply', first, call('subtract', below, constant(1))));
  const share = named('share', call('divide', first, call('subtract', constant(1), missing)));
  const lifted = named('lifted', call('multiply', constant(n), share));
  const begins = call('subtract', call('multiply', constant(n), eta), constant(logFactorial(n)));
  const apart = call('subtract', held, call('subtract', constant(n), lifted));
  return [
    call('subtract', call('add', x, call('log1p', call('negate', missing))), begins),
    call('add', x, lifted),
    call('subtract', x, call('multiply', lifted, apart)),
  ];
};

const make = (n: number): SpecialFunction => ({
  name: `poissonTail${n}`,
  arity: 1,
  results: 3,
  about: `log(sum(exp(k * x) / k!, k, ${n}, inf)) less that of its first term, and its mean and variance, within 10 ulp of themselves or of ${n} * x`,
  define: (builder, [eta], precision) => {
    const { call, constant, named } = builder;
    const end = constant(endOf(n));
    const whole = named('x', call('exp', eta));
    const near = nearOf(n, named('small', call('minimum', whole, end)), builder, precision);
    const far = farOf(n, { eta, x: named('large', call('maximum', whole, end)) }, builder);
    const isNear = call('less', whole, end);
    return near.map((value, i) => call('select', isNear, value, far[i]));
  },
});

const made = new Map<number, SpecialFunction>();

/** The function of η for the counts from n on, 2 ≤ n ≤ 24. */
export const poissonTail = (n: number): SpecialFunction => {
  const found = made.get(n) ?? make(n);
  made.set(n, found);
  return found;
};
