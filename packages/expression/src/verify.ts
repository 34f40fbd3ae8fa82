// The check of a step: both sides are evaluated at seeded random points of the domain, to more digits than are claimed.
import type { Arithmetic } from '@expfam/precise';
import { Real, arithmetic } from '@expfam/precise';
import { symbolsOf, substitute } from './binder.js';
import { number } from './build.js';
import type { Context, Given } from './contexts.js';
import { contextOf } from './contexts.js';
import { affordable, costlyPoints } from './effort.js';
import { evaluator } from './evaluate.js';
import type { Expression } from './node.js';
import { isBinder, variableOf } from './node.js';
import { Problem } from './problem.js';
import type { Point } from './sample.js';
import { text } from './text.js';

/** How often and how closely both sides of a step were seen to agree. */
export interface Check {
  readonly points: number;
  readonly digits: number;
  readonly maxRelativeError: string;
}

/** What a symbol stands for at a point: eta1 = log(p/(1 − p)), or each component eta[i] for i from … to …. */
export interface Definition {
  readonly symbol: Expression;
  readonly value: Expression;
  readonly index?: { readonly symbol: Expression; readonly from: Expression; readonly to: Expression };
}

/** How a step is tried. */
export interface VerifyOptions {
  readonly definitions?: readonly Definition[];
  /** How many points at most, 64 unless told otherwise: fewer where an evaluation takes long. */
  readonly points?: number;
  /** To how many digits both sides must agree; 50 unless told otherwise. */
  readonly digits?: number;
  /** Of the points; 1 unless told otherwise. */
  readonly seed?: number;
}

const guardDigits = 14;
const attemptsPerPoint = 4;
/**
 * Evaluates `from` and `to` at random points and returns how closely they agree. Throws a Problem `step-does-not-hold`
 * with the point if they do not: a fault of the program, never of its user. Points where `from` is undefined are passed
 * over; where `from` is defined, `to` must be.
 */
export const verify = (from: Expression, to: Expression, options: VerifyOptions = {}): Check => {
  const { definitions = [], digits = 50, seed = 1 } = options;
  const points = affordable(
    options.points,
    [from, to, ...definitions.map(({ value }) => value)],
    costlyPoints,
  );
  const m = arithmetic(digits + guardDigits);
  const given = definitions.map((each) => givenBy(each, digits));
  const free = freeOf([from, to], definitions);
  const exact = from === to;
  const allowed = m.power(m.fromRational(10n, 1n), m.fromRational(BigInt(-digits), 1n));
  let worst = m.fromRational(0n, 1n);
  let seen = 0;
  for (let attempt = 0; seen < points && attempt < points * attemptsPerPoint; attempt++) {
    const place = { digits: digits + guardDigits, seed, number: attempt };
    const { point, at } = contextOf(place, free, given);
    const left = given.every(({ name }) => hasValue(point, name)) ? valueOf(at, from) : null;
    if (left === null) continue;
    seen++;
    if (exact) continue;
    const right = valueOf(at, to);
    const coarse = right === null ? null : relativeError(left, right);
    const error = coarse !== null && coarse.compare(allowed) > 0 ? closely(attempt) : coarse;
    if (error === null || error.compare(allowed) > 0) {
      if (!steady(attempt) || hasVanishingSum(from, at) || hasVanishingSum(to, at)) continue;
      throw fails({ from, to, point, left, right });
    }
    if (error.compare(worst) > 0) worst = error;
  }
  return { points: seen, digits, maxRelativeError: worst.isZero() ? '0' : worst.toString(2) };

  /** The same point with more digits: drawn anew, for a point of a sphere is on it to the digits that it was drawn with. */
  function valuesWith(times: number, number: number): readonly (Real | null)[] {
    const place = { digits: times * digits + guardDigits, seed, number };
    const more = definitions.map((each) => givenBy(each, times * digits));
    const { at } = contextOf(place, free, more);
    return [from, to].map((side) => valueOf(at, side));
  }

  /** Whether the point tells anything: both sides must themselves keep their digits when more of them are carried. */
  function steady(number: number): boolean {
    const [few, many] = [3, 6].map((times) => valuesWith(times, number));
    return few.every((value, i) => {
      const better = many[i];
      if (value === null || better === null) return value === better;
      return relativeError(value, better, allowed).compare(allowed) <= 0;
    });
  }

  /** Once more with three times the digits: where y·log z and log(1 + z) all but cancel, the guard digits are eaten up. */
  function closely(number: number): Real | null {
    const [left, right] = valuesWith(3, number);
    // what cancels to nothing on one side is 0 there and 10^(−3·digits) here; against 10^(−digits) that is small
    return left === null || right === null ? null : relativeError(left, right, allowed);
  }

  function relativeError(left: Real, right: Real, least = Real.zero): Real {
    const difference = m.subtract(left, right).abs();
    if (difference.isZero()) return difference;
    const size = [left.abs(), right.abs(), least].reduce((a, b) => (a.compare(b) > 0 ? a : b));
    return m.divide(difference, size);
  }
};

