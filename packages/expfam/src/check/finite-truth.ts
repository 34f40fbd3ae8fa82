// The same where the outcome takes finitely many values: sums over all of them, from the statistics and the base measure alone.
// Differences of exponents are exact, so it holds at every finite η, ±1e308 included.
import { evaluator, isNumber, number, rationalOf, variableOf } from '@expfam/expression';
import type { Expression } from '@expfam/expression';
import type { Derivation } from '@expfam/family';
import { arithmetic, Real } from '@expfam/precise';
import type { Exact, Measured, Point, Truth } from './truth.js';

const m = arithmetic(60);
/** Holds the sum of any two doubles, 2^1024 beside 2^-1074, and their products by small numbers. */
const wide = arithmetic(700);
const most = 100;

/** The values of a finite outcome; null where there are more than a hundred, or no end. */
export const valuesOf = ({ outcome: { domain } }: Derivation): readonly Expression[] | null => {
  if (domain.kind === 'set') return domain.values;
  if (domain.kind !== 'range' || !isNumber(domain.lower) || !isNumber(domain.upper)) return null;
  const [lower, upper] = [rationalOf(domain.lower).toNumber(), rationalOf(domain.upper).toNumber()];
  if (upper - lower >= most) return null;
  return Array.from({ length: upper - lower + 1 }, (_, i) => number(lower + i));
};

const total = (terms: readonly Real[]): Real => terms.reduce((a, b) => m.add(a, b), Real.zero);
const larger = (a: Real, b: Real): Real => (a.compare(b) < 0 ? b : a);

interface Member {
  readonly y: number;
  readonly statistics: readonly Real[];
  readonly base: Real;
}

/** The truth by summing over the values of the outcome. */
export const finiteTruth = (derivation: Derivation): Truth | null => {
  const values = valuesOf(derivation);
  if (values === null || derivation.response === null) return null;
  const { statistics, logBaseMeasure, outcome, categorical } = derivation;
  const name = variableOf(outcome.symbol).name;
  const members = values.map((node): Member => {
    const y = rationalOf(node).toNumber();
    const environment = new Map([[name, Real.fromNumber(y)]]);
    // 1 - 1/3 and 2 - 4/3 are equal, and have to be so beside any natural parameter
    const statistic = evaluator(wide, environment);
    return { y, statistics: statistics.map(statistic), base: evaluator(m, environment)(logBaseMeasure) };
  });
  if (!members.every(({ base, statistics: t }) => [base, ...t].every((x) => x.isFinite()))) return null;
  let last: { readonly eta: readonly number[]; readonly at: At } | null = null;
  return (asked, { eta, y }) => {
    if (last?.eta !== eta) last = { eta, at: atPoint(members, eta, categorical) };
    return last.at(asked, y[0] ?? Number.NaN);
  };
};

type At = (asked: Measured, y: number) => readonly Exact[];

/** The distribution at one η. */
interface Law {
  readonly eta: Point['eta'];
  readonly members: readonly Member[];
  readonly exponents: readonly Real[];
  readonly top: Real;
  readonly weights: readonly Real[];
  readonly chances: readonly Real[];
}

/** A number of every member. */
type Number = (k: number) => Real;

const lawOf = (members: readonly Member[], eta: Point['eta']): Law => {
  const exponents = members.map(({ base, statistics }) =>
    statistics.reduce(
      // indicators are 0 but for one
      (sum, t, i) =>
        t.isZero() ? sum : wide.add(sum, wide.multiply(t, Real.fromNumber(eta[i] ?? Number.NaN))),
      base,
    ),
  );
  const top = exponents.reduce(larger);
  const weights = exponents.map((x) => m.exp(wide.subtract(x, top)));
  const sum = total(weights);
  return { eta, members, exponents, top, weights, chances: weights.map((w) => m.divide(w, sum)) };
};

const mean = ({ chances }: Law, of: Number): Real =>
  total(
    chances.flatMap((p, k) => {
      const value = of(k);
      return value.isZero() ? [] : [m.multiply(p, value)];
    }),
  );

/** Values less that of the likeliest member: those that are not 0, for indicators have one. */
type Deviations = readonly (readonly [number, Real])[];

