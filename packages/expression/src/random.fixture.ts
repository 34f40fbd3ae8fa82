// Random expressions over symbols of many domains, from a seed, and what it takes to look at their values.
import type { Arithmetic, Real } from '@expfam/precise';
import { arithmetic } from '@expfam/precise';
import { indexSymbol, sum, symbolsOf } from './binder.js';
import { apply } from './apply.js';
import {
  abs,
  add,
  element,
  equal,
  exp,
  infinity,
  less,
  log,
  multiply,
  number,
  one,
  power,
  symbol,
  zero,
} from './build.js';
import { range, real } from './domains.js';
import { evaluator } from './evaluate.js';
import type { Expression } from './node.js';
import type { Random } from './sample.js';
import { randomFrom, samplePoint } from './sample.js';

const size = symbol('K', range(number(2), number(5)));
const trials = symbol('n', range(zero, infinity));

/** One symbol of each kind that formulas are made of. */
export const atoms = {
  x: symbol('x', real.all),
  y: symbol('y', real.all),
  p: symbol('p', real.positive),
  q: symbol('q', real.positive),
  m: symbol('m', real.negative),
  u: symbol('u', real.unit),
  n: trials,
  c: symbol('c', range(zero, trials)),
  K: size,
  i: symbol('i', range(one, size)),
  j: symbol('j', range(one, size)),
  b: symbol('b', { kind: 'set', values: [zero, one] }),
  s: symbol('s', { kind: 'set', values: [number(-1), one] }),
  phi: symbol('phi', { kind: 'simplex', size }),
  eta: symbol('eta', { kind: 'vector', size }),
};

const scalars = [
  atoms.x,
  atoms.y,
  atoms.p,
  atoms.q,
  atoms.m,
  atoms.u,
  atoms.n,
  atoms.c,
  atoms.K,
  atoms.i,
  atoms.b,
  atoms.s,
];
const numbers = [number(0), one, number(2), number(-1), number(1, 2), number(-3), number(5, 3)];
const exponents = [
  number(2),
  number(3),
  number(-1),
  number(-2),
  number(1, 2),
  number(-1, 2),
  number(1, 3),
  atoms.p,
  atoms.x,
  atoms.b,
];

export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)];

type Maker = (random: Random, part: () => Expression) => Expression;

const overClasses: Maker = (random, part) => {
  const k = indexSymbol('k', one, size);
  const inside = pick(random, [element(atoms.phi, k), element(atoms.eta, k), equal(k, atoms.i), k]);
  return sum(multiply(part(), inside), k, one, size);
};

const makers: readonly Maker[] = [
  (_, part) => add(part(), part()),
  (_, part) => add(part(), part(), part()),
  (_, part) => multiply(part(), part()),
  (_, part) => multiply(part(), part(), part()),
  (random, part) => power(part(), pick(random, exponents)),
  (_, part) => exp(part()),
  (_, part) => log(part()),
  (_, part) => abs(part()),
  (random, part) =>
    apply(pick(random, ['sin', 'tanh', 'sigmoid', 'softplus', 'erf', 'atan', 'expm1', 'cosh']), [part()]),
  (random) => equal(pick(random, [atoms.i, atoms.c]), pick(random, [atoms.j, one, atoms.K])),
  (_, part) => less(part(), part()),
  (random) => element(pick(random, [atoms.phi, atoms.eta]), pick(random, [atoms.i, atoms.K, one])),
  overClasses,
];

/** A random expression of at most `depth` operations above its leaves. */
const randomExpression = (random: Random, depth: number): Expression => {
  if (depth === 0 || random() < 0.1) return pick(random, random() < 0.75 ? scalars : numbers);
  return pick(random, makers)(random, () => randomExpression(random, depth - 1));
};

/** `count` random expressions; the same seed gives the same ones. */
export const randomExpressions = (seed: number, count: number, depth = 3): Expression[] => {
  const random = randomFrom(seed);
  return Array.from({ length: count }, () => randomExpression(random, depth));
};

/** The value at a random point of the domains of `symbols`; null where there is none. */
export interface Sampled {
  readonly m: Arithmetic;
  readonly at: (node: Expression) => Real | null;
}

/** `count` random points at which expressions over these symbols may be evaluated, to `digits` digits. */
export const randomPoints = (over: readonly Expression[], count: number, digits = 40): Sampled[] => {
  const m = arithmetic(digits);
  const random = randomFrom(7);
  return Array.from({ length: count }, () => {
    const value = evaluator(m, samplePoint(m, new Set(over.flatMap((node) => [...symbolsOf(node)])), random));
    const at = (node: Expression): Real | null => {
      try {
        const result = value(node);
        return result.isFinite() ? result : null;
      } catch (error) {
        if (error instanceof RangeError) return null;
        throw error;
      }
    };
    return { m, at };
  });
};

/** |a − b| against the larger of |a|, |b| and 1. */
export const gap = (m: Arithmetic, a: Real, b: Real): number => {
  const largest = [a.abs(), b.abs(), m.fromRational(1n, 1n)].reduce((x, y) => (x.compare(y) >= 0 ? x : y));
  return m.divide(m.subtract(a, b).abs(), largest).toNumber();
};
