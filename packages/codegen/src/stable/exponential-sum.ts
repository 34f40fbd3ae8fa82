// Sums of exponentials Σ cⱼ·exp(xⱼ), the shape in which log-partition functions overflow and cancel.
import type { Expression } from '@expfam/expression';
import {
  add,
  divide,
  exp,
  factorsOf,
  isPositive,
  multiply,
  negate,
  number,
  power,
  subtract,
  symbolsOf,
  termsOf,
  zero,
} from '@expfam/expression';

/** Tells whether an expression depends on the natural parameters. */
export type Depends = (node: Expression) => boolean;

/** Whether an expression holds one of the symbols. */
export const dependsOn =
  (symbols: readonly Expression[]): Depends =>
  (node) =>
    symbols.some((symbol) => symbolsOf(node).has(symbol));

/** Coefficients by exponent. The exponent of a plain number is 0. */
export type ExponentialSum = ReadonlyMap<Expression, Expression>;

/** Reads c·exp(x) with c free of the natural parameters; null for anything else. */
const exponentialTerm = (term: Expression, depends: Depends): [Expression, Expression] | null => {
  const exponents = factorsOf(term).filter((factor) => factor.op === 'exp' && depends(factor));
  const rest = factorsOf(term).filter((factor) => !exponents.includes(factor));
  if (rest.some(depends)) return null;
  return [add(...exponents.map((factor) => factor.args[0]!)), multiply(...rest)];
};

/** Reads a sum of at least two exponentials, one of which depends on the natural parameters; null for anything else. */
export const exponentialSum = (node: Expression, depends: Depends): ExponentialSum | null => {
  if (node.op !== 'add' || !depends(node)) return null;
  const sum = new Map<Expression, Expression>();
  for (const term of node.args) {
    const read = exponentialTerm(term, depends);
    if (read === null) return null;
    sum.set(read[0], add(sum.get(read[0]) ?? zero, read[1]));
  }
  return sum.size > 1 ? sum : null;
};

/**
 * The terms of one normaliser. `sum`: all coefficients positive. `difference`: 1 − exp(x), which is positive where the family
 * lives.
 */
export interface Ensemble {
  readonly kind: 'sum' | 'difference';
  readonly index: number;
  readonly exponents: readonly Expression[];
  readonly coefficients: readonly Expression[];
}

/** An expression as factor · exp(shift) · D, with D the sum that the ensemble stands for. */
export interface Placed {
  readonly ensemble: Ensemble;
  readonly factor: Expression;
  readonly shift: Expression;
}

const leads = (exponent: Expression): boolean => {
  const [first] = termsOf(exponent);
  return !(first!.op === 'multiply' && isPositive(negate(first!.args[0]!)));
};

/** A shift after which as many exponents as possible begin with a positive coefficient: exp(−x) + 1 is exp(−x)·(1 + exp(x)). */
const canonicalShift = (exponents: readonly Expression[]): Expression => {
  if (!exponents.includes(zero)) return zero;
  const score = (shift: Expression): number => exponents.filter((x) => leads(subtract(x, shift))).length;
  return exponents.reduce((best, x) => (score(x) > score(best) ? x : best), zero);
};

/** Finds the ensembles of a kernel; sums that differ by a factor c·exp(x) are one ensemble. */
export const ensembles = (depends: Depends): ((node: Expression) => Placed | null) => {
  const known = new Map<Expression, Placed | null>();
  const all: Ensemble[] = [];

  const arrange = (sum: ExponentialSum): Placed | null => {
    const entries = [...sum];
    const negative = entries.filter(([, c]) => isPositive(negate(c)));
    const positive = entries.filter(([, c]) => isPositive(c));
    if (positive.length === entries.length) {
      const shift = canonicalShift(entries.map(([x]) => x));
      const [factor] = entries.map(([, c]) => c);
      const equal = entries.every(([, c]) => c === factor);
      return place(
        'sum',
        entries.map(([x, c]) => [subtract(x, shift), equal ? divide(c, factor!) : c]),
        equal ? factor! : number(1),
        shift,
      );
    }
    if (negative.length !== 1 || positive.length !== 1) return null;
    const [[above, factor], [below, opposite]] = [positive[0]!, negative[0]!];
    if (factor !== negate(opposite)) return null;
    // exp(x) − 1 for x < 0 is −(1 − exp(x)): the larger term comes first
    if (isPositive(subtract(below, above))) return difference(below, above, negate(factor));
    return difference(above, below, factor);
  };

  const difference = (above: Expression, below: Expression, factor: Expression): Placed =>
    place(
      'difference',
      [
        [zero, number(1)],
        [subtract(below, above), number(1)],
      ],
      factor,
      above,
    );

  const place = (
    kind: Ensemble['kind'],
    entries: (readonly [Expression, Expression])[],
    factor: Expression,
    shift: Expression,
  ): Placed => {
    const found = all.find(
      (one) =>
        one.kind === kind &&
        one.exponents.length === entries.length &&
        entries.every(([x, c]) => one.coefficients[one.exponents.indexOf(x)] === c),
    );
    if (found) return { ensemble: found, factor, shift };
    const ensemble = {
      kind,
      index: all.length,
      exponents: entries.map(([x]) => x),
      coefficients: entries.map(([, c]) => c),
    };
    all.push(ensemble);
    return { ensemble, factor, shift };
  };

  return (node) => {
    let placed = known.get(node);
    if (placed === undefined) {
      const sum = exponentialSum(node, depends);
      placed = sum === null ? null : arrange(sum);
      known.set(node, placed);
    }
    return placed;
  };
};

/** factor · exp(shift) raised to a whole power, the price of writing a node as an ensemble. */
export const scaleOf = ({ factor, shift }: Placed, order: number): Expression =>
  multiply(power(factor, number(order)), exp(multiply(number(order), shift)));