/** Whether a sum in it came out as exactly 0: one that is only tiny, as 1 + erf(−50) is, makes log 0 of what is finite. */
export const hasVanishingSum = (node: Expression, at: (node: Expression) => Real): boolean =>
  (node.op === 'add' && valueOf(at, node)?.isZero() === true) ||
  (!isBinder(node) && node.args.some((arg) => hasVanishingSum(arg, at)));

/** Whether what is defined has a value at the point: where it has none, nothing can be said. */
const hasValue = (point: Point, name: string): boolean => {
  const value = point.get(name)!;
  return value instanceof Real ? value.isFinite() : value.every((each) => each.isFinite());
};

/** The symbols that have to be drawn: those that are not defined. */
const freeOf = (sides: readonly Expression[], definitions: readonly Definition[]): Set<Expression> => {
  const defined = new Set(definitions.map(({ symbol }) => baseOf(symbol)));
  const all = [...sides.flatMap((side) => [...symbolsOf(side)]), ...definitions.flatMap(symbolsOfDefinition)];
  return new Set(all.filter((symbol) => !defined.has(symbol)));
};

/** A definition as what contexts are given. */
const givenBy = (definition: Definition, digits: number): Given => {
  const { symbol, value, index } = definition;
  const bounds = index ? [index.symbol, index.from, index.to].map(({ id }) => id) : [];
  return {
    name: variableOf(baseOf(symbol)).name,
    key: `= ${[value.id, symbol.id, ...bounds].join(' ')}`,
    define: (point) => define(definition, point, digits),
  };
};

/** What a definition needs values for; its own index runs and needs none. */
const symbolsOfDefinition = ({ value, index }: Definition): Expression[] => {
  if (index === undefined) return [...symbolsOf(value)];
  return [value, index.from, index.to]
    .flatMap((part) => [...symbolsOf(part)])
    .filter((symbol) => symbol !== index.symbol);
};

// h = 10⁻²⁰ leaves 10⁻⁸⁰ of the fifth derivative, and 90 digits leave 10⁻⁷⁰ of rounding.
const differenceDigits = 90;
const stepDigits = 20n;

/**
 * Checks a derivative against central differences of `node` by `variable` (a symbol or a component such as eta[i]) at random
 * points. Throws a Problem `step-does-not-hold` where they differ.
 */
export const verifyDerivative = (
  node: Expression,
  variable: Expression,
  derivative: Expression,
  options: Pick<VerifyOptions, 'points' | 'digits' | 'seed'> = {},
): Check => {
  const { digits = 50, seed = 1 } = options;
  const points = affordable(options.points, [node, derivative], 1); // a slope takes four values of the node
  const m = arithmetic(differenceDigits);
  const ten = m.fromRational(10n, 1n);
  const least = m.power(ten, m.fromRational(-stepDigits, 1n));
  const allowed = m.power(ten, m.fromRational(BigInt(-digits), 1n));
  const free = new Set([node, variable, derivative].flatMap((part) => [...symbolsOf(part)]));
  let worst = m.fromRational(0n, 1n);
  let seen = 0;
  for (let attempt = 0; seen < points && attempt < points * attemptsPerPoint; attempt++) {
    const context = contextOf({ digits: differenceDigits, seed, number: attempt }, free);
    const { point, at } = context;
    const slope = slopeAt(m, node, variable, context);
    if (slope === null) continue;
    const claimed = valueOf(at, derivative);
    seen++;
    const size = [slope.abs(), claimed?.abs() ?? slope.abs(), least].reduce((a, b) =>
      a.compare(b) > 0 ? a : b,
    );
    const error = claimed && m.divide(m.subtract(slope, claimed).abs(), size);
    if (
      (error === null || error.compare(allowed) > 0) &&
      !isSteady({ node, variable, derivative, point, digits })
    )
      continue;
    if (error === null || error.compare(allowed) > 0)
      throw fails({ from: node, to: derivative, point, left: slope, right: claimed });
    if (error.compare(worst) > 0) worst = error;
  }
  return { points: seen, digits, maxRelativeError: worst.isZero() ? '0' : worst.toString(2) };
};

