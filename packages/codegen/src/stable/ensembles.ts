// The normalisers of a kernel: sums of exponentials up to a factor c·exp(x), so that every quotient by the same sum shares its
// maximum and its exponentials.
import type { Expression } from '@expfam/expression';
import {
  add,
  divide,
  exp,
  isPositive,
  multiply,
  negate,
  number,
  one,
  power,
  subtract,
  termsOf,
  zero,
} from '@expfam/expression';
import type { Depends, ExponentialSum } from './exponential-sum.js';
import { exponentialSum, isTame } from './exponential-sum.js';

/**
 * The terms of one normaliser. `sum`: all coefficients positive. `difference`: 1 − Σ cⱼ·exp(xⱼ), which is positive where the
 * family lives; the 1 comes first.
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
  return !(first.op === 'multiply' && isPositive(negate(first.args[0])));
};

/** A shift after which as many exponents as possible begin with a positive coefficient: exp(−x) + 1 is exp(−x)·(1 + exp(x)). */
const canonicalShift = (exponents: readonly Expression[]): Expression => {
  if (!exponents.includes(zero)) return zero;
  const score = (shift: Expression): number => exponents.filter((x) => leads(subtract(x, shift))).length;
  return exponents.reduce((best, x) => (score(x) > score(best) ? x : best), zero);
};

/** A sum as factor · exp(shift) · (1 − Σ cⱼ·exp(xⱼ)) with all cⱼ positive. */
interface Lead {
  readonly factor: Expression;
  readonly shift: Expression;
  /** 1 and cⱼ by exponent. */
  readonly terms: readonly (readonly [Expression, Expression])[];
  /** 1 − Σ cⱼ·exp(xⱼ). */
  readonly relative: Expression;
}

const leadAt = (entries: ExponentialSum, shift: Expression): Lead | null => {
  const factor = entries.get(shift)!;
  const others = [...entries].filter(([x]) => x !== shift);
  const less = others.map(([x, c]) => [subtract(x, shift), divide(negate(c), factor)] as const);
  if (!less.every(([, c]) => isPositive(c))) return null;
  const relative = subtract(one, add(...less.map(([x, c]) => multiply(c, exp(x)))));
  return { factor, shift, terms: [[zero, one], ...less], relative };
};

/** Every way to write a sum as one term less all others. */
const leadsOf = (entries: ExponentialSum): readonly Lead[] =>
  [...entries.keys()].map((x) => leadAt(entries, x)).filter((lead) => lead !== null);

/** Finds the ensembles of a kernel; sums that differ by a factor c·exp(x) are one ensemble. */
export class Ensembles {
  private readonly depends: Depends;
  private readonly positive: ReadonlySet<Expression>;
  private readonly known = new Map<Expression, Placed | null>();
  private readonly all: Ensemble[];

  /** `all` holds those that were found before; `conditions` are positive wherever the family lives. */
  constructor(depends: Depends, all: Ensemble[] = [], conditions: readonly Expression[] = []) {
    this.depends = depends;
    this.all = all;
    const sums = conditions.map((condition) => exponentialSum(condition, depends));
    const leads = sums.flatMap((sum) => (sum === null ? [] : leadsOf(sum)));
    this.positive = new Set(leads.filter(({ factor }) => isPositive(factor)).map(({ relative }) => relative));
  }

  /** The sum of exponentials that a node is; null where it is none, or one whose sign is not known. */
  place(node: Expression): Placed | null {
    let placed = this.known.get(node);
    if (placed === undefined) {
      const sum = exponentialSum(node, this.depends);
      placed = sum === null ? null : (this.sum(sum) ?? this.difference(sum));
      this.known.set(node, placed);
    }
    return placed;
  }

  private sum(entries: ExponentialSum): Placed | null {
    const coefficients = [...entries.values()];
    if (!coefficients.every(isPositive)) return null;
    const shift = canonicalShift([...entries.keys()]);
    const [first] = coefficients;
    const factor = coefficients.every((c) => c === first) ? first : one;
    const terms = [...entries].map(([x, c]) => [subtract(x, shift), divide(c, factor)] as const);
    return { ensemble: this.find('sum', terms), factor, shift };
  }

  /** One term less all others, positive by itself or because the family lives there: exp(x) − 1 for x < 0 is −(1 − exp(x)). */
  private difference(entries: ExponentialSum): Placed | null {
    if (isTame(entries)) return null;
    const isKnown = ({ relative }: Lead): boolean => this.positive.has(relative) || isPositive(relative);
    const lead = leadsOf(entries).find(isKnown);
    if (lead === undefined) return null;
    return { ensemble: this.find('difference', lead.terms), factor: lead.factor, shift: lead.shift };
  }

  private find(kind: Ensemble['kind'], terms: readonly (readonly [Expression, Expression])[]): Ensemble {
    const isSame = ({ kind: other, exponents, coefficients }: Ensemble): boolean =>
      other === kind &&
      exponents.length === terms.length &&
      terms.every(([x, c]) => exponents.includes(x) && coefficients[exponents.indexOf(x)] === c);
    const found = this.all.find(isSame);
    if (found) return found;
    const [exponents, coefficients] = [terms.map(([x]) => x), terms.map(([, c]) => c)];
    const ensemble = { kind, index: this.all.length, exponents, coefficients };
    this.all.push(ensemble);
    return ensemble;
  }
}

/** factor · exp(shift) raised to a whole power, the price of writing a node as an ensemble. */
export const scaleOf = ({ factor, shift }: Placed, order: number): Expression =>
  multiply(power(factor, number(order)), exp(multiply(number(order), shift)));
