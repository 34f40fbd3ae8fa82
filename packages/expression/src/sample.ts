// Random points of the domains of symbols, from a seed: where steps and rules are put to the test.
import type { Arithmetic } from '@expfam/precise';
import { Real } from '@expfam/precise';
import type { Domain } from './domain.js';
import { domainParts } from './domain.js';
import { real } from './domains.js';
import { symbolsOf } from './binder.js';
import { evaluator } from './evaluate.js';
import type { Expression } from './node.js';
import { variableOf } from './node.js';

/** A source of numbers in [0, 1): the same seed gives the same numbers. */
export type Random = () => number;

/** The numbers of a seed. */
export const randomFrom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
};

type Value = Real | readonly Real[];
/** Values of symbols by name: a number, or the components of a vector. */
export type Point = Map<string, Value>;

/** The symbols to be given values, those in the domains of others first. */
export const inOrder = (symbols: Iterable<Expression>): Expression[] => {
  const ordered = new Set<Expression>();
  const visit = (symbol: Expression): void => {
    if (ordered.has(symbol)) return;
    for (const part of domainParts(variableOf(symbol).domain)) symbolsOf(part).forEach(visit);
    ordered.add(symbol);
  };
  for (const symbol of symbols) visit(symbol);
  return [...ordered];
};

const spread = 3; // unbounded quantities are drawn from about ±e³ around 0
const furthest = 7; // whole numbers without an upper bound stay this close to the lower one

/** Draws a value for every symbol (and for the symbols in their domains) that `point` does not hold yet. */
export const samplePoint = (
  m: Arithmetic,
  symbols: Iterable<Expression>,
  random: Random,
  fixed: Point = new Map(),
): Point => {
  const point: Point = new Map(fixed);
  for (const symbol of inOrder(symbols)) {
    const { name, domain } = variableOf(symbol);
    if (!point.has(name)) point.set(name, draw(domain, { m, random, point }));
  }
  return point;
};

interface Context {
  readonly m: Arithmetic;
  readonly random: Random;
  readonly point: Point;
}

const draw = (domain: Domain, context: Context): Value => {
  const { m, random, point } = context;
  const at = evaluator(m, point);
  const end = (bound: Expression): Real | null => (isInfinite(bound) ? null : at(bound));
  const size = (bound: Expression): number => at(bound).toNumber();
  switch (domain.kind) {
    case 'interval':
      return drawReal(context, end(domain.lower), end(domain.upper));
    case 'range':
      return drawInteger(context, end(domain.lower), end(domain.upper));
    case 'set':
      return at(domain.values[Math.floor(random() * domain.values.length)]);
    case 'vector': {
      const component = domain.component ?? real.all;
      return Array.from({ length: size(domain.size) }, () => draw(component, context) as Real);
    }
    case 'simplex':
      return normalised(context, size(domain.size), (parts) => parts.reduce((a, b) => m.add(a, b)));
    case 'sphere':
      return drawDirection(context, size(domain.size));
    case 'counts':
      return drawCounts(context, size(domain.total), size(domain.size));
    case 'positive-definite':
      return drawPositiveDefinite(context, size(domain.size));
  }
};

const isInfinite = (bound: Expression): boolean =>
  bound.op === 'infinity' || (bound.op === 'multiply' && bound.args[1].op === 'infinity');

const exact = (m: Arithmetic, value: number): Real =>
  m.fromRational(BigInt(Math.round(value * 2 ** 40)), 2n ** 40n);

const drawReal = ({ m, random }: Context, lower: Real | null, upper: Real | null): Real => {
  const size = exact(m, Math.exp((2 * random() - 1) * spread));
  if (lower !== null && upper !== null)
    return m.add(lower, m.multiply(m.subtract(upper, lower), exact(m, 0.02 + 0.96 * random())));
  if (lower !== null) return m.add(lower, size);
  if (upper !== null) return m.subtract(upper, size);
  return random() < 0.5 ? size : size.negate();
};

const drawInteger = ({ m, random }: Context, lower: Real | null, upper: Real | null): Real => {
  const from = lower?.toNumber() ?? (upper?.toNumber() ?? furthest) - 2 * furthest;
  const to = Math.min(upper?.toNumber() ?? Infinity, from + (lower === null ? 2 : 1) * furthest);
  return m.fromRational(BigInt(from + Math.floor(random() * (to - from + 1))), 1n);
};

const normalised = (context: Context, size: number, norm: (parts: Real[]) => Real): Real[] => {
  const parts = Array.from({ length: size }, () => exact(context.m, 0.05 + context.random()));
  const total = norm(parts);
  return parts.map((part) => context.m.divide(part, total));
};

/** A point of the sphere: components of either sign, their squares summing to one. */
const drawDirection = (context: Context, size: number): Real[] => {
  const { m, random } = context;
  const length = (parts: readonly Real[]): Real =>
    m.sqrt(parts.map((x) => m.multiply(x, x)).reduce((a, b) => m.add(a, b)));
  return normalised(context, size, length).map((x) => (random() < 0.5 ? x : x.negate()));
};

/** L·Lᵀ of a lower triangle with a positive diagonal, row by row. */
const drawPositiveDefinite = (context: Context, size: number): Real[] => {
  const { m, random } = context;
  const lower = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) =>
      j > i ? Real.zero : exact(m, i === j ? 0.4 + 1.6 * random() : 2 * random() - 1),
    ),
  );
  const entry = (i: number, j: number): Real =>
    lower[i].map((x, k) => m.multiply(x, lower[j][k])).reduce((a, b) => m.add(a, b));
  return lower.flatMap((_, i) => lower.map((__, j) => (i <= j ? entry(i, j) : entry(j, i))));
};

const drawCounts = ({ m, random }: Context, total: number, size: number): Real[] => {
  const counts = new Array<number>(size).fill(0);
  for (let i = 0; i < total; i++) counts[Math.floor(random() * size)] += 1;
  return counts.map((count) => m.fromRational(BigInt(count), 1n));
};