interface Slope {
  readonly node: Expression;
  readonly variable: Expression;
  readonly derivative: Expression;
  readonly point: Point;
  readonly digits: number;
}

/** Whether a slope and the derivative at a point stay what they are when three times the digits are carried. */
const isSteady = ({ node, variable, derivative, point, digits }: Slope): boolean => {
  const [few, many] = [arithmetic(differenceDigits), arithmetic(3 * differenceDigits)].map((m) => [
    slopeAt(m, node, variable, alone(m, point)),
    valueOf(evaluator(m, point), derivative),
  ]);
  const m = arithmetic(differenceDigits);
  const allowed = m.power(m.fromRational(10n, 1n), m.fromRational(BigInt(-digits), 1n));
  return few.every((value, i) => {
    const better = many[i];
    if (value === null || better === null) return value === better;
    return m.subtract(value, better).abs().compare(m.multiply(allowed, better.abs())) <= 0;
  });
};

/** (8(f(h) − f(−h)) − (f(2h) − f(−2h)))/12h: the error is of the fourth order in h, so that poles nearby do no harm. */
const slopeAt = (
  m: Arithmetic,
  node: Expression,
  variable: Expression,
  { point, beside }: Pick<Context, 'point' | 'beside'>,
): Real | null => {
  const h = m.power(m.fromRational(10n, 1n), m.fromRational(-stepDigits, 1n));
  const difference = (times: bigint): Real | null => {
    const [above, below] = [times, -times].map((each) => {
      const by = m.multiply(m.fromRational(each, 1n), h);
      const at = beside(`${variable.id} ${each}`, () => shift(m, point, variable, by));
      return valueOf(at, node);
    });
    return above && below && m.subtract(above, below);
  };
  const [near, far] = [difference(1n), difference(2n)];
  if (!near || !far) return null;
  return m.divide(
    m.subtract(m.multiply(m.fromRational(8n, 1n), near), far),
    m.multiply(m.fromRational(12n, 1n), h),
  );
};

/** A point whose values no other check shares. */
const alone = (m: Arithmetic, point: Point): Pick<Context, 'point' | 'beside'> => ({
  point,
  beside: (_key, move) => evaluator(m, move()),
});

const shift = (m: Arithmetic, point: Point, variable: Expression, by: Real): Point => {
  const moved: Point = new Map(point);
  const { name } = variableOf(baseOf(variable));
  const value = point.get(name)!;
  if (variable.op !== 'element') return moved.set(name, m.add(value as Real, by));
  const at = evaluator(m, point)(variable.args[1]).toNumber() - 1;
  return moved.set(
    name,
    (value as readonly Real[]).map((each, i) => (i === at ? m.add(each, by) : each)),
  );
};

const baseOf = (symbol: Expression): Expression => (symbol.op === 'element' ? symbol.args[0] : symbol);

const define = ({ symbol, value, index }: Definition, point: Point, digits: number): void => {
  const m = arithmetic(digits + guardDigits);
  const { name } = variableOf(baseOf(symbol));
  const at = evaluator(m, point);
  if (index === undefined) {
    point.set(name, at(value));
    return;
  }
  const [first, last] = [at(index.from).toNumber(), at(index.to).toNumber()];
  const components = Array.from({ length: last - first + 1 }, (_, i) =>
    at(substitute(value, new Map([[index.symbol, number(first + i)]]))),
  );
  point.set(name, components);
};

const valueOf = (at: (node: Expression) => Real, node: Expression): Real | null => {
  try {
    const value = at(node);
    return value.isFinite() ? value : null;
  } catch {
    return null;
  }
};

interface Failure {
  readonly from: Expression;
  readonly to: Expression;
  readonly point: Point;
  readonly left: Real;
  readonly right: Real | null;
}

const fails = ({ from, to, point, left, right }: Failure): Problem =>
  new Problem('step-does-not-hold', {
    what: `${text(from)} is not ${text(to)}`,
    needed: `${left.toString(12)}, found ${right?.toString(12) ?? 'no value'} at ${[...point].map(([name, value]) => `${name} = ${'length' in value ? `[${value.map((each) => each.toString(4)).join(', ')}]` : value.toString(6)}`).join(', ')}`,
    help: 'this is a fault of the program; please report the density that led here',
  });
