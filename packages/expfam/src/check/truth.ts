// What a kernel must return at a point, to far more digits than it has, and the largest term that is met on the way: from the
// formulas of the derivation. Digits are doubled until two evaluations agree.
import { entryCount, entryDomain } from '@expfam/codegen';
import { differentiate, evaluator, functions, isFunction, variableOf } from '@expfam/expression';
import type { Expression } from '@expfam/expression';
import { infiniteMean } from '@expfam/family';
import type { Derivation } from '@expfam/family';
import { arithmetic, Real } from '@expfam/precise';
import type { Arithmetic } from '@expfam/precise';
import { entriesOf } from './entries.js';

/** An exact value, and the size by which its error is measured. */
export interface Exact {
  readonly value: Real;
  readonly scale: Real;
}

/** What a function returns that has no value at a point, as a mean that is infinite: NaN, as documented. */
export const nothing: Exact = { value: Real.NaN, scale: Real.zero };

/** An entry of a matrix that has too many to ask for all. */
export const unasked: Exact = { value: Real.zero, scale: Real.zero };

/** The functions that are measured. */
export type Measured = 'response' | 'loss' | 'gradient' | 'hessian' | 'jacobian';

/** What depends on the outcome. */
export const isObserved: ReadonlySet<string> = new Set(['loss', 'gradient']);

/** Where a kernel is asked: η, and what was observed, entry by entry (the label, from 1, where it is a class). */
export interface Point {
  readonly eta: readonly number[];
  readonly y: readonly number[];
  /** Next to a change of formula: the natural parameter that leads across. */
  readonly along?: number;
}

/** The exact results at a point; null where they could not be settled. */
export type Truth = (name: Measured, point: Point) => readonly Exact[] | null;

const isMean = (name: Measured): name is 'response' | 'jacobian' =>
  name === 'response' || name === 'jacobian';

/** Whether E[y] is infinite for every value of the parameters. */
export const hasNoMean = ({ reasons }: Derivation): boolean => reasons.response === infiniteMean;

/** A share of the terms of a condition below which rounding alone may decide it. */
const undecided = { f64: -40, f32: -16 } as const;

const isClearlyNegative = (value: Real, size: Real, format: 'f64' | 'f32'): boolean =>
  value.sign() < 0 && value.magnitude() > size.magnitude() + undecided[format];
const ladder = [50, 100, 200, 400, 800];

interface TruthOptions {
  readonly conditioned?: boolean;
  readonly format?: 'f64' | 'f32';
}

/** An exponential below it has an absolute error, which what it is divided by makes larger. */
const leastNormal = { f64: Real.fromNumber(2 ** -1022), f32: Real.fromNumber(2 ** -126) } as const;

/** The truth by the formulas of a derivation. */
export const formulaTruth = (
  derivation: Derivation,
  { conditioned = false, format = 'f64' }: TruthOptions = {},
): Truth => {
  const { natural, outcome } = derivation;
  const { domain } = outcome;
  const formulas = entriesOf(derivation);
  const names = natural.map(({ symbol }) => variableOf(symbol).name);
  const observed = variableOf(outcome.symbol).name;
  const poles = Object.fromEntries(
    Object.entries(formulas).map(([name, list]) => [name, argumentsOfGamma(list)]),
  );
  const width = formulas.response.length || (entryCount(domain) ?? 1);
  const noMean = {
    response: Array.from({ length: width }, () => nothing),
    jacobian: Array.from({ length: width * natural.length }, () => nothing),
  };
  const at = (name: Measured, { eta, y }: Point, aside = Real.zero): readonly Exact[] | null => {
    const environment = environmentOf(names, eta, aside);
    const entries = y.map((entry) => Real.fromNumber(entry));
    environment.set(observed, entryDomain(domain) === null ? (entries[0] ?? Real.NaN) : entries);
    return settled((digits) => {
      const m = arithmetic(digits);
      const value = evaluator(m, environment);
      const scale = sizes(m, value, leastNormal[format]);
      // where there is no mean there is no number, whatever the formula goes on to say; so near the edge that rounding decides
      // it nothing is asked
      if (isMean(name) && derivation.responseExists.some((each) => value(each).sign() <= 0)) {
        const isBeyond = derivation.responseExists.some((each) =>
          isClearlyNegative(value(each), scale(each), format),
        );
        return isBeyond ? noMean[name] : [];
      }
      // left of 0 the gamma function goes on, but the integral that it stands for does not exist
      if (poles[name]?.some((argument) => value(argument).sign() <= 0))
        return [{ value: Real.NaN, scale: Real.NaN }];
      /** What rounding the predictor once would cost. */
      const condition = (formula: Expression): Real => {
        const theta = natural[0]?.symbol;
        if (!conditioned || theta === undefined) return Real.zero;
        return m.multiply(value(theta), value(differentiate(formula, theta))).abs();
      };
      return formulas[name].map((formula) =>
        formula === null
          ? unasked
          : { value: value(formula), scale: larger(scale(formula), condition(formula)) },
      );
    });
  };
  return (name, { eta, y }) =>
    (isMean(name) && hasNoMean(derivation) ? noMean[name] : null) ??
    at(name, { eta, y }) ??
    (eta.includes(0) ? at(name, { eta: eta.map((x) => (x === 0 ? beside : x)), y }) : null) ??
    (derivation.natural.length === 1 ? at(name, { eta, y }, Real.fromNumber(beside)) : null) ??
    (eta.some((x) => Math.abs(x) > far) ? overflown(at(name, { eta: eta.map(nearer), y })) : null);
};