const deviations = ({ exponents, top }: Law, of: Number): Deviations => {
  const mode = exponents.findIndex((x) => x.equals(top));
  return exponents.flatMap((_, k): Deviations => {
    const difference = m.subtract(of(k), of(mode));
    return difference.isZero() ? [] : [[k, difference]];
  });
};

/** The larger of what terms add and of what they take away: where they have both signs, their sum may vanish. */
const sizeOf = (terms: readonly Real[]): Real =>
  larger(
    total(terms.filter((term) => term.sign() > 0)),
    total(terms.filter((term) => term.sign() < 0)).abs(),
  );

/** That of such a mean. */
const largest = ({ chances }: Law, of: Number): Real => sizeOf(chances.map((p, k) => m.multiply(p, of(k))));

/**
 * Σ p·a·b − Σ p·a·Σ p·b of deviations from the likeliest member: it holds a share of the whole that is no small one, so that the
 * products of means are no larger than what they are taken from, and no digits are lost.
 */
const covariance = ({ chances }: Law, a: Deviations, b: Deviations): Exact => {
  const chance = (k: number): Real => chances[k] ?? Real.NaN;
  const averaged = (values: Deviations): Real => total(values.map(([k, x]) => m.multiply(chance(k), x)));
  const others = new Map(b);
  const products = a.flatMap(([k, x]): Deviations => {
    const other = others.get(k);
    return other === undefined ? [] : [[k, m.multiply(x, other)]];
  });
  const value = m.subtract(averaged(products), m.multiply(averaged(a), averaged(b)));
  // where products have both signs, they may cancel on paper
  const scale = sizeOf(products.map(([k, x]) => m.multiply(chance(k), x)));
  return { value, scale };
};

/** The sizes of the terms of an exponent, η·T and log h each by itself. */
const termsOf = (member: Member | undefined, eta: Point['eta']): readonly Real[] =>
  member === undefined
    ? []
    : [
        member.base.abs(),
        ...member.statistics.map((t, i) =>
          t.isZero() ? t : wide.multiply(t, Real.fromNumber(eta[i] ?? Number.NaN)).abs(),
        ),
      ];

/** −log p of a member, its base measure left out: the exponent of the likeliest member has terms of its own, which may cancel. */
const lossOf = ({ eta, members, exponents, top, weights }: Law, at: number): Exact => {
  const first = exponents.findIndex((x) => x.equals(top));
  const rest = m.divide(total(weights.filter((_, k) => k !== first)), weights[first] ?? Real.NaN);
  const own = wide.subtract(exponents[at] ?? Real.NaN, members[at]?.base ?? Real.NaN);
  const logTotal = m.log1p(rest);
  return {
    value: m.add(wide.subtract(top, own), logTotal),
    scale: [own.abs(), logTotal, ...termsOf(members[first], eta)].reduce(larger),
  };
};

const atPoint = (members: readonly Member[], eta: Point['eta'], categorical: boolean): At => {
  const law = lawOf(members, eta);
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const s = eta.length;
  const columns = categorical ? members.length : 1;
  const statistic =
    (i: number): Number =>
    (k) =>
      members[k]?.statistics[i] ?? Real.NaN;
  const result =
    (c: number): Number =>
    (k) =>
      categorical ? Real.fromNumber(c === k ? 1 : 0) : Real.fromNumber(members[k]?.y ?? Number.NaN);
  const pairs = (rows: number, of: (i: number) => Number): Exact[] => {
    const columnwise = upTo(s).map((j) => deviations(law, statistic(j)));
    return upTo(rows).flatMap((i) => {
      const own = deviations(law, of(i));
      return columnwise.map((other) => covariance(law, own, other));
    });
  };
  return (asked, y) => {
    const at = members.findIndex((member) => member.y === y);
    if (asked === 'response')
      return upTo(columns).map((c) => ({ value: mean(law, result(c)), scale: largest(law, result(c)) }));
    if (asked === 'hessian') return pairs(s, statistic);
    if (asked === 'jacobian') return pairs(columns, result);
    if (asked === 'loss') return [lossOf(law, at)];
    return upTo(s).map((i) => ({
      value: mean(law, (k) => m.subtract(statistic(i)(k), statistic(i)(at))),
      scale: larger(largest(law, statistic(i)), statistic(i)(at).abs()),
    }));
  };
};
