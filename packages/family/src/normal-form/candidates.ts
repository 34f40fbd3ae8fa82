// Simple functions and simple exact points: what a hidden statistic is first looked for among, and where it is looked at.
import type { Expression } from '@expfam/expression';
import * as e from '@expfam/expression';
import type { Quantity } from '../derivation/derivation.js';

const { number, power, log, add, negate, apply, one, two } = e;

/** Functions of one quantity that statistics and natural parameters usually are, the simplest first. */
const ofOne = (x: Expression): Expression[] => [
  x,
  power(x, two),
  power(x, number(-1)),
  log(x),
  e.abs(x),
  e.sqrt(x),
  log(add(one, negate(x))),
  log(add(one, x)),
  e.exp(x),
  e.exp(negate(x)),
  power(x, number(3)),
  power(x, number(-2)),
  power(x, number(4)),
  power(x, number(-1, 2)),
  power(log(x), two),
  apply('cos', [x]),
  apply('sin', [x]),
  apply('lgamma', [x]),
  apply('lgamma', [add(x, one)]),
  e.multiply(x, log(x)),
];

const ofTwo = (x: Expression, y: Expression): Expression[] => [
  e.multiply(x, y),
  e.divide(x, y),
  e.divide(y, x),
  e.multiply(power(x, two), y),
  e.multiply(x, power(y, two)),
  e.divide(power(x, two), y),
  e.divide(power(y, two), x),
  e.divide(x, power(y, two)),
  e.divide(y, power(x, two)),
];

const fewOfEach = 6; // with three quantities or more all the functions would make a table of hundreds

/** The functions to try for some quantities, with those that occur in a formula and know nothing else. */
export const candidatesOf = (symbols: readonly Expression[], formula: Expression): Expression[] => {
  const own = new Set(symbols);
  const most = symbols.length <= 2 ? Infinity : fewOfEach;
  const found = new Set(symbols.flatMap((x) => ofOne(x).slice(0, most)));
  for (const [i, x] of symbols.entries())
    for (const y of symbols.slice(i + 1)) for (const each of ofTwo(x, y).slice(0, most / 2)) found.add(each);
  const visit = (node: Expression): void => {
    const known = [...e.symbolsOf(node)];
    if (known.length > 0 && known.every((symbol) => own.has(symbol)) && !e.isBinder(node)) {
      found.add(e.splitCoefficient(node)[1]);
      if (node.op === 'add') for (const term of node.args) found.add(e.splitCoefficient(term)[1]);
    } else node.args.forEach(visit);
  };
  visit(formula);
  found.delete(one);
  return [...found];
};

const isInfinite = (end: Expression): boolean => end.op === 'infinity' || end.args.some(isInfinite);

const line = [[0, 1], [1, 1], [-1, 1], [2, 1], [-2, 1], [1, 2], [3, 1], [-1, 2], [4, 1]] as const; // prettier-ignore
const ray = [[1, 1], [2, 1], [3, 1], [1, 2], [4, 1], [5, 1], [1, 3], [6, 1], [7, 1]] as const; // prettier-ignore
const inside = [[1, 2], [1, 4], [3, 4], [1, 3], [2, 3], [1, 5], [4, 5], [1, 8], [7, 8]] as const; // prettier-ignore

/** Exact values that a scalar quantity can take; none where its domain has no simple ones. */
export const simpleValues = ({ domain }: Quantity): Expression[] => {
  if (domain.kind === 'set') return [...domain.values];
  if (domain.kind !== 'interval' && domain.kind !== 'range') return [];
  const { lower, upper } = domain;
  const [bounded, capped] = [lower, upper].map((end) => !isInfinite(end)) as [boolean, boolean];
  if (domain.kind === 'range') {
    const at = (i: number): Expression =>
      bounded
        ? add(lower, number(i))
        : capped
          ? add(upper, number(-i))
          : number(i % 2 === 0 ? i / 2 : -(i + 1) / 2);
    const length = bounded && capped ? e.subtract(upper, lower) : null;
    const most = length !== null && e.isNumber(length) ? e.rationalOf(length).toNumber() + 1 : line.length;
    return Array.from({ length: Math.min(most, line.length) }, (_, i) => at(i));
  }
  if (bounded && capped)
    return inside.map(([a, b]) => add(lower, e.multiply(number(a, b), e.subtract(upper, lower))));
  if (bounded) return ray.map(([a, b]) => add(lower, number(a, b)));
  if (capped) return ray.map(([a, b]) => add(upper, number(-a, b)));
  return line.map(([a, b]) => number(a, b));
};

const mostPoints = 16;

/** Exact points of the parameter space: the simple values of each parameter, each time in another company. */
export const simplePoints = (parameters: readonly Quantity[]): ReadonlyMap<Expression, Expression>[] => {
  const values = parameters.map(simpleValues);
  return Array.from(
    { length: mostPoints },
    (_, i) =>
      new Map(parameters.map(({ symbol }, k) => [symbol, values[k][(i * (k + 1) + k) % values[k].length]])),
  );
};