/** Beyond 2^40 no exponential is evaluated: what overflowed before stays so, and what was 0. */
const far = 2 ** 40;
const nearer = (x: number): number => (Math.abs(x) > far ? Math.sign(x) * 2 ** 39 : x);

const overflown = (found: readonly Exact[] | null): readonly Exact[] | null => {
  const isExtreme = ({ value }: Exact): boolean => Math.abs(value.magnitude()) > 2 ** 20;
  if (found?.every(isExtreme) !== true) return null;
  return found.map(({ value }) => ({
    value: value.magnitude() < 0 ? Real.zero : value.sign() > 0 ? Real.infinity : Real.negativeInfinity,
    scale: Real.zero,
  }));
};

/** A formula may be 0/0 at η = 0 or elsewhere, where its limit is meant: so near, it is that to eighty digits. */
const beside = 2 ** -300;

/** Values of the natural parameters by name, a little aside where that is asked for. */
export const environmentOf = (
  names: readonly string[],
  eta: readonly number[],
  aside = Real.zero,
): Map<string, Real | readonly Real[]> =>
  new Map(names.map((name, i) => [name, wide.add(Real.fromNumber(eta[i] ?? Number.NaN), aside)]));

/** Holds a double and what is added to step aside. */
const wide = arithmetic(400);

const argumentsOfGamma = (list: readonly (Expression | null)[]): readonly Expression[] => [
  ...new Set(list.flatMap((formula) => (formula === null ? [] : gammaArguments(formula)))),
];

const gammaArguments = (node: Expression): Expression[] => [
  ...(node.op === 'lgamma' || node.op === 'polygamma' ? node.args.slice(-1) : []),
  ...node.args.flatMap(gammaArguments),
];

/** The results at the first number of digits that the next one confirms; null where none does. */
export const settled = (at: (digits: number) => readonly Exact[]): readonly Exact[] | null => {
  let last: readonly Exact[] | null = null;
  for (const digits of ladder) {
    const next = at(digits);
    const isKnown = next.every((each) => hasDigits(each, digits));
    const agreed = isKnown && last?.every((each, i) => agree(each, next[i] ?? each)) === true;
    // 1 - 1e-300 is 1, and its logarithm 0, until there are three hundred digits and more
    if (agreed && (digits === mostDigits || !next.some(isVanished))) return next;
    last = isKnown ? next : null;
  }
  return null;
};

const mostDigits = Math.max(...ladder);

/** Whether a result is 0 though what it is the difference of is not. */
const isVanished = ({ value, scale }: Exact): boolean => value.isZero() && !scale.isZero();

/** Digits that cancelled terms may cost before a value is only what rounding left of them, however often it comes out the same. */
const spare = 12;

/** Whether a value is more than what so many digits leave of the terms that it is the difference of; 0 may be exact. */
const hasDigits = ({ value, scale }: Exact, digits: number): boolean => {
  if (!value.isFinite() || value.isZero() || !scale.isFinite() || scale.isZero()) return true;
  return scale.magnitude() - value.magnitude() < (digits - spare) * Math.log2(10);
};

const agree = (a: Exact, b: Exact): boolean => {
  if (a === b) return true;
  if (a.value.isNaN() || b.value.isNaN()) return false;
  if (!a.value.isFinite()) return a.value.equals(b.value);
  if (isNoise(b)) return false;
  const m = arithmetic(30);
  const gap = m.subtract(a.value, b.value);
  return gap.isZero() || gap.magnitude() < larger(b.value.abs(), b.scale).magnitude() - 80;
};

/** Whether a result is made of terms that are beyond all numbers and that much larger than it: of a denominator that cancelled. */
const isNoise = ({ value, scale }: Exact): boolean =>
  scale.magnitude() > beyondNumbers && scale.magnitude() - value.magnitude() > beyondNumbers;
const beyondNumbers = 4096;

const larger = (a: Real, b: Real): Real => (a.isNaN() || a.compare(b) < 0 ? b : a);

/**
 * How large the terms are of which a value is the sum: of a sum its largest term, of a function what the size of its
 * argument does to it. An argument that is read as it is brings no error.
 */
export const sizes = (
  m: Arithmetic,
  value: (node: Expression) => Real,
  least = Real.zero,
): ((node: Expression) => Real) => {
  const known = new Map<Expression, Real>();
  const size = (node: Expression): Real => {
    let result = known.get(node);
    if (result === undefined) known.set(node, (result = larger(value(node).abs(), compute(node))));
    return result;
  };
  const through = (node: Expression, slopes: readonly (Expression | null)[]): Real =>
    node.args.reduce((most, arg, i) => {
      const slope = slopes[i];
      if (slope === null || slope === undefined || arg.op === 'symbol' || arg.args.length === 0) return most;
      return larger(m.multiply(value(slope).abs(), size(arg)), most);
    }, Real.zero);
  const compute = (node: Expression): Real => {
    if (node.op === 'add') return node.args.map(size).reduce(larger);
    if (node.op === 'multiply') {
      const whole = node.args.map((arg) => value(arg).abs());
      return node.args
        .map((arg, i) =>
          whole.reduce((product, x, j) => m.multiply(product, i === j ? size(arg) : x), Real.one),
        )
        .reduce(larger);
    }
    if (node.op === 'power') {
      const [base, exponent] = node.args as [Expression, Expression];
      if (base.op === 'symbol' || value(base).isZero()) return Real.zero;
      const relative = m.divide(size(base), value(base).abs());
      return m.multiply(m.multiply(value(node).abs(), value(exponent).abs()), relative);
    }
    if (!isFunction(node.op)) return Real.zero;
    const own = through(node, functions[node.op].derivative(...node.args));
    return node.op === 'exp' ? larger(own, least) : own;
  };
  return size;
};
